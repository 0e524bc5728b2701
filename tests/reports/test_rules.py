"""In time or late by the council's own words, what speaks against sharing, and how long a text takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.catalogue import load_catalogue
from app.authorities.facts import Strength, Unit
from app.conferences.models import ConferenceDetails, Stage
from app.families.models import DetailKind, Role
from app.files import giving_away
from app.files.models import Block, BlockKind
from app.kit.settings import ROOT
from app.reports import rules
from app.reports.models import Author
from app.reports.staff_models import Caution
from tests.reports.councils import stating

CATALOGUE = load_catalogue(ROOT / "authorities")
MEETS_AT = datetime(2026, 12, 3, 14, 30, tzinfo=UTC)  # a Thursday


def meeting(council: str, kind: ConferenceKind, meets_at: datetime | None = MEETS_AT) -> ConferenceDetails:
    """Return a meeting called under today's profile of a council."""
    profile = CATALOGUE.get(council)
    assert profile is not None
    return ConferenceDetails(
        id="m",
        family_id="f",
        kind=kind,
        stage=Stage.AHEAD,
        meets_at=meets_at,
        place="",
        chair_name=None,
        chair_id=None,
        profile=profile,
        changed_at=None,
        earlier_meets_at=None,
        attendees=(),
        called_at=MEETS_AT,
    )


INITIAL, REVIEW, PRE_BIRTH = ConferenceKind.INITIAL, ConferenceKind.REVIEW, ConferenceKind.PRE_BIRTH
HOURS, WORKING_DAYS, DAYS, WEEKS = Unit.HOURS, Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS


