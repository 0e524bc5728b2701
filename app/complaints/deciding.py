"""Decide about a complaint whose writer does not want to go on: stop it, or go on and say why."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col

from app.access.scopes import ComplaintsScope
from app.audit.models import Action
from app.complaints import moving, telling
from app.complaints.handling import StopRead, held_by_me, reply_of, stops_of
from app.complaints.models import Move, State
from app.complaints.stops import Outcome
from app.complaints.tables import Complaint, ComplaintStop
from app.kit import clock
from app.kit.i18n import N_

ACTIONS = {Outcome.STOPPED: Action.COMPLAINT_STOPPED, Outcome.GOES_ON: Action.COMPLAINT_GONE_ON}


class Decided(StrEnum):
    """What became of an officer's decision."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    ASKED_OTHERWISE = "asked_otherwise"
    ALREADY = "already"
    GONE = "gone"
    NAMED = "named"
    NO_WORDS = "no_words"

    @property
    def is_made(self) -> bool:
        """Whether it counts now."""
        return self not in {Decided.GONE, Decided.NAMED, Decided.NO_WORDS}

    @property
    def words(self) -> str:
        """The sentence that the officer reads."""
        return DECIDED_WORDS[self]


DECIDED_WORDS = {
    Decided.TOLD: N_("Saved. A message tells the person that there is something new."),
    Decided.NOT_TOLD: N_("Saved. No message goes out to this person: tell them in another way."),
    Decided.ASKED_OTHERWISE: N_("Saved. Now tell them in the way that this person asked for."),
    Decided.ALREADY: N_("This was saved before."),
    Decided.GONE: N_("Nothing was saved. Something has changed here: read the complaint again."),
    Decided.NAMED: N_("Your name stands in the reason. Somebody else has to decide: put it back."),
    Decided.NO_WORDS: N_("Write to this person why you go on."),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A complaint about whose end an officer has to decide; without a wish there is nothing to decide."""

    id: str
    reference: str
    stop: StopRead | None


def weigh(scope: ComplaintsScope, complaint_id: str) -> Weighed:
    """Return the wish that waits, and note that it was read. Raises NotFound for anybody but the holder."""
    row = held_by_me(scope, complaint_id, State.HELD, State.ANSWERED, State.STOPPED)
    scope.record(Action.COMPLAINT_READ, "complaints", row.id)
    waiting = [one for one in stops_of(scope, row) if one.stop.is_open]
    return Weighed(row.id, row.reference, waiting[0] if waiting else None)


def decide(scope: ComplaintsScope, complaint_id: str, stop_id: str, outcome: Outcome, words: str) -> Decided:
    """Stop a complaint, or go on and say why, as its holder; once. Raises NotFound for anybody else."""
    row = held_by_me(scope, complaint_id, State.HELD, State.ANSWERED, State.STOPPED)
    shown = next((one for one in stops_of(scope, row) if one.stop.id == stop_id), None)
    if shown and (shown.stop.outcome, shown.stop.answer.strip()) == (outcome, words.strip()):
        return Decided.ALREADY
    if shown is None or not shown.stop.is_open:
        return Decided.GONE
    if shown.names_reader:
        return Decided.NAMED
    if outcome is Outcome.GOES_ON and not words.strip():
        return Decided.NO_WORDS
    reply = reply_of(scope, row)
    if not _made(scope, complaint_id, shown, outcome):
        return Decided.GONE
    _write_down(scope, row, scope.session.get_one(ComplaintStop, stop_id), outcome, words)
    scope.record(ACTIONS[outcome], "complaints", complaint_id)
    return Decided(telling.tell(scope, row, reply).value)


def _made(scope: ComplaintsScope, complaint_id: str, shown: StopRead, outcome: Outcome) -> bool:
    still = (
        col(Complaint.holder_id) == scope.person_id,
        col(Complaint.stop_asked_at) == shown.stop.asked_at,
    )
    if outcome is Outcome.STOPPED:
        return moving.move(scope.session, complaint_id, Move.STOP, *still, stopped_at=clock.now())
    is_held = col(Complaint.state) == State.HELD.value
    return moving.change(scope.session, complaint_id, is_held, *still, stop_asked_at=None)


def _write_down(
    scope: ComplaintsScope, row: Complaint, stop: ComplaintStop, outcome: Outcome, words: str
) -> None:
    stop.outcome, stop.decided_at, stop.decided_by = outcome.value, clock.now(), scope.person_id
    if words.strip():
        to_writer = scope.for_member(row.family_id, row.membership_id)
        to_officers = scope.complaints_of(row.family_id)
        stop.answer_own_sealed = to_writer.seal(words, stop.place("answer_own_sealed"))
        stop.answer_officer_sealed = to_officers.seal(words, stop.place("answer_officer_sealed"))
    scope.session.add(stop)
