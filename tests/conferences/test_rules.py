"""Stages, the order of meetings, PINs, the desk, and what happens next, from tables of cases."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.authorities.before import ReportAuthor
from app.authorities.facts import Duration, Fact, Promise, Status, Strength, Unit
from app.authorities.models import Authority
from app.conferences import rules
from app.conferences.models import (
    ConferenceDetails,
    ConferenceKind,
    KeptOut,
    KeptOutPart,
    ProfessionalRole,
    Stage,
    StepState,
    TimelineStep,
    When,
)
from app.kit.clock import LONDON
from tests.authorities.councils import KEYS, council

WALES, KENSINGTON, SAMPLE = "mid-and-west-wales", "kensington-and-chelsea", "sample-english-council"
MEETS = "2026-12-03T14:30"


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def meeting(
    profile: Authority,
    now: str,
    *,
    meets_at: str | None = MEETS,
    kind: ConferenceKind = ConferenceKind.INITIAL,
    is_cancelled: bool = False,
) -> ConferenceDetails:
    at = london(meets_at) if meets_at else None
    return ConferenceDetails(
        id="m",
        family_id="f",
        kind=kind,
        stage=rules.stage_of(at, is_cancelled=is_cancelled, now=london(now)),
        meets_at=at,
        place="Room 2",
        chair_name=None,
        chair_id=None,
        profile=profile,
        changed_at=None,
        earlier_meets_at=None,
        attendees=(),
        called_at=london("2026-11-01T09:00"),
    )


def steps(profile: Authority, now: str, *, has_reports: bool = False, **facts: object) -> list[TimelineStep]:
    shown = meeting(profile, now, **facts)  # type: ignore[arg-type]
    return rules.timeline(shown, london(now), has_reports=has_reports)


def step(found: list[TimelineStep], name: str) -> TimelineStep:
    return next(one for one in found if one.name == name)


STAGES = [
    (None, False, "2026-12-03T09:00", Stage.NO_DATE),
    (MEETS, False, "2026-12-02T23:59", Stage.AHEAD),
    (MEETS, False, "2026-12-03T00:00", Stage.TODAY),
    (MEETS, False, "2026-12-03T23:59", Stage.TODAY),
    (MEETS, False, "2026-12-04T00:00", Stage.PAST),
    (MEETS, True, "2026-12-02T09:00", Stage.CANCELLED),
    (None, True, "2026-12-02T09:00", Stage.CANCELLED),
    ("2026-07-01T00:15", False, "2026-06-30T23:30", Stage.AHEAD),
    ("2026-07-01T00:15", False, "2026-07-01T00:05", Stage.TODAY),
]


@pytest.mark.parametrize(("meets_at", "is_cancelled", "now", "expected"), STAGES)
def test_a_meeting_stands_where_londons_calendar_puts_it(
    *, meets_at: str | None, is_cancelled: bool, now: str, expected: Stage
) -> None:
    at = london(meets_at) if meets_at else None

    assert rules.stage_of(at, is_cancelled=is_cancelled, now=london(now)) is expected


def test_the_meeting_that_matters_most_comes_first() -> None:
    now = "2026-12-03T09:00"
    profile = council("barnsley")
    dates = ["2026-11-01T10:00", None, "2026-12-20T10:00", MEETS, "2026-12-10T10:00", "2026-10-01T10:00"]
    meetings = [meeting(profile, now, meets_at=date) for date in dates]
    cancelled = meeting(profile, now, meets_at="2026-12-04T10:00", is_cancelled=True)

    found = rules.in_order([cancelled, *meetings], london(now))

    assert [one.meets_at and f"{one.meets_at:%m-%d}" for one in found] == [
        "12-03",
        "12-10",
        "12-20",
        None,
        "11-01",
        "10-01",
        "12-04",
    ]


PINS = [
    (None, "2026-11-24T10:00", None),
    (MEETS, "2026-11-24T10:00", "2026-12-04T23:59"),
    (MEETS, "2026-12-04T23:58", "2026-12-04T23:59"),
    (MEETS, "2026-12-05T00:01", None),
    ("2026-10-24T14:30", "2026-10-01T10:00", "2026-10-25T23:59"),
]


@pytest.mark.parametrize(("meets_at", "now", "expected"), PINS)
def test_an_unused_pin_waits_until_the_day_after_the_meeting(
    meets_at: str | None, now: str, expected: str | None
) -> None:
    at = london(meets_at) if meets_at else None

    assert rules.pin_lapses_at(at, london(now)) == (london(expected) if expected else None)


def test_a_desk_shows_four_weeks_back_and_ten_working_days_ahead() -> None:
    first, last = rules.desk_span(london("2026-12-21T10:00"), "ENG")

    assert first == london("2026-11-22T23:59")
    assert last == london("2027-01-07T23:59")


REPORTS, LETTER = "Reports come to you", "A letter with what was decided"
NOTES, GROUP = "Notes of the meeting", "If there is a plan: a small group meets about it"
REVIEW, DECIDED = "If there is a plan: we look at it again in a meeting", "You hear what was decided"

NEXT = [
    (WALES, REPORTS, When.BY, "2026-12-02T14:30"),
    (WALES, LETTER, When.BY, "2026-12-10T23:59"),
    (WALES, NOTES, When.AIM, "2027-01-05T23:59"),
    (WALES, GROUP, When.ASK_WHEN, None),
    (WALES, REVIEW, When.ASK_WHEN, None),
    (KENSINGTON, REPORTS, When.UNSAID, None),
    (KENSINGTON, DECIDED, When.ASK_WHEN, None),
    (KENSINGTON, NOTES, When.BY, "2027-01-05T23:59"),
    (SAMPLE, LETTER, When.ASK_WHEN, None),
    (SAMPLE, NOTES, When.ASK_ABOUT, None),
    (SAMPLE, GROUP, When.BY, "2026-12-17T23:59"),
    (SAMPLE, REVIEW, When.BY, "2027-03-03T23:59"),
    ("barnsley", GROUP, When.ASK_WHEN, None),
    ("barnsley", REVIEW, When.BY, "2027-03-03T23:59"),
    ("northamptonshire", NOTES, When.ASK_WHEN, None),
    ("northamptonshire", REVIEW, When.ASK_WHEN, None),
]


@pytest.mark.parametrize(("key", "name", "when", "at"), NEXT)
def test_each_step_is_as_firm_as_the_council_said(key: str, name: str, when: When, at: str | None) -> None:
    found = step(steps(council(key), "2026-11-24T10:00"), name)

    assert found.when is when
    assert found.at == (london(at) if at else None)
    assert found.is_to_the_hour == (key == WALES and name == REPORTS)


def test_a_council_that_speaks_of_no_group_gets_no_group() -> None:
    names = [one.name for one in steps(council("northamptonshire"), "2026-11-24T10:00")]

    assert GROUP not in names
    assert DECIDED in names


@pytest.mark.parametrize("key", KEYS)
def test_without_a_date_nothing_is_promised_for_a_day(key: str) -> None:
    found = steps(council(key), "2026-11-24T10:00", meets_at=None)

    assert all(one.at is None for one in found)
    assert step(found, "The meeting").when is When.NO_DATE


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("now", ["2026-11-24T10:00", MEETS, "2026-12-04T10:00", "2027-12-04T10:00"])
@pytest.mark.parametrize("kind", ConferenceKind)
def test_people_are_at_exactly_one_step(key: str, now: str, kind: ConferenceKind) -> None:
    states = [one.state for one in steps(council(key), now, kind=kind)]

    assert states.count(StepState.NOW) == 1
    assert states[0] is StepState.DONE


def test_a_review_looks_to_the_next_review_and_to_no_first_group() -> None:
    found = steps(council("barnsley"), "2026-11-24T10:00", kind=ConferenceKind.REVIEW)

    assert step(found, REVIEW).at == london("2027-06-03T23:59")
    assert GROUP not in [one.name for one in found]


REPORT_STATES = [
    ("2026-12-02T14:29", False, StepState.NOW, When.BY),
    ("2026-12-02T14:29", True, StepState.NOW, When.BY),
    ("2026-12-02T14:31", False, StepState.NOW, When.REPORTS_LATE),
    ("2026-12-02T14:31", True, StepState.DONE, When.UNSAID),
    ("2026-12-03T10:00", False, StepState.NEXT, When.REPORTS_LATE),
    ("2026-12-03T10:00", True, StepState.DONE, When.UNSAID),
]


@pytest.mark.parametrize(("now", "has_reports", "state", "when"), REPORT_STATES)
def test_reports_are_expected_then_late_then_there(
    *, now: str, has_reports: bool, state: StepState, when: When
) -> None:
    found = step(steps(council(WALES), now, has_reports=has_reports), REPORTS)

    assert (found.state, found.when) == (state, when)


def test_on_the_day_the_meeting_is_where_people_are() -> None:
    assert step(steps(council(WALES), "2026-12-03T08:00"), "The meeting").state is StepState.NOW


def test_after_the_meeting_what_should_have_come_is_said_to_be_late() -> None:
    found = steps(council(WALES), "2027-01-20T10:00")

    assert REPORTS not in [one.name for one in found]
    assert step(found, "The meeting").state is StepState.DONE
    assert step(found, LETTER).when is When.LATE
    assert step(found, NOTES).when is When.LATE_AIM
    assert step(found, GROUP).state is StepState.NOW


def test_a_cancelled_meeting_has_no_next_steps() -> None:
    assert steps(council(WALES), "2026-11-24T10:00", is_cancelled=True) == []


def _with_two_leads(profile: Authority) -> Authority:
    leads = profile.reports.initial
    assert leads.value is not None
    everyone = leads.value[0]

    def by(author: ReportAuthor, days: int) -> object:
        before = Promise(duration=Duration(amount=days, unit=Unit.WORKING_DAYS), strength=Strength.PROMISE)
        return everyone.model_copy(update={"author": author, "before": before})

    both = leads.model_copy(update={"value": (by(ReportAuthor.SOCIAL_WORKER, 3), by(ReportAuthor.OTHERS, 1))})
    return profile.model_copy(update={"reports": profile.reports.model_copy(update={"initial": both})})


def test_two_kinds_of_reports_with_two_times_are_two_steps() -> None:
    found = steps(_with_two_leads(council(WALES)), "2026-11-24T10:00")

    assert step(found, "The social worker's report comes to you").at == london("2026-11-30T23:59")
    assert step(found, "The other reports come to you").at == london("2026-12-02T23:59")


def _all_late() -> Authority:
    month = Promise(duration=Duration(amount=1, unit=Unit.WEEKS), strength=Strength.PROMISE)
    fact = Fact[Promise](
        value=month, status=Status.STATED, source="Made up", checked=london("2026-11-01T00:00").date()
    )
    profile = council(WALES)
    return profile.model_copy(
        update={
            "core_groups": profile.core_groups.model_copy(update={"first": fact}),
            "reviews": profile.reviews.model_copy(update={"first": fact}),
        }
    )


def test_when_everything_is_late_people_are_at_the_first_of_it() -> None:
    found = steps(_all_late(), "2027-06-01T10:00")

    assert step(found, LETTER).state is StepState.NOW


def test_details_can_be_copied_but_not_changed() -> None:
    shown = meeting(council("barnsley"), "2026-11-24T10:00")

    assert replace(shown, place="Room 3").kind_words == "First meeting"
    with pytest.raises(AttributeError):
        shown.place = "Room 3"  # type: ignore[misc]


def test_every_stage_and_every_role_has_its_words() -> None:
    assert all(stage.words for stage in Stage)
    assert all(role.words and role.why for role in ProfessionalRole)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-03T14:29:59", False),
        (MEETS, True),
        ("2026-12-06T14:30", True),
    ],
)
def test_late_is_from_the_moment_the_meeting_begins(now: str, *, expected: bool) -> None:
    assert rules.has_begun(london(MEETS), london(now)) is expected
    assert not rules.has_begun(None, london(now))


@pytest.mark.parametrize(("hides_place", "place"), [(True, ""), (False, "Room 2")])
def test_a_hidden_place_is_in_nothing_that_a_page_is_told(*, hides_place: bool, place: str) -> None:
    whole = replace(meeting(council(SAMPLE), MEETS), changed_at=london(MEETS), earlier_meets_at=london(MEETS))
    kept_out = KeptOut(
        id="k",
        conference_id="m",
        membership_id="p",
        part=KeptOutPart.PART,
        hides_place=hides_place,
        hides_time=False,
        decided_at=london(MEETS),
        told_at=london(MEETS),
        withheld_at=None,
    )

    seen = rules.as_seen_by(whole, kept_out, london(MEETS))

    assert seen.place == place
    assert (seen.changed_at is None, seen.earlier_meets_at is None) == (hides_place, hides_place)
