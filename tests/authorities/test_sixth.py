"""A sixth council, invented here, works by being a folder: no code knows it."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from app.authorities import rules
from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.catalogue import load_catalogue
from app.authorities.models import Authority
from app.kit.clock import LONDON
from tests.authorities.councils import FOLDER

SOURCE = 'status = "stated"\nsource = "Procedures, section 3"\nchecked = 2026-08-01\n'

RIVERTON = f"""
extends = "_england"
version = 3
name = "Riverton Council"
short_name = "Riverton"
hostnames = ["meeting.riverton.example"]
leave_url = "https://www.riverton.example/weather"

[sign_in]
pin = "not_needed"

[child.age_from]
value = 11
{SOURCE}
[meeting.arrive_minutes_before]
value = 30
{SOURCE}
[exclusion.told_by_letter]
value = true
{SOURCE}
[letter.within]
value = {{ duration = {{ amount = 2, unit = "working_days" }}, strength = "promise" }}
{SOURCE}
[reports.initial]
{SOURCE}
[[reports.initial.value]]
author = "everyone"
before = {{ duration = {{ amount = 3, unit = "working_days" }}, strength = "promise" }}
[reports.review]
{SOURCE}
[[reports.review.value]]
author = "everyone"
before = {{ duration = {{ amount = 5, unit = "working_days" }}, strength = "aim" }}
[helplines]
status = "confirmed"
source = "Rung by the duty team"
checked = 2026-08-02

[question_set]
{SOURCE}
[question_set.value]
id = "riverton"
version = 4
title = {{ en = "Your side" }}
questions = [
    {{ id = "day", text = {{ en = "What is a good day like?" }} }},
    {{ id = "night", text = {{ en = "What keeps you awake?" }}, urgent_help = true }},
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("_base", "_england", "_wales", "mid-and-west-wales", "barnsley"):
        shutil.copytree(FOLDER / name, tmp_path / name, ignore=shutil.ignore_patterns("guide", "words"))
    (tmp_path / "riverton").mkdir()
    (tmp_path / "riverton" / "profile.toml").write_text(RIVERTON, encoding="utf-8")
    return tmp_path


@pytest.fixture
def riverton(folder: Path) -> Authority:
    catalogue = load_catalogue(folder)
    assert catalogue.problems == ()
    found = catalogue.get("riverton")
    assert found is not None
    return found


def test_its_own_facts_are_read(riverton: Authority) -> None:
    assert riverton.child.age_from.value == 11
    assert riverton.meeting.arrive_minutes_before.value == 30
    assert riverton.exclusion.told_by_letter.value is True
    assert riverton.sign_in.pin.value == "not_needed"
    assert riverton.leave_url == "https://www.riverton.example/weather"


def test_its_own_numbers_make_its_own_dates(riverton: Authority) -> None:
    meets_at = datetime(2026, 12, 3, 14, 30, tzinfo=LONDON)

    letter = rules.letter_due(riverton, meets_at)
    initial = rules.report_due(riverton, ConferenceKind.INITIAL, ReportAuthor.OTHERS, meets_at)
    review = rules.report_due(riverton, ConferenceKind.REVIEW, ReportAuthor.OTHERS, meets_at)

    assert letter is not None
    assert letter.on.isoformat() == "2026-12-07"
    assert initial is not None
    assert (initial.on.isoformat(), initial.is_aim) == ("2026-11-30", False)
    assert review is not None
    assert (review.on.isoformat(), review.is_aim) == ("2026-11-26", True)
    assert rules.notes_due(riverton, meets_at) is None


def test_its_own_questions_are_asked(riverton: Authority) -> None:
    assert [question.text.en for question in riverton.questions.questions] == [
        "What is a good day like?",
        "What keeps you awake?",
    ]
    assert riverton.questions.version == 4


def test_what_it_does_not_say_stays_unsaid(riverton: Authority) -> None:
    assert not riverton.supporter.how_many.is_known
    assert not riverton.reviews.first.is_known
    assert riverton.supporter.how_many.ask_instead == "Ask your social worker."


def test_it_confirms_what_the_nation_gives_without_writing_it_again(riverton: Authority) -> None:
    assert riverton.helplines.status.value == "confirmed"
    assert riverton.helplines.source == "Rung by the duty team"
    assert next(contact.value for contact in riverton.helplines.value or ()) == "999"


def test_it_is_found_by_its_host_name(folder: Path) -> None:
    found = load_catalogue(folder).by_hostname("Meeting.Riverton.example")

    assert found is not None
    assert found.key == "riverton"
    assert load_catalogue(folder).by_hostname("other.example") is None


def test_a_council_in_a_region_is_three_lines(folder: Path) -> None:
    lines = 'extends = "mid-and-west-wales"\nname = "Cwm Council"\nshort_name = "Cwm"\n'
    (folder / "cwm").mkdir()
    (folder / "cwm" / "profile.toml").write_text(lines, encoding="utf-8")

    catalogue = load_catalogue(folder)

    cwm, region = catalogue.get("cwm"), catalogue.get("mid-and-west-wales")
    assert cwm is not None
    assert region is not None
    assert cwm.name == "Cwm Council"
    assert cwm.letter == region.letter
    assert cwm.calendar.value == "WLS"
    assert cwm.content_hash != region.content_hash


def test_a_council_in_a_region_may_have_its_own_look_and_its_own_complaints_owner(folder: Path) -> None:
    own = f"""
extends = "mid-and-west-wales"
name = "Cwm Council"
short_name = "Cwm"
brand = {{ colour = "#203040" }}

[complaints_owner]
value = {{ en = "Cwm Council, Complaints" }}
{SOURCE}
[complaint.contacts]
value = [{{ name = {{ en = "Complaints" }}, kind = "words", value = "Ask at the desk in the town hall." }}]
{SOURCE}"""
    (folder / "cwm").mkdir()
    (folder / "cwm" / "profile.toml").write_text(own, encoding="utf-8")

    cwm = load_catalogue(folder).get("cwm")

    assert cwm is not None
    assert cwm.brand.colour == "#203040"
    assert cwm.complaints_owner.value is not None
    assert (cwm.complaint.contacts.value or ())[0].href is None
    assert cwm.complaint.about.is_known


def test_an_older_version_is_still_served(folder: Path) -> None:
    old = RIVERTON.replace("version = 3", "version = 2").replace("value = 11", "value = 10")
    (folder / "riverton" / "versions").mkdir()
    (folder / "riverton" / "versions" / "2.toml").write_text(old, encoding="utf-8")

    catalogue = load_catalogue(folder)

    earlier, current = catalogue.version_of("riverton", 2), catalogue.version_of("riverton", 3)
    assert earlier is not None
    assert earlier.child.age_from.value == 10
    assert current == catalogue.get("riverton")
    assert catalogue.version_of("riverton", 1) is None
    assert catalogue.version_of("nowhere", 1) is None


def test_words_are_in_the_readers_language_or_else_in_english(folder: Path) -> None:
    words = f'[child.in_words]\nvalue = {{ en = "Children can come.", cy = "Gall plant ddod." }}\n{SOURCE}'
    (folder / "riverton" / "profile.toml").write_text(RIVERTON + words, encoding="utf-8")

    riverton = load_catalogue(folder).get("riverton")

    assert riverton is not None
    text = riverton.child.in_words.value
    assert text is not None
    assert (text.say("cy").text, text.say("cy").language) == ("Gall plant ddod.", "cy")
    assert (text.say("pl").text, text.say("pl").language) == ("Children can come.", "en")
