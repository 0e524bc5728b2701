"""What follows from a meeting's date: its stage, which one comes first, and what happens next."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from app.authorities import rules as promises
from app.authorities.before import ReportAuthor
from app.authorities.facts import Fact, Promise, Text, Unit
from app.authorities.rules import Due
from app.conferences.models import (
    ConferenceDetails,
    ConferenceKind,
    KeptOut,
    Stage,
    StepState,
    TimelineStep,
    When,
)
from app.kit import working_days
from app.kit.clock import in_london
from app.kit.i18n import N_

DESK_WORKING_DAYS = 10
# A letter and notes are on their way for some weeks; so long a meeting stays on the desk of its staff.
DESK_WEEKS_AFTER = 4
# After so long a date gives nobody away any more, and the page need not wait for the meeting.
HIDDEN_WEEKS_AFTER = timedelta(weeks=4)
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


def has_begun(meets_at: datetime | None, now: datetime) -> bool:
    """Say whether a meeting has begun: what is sent from then on is late."""
    return meets_at is not None and now >= meets_at


def in_order(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """Put the meeting that matters most first: today's, the next, one without a date, the newest past."""

    def distance(meeting: Meeting) -> tuple[int, timedelta]:
        away = abs(meeting.meets_at - now) if meeting.meets_at else timedelta()
        return FIRST_SHOWN.index(meeting.stage), away

    return sorted(meetings, key=distance)


def as_seen_by(meeting: ConferenceDetails, kept_out: KeptOut | None, now: datetime) -> ConferenceDetails:
    """Return a meeting as somebody sees it whom the chair may have asked not to come.

    Before they are told, their page stays as it was; what changed since the decision is not for them.
    """
    if kept_out is None:
        return meeting
    is_told = kept_out.told_at is not None
    is_changed = kept_out.withheld_at is not None
    if not is_told and not (is_changed and (kept_out.hides_place or kept_out.hides_time)):
        return meeting
    seen = replace(meeting, kept_out=kept_out if is_told else None, is_withheld=not is_told)
    if kept_out.hides_people:
        seen = replace(seen, attendees=(), chair_name=None)
    if kept_out.hides_place:
        seen = replace(seen, place="", changed_at=None, earlier_meets_at=None)
    return _without_time(seen, now) if kept_out.hides_time else seen


def _without_time(meeting: ConferenceDetails, now: datetime) -> ConferenceDetails:
    # That it is today, or over, would give the day away to whoever looks every morning.
    stage = Stage.CANCELLED if meeting.stage is Stage.CANCELLED else Stage.NO_DATE
    if meeting.stage is Stage.PAST and meeting.meets_at and now > meeting.meets_at + HIDDEN_WEEKS_AFTER:
        stage = Stage.PAST
    return replace(meeting, stage=stage, meets_at=None, changed_at=None, earlier_meets_at=None)


def pin_lapses_at(meets_at: datetime | None, now: datetime) -> datetime | None:
    """Say until when an unused PIN waits: the end of the day after the meeting, if that is to come."""
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


def timeline(meeting: ConferenceDetails, now: datetime, *, has_reports: bool) -> list[TimelineStep]:
    """Say what happens next, each time as firmly as the council said it; nothing once it is cancelled."""
    if meeting.stage is Stage.CANCELLED:
        return []
    steps = [TimelineStep(N_("You got your link"), StepState.DONE, When.UNSAID)]
    if meeting.stage is not Stage.PAST:
        steps += _reports(meeting, now, has_reports=has_reports)
    steps.append(_meeting(meeting))
    steps += [
        step for step in (_decision(meeting), _notes(meeting), _group(meeting), _review(meeting)) if step
    ]
    return _with_one_now([_if_late(step, now) for step in steps])


def _reports(meeting: ConferenceDetails, now: datetime, *, has_reports: bool) -> list[TimelineStep]:
    profile, kind, meets_at = meeting.profile, meeting.kind, meeting.meets_at
    leads = [
        profile.reports.lead(kind, author) for author in (ReportAuthor.SOCIAL_WORKER, ReportAuthor.OTHERS)
    ]
    due = [
        promises.report_due(profile, kind, author, meets_at) if meets_at else None
        for author in (ReportAuthor.SOCIAL_WORKER, ReportAuthor.OTHERS)
    ]
    if leads[0].value == leads[1].value:
        steps = [_promised(N_("Reports come to you"), leads[0], due[0])]
    else:
        steps = [
            _promised(N_("The social worker's report comes to you"), leads[0], due[0]),
            _promised(N_("The other reports come to you"), leads[1], due[1]),
        ]
    if not any(lead.is_known for lead in leads):
        steps = [_in_words(steps[0], profile.reports.shared_in_words.value, says_when=True)]
    return [_report_state(step, meeting.stage, now, has_reports=has_reports) for step in steps]


