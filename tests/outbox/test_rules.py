"""Safe hours, also over midnight and over a change of the clocks; and when to try again."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.outbox import rules

DAY = datetime(2026, 11, 24, tzinfo=UTC)


def at(hour: int, minute: int = 0, *, day: datetime = DAY) -> datetime:
    return day.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "is_safe"),
    [
        (9, None, None, True),
        (9, time(9), None, True),
        (9, time(9), time(17), True),
        (16, time(9), time(17), True),
        (17, time(9), time(17), False),
        (8, time(9), time(17), False),
        (23, time(22), time(6), True),
        (0, time(22), time(6), True),
        (5, time(22), time(6), True),
        (6, time(22), time(6), False),
        (12, time(22), time(6), False),
    ],
)
def test_an_hour_is_safe(hour: int, begins: time | None, ends: time | None, *, is_safe: bool) -> None:
    assert rules.is_safe_hour(at(hour), begins, ends) is is_safe


@pytest.mark.parametrize(
    ("now", "begins", "ends", "leaves"),
    [
        (at(12), None, None, at(12)),
        (at(12), time(9), time(17), at(12)),
        (at(8), time(9), time(17), at(9)),
        (at(17), time(9), time(17), at(9) + timedelta(days=1)),
        (at(23, 30), time(9, 30), time(17), at(9, 30) + timedelta(days=1)),
        (at(7), time(22), time(6), at(22)),
        (at(1), time(22), time(6), at(1)),
    ],
)
def test_a_message_leaves_at_the_next_safe_moment(
    now: datetime, begins: time | None, ends: time | None, leaves: datetime
) -> None:
    assert rules.next_safe(now, begins, ends) == leaves


def test_safe_hours_are_those_of_the_clock_on_the_wall() -> None:
    in_july = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)

    assert rules.is_safe_hour(in_july, time(9), time(17))
    assert rules.next_safe(in_july - timedelta(hours=1), time(9), time(17)) == in_july.replace(minute=0)


def test_the_night_on_which_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)

    leaves = rules.next_safe(before, time(9), time(17))

    assert leaves == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (9, 60)])
def test_it_is_tried_again_after_longer_and_longer(tries: int, minutes: int) -> None:
    assert rules.next_try(DAY, DAY, tries) == DAY + timedelta(minutes=minutes)


def test_after_a_day_it_is_given_up() -> None:
    assert rules.next_try(DAY, DAY + timedelta(hours=23, minutes=59), 20) is not None
    assert rules.next_try(DAY, DAY + timedelta(hours=24), 20) is None
