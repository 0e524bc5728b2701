"""Counting days, as councils do: working days, elapsed hours, months; each nation has its own holidays."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from holidays import country_holidays

from app.kit.clock import LONDON

Subdivision = Literal["ENG", "WLS"]

SATURDAY = 5
DAYS_IN_A_WEEK = 7
LAST_MINUTE = time(23, 59)


@lru_cache(maxsize=64)
def _bank_holidays(year: int, subdivision: Subdivision) -> frozenset[date]:
    """List the bank holidays of one year, Christmas Day and Boxing Day among them on any weekday."""
    return frozenset(country_holidays("GB", subdiv=subdivision, years=year))


def is_working_day(day: date, subdivision: Subdivision) -> bool:
    """Whether councils of this nation work on a day."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year, subdivision)


def _count(day: date, amount: int, subdivision: Subdivision, step: timedelta) -> date:
    """Go on from a day until so many working days have been met."""
    _require_count(amount)
    while amount:
        day += step
        amount -= is_working_day(day, subdivision)
    return day


def _require_count(amount: int) -> None:
    """Refuse to count backwards by mistake.

    Raises ValueError.
    """
    if amount < 1:
        words = "An amount of days, hours or months is at least 1."
        raise ValueError(words)


def working_days_after(day: date, amount: int, subdivision: Subdivision) -> date:
    """Find the nth working day after a day; the day itself is day 0, whether or not it is one.

    Raises ValueError when the amount is less than 1.
    """
    return _count(day, amount, subdivision, timedelta(days=1))


def working_days_before(day: date, amount: int, subdivision: Subdivision) -> date:
    """Find the nth working day before a day; the day itself is day 0, whether or not it is one.

    Raises ValueError when the amount is less than 1.
    """
    return _count(day, amount, subdivision, timedelta(days=-1))


def months_after(day: date, amount: int) -> date:
    """Find the same date so many months later, or that month's last day when it has no such date.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return _shift_months(day, amount)


def months_before(day: date, amount: int) -> date:
    """Find the same date so many months earlier, or that month's last day when it has no such date.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return _shift_months(day, -amount)


def _shift_months(day: date, amount: int) -> date:
    """Move a date by months, to the month's last day at most."""
    years, month = divmod(day.month - 1 + amount, 12)
    year = day.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def weeks_after(day: date, amount: int) -> date:
    """Find the same weekday so many weeks later: four weeks are 28 days, never a month.

    Raises ValueError when the amount is less than 1.
    """
    return days_after(day, amount * DAYS_IN_A_WEEK)


def weeks_before(day: date, amount: int) -> date:
    """Find the same weekday so many weeks earlier.

    Raises ValueError when the amount is less than 1.
    """
    return days_before(day, amount * DAYS_IN_A_WEEK)


def days_after(day: date, amount: int) -> date:
    """Find the day so many days later, working day or not.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return day + timedelta(days=amount)


def days_before(day: date, amount: int) -> date:
    """Find the day so many days earlier, working day or not.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return day - timedelta(days=amount)


def hours_after(moment: datetime, amount: int) -> datetime:
    """Find the moment when so many hours have passed, whatever the clocks did meanwhile.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return moment.astimezone(UTC) + timedelta(hours=amount)


def hours_before(moment: datetime, amount: int) -> datetime:
    """Find the moment so many hours earlier, whatever the clocks did meanwhile.

    Raises ValueError when the amount is less than 1.
    """
    _require_count(amount)
    return moment.astimezone(UTC) - timedelta(hours=amount)


def end_of(day: date) -> datetime:
    """Find the last minute of a day in London, as a moment in UTC."""
    return datetime.combine(day, LAST_MINUTE, tzinfo=LONDON).astimezone(UTC)
