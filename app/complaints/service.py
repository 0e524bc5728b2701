"""Follow a complaint: what has become of it, its answer, and taking it back until somebody opened it."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.complaints import moving, opening, rules, stopping, writing
from app.complaints.models import Answered, Followed, Move, Passage, State
from app.complaints.stopping import own_row
from app.complaints.stops import Stop
from app.complaints.tables import Complaint
from app.kit import clock


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of a family says about complaints: only the reader's own."""

    is_begun: bool
    complaints: list[Followed]


@dataclass(frozen=True, slots=True)
class OwnComplaint:
    """A complaint with its words, as its sender sees it."""

    followed: Followed
    passages: list[Passage]
    answers: list[Answered] = field(repr=False)
    answer: str | None = field(repr=False)
    stops: list[Stop] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SentComplaint:
    """Every word that somebody sent with one complaint."""

    answers: list[Answered] = field(repr=False)
    stops: list[Stop] = field(repr=False)


def overview(scope: FamilyScope) -> Overview:
    """Return what this person has begun and sent, the newest first."""
    return Overview(writing.is_begun(scope), own(scope))


def own(scope: FamilyScope) -> list[Followed]:
    """Return the complaints of this person, the newest first."""
    wanted = (
        select(Complaint)
        .where(col(Complaint.membership_id) == scope.membership_id)
        .order_by(col(Complaint.created_at).desc(), col(Complaint.id))
    )
    return [_followed(row) for row in scope.session.execute(wanted).scalars()]


def show(scope: FamilyScope, complaint_id: str) -> OwnComplaint:
    """Return one complaint of this person, and note that its answer was read. Raises NotFound."""
    row = own_row(scope, complaint_id)
    followed, stops = _followed(row), stopping.own(scope, complaint_id)
    text = scope.own.open(row.own_sealed, row.place("own_sealed"))
    sealed = row.answer_own_sealed if followed.answered_at else None
    answer = scope.own.open(sealed, row.place("answer_own_sealed")) if sealed else None
    if answer or any(one.answer for one in stops):
        scope.record(Action.ANSWER_READ, "complaints", row.id)
    answers = opening.given(scope.authority, opening.read(text))
    return OwnComplaint(followed, rules.passages(followed, stops), answers, answer, stops)


def sent_words(scope: FamilyScope, complaint_id: str) -> SentComplaint:
    """Return what this person wrote in a complaint that they sent, and with it. Raises NotFound."""
    row = own_row(scope, complaint_id)
    text = scope.own.open(row.own_sealed, row.place("own_sealed"))
    return SentComplaint(
        opening.given(scope.authority, opening.read(text)), stopping.own(scope, complaint_id)
    )


def follow(scope: FamilyScope, complaint_id: str) -> Followed:
    """Return where a complaint of this person stands, without its words. Raises NotFound."""
    return _followed(own_row(scope, complaint_id))


def take_back(scope: FamilyScope, complaint_id: str) -> bool:
    """Take a complaint back, and say whether nobody had opened it yet. Raises NotFound.

    Its words stay with their writer, ready to be changed; the officers' copy is destroyed.
    """
    row = own_row(scope, complaint_id)
    text = scope.own.open(row.own_sealed, row.place("own_sealed"))
    taken = moving.move(
        scope.session,
        complaint_id,
        Move.TAKE_BACK,
        col(Complaint.opened_at).is_(None),
        taken_back_at=clock.now(),
        officer_sealed=None,
    )
    if taken:
        writing.restore(scope, opening.read(text))
        scope.record(Action.TAKEN_BACK, "complaints", complaint_id)
    return taken


def _followed(row: Complaint) -> Followed:
    return Followed(
        row.id,
        row.reference,
        row.created_at,
        rules.stage_of(State(row.state), row.opened_at, row.stop_asked_at),
        row.opened_at,
        row.answered_at,
        row.taken_back_at,
        row.is_beside,
        row.stop_asked_at,
    )
