"""Run every test: on SQLite, on PostgreSQL, in a browser; then say how much of the code they reached.

python -m tests.run
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from app.kit.settings import ROOT
from tests.support import figures
from tests.support.saying import say

PYTHON = sys.executable
WITHOUT_BROWSER = ("-n", "2", "-m", "not browser and not audit")
COVERED = ("--cov=app", "--cov-branch", "--cov-report=")
MINUTES = 40
PARTS = {
    "sqlite": WITHOUT_BROWSER,
    "postgresql": WITHOUT_BROWSER,
    "browser": ("-m", "browser"),
}


@dataclass
class Count:
    """How many tests passed and failed; a step that broke counts as one that failed."""

    passed: int = 0
    failed: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Add up two counts."""
        return Count(self.passed + other.passed, self.failed + other.failed)


def main() -> int:
    """Run every part, whatever became of the one before, and return the exit status."""
    whole = Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, options in PARTS.items():
            whole += _tests(folder, part, options)
        whole += _coverage(folder)
        report = folder / "sqlite.xml"
        for line in figures.lines(figures.properties_in(report.read_text()) if report.exists() else []):
            say(line)
    say(f"{whole.passed} passed, {whole.failed} failed")
    return 1 if whole.failed else 0


def _tests(folder: Path, part: str, options: tuple[str, ...]) -> Count:
    database = "postgresql" if part == "postgresql" else "sqlite"
    report = folder / f"{part}.xml"
    environment = {"HEARD_TEST_DATABASE": database, "COVERAGE_FILE": str(folder / f".coverage.{part}")}
    # One measured run is enough: counting lines makes every test slower.
    covered = COVERED if part == "sqlite" else ()
    status = _run(
        [PYTHON, "-m", "pytest", "-q", *options, *covered, f"--junit-xml={report}"],
        environment,
        said=f"HEARD_TEST_DATABASE={database} pytest {' '.join(options)}",
    )
    count = counted(report.read_text()) if report.exists() else Count()
    if status and not count.failed:
        say(f"The {part} tests ended with status {status}.")
        count.failed = 1
    return count


def counted(report: str) -> Count:
    """Read how many tests passed and failed from a report of pytest's."""
    count = Count()
    for suite in ET.fromstring(report).iter("testsuite"):  # noqa: S314 - pytest has just written it
        run, broken, skipped = (int(suite.get(name, "0")) for name in ("tests", "errors", "skipped"))
        failed = int(suite.get("failures", "0")) + broken
        count += Count(run - failed - skipped, failed)
    return count


def _coverage(folder: Path) -> Count:
    environment = {"COVERAGE_FILE": str(folder / ".coverage")}
    for words in (["combine", "--quiet", str(folder)], ["report"]):
        said = "coverage " + words[0]
        if _run([PYTHON, "-m", "coverage", *words], environment, said=said):
            say(f"{said} failed: the tests must reach what pyproject.toml asks for.")
            return Count(0, 1)
    return Count()


def _run(words: list[str], environment: Mapping[str, str], *, said: str) -> int:
    say(f"» {said}")
    started = subprocess.Popen(  # noqa: S603 - fixed words
        words,
        cwd=ROOT,
        env={**os.environ, **environment},  # noqa: TID251 - what the tests are started with
        start_new_session=True,
    )
    try:
        return started.wait(timeout=MINUTES * 60)
    except subprocess.TimeoutExpired:
        say(f"Stopped after {MINUTES} minutes: {said}")
        return 1
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


if __name__ == "__main__":
    raise SystemExit(main())
