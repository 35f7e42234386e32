"""Starts the real server for the tools in this folder. Standard library only."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

READY = "Frontdesk is listening on "
START_LIMIT = 60  # seconds


class Server:
    """The server over an empty data folder, on a free port of loopback; a context that gives its address."""

    def __init__(self, binary, arguments, environment):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="frontdesk-test-"))
        self.log_file = self.folder / "log.txt"
        self.output_file = self.folder / "output.txt"
        self.command = [binary, "serve", "--listen", "127.0.0.1:0", "--data", str(self.folder / "data"), *arguments]
        # The developer's own settings must not reach a server under test.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
        self.environment = inherited | environment

    def __enter__(self):
        with open(self.log_file, "wb") as log, open(self.output_file, "wb") as output:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=log, env=self.environment, cwd=self.folder
            )
        try:
            return self.wait_for_address()
        except BaseException:
            self.__exit__()
            raise

    def wait_for_address(self):
        began = time.monotonic()
        while time.monotonic() - began < START_LIMIT:
            ended = self.process.poll() is not None
            for line in self.output_file.read_text(errors="replace").splitlines(keepends=True):
                if line.startswith(READY) and line.endswith("\n"):
                    return line[len(READY):].strip().rstrip("/")
            if ended:
                break
            time.sleep(0.02)
        raise SystemExit(f"the server did not start: {' '.join(self.command)}\n{self.log()[-4000:]}")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.last_log = self.log()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_running(self):
        return self.process.poll() is None

    def log(self):
        return self.log_file.read_text(errors="replace")