def _report_state(step: TimelineStep, stage: Stage, now: datetime, *, has_reports: bool) -> TimelineStep:
    is_due = stage is Stage.TODAY or (step.at is not None and now > step.at)
    if is_due and has_reports:
        return replace(step, state=StepState.DONE, when=When.UNSAID)
    if step.at is not None and now > step.at:
        return replace(step, when=When.REPORTS_LATE)
    return step


def _meeting(meeting: ConferenceDetails) -> TimelineStep:
    states = {Stage.PAST: StepState.DONE, Stage.TODAY: StepState.NOW}
    when = When.ON if meeting.meets_at else When.NO_DATE
    state = states.get(meeting.stage, StepState.NEXT)
    return TimelineStep(N_("The meeting"), state, when, meeting.meets_at)


def _decision(meeting: ConferenceDetails) -> TimelineStep:
    letter = meeting.profile.letter
    if not letter.within.is_known and not letter.sent.is_known:
        return TimelineStep(N_("You hear what was decided"), StepState.NEXT, When.ASK_WHEN)
    due = promises.letter_due(meeting.profile, meeting.meets_at) if meeting.meets_at else None
    step = _promised(N_("A letter with what was decided"), letter.within, due)
    return _in_words(step, letter.sent.value)


def _notes(meeting: ConferenceDetails) -> TimelineStep:
    notes = meeting.profile.notes
    due = promises.notes_due(meeting.profile, meeting.meets_at) if meeting.meets_at else None
    step = _in_words(_promised(N_("Notes of the meeting"), notes.within, due), notes.sent_to.value)
    if notes.within.is_known or notes.sent_to.is_known:
        return step
    return replace(step, when=When.ASK_ABOUT)


def _group(meeting: ConferenceDetails) -> TimelineStep | None:
    groups = meeting.profile.core_groups
    if meeting.kind is ConferenceKind.REVIEW or not (groups.first.is_known or groups.every.is_known):
        return None
    due = promises.first_core_group_due(meeting.profile, meeting.meets_at) if meeting.meets_at else None
    return _promised(N_("If there is a plan: a small group meets about it"), groups.first, due)


def _review(meeting: ConferenceDetails) -> TimelineStep:
    reviews, is_later = meeting.profile.reviews, meeting.kind is ConferenceKind.REVIEW
    fact = reviews.later if is_later else reviews.first
    due_after = promises.later_review_due if is_later else promises.first_review_due
    due = due_after(meeting.profile, meeting.meets_at) if meeting.meets_at else None
    step = _promised(N_("If there is a plan: we look at it again in a meeting"), fact, due)
    return _in_words(step, *(() if fact.is_known else reviews.in_words.value or ()))


def _promised(name: str, fact: Fact[Promise], due: Due | None) -> TimelineStep:
    if fact.value is None:
        return TimelineStep(name, StepState.NEXT, When.ASK_WHEN)
    if due is None:
        return TimelineStep(name, StepState.NEXT, When.UNSAID)
    is_to_the_hour = fact.value.duration.unit is Unit.HOURS
    when = When.AIM if due.is_aim else When.BY
    return TimelineStep(name, StepState.NEXT, when, due.at, is_to_the_hour=is_to_the_hour)


def _in_words(step: TimelineStep, *texts: Text | None, says_when: bool = False) -> TimelineStep:
    said = tuple(text for text in texts if text is not None)
    return replace(step, in_words=said, when=When.UNSAID if said and says_when else step.when)


def _if_late(step: TimelineStep, now: datetime) -> TimelineStep:
    late = {When.BY: When.LATE, When.AIM: When.LATE_AIM}
    if step.at and now > step.at and step.when in late:
        return replace(step, when=late[step.when])
    return step


def _with_one_now(steps: list[TimelineStep]) -> list[TimelineStep]:
    """Mark where people are: the first step that is not behind them and not late."""
    if any(step.state is StepState.NOW for step in steps):
        return steps
    late = {When.LATE, When.LATE_AIM}
    open_steps = [step for step in steps if step.state is not StepState.DONE]
    here = next((step for step in open_steps if step.when not in late), open_steps[0])
    return [replace(step, state=StepState.NOW) if step is here else step for step in steps]
