"""Read the day and time of a meeting as somebody typed them, as London's clocks will show them."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.kit.clock import LONDON, in_london
from app.kit.i18n import N_

FURTHEST = timedelta(days=730)
YEAR_DIGITS = 4
PARTS = {
    "day": (1, 31, N_("Give the day of the month as a number, for example 3.")),
    "month": (1, 12, N_("Give the month as a number from 1 to 12.")),
    "year": (1000, 9999, N_("Give the year with four digits, for example 2027.")),
    "hour": (0, 23, N_("Give the hour as a number from 0 to 23.")),
    "minute": (0, 59, N_("Give the minutes as a number from 0 to 59.")),
}
NO_SUCH_DAY = N_("There is no such day. Check the day and the month.")
NO_SUCH_TIME = N_("The clocks go forward that night, so this time does not exist. Give another time.")
GONE_BY = N_("This time has gone by. Give a time that is still to come.")
TOO_FAR = N_("This is more than two years away. Check the year.")


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """A day and a time as five fields hold them."""

    day: str
    month: str
    year: str
    hour: str
    minute: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(getattr(self, name).strip() for name in PARTS)


class MomentUnreadable(Exception):
    """What was typed is no moment at which a meeting can be held."""

    def __init__(self, field: str, words: str) -> None:
        """Take the field to put right, and what to do."""
        super().__init__(words)
        self.field = field
        self.words = words


def read_moment(typed: TypedMoment, now: datetime, *, standing: datetime | None = None) -> datetime:
    """Return the moment in UTC; one that stands already may lie in the past.

    Raises MomentUnreadable, naming the field to put right.
    """
    year, month, day, hour, minute = (
        _number(typed, name) for name in ("year", "month", "day", "hour", "minute")
    )
    try:
        date(year, month, day)
    except ValueError as error:
        raise MomentUnreadable("day", NO_SUCH_DAY) from error
    local = datetime(year, month, day, hour, minute, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    # In the hour that the clocks skip in March a time has no moment, and comes back as another time.
    if in_london(moment).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise MomentUnreadable("hour", NO_SUCH_TIME)
    if moment == standing:
        return moment
    if moment <= now:
        raise MomentUnreadable("hour" if in_london(now).date() == local.date() else "day", GONE_BY)
    if moment > now + FURTHEST:
        raise MomentUnreadable("year", TOO_FAR)
    return moment


def _number(typed: TypedMoment, name: str) -> int:
    lowest, highest, words = PARTS[name]
    text = unicodedata.normalize("NFKC", getattr(typed, name)).strip()
    if not text.isdecimal() or len(text) > YEAR_DIGITS or not lowest <= int(text) <= highest:
        raise MomentUnreadable(name, words)
    return int(text)


def parts_of(moment: datetime) -> dict[str, str]:
    """Return what the five fields show for a moment."""
    local = in_london(moment)
    return {
        "day": f"{local.day}",
        "month": f"{local.month}",
        "year": f"{local.year}",
        "hour": f"{local.hour}",
        "minute": f"{local.minute:02}",
    }
