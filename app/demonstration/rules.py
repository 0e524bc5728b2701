"""When the made-up meetings take place, counted from the day on which the demonstration is loaded."""

from datetime import date, datetime, time

from app.authorities.before import ConferenceKind
from app.demonstration.models import Household
from app.kit import working_days
from app.kit.clock import LONDON

HOURS = {
    Household.SEPARATED: time(14, 30),
    Household.TODAY: time(13, 0),
    Household.PAST: time(10, 0),
    Household.EXPECTING: time(11, 15),
}
DAYS_AHEAD = {Household.SEPARATED: 8, Household.EXPECTING: 15}
DAYS_AGO = 6
KINDS = {Household.PAST: ConferenceKind.REVIEW, Household.EXPECTING: ConferenceKind.PRE_BIRTH}


def kind_of(household: Household) -> ConferenceKind:
    """Return which kind of meeting a household has."""
    return KINDS.get(household, ConferenceKind.INITIAL)


def meets_at(household: Household, today: date, calendar: working_days.Subdivision) -> datetime | None:
    """Return when a household's meeting is, seen from a day; None for the one without a date."""
    if household is Household.NO_DATE:
        return None
    day = today
    if household in DAYS_AHEAD:
        day = working_days.working_days_after(today, DAYS_AHEAD[household], calendar)
    elif household is Household.PAST:
        day = working_days.working_days_before(today, DAYS_AGO, calendar)
    return datetime.combine(day, HOURS[household], LONDON)
