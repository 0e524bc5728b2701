"""Each check of access is taken out, one at a time, from a copy of the project: a test must notice."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from app.kit.settings import ROOT
from tests.audits.mutants import MUTANTS
from tests.audits.taking_out import GONE, CheckMoved, Mutant, without
from tests.support.figures import Count

COPIED = ("app", "authorities", "locales", "migrations", "static", "templates", "tests")
SIDE_BY_SIDE = 2
MINUTES = 5
TESTS_FAILED = 1
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly")


def copy_of_the_project(folder: Path) -> Path:
    """Return a copy in which something may be broken."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def is_noticed(mutant: Mutant, copy: Path) -> bool:
    """Take one check out of a copy, run the tests that should miss it, and put it back."""
    file = copy / mutant.file
    before = file.read_text(encoding="utf-8")
    file.write_text(without(mutant, before), encoding="utf-8")
    try:
        return not passes(copy, mutant.tests)
    finally:
        file.write_text(before, encoding="utf-8")


def passes(copy: Path, tests: tuple[str, ...]) -> bool:
    """Run some tests in a copy, and say whether they pass."""
    environment = {**os.environ, "HEARD_TEST_DATABASE": "sqlite", "PYTHONDONTWRITEBYTECODE": "1"}  # noqa: TID251 - what the tests are started with
    words = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
    ran = subprocess.run(  # noqa: S603 - fixed words
        words, cwd=copy, env=environment, capture_output=True, text=True, timeout=MINUTES * 60, check=False
    )
    assert ran.returncode in {0, TESTS_FAILED}, (
        f"the tests did not run:\n{ran.stdout[-2000:]}{ran.stderr[-500:]}"
    )
    return ran.returncode == 0


@pytest.mark.audit
@pytest.mark.timeout(0)
def test_no_check_of_access_can_go_without_a_test_that_misses_it(tmp_path: Path, count: Count) -> None:
    copies: SimpleQueue[Path] = SimpleQueue()
    for number in range(SIDE_BY_SIDE):
        copies.put(copy_of_the_project(tmp_path / f"copy-{number}"))

    def noticed(mutant: Mutant) -> bool:
        copy = copies.get()
        try:
            return is_noticed(mutant, copy)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        outcomes = list(pool.map(noticed, MUTANTS))
    survived = [mutant.name for mutant, was_noticed in zip(MUTANTS, outcomes, strict=True) if not was_noticed]
    count("checks of access", taken_out=len(MUTANTS), not_missed=len(survived))

    assert not survived, "nobody noticed:\n" + "\n".join(survived)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_each_check_still_stands_where_it_is_said_to_stand(mutant: Mutant) -> None:
    changed = without(mutant, (ROOT / mutant.file).read_text(encoding="utf-8"))

    compile(changed, mutant.file, "exec")
    assert mutant.tests, "say which tests must miss it"


def test_a_check_is_taken_out_and_one_that_moved_is_named() -> None:
    source = "def one(row):\n    return select(row).where(row.a == 1, row.b == 2) if row and row.c else None"

    assert "row.b" not in without(Mutant("", "one", "row.b == 2", GONE, ()), source)
    assert "if row and True" in without(Mutant("", "one", "row.c", "True", ()), source)
    with pytest.raises(CheckMoved, match=r"one without row\.d"):
        without(Mutant("", "one", "row.d", "True", ()), source)
