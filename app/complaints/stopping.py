"""Ask to stop a complaint that was opened, and take it up again: it is kept, and an officer decides.

What we know of the law limits how late a complaint may be made (in England a year, under the regulations
of 2006), not how late one may be taken up again; and no council of this portal has stated a limit of its
own. So there is none here but the end: what was answered is not taken up again. Nothing is paused.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.complaints import moving, rules
from app.complaints.models import Move, State
from app.complaints.stops import Outcome, Stop
from app.complaints.tables import Complaint, ComplaintStop
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound


def asked_at(scope: FamilyScope, complaint_id: str) -> tuple[str, ...]:
    """Return the addresses of the form on which somebody asks to stop."""
    return (scope.installation.url("ask_to_stop", complaint=complaint_id),)


def own_row(scope: FamilyScope, complaint_id: str) -> Complaint:
    """Return a complaint of this person. Raises NotFound for anybody else's."""
    row = scope.session.get(Complaint, complaint_id)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    return row


def ask(scope: FamilyScope, complaint_id: str, words: str, submission_key: str) -> str | None:
    """Ask to stop, and return the identifier of that wish; None when nothing was asked.

    Two taps ask once. A page from the browser's memory asks nothing: she may have gone on since, or write
    something else on it now. Raises NotFound, and Conflict for a key that was never this person's.
    """
    own_row(scope, complaint_id)
    earlier = _of_key(scope, complaint_id, submission_key)
    if earlier:
        return _if_same(scope, earlier, words)
    now = clock.now()
    asked = moving.change(
        scope.session,
        complaint_id,
        col(Complaint.state).in_([state.value for state in rules.UNANSWERED]),
        col(Complaint.opened_at).is_not(None),
        col(Complaint.stop_asked_at).is_(None),
        stop_asked_at=now,
    )
    if not asked:
        first = _of_key(scope, complaint_id, submission_key)  # the other tap may have been first
        return _if_same(scope, first, words) if first else None
    return _keep(scope, complaint_id, words, submission_key, now)


def _of_key(scope: FamilyScope, complaint_id: str, submission_key: str) -> ComplaintStop | None:
    wanted = select(ComplaintStop).where(
        col(ComplaintStop.complaint_id) == complaint_id, col(ComplaintStop.submission_key) == submission_key
    )
    found: ComplaintStop | None = scope.session.execute(wanted).scalar_one_or_none()
    return found


def _if_same(scope: FamilyScope, row: ComplaintStop, words: str) -> str | None:
    earlier = opened(row, scope.own, "own_sealed", "answer_own_sealed")
    return earlier.id if earlier.is_open and earlier.words == words else None


def _keep(scope: FamilyScope, complaint_id: str, words: str, submission_key: str, now: datetime) -> str:
    stop = ComplaintStop(
        complaint_id=complaint_id,
        submission_key=submission_key,
        asked_at=now,  # the same moment as in the complaint: by it an officer decides about this wish
        is_beside=scope.beside_id is not None,
        own_sealed=b"",
        officer_sealed=b"",
    )
    stop.own_sealed = scope.own.seal(words, stop.place("own_sealed"))
    stop.officer_sealed = scope.for_complaints.seal(words, stop.place("officer_sealed"))
    try:
        with scope.session.begin_nested():
            scope.session.add(stop)
    except IntegrityError as error:
        raise Conflict from error
    scope.record(Action.COMPLAINT_STOP_ASKED, "complaints", complaint_id)
    return stop.id


def take_up(scope: FamilyScope, complaint_id: str) -> bool:
    """Go on after all, and say whether it goes on: not when it has been answered. Raises NotFound."""
    own_row(scope, complaint_id)
    again = moving.change(
        scope.session,
        complaint_id,
        col(Complaint.state).in_([state.value for state in rules.UNANSWERED]),
        col(Complaint.stop_asked_at).is_not(None),
        stop_asked_at=None,
    ) or moving.move(scope.session, complaint_id, Move.TAKE_UP, stop_asked_at=None, stopped_at=None)
    if again:
        stop = standing(scope.session, complaint_id)
        stop.taken_up_at = clock.now()
        scope.session.add(stop)
        scope.record(Action.COMPLAINT_TAKEN_UP, "complaints", complaint_id)
    return again or State(own_row(scope, complaint_id).state) in rules.UNANSWERED


def standing(session: Session, complaint_id: str) -> ComplaintStop:
    """Return the wish that stands: not taken back by its writer, nor gone on against by an officer."""
    wanted = select(ComplaintStop).where(
        col(ComplaintStop.complaint_id) == complaint_id,
        col(ComplaintStop.taken_up_at).is_(None),
        col(ComplaintStop.outcome).is_distinct_from(Outcome.GOES_ON.value),
    )
    found: ComplaintStop = session.execute(wanted).scalar_one()
    return found


def rows_of(session: Session, complaint_id: str) -> Sequence[ComplaintStop]:
    """Return every wish to stop a complaint, the earliest first."""
    wanted = (
        select(ComplaintStop)
        .where(col(ComplaintStop.complaint_id) == complaint_id)
        .order_by(col(ComplaintStop.asked_at), col(ComplaintStop.created_at), col(ComplaintStop.id))
    )
    return session.execute(wanted).scalars().all()


def own(scope: FamilyScope, complaint_id: str) -> list[Stop]:
    """Return every wish of this person to stop a complaint of theirs. Raises NotFound."""
    row = own_row(scope, complaint_id)
    return [
        opened(one, scope.own, "own_sealed", "answer_own_sealed") for one in rows_of(scope.session, row.id)
    ]


def opened(row: ComplaintStop, cipher: Cipher, words: str, answer: str) -> Stop:
    """Return what stands in a row, opened with the one key that its reader has."""
    sealed_answer = getattr(row, answer)
    return Stop(
        row.id,
        row.asked_at,
        words=cipher.open(getattr(row, words), row.place(words)),
        is_beside=row.is_beside,
        outcome=Outcome(row.outcome) if row.outcome else None,
        decided_at=row.decided_at,
        answer=cipher.open(sealed_answer, row.place(answer)) if sealed_answer else "",
        taken_up_at=row.taken_up_at,
    )
