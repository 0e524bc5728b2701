"""Due dates of the councils, worked out by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.authorities import rules
from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.catalogue import load_catalogue, read_authority, read_general_questions
from app.authorities.facts import Duration, Unit
from app.authorities.models import Authority, Calendar
from app.authorities.rules import Due
from app.kit.clock import LONDON

FOLDER = Path(__file__).parents[2] / "authorities"
CATALOGUE = load_catalogue(FOLDER)
EXAMPLE = read_authority(FOLDER, "_example", read_general_questions(FOLDER))

INITIAL, REVIEW, PRE_BIRTH = ConferenceKind.INITIAL, ConferenceKind.REVIEW, ConferenceKind.PRE_BIRTH
SOCIAL_WORKER, OTHERS, EVERYONE = ReportAuthor.SOCIAL_WORKER, ReportAuthor.OTHERS, ReportAuthor.EVERYONE


def council(key: str) -> Authority:
    found = EXAMPLE if key == "_example" else CATALOGUE.get(key)
    assert found is not None
    return found


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


DueAfter = Callable[[Authority, datetime], Due | None]

AFTER: list[tuple[str, DueAfter, str, str, bool]] = [
    ("mid-and-west-wales", rules.letter_due, "2026-12-03T14:30", "2026-12-10T23:59", False),
    ("mid-and-west-wales", rules.letter_due, "2026-12-21T10:00", "2026-12-30T23:59", False),
    ("mid-and-west-wales", rules.letter_due, "2026-03-31T10:00", "2026-04-09T23:59", False),
    ("mid-and-west-wales", rules.notes_due, "2026-12-03T14:30", "2027-01-05T23:59", True),
    ("mid-and-west-wales", rules.next_core_group_due, "2027-01-31T10:00", "2027-02-28T23:59", False),
    ("mid-and-west-wales", rules.next_core_group_due, "2026-12-10T10:00", "2027-01-10T23:59", False),
    ("sample-english-council", rules.first_core_group_due, "2026-12-03T14:30", "2026-12-17T23:59", False),
    ("sample-english-council", rules.first_core_group_due, "2026-12-18T09:00", "2027-01-06T23:59", False),
    ("sample-english-council", rules.next_core_group_due, "2026-12-17T09:00", "2027-01-17T23:59", False),
    ("sample-english-council", rules.first_review_due, "2026-12-03T14:30", "2027-03-03T23:59", False),
    ("sample-english-council", rules.first_review_due, "2026-11-30T14:30", "2027-02-28T23:59", False),
    ("barnsley", rules.next_visit_due, "2026-12-04T09:00", "2026-12-18T23:59", False),
    ("barnsley", rules.next_core_group_due, "2026-12-03T09:00", "2026-12-31T23:59", False),
    ("barnsley", rules.first_review_due, "2026-12-03T09:00", "2027-03-03T23:59", False),
    ("barnsley", rules.later_review_due, "2027-03-03T09:00", "2027-09-03T23:59", False),
    ("barnsley", rules.later_review_due, "2026-08-31T09:00", "2027-02-28T23:59", False),
    ("kensington-and-chelsea", rules.notes_due, "2026-12-03T09:00", "2027-01-05T23:59", False),
    ("kensington-and-chelsea", rules.notes_due, "2026-03-20T09:00", "2026-04-21T23:59", False),
    ("_example", rules.letter_due, "2026-12-24T16:00", "2026-12-30T23:59", False),
    ("_example", rules.correction_due, "2027-01-05T09:00", "2027-01-19T23:59", False),
    ("_example", rules.next_core_group_due, "2026-12-03T09:00", "2027-01-14T23:59", False),
    ("_example", rules.next_visit_due, "2026-12-03T09:00", "2026-12-17T23:59", False),
]

REPORTS: list[tuple[str, ConferenceKind, ReportAuthor, str, str]] = [
    ("mid-and-west-wales", INITIAL, SOCIAL_WORKER, "2026-12-03T14:30", "2026-12-02T14:30"),
    ("mid-and-west-wales", INITIAL, OTHERS, "2026-12-07T10:00", "2026-12-06T10:00"),
    ("mid-and-west-wales", INITIAL, EVERYONE, "2026-03-29T10:00", "2026-03-28T09:00"),
    ("_example", INITIAL, SOCIAL_WORKER, "2026-12-03T14:30", "2026-11-30T23:59"),
    ("_example", INITIAL, OTHERS, "2026-12-03T14:30", "2026-12-02T23:59"),
    ("_example", REVIEW, OTHERS, "2026-12-03T14:30", "2026-11-26T23:59"),
    ("_example", PRE_BIRTH, SOCIAL_WORKER, "2026-12-29T14:30", "2026-12-23T23:59"),
]

NOTHING_DUE: list[tuple[str, DueAfter]] = [
    ("northamptonshire", rules.letter_due),
    ("northamptonshire", rules.notes_due),
    ("northamptonshire", rules.first_core_group_due),
    ("northamptonshire", rules.next_core_group_due),
    ("northamptonshire", rules.next_visit_due),
    ("northamptonshire", rules.first_review_due),
    ("northamptonshire", rules.later_review_due),
    ("mid-and-west-wales", rules.first_core_group_due),
    ("mid-and-west-wales", rules.first_review_due),
    ("mid-and-west-wales", rules.correction_due),
    ("sample-english-council", rules.letter_due),
    ("sample-english-council", rules.later_review_due),
    ("barnsley", rules.letter_due),
    ("barnsley", rules.first_core_group_due),
    ("kensington-and-chelsea", rules.letter_due),
    ("kensington-and-chelsea", rules.first_review_due),
]


@pytest.mark.parametrize(("key", "rule", "event", "expected", "is_aim"), AFTER)
def test_what_is_due_after_an_event(
    key: str, rule: DueAfter, event: str, expected: str, *, is_aim: bool
) -> None:
    due = rule(council(key), london(event))

    assert due is not None
    assert due.at == london(expected).astimezone(UTC)
    assert due.on == london(expected).date()
    assert due.is_aim is is_aim
    assert due.source


@pytest.mark.parametrize(("key", "kind", "author", "meets_at", "expected"), REPORTS)
def test_when_a_report_is_due(
    key: str, kind: ConferenceKind, author: ReportAuthor, meets_at: str, expected: str
) -> None:
    due = rules.report_due(council(key), kind, author, london(meets_at))

    assert due is not None
    assert due.at == london(expected).astimezone(UTC)


@pytest.mark.parametrize(("key", "rule"), NOTHING_DUE)
def test_nothing_is_due_that_a_council_did_not_state(key: str, rule: DueAfter) -> None:
    assert rule(council(key), london("2026-12-03T14:30")) is None


@pytest.mark.parametrize("kind", [REVIEW, PRE_BIRTH])
def test_a_rule_for_one_kind_of_meeting_does_not_hold_for_another(kind: ConferenceKind) -> None:
    assert rules.report_due(council("mid-and-west-wales"), kind, EVERYONE, london("2026-12-03T14:30")) is None


def test_an_author_without_a_rule_has_no_date() -> None:
    assert rules.report_due(council("_example"), INITIAL, EVERYONE, london("2026-12-03T14:30")) is None


def test_months_do_not_drift_when_groups_are_counted_from_the_first() -> None:
    first = london("2027-01-31T10:00")

    days = [rules.next_core_group_due(council("mid-and-west-wales"), first, held) for held in range(1, 5)]

    assert [due.on.isoformat() for due in days if due] == [
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
    ]


def test_thirteen_meetings_every_four_weeks_make_a_year_and_a_day_less() -> None:
    due = rules.next_core_group_due(council("barnsley"), london("2026-12-03T10:00"), 13)

    assert due is not None
    assert due.on.isoformat() == "2027-12-02"


def test_a_promise_is_late_one_minute_after_its_day() -> None:
    due = rules.letter_due(council("mid-and-west-wales"), london("2026-12-03T14:30"))

    assert due is not None
    assert not due.is_late(london("2026-12-10T23:59"))
    assert due.is_late(london("2026-12-11T00:00"))


def test_an_evening_in_summer_still_belongs_to_its_day_in_london() -> None:
    late_evening = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    due = rules.after(late_evening, Duration(amount=1, unit=Unit.WORKING_DAYS), Calendar.ENG)

    assert due == london("2026-07-02T23:59").astimezone(UTC)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (2, Unit.DAYS, "2026-12-01T23:59"),
        (2, Unit.WEEKS, "2026-11-19T23:59"),
        (1, Unit.MONTHS, "2026-11-03T23:59"),
        (48, Unit.HOURS, "2026-12-01T14:30"),
    ],
)
def test_every_unit_counts_back(amount: int, unit: Unit, expected: str) -> None:
    before = rules.before(london("2026-12-03T14:30"), Duration(amount=amount, unit=unit), Calendar.WLS)

    assert before == london(expected).astimezone(UTC)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"), [(2, Unit.DAYS, "2026-12-05T23:59"), (3, Unit.HOURS, "2026-12-03T17:30")]
)
def test_days_and_hours_count_on(amount: int, unit: Unit, expected: str) -> None:
    after = rules.after(london("2026-12-03T14:30"), Duration(amount=amount, unit=unit), Calendar.ENG)

    assert after == london(expected).astimezone(UTC)
