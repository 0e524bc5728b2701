"""The tests' own tools: what they count, and which browser they find."""

from pathlib import Path

import pytest

from tests import run
from tests.run import Count
from tests.support import chromium

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest" tests="10" errors="1" failures="2"
skipped="3" time="1"></testsuite></testsuites>"""


def test_what_passed_and_failed_is_counted() -> None:
    assert run.counted(REPORT) == Count(passed=4, failed=3)
    assert Count(1, 2) + Count(3, 4) == Count(4, 6)


@pytest.mark.parametrize("failed", [0, 1])
def test_the_last_line_sums_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, failed: int
) -> None:
    monkeypatch.setattr(run, "_tests", lambda *_anything: Count(5, failed))
    monkeypatch.setattr(run, "_coverage", lambda _folder: Count())

    status = run.main()

    assert capsys.readouterr().out.splitlines()[-1] == f"15 passed, {3 * failed} failed"
    assert status == min(failed, 1)


def test_the_browser_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "own-chromium"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(own))

    assert chromium.find() == str(own)
    assert chromium.launch_options()["executable_path"] == str(own)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "missing"))
    assert chromium.find() is None


@pytest.mark.parametrize(("user", "is_alone"), [(0, True), (1000, False)])
def test_only_root_gives_up_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, user: int, *, is_alone: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)

    assert ("--no-sandbox" in chromium.arguments()) is is_alone
    assert "--disable-background-networking" in chromium.arguments()


def test_without_a_browser_it_fails_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "_of_playwright", lambda: None)
    monkeypatch.setattr(chromium, "_run", lambda *words: asked.append(words))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    assert chromium.main() == 1

    assert capsys.readouterr().out == f"{chromium.MISSING}\n"
    assert [words[0] for words in asked[:2]] == ["apt-get", "apt-get"]
    assert asked[-1][-2:] == ("install", "chromium")
