"""What follows from a meeting's date: its stage, which meeting comes first, until when a PIN waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from app.conferences.models import Stage
from app.kit import working_days
from app.kit.clock import in_london

DESK_WORKING_DAYS = 10
# A letter and notes are on their way for some weeks; so long a meeting stays on the desk of its staff.
DESK_WEEKS_AFTER = 4
FIRST_SHOWN = (Stage.TODAY, Stage.AHEAD, Stage.NO_DATE, Stage.PAST, Stage.CANCELLED)


class Dated(Protocol):
    """Anything that knows its stage and its date."""

    @property
    def stage(self) -> Stage:
        """Where it stands."""

    @property
    def meets_at(self) -> datetime | None:
        """When it is."""


Meeting = TypeVar("Meeting", bound=Dated)


def stage_of(meets_at: datetime | None, *, is_cancelled: bool, now: datetime) -> Stage:
    """Say where a meeting stands; it is today's until midnight in London, because meetings run late."""
    if is_cancelled:
        return Stage.CANCELLED
    if meets_at is None:
        return Stage.NO_DATE
    day, today = in_london(meets_at).date(), in_london(now).date()
    if day == today:
        return Stage.TODAY
    return Stage.AHEAD if day > today else Stage.PAST


def in_order(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """Put the meeting that matters most first: today's, the next, one without a date, the newest past."""

    def distance(meeting: Meeting) -> tuple[int, timedelta]:
        away = abs(meeting.meets_at - now) if meeting.meets_at else timedelta()
        return FIRST_SHOWN.index(meeting.stage), away

    return sorted(meetings, key=distance)


def pin_lapses_at(meets_at: datetime | None, now: datetime) -> datetime | None:
    """Say until when an unused PIN waits: the end of the day after the meeting; None without a date to come."""
    if meets_at is None:
        return None
    lapses_at = working_days.end_of(in_london(meets_at).date() + timedelta(days=1))
    return lapses_at if lapses_at > now else None


def desk_span(now: datetime, calendar: working_days.Subdivision) -> tuple[datetime, datetime]:
    """Return from when until when a meeting is on the desk of its staff."""
    today = in_london(now).date()
    last = working_days.working_days_after(today, DESK_WORKING_DAYS, calendar)
    first = working_days.weeks_before(today, DESK_WEEKS_AFTER)
    return working_days.end_of(working_days.days_before(first, 1)), working_days.end_of(last)
