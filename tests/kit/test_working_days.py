"""Dates that were worked out by hand, with a calendar on the table."""

from datetime import UTC, date, datetime

import pytest

from app.kit import working_days
from app.kit.clock import LONDON
from app.kit.working_days import Subdivision


def day(text: str) -> date:
    return date.fromisoformat(text)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


AFTER = [
    # An ordinary week: the day itself is day 0.
    ("2026-11-23", 1, "ENG", "2026-11-24"),
    ("2026-11-23", 5, "ENG", "2026-11-30"),
    ("2026-12-03", 5, "ENG", "2026-12-10"),
    ("2026-12-03", 10, "ENG", "2026-12-17"),
    ("2026-09-18", 15, "ENG", "2026-10-09"),
    # Over a weekend, and from one.
    ("2026-11-27", 1, "ENG", "2026-11-30"),
    ("2026-11-28", 1, "ENG", "2026-11-30"),
    ("2026-11-29", 1, "ENG", "2026-11-30"),
    # Christmas 2026: Boxing Day is a Saturday, so Monday 28 December is a holiday too.
    ("2026-12-24", 1, "ENG", "2026-12-29"),
    ("2026-12-25", 1, "ENG", "2026-12-29"),
    ("2026-12-28", 1, "ENG", "2026-12-29"),
    ("2026-12-18", 5, "ENG", "2026-12-29"),
    ("2026-12-23", 10, "ENG", "2027-01-11"),
    ("2026-12-03", 20, "ENG", "2027-01-05"),
    # New Year.
    ("2026-12-31", 1, "ENG", "2027-01-04"),
    ("2027-01-01", 1, "ENG", "2027-01-04"),
    # 2 January is a holiday in Scotland only.
    ("2025-12-31", 1, "ENG", "2026-01-02"),
    # Christmas 2027 falls on a weekend: Monday and Tuesday stand in for it, and 3 January for New Year.
    ("2027-12-24", 1, "ENG", "2027-12-29"),
    ("2027-12-23", 5, "ENG", "2028-01-04"),
    ("2027-12-31", 1, "ENG", "2028-01-04"),
    ("2028-12-22", 1, "ENG", "2028-12-27"),
    # Easter.
    ("2026-04-02", 1, "ENG", "2026-04-07"),
    ("2026-04-01", 2, "ENG", "2026-04-07"),
    ("2026-04-03", 5, "ENG", "2026-04-13"),
    ("2027-03-25", 1, "ENG", "2027-03-30"),
    # The Mondays in May and August.
    ("2026-05-01", 1, "ENG", "2026-05-05"),
    ("2026-05-22", 5, "ENG", "2026-06-01"),
    ("2026-08-28", 1, "ENG", "2026-09-01"),
    ("2026-08-27", 10, "ENG", "2026-09-11"),
    # Holidays of one year only: a state funeral and a coronation.
    ("2022-09-16", 1, "ENG", "2022-09-20"),
    ("2023-05-05", 1, "WLS", "2023-05-09"),
    # Leap days.
    ("2024-02-28", 1, "ENG", "2024-02-29"),
    ("2024-02-29", 1, "ENG", "2024-03-01"),
    ("2028-02-28", 1, "WLS", "2028-02-29"),
    # The nights on which the clocks change.
    ("2026-10-23", 1, "ENG", "2026-10-26"),
    ("2026-03-27", 1, "ENG", "2026-03-30"),
    # Wales.
    ("2026-04-02", 1, "WLS", "2026-04-07"),
    ("2026-12-03", 5, "WLS", "2026-12-10"),
    ("2026-12-03", 20, "WLS", "2027-01-05"),
    ("2027-02-26", 1, "WLS", "2027-03-01"),
]

BEFORE = [
    ("2026-12-03", 1, "ENG", "2026-12-02"),
    ("2026-12-03", 2, "ENG", "2026-12-01"),
    ("2026-12-03", 3, "ENG", "2026-11-30"),
    ("2026-12-03", 5, "ENG", "2026-11-26"),
    ("2026-12-07", 1, "ENG", "2026-12-04"),
    ("2026-12-07", 3, "ENG", "2026-12-02"),
    ("2026-12-06", 1, "ENG", "2026-12-04"),
    ("2026-12-29", 1, "ENG", "2026-12-24"),
    ("2026-12-29", 3, "ENG", "2026-12-22"),
    ("2027-01-04", 1, "ENG", "2026-12-31"),
    ("2027-01-04", 5, "ENG", "2026-12-23"),
    ("2026-04-07", 1, "ENG", "2026-04-02"),
    ("2026-04-08", 3, "ENG", "2026-04-01"),
    ("2026-04-07", 5, "WLS", "2026-03-27"),
    ("2026-05-05", 1, "ENG", "2026-05-01"),
    ("2026-09-01", 2, "ENG", "2026-08-27"),
    ("2024-03-01", 1, "ENG", "2024-02-29"),
]

MONTHS_AFTER = [
    ("2026-12-03", 3, "2027-03-03"),
    ("2026-12-15", 6, "2027-06-15"),
    ("2026-12-31", 1, "2027-01-31"),
    ("2027-01-29", 1, "2027-02-28"),
    ("2027-01-31", 1, "2027-02-28"),
    ("2028-01-31", 1, "2028-02-29"),
    ("2026-03-31", 1, "2026-04-30"),
    ("2026-05-31", 6, "2026-11-30"),
    ("2026-08-31", 3, "2026-11-30"),
    ("2026-08-31", 6, "2027-02-28"),
    ("2026-11-30", 3, "2027-02-28"),
    ("2027-11-30", 3, "2028-02-29"),
    ("2028-02-29", 12, "2029-02-28"),
]

