"""Plays the compatibility cases against the real server, on one engine and in one profile.

The cases and their runner live outside this repository; --contract-dir says where. A case that is skipped counts
as failed: this server offers all that the cases of its contracts ask for.
"""
import argparse
import json
import os
import pathlib
import secrets
import subprocess
import sys
import tempfile

ORIGINS = "https://app.example.com,https://api.example.com"


def main():
    options = parse_options()
    key = secrets.token_hex(32)
    with tempfile.TemporaryDirectory(prefix="frontdesk-test-") as folder:
        results = pathlib.Path(folder) / "results.json"
        command = [sys.executable, str(options.contract_dir.absolute() / "run.py"), "--contract", options.contract]
        command += ["--profile", options.profile, "--jwt-secret", key, "--json", str(results)]
        command += ["--start", start_command(options, key)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
        environment["PATH"] = f"{options.binary.resolve().parent}{os.pathsep}{environment['PATH']}"
        # The runner stands in its own folder and must leave nothing there.
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        ended = subprocess.run(command, env=environment, cwd=folder, check=False).returncode
        rows = json.loads(results.read_text()) if results.exists() else []
    passed, failed, skipped = (sum(row["result"] == word for row in rows) for word in ("pass", "fail", "skip"))
    if skipped:
        print(f"{skipped} cases were skipped: the server under test lacks what they need")
    failed += skipped
    if ended and not failed:
        failed = 1  # the runner itself failed, or the server did not start
    options.counts.write_text(f"{passed} {failed}\n")
    return 1 if failed or not passed else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True, help="the server's program, named frontdesk")
    parser.add_argument("--contract-dir", type=pathlib.Path, required=True)
    parser.add_argument("--contract", required=True, help="contracts by name, comma separated")
    parser.add_argument("--profile", choices=["default", "throttled"], required=True)
    parser.add_argument("--postgres", help="postgres://USER@HOST:PORT of a server for throw-away databases; else SQLite")
    parser.add_argument("--counts", type=pathlib.Path, required=True, help="write 'PASSED FAILED' here")
    return parser.parse_args()


def start_command(options, key):
    """The documented start of a server for the cases; the runner fills in {port}, {data} and {bootstrap}."""
    place, first = "--data {data} --model compat", ""
    if options.postgres:
        name = f"contract_{os.getpid()}_{{port}}"
        first = f"psql -q -d {options.postgres}/postgres -c 'create database {name}' && "
        place += f" --database-url {options.postgres}/{name}"
    settings = f"FRONTDESK_CORS_ORIGINS={ORIGINS} FRONTDESK_DIALECT_SECRET={key}"
    if options.profile == "default":
        settings += " FRONTDESK_LIMITS=off"
    # exec: the runner's signal to stop then reaches the server itself.
    serve = f"exec env {settings} frontdesk serve --listen 127.0.0.1:{{port}} {place}"
    return f"{first}frontdesk user import {{bootstrap}} {place} && {serve}"


if __name__ == "__main__":
    sys.exit(main())