def at(day: int, hour: int = 12, minute: int = 0, month: int = 11) -> datetime:
    """Return a moment before the meeting, by London's clocks, which are UTC in winter."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# A council says 3 working days for the social worker and aims for 1 for others; a week for a review;
# two days for a meeting before a birth. The meeting is on Thursday 3 December at 14:30.
CASES = [
    (INITIAL, Author.SOCIAL_WORKER, at(30, 23, 59), False, False),
    (INITIAL, Author.SOCIAL_WORKER, at(1, 0, 0, 12), True, False),
    (INITIAL, Author.SCHOOL, at(2, 23, 59, 12), False, True),
    (INITIAL, Author.SCHOOL, at(3, 0, 0, 12), True, True),
    (INITIAL, Author.POLICE, at(1, 9, 0, 12), False, True),
    (REVIEW, Author.SOCIAL_WORKER, at(26, 23, 59), False, False),
    (REVIEW, Author.GP, at(27, 0, 0), True, False),
    (PRE_BIRTH, Author.HEALTH_VISITOR, at(1, 23, 59, 12), False, False),
    (PRE_BIRTH, Author.OTHER, at(2, 0, 0, 12), True, False),
]


def with_rules(found: ConferenceDetails) -> ConferenceDetails:
    """Return the meeting under a profile that states a time for each kind of meeting and author."""
    return replace(
        found,
        profile=stating(
            found.profile,
            initial=[
                (ReportAuthor.SOCIAL_WORKER, 3, WORKING_DAYS, Strength.PROMISE),
                (ReportAuthor.OTHERS, 1, WORKING_DAYS, Strength.AIM),
            ],
            review=[(ReportAuthor.EVERYONE, 1, WEEKS, Strength.PROMISE)],
            pre_birth=[(ReportAuthor.EVERYONE, 2, DAYS, Strength.PROMISE)],
        ),
    )


@pytest.mark.parametrize(("kind", "author", "shared_at", "late", "aim"), CASES)
def test_a_report_is_late_by_this_councils_rule_for_this_meeting_and_author(
    kind: ConferenceKind, author: Author, shared_at: datetime, *, late: bool, aim: bool
) -> None:
    found = rules.timing(with_rules(meeting("barnsley", kind)), author, shared_at)

    assert found is not None
    assert (found.is_late, found.is_aim) == (late, aim)


@pytest.mark.parametrize(
    ("before", "late"), [(timedelta(hours=24), False), (timedelta(hours=23, minutes=59), True)]
)
def test_hours_are_elapsed_hours(before: timedelta, *, late: bool) -> None:
    found = rules.timing(meeting("mid-and-west-wales", INITIAL), Author.SCHOOL, MEETS_AT - before)

    assert found is not None
    assert found.is_late is late
    assert (found.rule.amount, found.rule.unit) == (24, HOURS)


@pytest.mark.parametrize("author", list(Author))
@pytest.mark.parametrize(
    "council", ["barnsley", "kensington-and-chelsea", "sample-english-council", "northamptonshire"]
)
def test_a_council_that_states_no_time_gets_no_claim(council: str, author: Author) -> None:
    assert rules.timing(meeting(council, INITIAL), author, MEETS_AT) is None


def test_without_a_date_or_an_invitation_there_is_no_claim() -> None:
    assert rules.timing(meeting("mid-and-west-wales", INITIAL, None), Author.GP, MEETS_AT) is None
    assert rules.timing(None, Author.GP, MEETS_AT) is None


@pytest.mark.parametrize(
    ("before", "hours", "days", "after_start"),
    [
        (timedelta(days=6, hours=1), 0, 6, False),
        (timedelta(hours=48), 0, 2, False),
        (timedelta(hours=47, minutes=59), 47, 0, False),
        (timedelta(hours=9, minutes=30), 9, 0, False),
        (timedelta(minutes=20), 0, 0, False),
        (timedelta(0), 0, 0, True),
        (-timedelta(hours=3), -3, 0, True),
    ],
)
def test_how_long_before_is_said_in_hours_and_then_in_days(
    before: timedelta,
    hours: int,
    days: int,
    after_start: bool,  # noqa: FBT001
) -> None:
    found = rules.timing(meeting("mid-and-west-wales", INITIAL), Author.SCHOOL, MEETS_AT - before)

    assert found is not None
    assert (found.hours, found.days, found.is_after_start) == (hours, days, after_start)


@pytest.mark.parametrize("kind", list(DetailKind))
def test_every_kind_of_detail_is_looked_for(kind: DetailKind) -> None:
    words = {
        DetailKind.ADDRESS: "17 Larkspur Gardens, Wombwell, S73 8QX",
        DetailKind.POSTCODE: "S73 8QX",
        DetailKind.PHONE: "07700 900123",
    }.get(kind, "Willow Bank")

    found = giving_away.find(f"He said: {words.upper()}!", [(DetailKind.NAME, "Nobody Here"), (kind, words)])

    assert list(found) == [1]
    assert words.upper() in found[1]


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, ()),
        ({"found": 2}, (Caution.FOUND,)),
        ({"covered": [3]}, (Caution.COVERED,)),
        ({"pictures": [1, 2]}, (Caution.PICTURES,)),
        ({"has_protected": True}, (Caution.PROTECTED,)),
        ({"found": 1, "has_protected": True}, (Caution.FOUND, Caution.PROTECTED)),
    ],
)
def test_any_one_reason_calls_for_a_second_person(
    facts: dict[str, object], reasons: tuple[Caution, ...]
) -> None:
    usual = {"found": 0, "covered": [], "pictures": [], "has_protected": False}

    assert rules.cautions(**(usual | facts)) == reasons  # type: ignore[arg-type]


def test_pages_without_text_are_named_since_no_search_can_read_a_picture() -> None:
    blocks = [Block(BlockKind.HEADING, "One", 1), Block(BlockKind.PARAGRAPH, "Three", 3)]

    assert rules.picture_pages(4, blocks) == [2, 4]
    assert rules.picture_pages(2, []) == [1, 2]
    assert rules.page_numbers("2,4") == (2, 4)
    assert rules.page_numbers("") == ()


def test_minutes_to_read_are_whole_and_at_least_one() -> None:
    assert rules.minutes_to_read([]) == 1
    assert rules.minutes_to_read([Block(BlockKind.PARAGRAPH, "word " * 1500, 1)]) == 10


def test_roles() -> None:
    assert [role for role in Role if rules.may_share(role)] == [Role.ADMINISTRATOR, Role.SOCIAL_WORKER]
    assert [role for role in Role if rules.may_read(role)] == [Role.PARENT, Role.CARER, Role.YOUNG_PERSON]
    assert rules.answers_replies(Role.CHAIR)
    assert not rules.answers_replies(Role.COMPLAINTS_OFFICER)
    assert rules.may_decide("sam", "ada")
    assert not rules.may_decide("ada", "ada")
