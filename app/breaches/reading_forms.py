"""Read what somebody typed into these forms: days, times, and what one answer asks of another."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.access import staff_accounts
from app.access.scopes import BreachScope, CaseScope
from app.breaches import rules, writing
from app.breaches.forms import CHOOSE_ONE, ME, NOBODY, BreachForm, DecisionForm, KnownForm, ToldForm
from app.breaches.models import Cause, Decision, Told
from app.breaches.tables import Breach
from app.kit import clock
from app.kit.forms import Submitted
from app.kit.i18n import N_

WHY_NOT = N_("Write why it is not reported.")
WHY_LATE = N_("More than 72 hours have gone by. Write why it is reported later.")


@dataclass(frozen=True, slots=True)
class NewBreach:
    """What was typed about a new record, as it is kept."""

    happened_on: date | None
    known_at: datetime
    cause: Cause


def new_breach(scope: CaseScope, submitted: Submitted[BreachForm]) -> NewBreach | None:
    """Return when it happened, since when it is known and who acted; None with the problems named."""
    if submitted.problems:
        return None
    form = submitted.values
    if not form.is_by_hand:
        submitted.refuse("kind", CHOOSE_ONE)
    happened_on = _day(submitted, "happened_on") if form.happened_on else None
    known_at = _moment(submitted, "known_on", "known_time")
    acted_by = _acted(scope, submitted)
    if known_at:
        try:
            rules.check_known(known_at, happened_on)
        except rules.MomentUnusable as unusable:
            submitted.refuse("known_on", unusable.words)
    if submitted.problems or known_at is None:
        return None
    return NewBreach(happened_on, known_at, Cause(acted_by))


def _acted(scope: CaseScope, submitted: Submitted[BreachForm]) -> str | None:
    chosen = submitted.values.acted
    if chosen in {NOBODY, ME}:
        return scope.person_id if chosen == ME else None
    if chosen not in {one.person_id for one in staff_accounts.allocated(scope)}:
        submitted.refuse("acted", CHOOSE_ONE)
    return chosen


def told_on(submitted: Submitted[ToldForm]) -> date | None:
    """Return the day on which somebody was told; a problem is named when there has to be one and is none."""
    if submitted.problems or submitted.values.told is Told.NOT_TOLD:
        return None
    return _day(submitted, "on")


def reported_at(scope: BreachScope, row: Breach, submitted: Submitted[DecisionForm]) -> datetime | None:
    """Return when it was reported; None when it is not, or with the problems named."""
    if submitted.problems:
        return None
    form = submitted.values
    if form.decision is Decision.NOT_REPORTED:
        if not form.words:
            submitted.refuse("words", WHY_NOT)
        return None
    moment = _moment(submitted, "reported_on", "reported_time")
    if moment and writing.needs_reasons(scope, row, moment) and not form.delay:
        submitted.refuse("delay", WHY_LATE)
    return moment


def known_at(submitted: Submitted[KnownForm]) -> datetime | None:
    """Return since when the council really knew; None with the problems named."""
    return None if submitted.problems else _moment(submitted, "known_on", "known_time")


def _day(submitted: Submitted[Any], field: str) -> date | None:
    try:
        return rules.read_day(getattr(submitted.values, field), clock.today())
    except rules.MomentUnusable as unusable:
        submitted.refuse(field, unusable.words)
        return None


def _moment(submitted: Submitted[Any], day: str, at: str) -> datetime | None:
    form = submitted.values
    try:
        return rules.read_moment(getattr(form, day), getattr(form, at), clock.now())
    except rules.MomentUnusable as unusable:
        submitted.refuse(day if unusable.part == "day" else at, unusable.words)
        return None
