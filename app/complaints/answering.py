"""Answer a complaint: the answer is kept while it is written, and sealed for the sender when it is sent."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import col

from app.access.scopes import ComplaintsScope
from app.audit.models import Action
from app.complaints import moving, telling
from app.complaints.handling import answer_of, held_by_me, reply_of, stops_of
from app.complaints.models import Move, Reply, State
from app.complaints.tables import Complaint
from app.kit import clock
from app.kit.i18n import N_


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer as far as it is written."""

    id: str
    reference: str
    version: int
    saved_at: datetime | None
    reply: Reply
    text: str = field(repr=False)
    is_kept: bool = True


class Sending(StrEnum):
    """What became of Send."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    ASKED_OTHERWISE = "asked_otherwise"
    ALREADY = "already"
    CHANGED = "changed"
    EMPTY = "empty"
    STOP_ASKED = "stop_asked"
    NAMED = "named"

    @property
    def is_sent(self) -> bool:
        """Whether the person has the answer now."""
        return self not in {Sending.CHANGED, Sending.EMPTY, Sending.STOP_ASKED, Sending.NAMED}

    @property
    def words(self) -> str:
        """The sentence that the officer reads."""
        return SENDING_WORDS[self]


SENDING_WORDS = {
    Sending.TOLD: N_("The answer is sent. A message tells the person that there is something new."),
    Sending.NOT_TOLD: N_("The answer is sent. No message goes out to this person: tell them in another way."),
    Sending.ASKED_OTHERWISE: N_("The answer is sent. Now give it in the way that this person asked for."),
    Sending.ALREADY: N_("The answer was sent before."),
    Sending.CHANGED: N_("The answer was changed on another page. Read it again before you send it."),
    Sending.EMPTY: N_("Write the answer first, then send it."),
    Sending.STOP_ASKED: N_("This person asked you to stop. Decide about that first."),
    Sending.NAMED: N_("Your name stands in a reason to stop. Somebody else has to answer: put it back."),
}


def draft(scope: ComplaintsScope, complaint_id: str) -> AnswerDraft:
    """Return the answer as far as it is written. Raises NotFound for anybody but the holder."""
    return _draft(scope, held_by_me(scope, complaint_id, State.HELD))


def save(scope: ComplaintsScope, complaint_id: str, text: str, *, seen_version: int) -> AnswerDraft:
    """Keep an answer; when another page was there first, return what that one kept. Raises NotFound."""
    row = held_by_me(scope, complaint_id, State.HELD)
    if answer_of(scope, row) == text:
        return _draft(scope, row)
    sealed = scope.complaints_of(row.family_id).seal(text, row.place("answer_sealed"))
    kept = scope.session.execute(
        update(Complaint)
        .where(
            col(Complaint.id) == complaint_id,
            col(Complaint.state) == State.HELD.value,
            col(Complaint.holder_id) == scope.person_id,
            col(Complaint.answer_version) == seen_version,
        )
        .values(answer_sealed=sealed, answer_version=seen_version + 1, answer_saved_at=clock.now())
        .returning(col(Complaint.id))
        .execution_options(synchronize_session=False)
    ).first()
    scope.session.expire_all()
    row = held_by_me(scope, complaint_id, State.HELD)
    return _draft(scope, row, is_kept=kept is not None)


def send(scope: ComplaintsScope, complaint_id: str, *, seen_version: int) -> Sending:
    """Send the answer that the officer has just read through, once. Raises NotFound."""
    row = held_by_me(scope, complaint_id, State.HELD, State.ANSWERED)
    if row.state == State.ANSWERED.value:
        return Sending.ALREADY
    if any(one.names_reader for one in stops_of(scope, row)):
        return Sending.NAMED
    text = answer_of(scope, row)
    if not text.strip():
        return Sending.EMPTY
    sealer = scope.for_member(row.family_id, row.membership_id)
    reply = reply_of(scope, row)
    sent = moving.move(
        scope.session,
        complaint_id,
        Move.ANSWER,
        col(Complaint.holder_id) == scope.person_id,
        col(Complaint.answer_version) == seen_version,
        col(Complaint.stop_asked_at).is_(None),
        answer_own_sealed=sealer.seal(text, row.place("answer_own_sealed")),
        answered_at=clock.now(),
    )
    if not sent:
        return Sending.STOP_ASKED if row.stop_asked_at else Sending.CHANGED
    scope.record(Action.COMPLAINT_ANSWERED, "complaints", complaint_id)
    return Sending(telling.tell(scope, row, reply).value)


def _draft(scope: ComplaintsScope, row: Complaint, *, is_kept: bool = True) -> AnswerDraft:
    return AnswerDraft(
        row.id,
        row.reference,
        row.answer_version,
        row.answer_saved_at,
        reply_of(scope, row),
        answer_of(scope, row),
        is_kept,
    )
