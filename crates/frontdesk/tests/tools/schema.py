"""Has schemathesis invent requests from the served OpenAPI document and check every answer against it.

Fails on any finding of any check, on a panic in the log, and when the server does not outlive the run. Each operation
of the document counts as one test.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from server import Server

HERE = pathlib.Path(__file__).resolve().parent


def main():
    options = parse_options()
    arguments = ["--model", options.model]
    if options.database_url:
        arguments += ["--database-url", options.database_url]
    server = Server(options.binary.resolve(), arguments, {"FRONTDESK_LIMITS": "off"})
    with tempfile.TemporaryDirectory(prefix="frontdesk-test-") as folder:
        report = pathlib.Path(folder) / "report.xml"
        with server as base:
            ended = run_schemathesis(options, base, report)
            alive = server.is_running()
        passed, failed = count(report)
    complaints = [line for line in server.last_log.splitlines() if "panicked at" in line]
    if not alive:
        complaints.append(f"the server ended during the run; its last words:\n{server.last_log[-4000:]}")
    if ended and not failed:
        complaints.append(f"schemathesis ended with status {ended}")
    for complaint in complaints:
        print(complaint)
    failed += len(complaints)
    options.counts.write_text(f"{passed} {failed}\n")
    return 1 if failed or not passed else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--schemathesis", type=pathlib.Path, required=True, help="the program")
    parser.add_argument("--model", default="compat")
    parser.add_argument("--database-url", help="an empty database; else SQLite")
    parser.add_argument("--seconds", type=int, default=100, help="time for the invented requests")
    parser.add_argument("--examples", type=int, default=40, help="at most so many for an operation and phase")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--counts", type=pathlib.Path, required=True, help="write 'PASSED FAILED' here")
    return parser.parse_args()


def run_schemathesis(options, base, report):
    settings = ["--config-file", HERE / "schemathesis.toml"]
    command = [options.schemathesis.absolute(), *settings, "run", f"{base}/api/schema/?format=json"]
    command += ["--checks", "all", "--seed", options.seed, "--max-examples", options.examples]
    command += ["--max-time", options.seconds, "--generation-database", "none", "--request-timeout", 20]
    command += ["--report", "junit", "--report-junit-path", report, "--no-color", "--wait-for-schema", 10]
    environment = os.environ | {
        "FRONTDESK_SCHEMA_BASE": base,
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SCHEMATHESIS_HOOKS": "schema_credentials",
    }
    try:
        # The budget above bounds it; twice that and a minute means that it hangs.
        limit = options.seconds * 2 + 60
        ended = subprocess.run(list(map(str, command)), env=environment, cwd=report.parent, timeout=limit, check=False)
        return ended.returncode
    except subprocess.TimeoutExpired:
        print(f"schemathesis did not end within {limit} seconds")
        return 124


def count(report):
    """Passed and failed operations, from the report."""
    if not report.exists():
        return 0, 0
    cases = ElementTree.parse(report).getroot().iter("testcase")
    verdicts = [any(child.tag in ("failure", "error") for child in case) for case in cases]
    return verdicts.count(False), verdicts.count(True)


if __name__ == "__main__":
    sys.exit(main())
