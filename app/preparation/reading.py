"""What the chair does with answers: sees that they came, opens them, reads them."""

from sqlalchemy import select
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.drafts import openings
from app.kit import clock
from app.kit.errors import NotFound
from app.preparation.models import ReceivedPreparation, SentAnswer
from app.preparation.sending import KIND, read_body
from app.preparation.tables import Preparation


def list_received(scope: CaseScope) -> list[ReceivedPreparation]:
    """Return what members of the family sent, newest first, without the words."""
    wanted = (
        select(Preparation)
        .where(col(Preparation.family_id) == scope.family_id, col(Preparation.taken_back_at).is_(None))
        .order_by(col(Preparation.sent_at).desc())
    )
    names, rows = _names(scope), scope.session.execute(wanted).scalars().all()
    mine = openings.opened_by(scope, KIND, [row.id for row in rows])
    return [_received(row, names, (), is_open_to_me=row.id in mine) for row in rows]


def find_received(scope: CaseScope, sent_id: str) -> ReceivedPreparation:
    """Return answers that were sent, with the words once this reader opened them. Raises NotFound."""
    row = _row(scope, sent_id)
    if row.professionals_sealed is None or not openings.opened_by(scope, KIND, [row.id]):
        return _received(row, _names(scope), (), is_open_to_me=False)
    scope.record(Action.PREPARATION_READ, "preparations", row.id)
    body = scope.professionals.open(row.professionals_sealed, row.place("professionals_sealed"))
    return _received(row, _names(scope), read_body(body), is_open_to_me=True)


def open_received(scope: CaseScope, sent_id: str) -> None:
    """Note that the chair opens answers: their writer sees who, and can no longer take them back.

    Raises NotFound.
    """
    row = _row(scope, sent_id, for_update=True)
    if row.opened_at is None:
        row.opened_at, row.opened_by = clock.now(), scope.person_id
        scope.session.add(row)
    openings.note(scope, row.membership_id, KIND, row.id)
    scope.record(Action.PREPARATION_READ, "preparations", row.id, reason="opened")


def _row(scope: CaseScope, sent_id: str, *, for_update: bool = False) -> Preparation:
    wanted = select(Preparation).where(
        col(Preparation.id) == sent_id,
        col(Preparation.family_id) == scope.family_id,
        col(Preparation.taken_back_at).is_(None),
    )
    row: Preparation | None = scope.session.execute(
        wanted.with_for_update() if for_update else wanted
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def _names(scope: CaseScope) -> dict[str, str]:
    return {member.membership_id: member.name for member in people.members_of(scope)}


def _received(
    row: Preparation, names: dict[str, str], answers: tuple[SentAnswer, ...], *, is_open_to_me: bool
) -> ReceivedPreparation:
    sender = names.get(row.membership_id, "")
    return ReceivedPreparation(
        row.id,
        row.reference,
        sender,
        row.sent_at,
        row.is_late,
        row.opened_at,
        is_open_to_me,
        answers,
        row.is_beside,
    )