MONTHS_BEFORE = [
    ("2027-03-03", 3, "2026-12-03"),
    ("2027-03-31", 1, "2027-02-28"),
    ("2028-03-31", 1, "2028-02-29"),
    ("2027-01-15", 1, "2026-12-15"),
]

WEEKS_AFTER = [
    ("2026-12-03", 2, "2026-12-17"),
    ("2026-12-03", 4, "2026-12-31"),
    ("2027-01-05", 4, "2027-02-02"),
    ("2027-02-05", 4, "2027-03-05"),
    ("2028-02-05", 4, "2028-03-04"),
    ("2026-12-24", 2, "2027-01-07"),
    ("2028-02-15", 2, "2028-02-29"),
]

HOURS_BEFORE = [
    ("2026-12-03T14:30", 24, "2026-12-02T14:30"),
    ("2026-12-07T10:00", 24, "2026-12-06T10:00"),
    # On the night of 29 March an hour is missing, on that of 25 October one comes twice.
    ("2026-03-29T10:00", 24, "2026-03-28T09:00"),
    ("2026-03-30T10:00", 24, "2026-03-29T10:00"),
    ("2026-10-25T10:00", 24, "2026-10-24T11:00"),
    ("2026-10-26T09:30", 24, "2026-10-25T09:30"),
    ("2028-03-01T09:00", 24, "2028-02-29T09:00"),
]

HOURS_AFTER = [
    ("2026-03-28T12:00", 24, "2026-03-29T13:00"),
    ("2026-10-24T12:00", 48, "2026-10-26T11:00"),
    ("2026-12-31T12:00", 24, "2027-01-01T12:00"),
]


@pytest.mark.parametrize(("start", "amount", "subdivision", "expected"), AFTER)
def test_working_days_after_a_day(start: str, amount: int, subdivision: Subdivision, expected: str) -> None:
    assert working_days.working_days_after(day(start), amount, subdivision) == day(expected)


@pytest.mark.parametrize(("start", "amount", "subdivision", "expected"), BEFORE)
def test_working_days_before_a_day(start: str, amount: int, subdivision: Subdivision, expected: str) -> None:
    assert working_days.working_days_before(day(start), amount, subdivision) == day(expected)


@pytest.mark.parametrize(("start", "amount", "expected"), MONTHS_AFTER)
def test_months_end_on_the_same_date_or_the_last_day(start: str, amount: int, expected: str) -> None:
    assert working_days.months_after(day(start), amount) == day(expected)


@pytest.mark.parametrize(("start", "amount", "expected"), MONTHS_BEFORE)
def test_months_before_a_day(start: str, amount: int, expected: str) -> None:
    assert working_days.months_before(day(start), amount) == day(expected)


@pytest.mark.parametrize(("start", "amount", "expected"), WEEKS_AFTER)
def test_weeks_are_seven_days_each(start: str, amount: int, expected: str) -> None:
    assert working_days.weeks_after(day(start), amount) == day(expected)
    assert working_days.weeks_before(day(expected), amount) == day(start)
    assert working_days.days_after(day(start), 7 * amount) == day(expected)


@pytest.mark.parametrize(("moment", "amount", "expected"), HOURS_BEFORE)
def test_hours_before_are_hours_that_pass(moment: str, amount: int, expected: str) -> None:
    assert working_days.hours_before(london(moment), amount) == london(expected).astimezone(UTC)


@pytest.mark.parametrize(("moment", "amount", "expected"), HOURS_AFTER)
def test_hours_after_are_hours_that_pass(moment: str, amount: int, expected: str) -> None:
    assert working_days.hours_after(london(moment), amount) == london(expected).astimezone(UTC)


def test_twenty_four_hours_in_the_hour_that_comes_twice() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)

    assert working_days.hours_before(first, 24) == datetime(2026, 10, 24, 0, 30, tzinfo=UTC)
    assert working_days.hours_before(second, 24) == datetime(2026, 10, 24, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ends_on", "moment"),
    [
        ("2026-12-03", "2026-12-03T23:59:00+00:00"),
        ("2026-07-01", "2026-07-01T22:59:00+00:00"),
        ("2026-03-29", "2026-03-29T22:59:00+00:00"),
        ("2026-10-25", "2026-10-25T23:59:00+00:00"),
    ],
)
def test_a_day_ends_at_one_minute_to_midnight_in_london(ends_on: str, moment: str) -> None:
    assert working_days.end_of(day(ends_on)) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("text", ["2026-12-25", "2026-12-28", "2026-04-03", "2026-11-29", "2026-11-28"])
def test_days_on_which_nobody_works(text: str) -> None:
    assert not working_days.is_working_day(day(text), "ENG")
    assert not working_days.is_working_day(day(text), "WLS")


def test_counting_from_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        working_days.working_days_after(day("2026-12-03"), 0, "ENG")
    with pytest.raises(ValueError, match="at least 1"):
        working_days.days_before(day("2026-12-03"), -1)
    with pytest.raises(ValueError, match="at least 1"):
        working_days.months_after(day("2026-12-03"), 0)
