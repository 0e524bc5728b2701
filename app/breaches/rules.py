"""How long a council has to report a breach, who may decide about that, and reading a moment that is over."""

from datetime import UTC, date, datetime, timedelta

from app.breaches.models import Clock, Decision
from app.kit.clock import LONDON, in_london
from app.kit.i18n import N_

REPORT_WITHIN = timedelta(hours=72)
"""UK GDPR, article 33(1): without undue delay and, where feasible, not later than 72 hours after having
become aware of it. The hours of nights, weekends and holidays count. What is later comes with its reasons.
"""
NO_DAY = N_("Choose a day, for example 2026-11-24.")
NO_TIME = N_("Write the time with hours and minutes, for example 14:30.")
TO_COME = N_("This is still to come. Choose a moment that is over.")
NOT_EARLIER = N_("The record says that already. Write an earlier moment, or go back.")
KNEW_BEFORE = N_("You cannot know of it before it happened. Check both days.")


class MomentUnusable(Exception):
    """What was typed is no moment that can be meant here; names the part to put right, and says how."""

    def __init__(self, part: str, words: str) -> None:
        """Take whether the day or the time is wrong, and what to do."""
        super().__init__(words)
        self.part = part
        self.words = words


def deadline_of(known_at: datetime) -> datetime:
    """Return until when it has to be reported, if it has to."""
    return known_at + REPORT_WITHIN


def clock_of(
    known_at: datetime, decision: Decision | None, reported_at: datetime | None, now: datetime
) -> Clock:
    """Say how long there is, and whether that is over."""
    until = deadline_of(known_at)
    stopped_at = now if decision is None else reported_at
    return Clock(known_at, until, decision, is_late=stopped_at is not None and stopped_at > until)


def may_decide(person_id: str, acted: set[str]) -> bool:
    """Say whether somebody may decide about it: nobody by whose act it went out."""
    return person_id not in acted


def check_known(known_at: datetime, happened_on: date | None) -> None:
    """Make sure that nobody knew of it before it happened. Raises MomentUnusable."""
    if happened_on and in_london(known_at).date() < happened_on:
        raise MomentUnusable("day", KNEW_BEFORE)


def read_day(typed: str, today: date) -> date:
    """Return a day that is not to come. Raises MomentUnusable."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError as error:
        raise MomentUnusable("day", NO_DAY) from error
    if day > today:
        raise MomentUnusable("day", TO_COME)
    return day


def read_moment(day: str, at: str, now: datetime) -> datetime:
    """Return a moment that is over, as London's clocks show it. Raises MomentUnusable.

    Of the two that share their name when the clocks go back, it is the earlier one.
    """
    on = read_day(day, in_london(now).date())
    try:
        hour = datetime.strptime(at.strip(), "%H:%M").time()  # noqa: DTZ007 - a time on London's clocks
    except ValueError as error:
        raise MomentUnusable("time", NO_TIME) from error
    moment = datetime.combine(on, hour, tzinfo=LONDON).astimezone(UTC)
    if moment > now:
        raise MomentUnusable("time", TO_COME)
    return moment
