"""Dates and times in words, in the language of the page, always as London's clocks show them."""

from datetime import date, datetime

from babel.dates import format_date

from app.kit import clock, i18n


def _day_of(moment: date | datetime) -> date:
    return clock.in_london(moment).date() if isinstance(moment, datetime) else moment


def day(moment: date | datetime) -> str:
    """Return for example Thursday 3 December 2026."""
    return format_date(_day_of(moment), "EEEE d MMMM y", locale=i18n.current().babel)


def short_day(moment: date | datetime) -> str:
    """Return for example Thursday 3 December."""
    return format_date(_day_of(moment), "EEEE d MMMM", locale=i18n.current().babel)


def clock_time(moment: datetime) -> str:
    """Return for example 14:30; digits as on letters, phones and signs."""
    return f"{clock.in_london(moment):%H:%M}"


def day_and_time(moment: datetime) -> str:
    """Return for example Thursday 3 December 2026, 14:30."""
    return f"{day(moment)}, {clock_time(moment)}"
