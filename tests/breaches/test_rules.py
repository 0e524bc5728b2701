"""Seventy-two hours, nights and weekends included, from the moment at which the council knew."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.breaches import rules
from app.breaches.models import Decision

FRIDAY = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_what_is_known_on_a_friday_is_due_on_monday_at_the_same_hour() -> None:
    assert rules.deadline_of(FRIDAY) == MONDAY


def test_the_hours_are_real_hours_when_the_clocks_go_back() -> None:
    known_at = rules.read_moment("2026-10-24", "12:00", FRIDAY)

    assert rules.deadline_of(known_at) == datetime(2026, 10, 27, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("decision", "reported_at", "now", "is_late"),
    [
        (None, None, MONDAY, False),
        (None, None, MONDAY + SECOND, True),
        (Decision.REPORTED, MONDAY, MONDAY + SECOND, False),
        (Decision.REPORTED, MONDAY + SECOND, MONDAY + SECOND, True),
        (Decision.NOT_REPORTED, None, MONDAY + SECOND, False),
    ],
)
def test_it_is_late_when_nobody_decided_in_time_or_it_was_reported_later(
    decision: Decision | None, reported_at: datetime | None, now: datetime, *, is_late: bool
) -> None:
    assert rules.clock_of(FRIDAY, decision, reported_at, now).is_late is is_late


def test_nobody_by_whose_act_it_went_out_decides() -> None:
    assert rules.may_decide("ada", {"sam", "dev"})
    assert rules.may_decide("ada", set())
    assert not rules.may_decide("ada", {"ada", "sam"})


@pytest.mark.parametrize(
    ("day", "at", "part"),
    [
        ("", "10:00", "day"),
        ("the 3rd", "10:00", "day"),
        ("2026-11-28", "10:00", "day"),
        ("2026-11-27", "", "time"),
        ("2026-11-27", "half past", "time"),
        ("2026-11-27", "16:31", "time"),
        ("2026-11-27", "16:00+05:00", "time"),
    ],
)
def test_a_moment_has_a_day_and_a_time_and_is_over(day: str, at: str, part: str) -> None:
    with pytest.raises(rules.MomentUnusable) as unusable:
        rules.read_moment(day, at, FRIDAY)

    assert unusable.value.part == part


def test_a_moment_in_summer_is_read_as_londons_clocks_show_it() -> None:
    assert rules.read_moment(" 2026-07-01 ", "09:15", FRIDAY) == datetime(2026, 7, 1, 8, 15, tzinfo=UTC)
    assert rules.read_day("2026-11-27", date(2026, 11, 27)) == date(2026, 11, 27)
