"""The operator is told what is wrong and what stands in the way of going live."""

import json
import runpy
import shutil
from pathlib import Path

import pytest

from app.authorities import schema
from app.authorities.catalogue import read_authority, read_general_questions
from app.authorities.check import check, facts, render
from app.authorities.findings import Level, fault
from app.authorities.schema import profile_schema
from tests.authorities.councils import FOLDER

OPEN = {finding.key: finding for finding in check(FOLDER) if finding.file.startswith("sample-english")}


def found_in(key: str) -> set[str]:
    return {finding.key for finding in check(FOLDER) if finding.file == f"{key}/profile.toml"}


def test_nothing_shipped_is_a_fault() -> None:
    faults = [finding for finding in check(FOLDER) if finding.level is Level.FAULT]

    assert [finding for finding in faults if not finding.file.startswith("_base/guide")] == []


def test_a_leaflet_that_contradicts_itself_has_to_be_settled() -> None:
    finding = OPEN["supporter.may_speak"]

    assert finding.level is Level.BEFORE_GOING_LIVE
    assert "contradicts itself" in finding.found


def test_a_number_in_doubt_has_to_be_checked() -> None:
    (finding,) = [one for one in check(FOLDER) if one.key == "useful_contacts"]

    assert finding.file == "northamptonshire/profile.toml"
    assert "01623 494320" in finding.found


@pytest.mark.parametrize(
    ("key", "is_missing"),
    [
        ("northamptonshire", True),
        ("mid-and-west-wales", True),
        ("sample-english-council", True),
        ("barnsley", False),
        ("kensington-and-chelsea", False),
    ],
)
def test_a_council_without_a_complaint_contact_cannot_go_live(key: str, *, is_missing: bool) -> None:
    assert ("complaint.contacts" in found_in(key)) is is_missing


def test_every_council_has_to_confirm_the_helplines() -> None:
    files = {finding.file for finding in check(FOLDER) if finding.key == "helplines"}

    assert len(files) == 5


def test_the_example_is_complete_and_has_nothing_left_to_settle(tmp_path: Path) -> None:
    example = read_authority(FOLDER, "_example", read_general_questions(FOLDER))
    assert [path for path, fact in facts(example) if not fact.is_known] == []
    for name in ("_base", "_england"):
        shutil.copytree(FOLDER / name, tmp_path / name, ignore=shutil.ignore_patterns("guide", "words"))
    shutil.copytree(FOLDER / "_example", tmp_path / "northbridge")

    findings = check(tmp_path)

    assert findings == []
    assert render(findings) == ["Every profile is in order."]


def test_a_nation_may_not_promise(tmp_path: Path) -> None:
    for name in ("_base", "_england"):
        shutil.copytree(FOLDER / name, tmp_path / name, ignore=shutil.ignore_patterns("guide", "words"))
    promise = """
[letter.within]
value = { duration = { amount = 5, unit = "days" }, strength = "promise" }
status = "stated"
source = "Law"
checked = 2026-11-21

[reports.initial]
value = [{ author = "everyone", before = { duration = { amount = 5, unit = "days" }, strength = "aim" } }]
status = "stated"
source = "Law"
checked = 2026-11-21
"""
    with (tmp_path / "_england" / "profile.toml").open("a", encoding="utf-8") as profile:
        profile.write(promise)

    findings = check(tmp_path)

    assert {finding.key for finding in findings} == {"letter.within.value", "reports.initial.value.before"}
    assert all(finding.level is Level.FAULT for finding in findings)


def test_a_broken_nation_and_a_broken_example_are_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "_base", tmp_path / "_base", ignore=shutil.ignore_patterns("guide", "words"))
    for name in ("_england", "_example"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.toml").write_text("[", encoding="utf-8")

    assert {finding.file for finding in check(tmp_path)} == {"_england/profile.toml", "_example/profile.toml"}


def test_a_folder_that_does_not_exist_is_one_fault(tmp_path: Path) -> None:
    (finding,) = check(tmp_path / "nowhere")

    assert finding.sentence == "There is no such folder."


def test_findings_are_written_faults_first() -> None:
    lines = render(
        [fault("a/profile.toml", "name", "This key is missing.", found="nothing", expected="a name")]
    )

    assert lines == [
        "Faults: a council with a fault is not served.",
        "  a/profile.toml, name: This key is missing. Found: nothing. Expected: a name.",
    ]
    everything = render(check(FOLDER))
    assert "Before going live: families are told to ask instead." in everything
    assert all("\n" not in line for line in everything)


def test_the_schema_for_editors_is_up_to_date() -> None:
    assert (FOLDER / "schema.json").read_text(encoding="utf-8") == profile_schema()
    assert json.loads(profile_schema())["additionalProperties"] is False


def test_the_schema_is_written_by_its_own_module(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(schema.__file__, run_name="__main__")

    assert capsys.readouterr().out == profile_schema()


def test_every_profile_points_its_editor_at_the_schema() -> None:
    for profile in FOLDER.glob("*/profile.toml"):
        assert profile.read_text(encoding="utf-8").startswith("#:schema ../schema.json\n")
