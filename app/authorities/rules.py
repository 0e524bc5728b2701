"""When things are due, worked out from what a council promises; nothing is due that it did not state."""

from dataclasses import dataclass
from datetime import date, datetime

from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.facts import Duration, Fact, Promise, Unit
from app.authorities.models import Authority, Calendar
from app.kit import working_days
from app.kit.clock import in_london


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment to keep a promise or an aim, and where the council says so."""

    at: datetime
    promise: Promise
    source: str

    @property
    def on(self) -> date:
        """The day in London on which it is due."""
        return in_london(self.at).date()

    @property
    def is_aim(self) -> bool:
        """Whether the council only aims for it."""
        return self.promise.is_aim

    def is_late(self, now: datetime) -> bool:
        """Whether the moment has passed."""
        return now > self.at


def _day_after(day: date, duration: Duration, calendar: Calendar) -> date:
    """Count days, weeks or months on from a day."""
    match duration.unit:
        case Unit.WORKING_DAYS:
            return working_days.working_days_after(day, duration.amount, calendar.value)
        case Unit.WEEKS:
            return working_days.weeks_after(day, duration.amount)
        case Unit.MONTHS:
            return working_days.months_after(day, duration.amount)
        case _:
            return working_days.days_after(day, duration.amount)


def _day_before(day: date, duration: Duration, calendar: Calendar) -> date:
    """Count days, weeks or months back from a day."""
    match duration.unit:
        case Unit.WORKING_DAYS:
            return working_days.working_days_before(day, duration.amount, calendar.value)
        case Unit.WEEKS:
            return working_days.weeks_before(day, duration.amount)
        case Unit.MONTHS:
            return working_days.months_before(day, duration.amount)
        case _:
            return working_days.days_before(day, duration.amount)


def after(moment: datetime, duration: Duration, calendar: Calendar) -> datetime:
    """Find the last moment that is within a length of time after an event."""
    if duration.unit is Unit.HOURS:
        return working_days.hours_after(moment, duration.amount)
    return working_days.end_of(_day_after(in_london(moment).date(), duration, calendar))


def before(moment: datetime, duration: Duration, calendar: Calendar) -> datetime:
    """Find the last moment that is a length of time before an event."""
    if duration.unit is Unit.HOURS:
        return working_days.hours_before(moment, duration.amount)
    return working_days.end_of(_day_before(in_london(moment).date(), duration, calendar))


def _due_after(authority: Authority, fact: Fact[Promise], event: datetime) -> Due | None:
    """Say when a promise falls due after an event, if the council made it."""
    if fact.value is None:
        return None
    return Due(after(event, fact.value.duration, authority.calendar), fact.value, fact.source)


def report_due(
    authority: Authority, kind: ConferenceKind, author: ReportAuthor, meets_at: datetime
) -> Due | None:
    """Say by when the family gets a report."""
    fact = authority.reports.lead(kind, author)
    if fact.value is None:
        return None
    return Due(before(meets_at, fact.value.duration, authority.calendar), fact.value, fact.source)


def letter_due(authority: Authority, met_at: datetime) -> Due | None:
    """Say by when the letter about the decision is sent."""
    return _due_after(authority, authority.letter.within, met_at)


def notes_due(authority: Authority, met_at: datetime) -> Due | None:
    """Say by when the notes are sent."""
    return _due_after(authority, authority.notes.within, met_at)


def correction_due(authority: Authority, received_at: datetime) -> Due | None:
    """Say until when a family can ask for the notes to be put right."""
    return _due_after(authority, authority.notes.correction_within, received_at)


def first_core_group_due(authority: Authority, met_at: datetime) -> Due | None:
    """Say by when the core group first meets."""
    return _due_after(authority, authority.core_groups.first, met_at)


def next_core_group_due(authority: Authority, first_at: datetime, held: int = 1) -> Due | None:
    """Say by when the core group meets again, counted from its first meeting so that no month drifts."""
    return _due_again(authority, authority.core_groups.every, first_at, held)


def next_visit_due(authority: Authority, first_at: datetime, held: int = 1) -> Due | None:
    """Say by when the social worker visits again, counted from the first visit."""
    return _due_again(authority, authority.visits.every, first_at, held)


def first_review_due(authority: Authority, met_at: datetime) -> Due | None:
    """Say by when the plan is first looked at again."""
    return _due_after(authority, authority.reviews.first, met_at)


def later_review_due(authority: Authority, reviewed_at: datetime) -> Due | None:
    """Say by when the plan is looked at again after a review."""
    return _due_after(authority, authority.reviews.later, reviewed_at)


def _due_again(authority: Authority, fact: Fact[Promise], first_at: datetime, held: int) -> Due | None:
    """Say when something that repeats is due, after so many times of it."""
    if fact.value is None:
        return None
    every = fact.value.duration
    total = every.model_copy(update={"amount": every.amount * held})
    return Due(after(first_at, total, authority.calendar), fact.value, fact.source)
