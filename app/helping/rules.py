"""Until when somebody may help, where an arrangement stands, and which names are too much alike."""

import re
from datetime import date, datetime, timedelta

from app.access.models import HelpState
from app.access.rules import LONGEST_HELP
from app.helping.models import Standing
from app.kit import working_days
from app.kit.clock import in_london
from app.kit.i18n import N_

WITHOUT_MEETING = timedelta(days=30)
MOST_WAITING = 5
NO_DAY = N_("Choose a day, for example 2026-12-31.")
GONE_BY = N_("This day has gone by. Choose today or a later day.")
TOO_FAR = N_("This is too far away. Choose a day in the next 90 days.")


class UntilUnusable(Exception):
    """What was chosen is no day until which somebody may help; the words say what to choose."""


def default_until(meets_at: datetime | None, today: date) -> date:
    """Return the day after the meeting; without a meeting to come, a month from now; never too far."""
    last = today + LONGEST_HELP
    if meets_at is None or in_london(meets_at).date() < today:
        return today + WITHOUT_MEETING
    return min(in_london(meets_at).date() + timedelta(days=1), last)


def read_until(typed: str, today: date) -> datetime:
    """Return the end of a day as it was typed. Raises UntilUnusable."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError as error:
        raise UntilUnusable(NO_DAY) from error
    if day < today:
        raise UntilUnusable(GONE_BY)
    if day > today + LONGEST_HELP:
        raise UntilUnusable(TOO_FAR)
    return working_days.end_of(day)


def standing_of(state: HelpState, until_at: datetime, now: datetime) -> Standing:
    """Say where an arrangement stands at this moment."""
    if state in {HelpState.ASKED, HelpState.STANDING} and until_at <= now:
        return Standing.LAPSED
    return Standing(state.value)


def are_alike(one: str, other: str) -> bool:
    """Say whether two names may be the same person's: all words of the shorter are in the longer."""
    first, second = (set(re.findall(r"\w+", name.casefold())) for name in (one, other))
    return bool(first and second) and (first <= second or second <= first)
