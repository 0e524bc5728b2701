"""Say what one needs to take part, once however often Send is pressed, and read what staff said of it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.models import Permission
from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.drafts import service as drafts
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import NotFound
from app.needs import rules
from app.needs.models import KIND, Need, NeedState, NotSent, Overview, OwnNeeds, SentNeeds, Wish
from app.needs.tables import NeedRow, NeedsSent
from app.outbox import telling


def own(scope: FamilyScope) -> OwnNeeds:
    """Return what this person asks for now."""
    wanted = (
        select(NeedsSent)
        .where(col(NeedsSent.membership_id) == scope.membership_id)
        .order_by(col(NeedsSent.number).desc())
        .limit(1)
    )
    newest: NeedsSent | None = scope.session.execute(wanted).scalar_one_or_none()
    if newest is None:
        return OwnNeeds(0, None, ())
    return OwnNeeds(newest.number, newest.id, rules.standing(_every(scope), newest.number))


def overview(scope: FamilyScope) -> Overview:
    """Return what the first page says of it."""
    needs = rules.in_order(need for need in _every(scope) if need.until_number is None)
    answered = [need for need in needs if need.state]
    return Overview(
        asked=len(needs),
        answered=tuple(need for need in answered if not need.wish.kind.is_private),
        has_private_answer=any(need.wish.kind.is_private for need in answered),
    )


def ask(
    scope: FamilyScope, wishes: tuple[Wish, ...], submission_key: str, *, seen_version: int
) -> str | NotSent:
    """Ask for these things and no others from now on; return the press of Send that did it, or why not.

    ``seen_version`` is the newest press of Send that the writer's page knew.
    """
    earlier = drafts.receipt_for(scope, submission_key)
    if earlier:
        return earlier.subject_id
    before = own(scope)
    if {need.wish for need in before.needs} == set(wishes):
        return before.sent_id or NotSent.NOTHING
    if seen_version < before.number:
        return NotSent.MOVED_ON
    return _ask(scope, wishes, submission_key, before)


def _ask(
    scope: FamilyScope, wishes: tuple[Wish, ...], submission_key: str, before: OwnNeeds
) -> str | NotSent:
    sent = NeedsSent(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        number=before.number + 1,
        sent_at=clock.now(),
        is_beside=scope.beside_id is not None,
    )
    try:
        with scope.session.begin_nested():
            scope.session.add(sent)
            words = "|".join(rules.written(wish) for wish in wishes)
            drafts.give_receipt(scope, submission_key, KIND, sent.id, words)
    except IntegrityError:
        # Another tap, or another phone, was first.
        earlier = drafts.receipt_for(scope, submission_key)
        return earlier.subject_id if earlier else NotSent.MOVED_ON
    kept = {need.wish for need in before.needs}
    _end(scope, before, set(wishes), sent.number)
    scope.session.add_all([_row(scope, wish, sent.number) for wish in wishes if wish not in kept])
    scope.record(Action.NEEDS_SENT, "needs_sent", sent.id)
    telling.tell_staff(scope, Permission.SET_UP_CASE)
    return sent.id


def _end(scope: FamilyScope, before: OwnNeeds, wishes: set[Wish], number: int) -> None:
    """Let what was left out or changed stand no longer; staff look at what they know and is gone."""
    kinds = {wish.kind for wish in wishes}
    for need in before.needs:
        if need.wish not in wishes:
            # An answer in the same moment counts: then staff learn that what they arranged is gone.
            row = scope.session.get_one(NeedRow, need.id, with_for_update=True, populate_existing=True)
            row.until_number = number
            row.is_waiting = need.wish.kind not in kinds and row.state is not None
            scope.session.add(row)


def _row(scope: FamilyScope, wish: Wish, number: int) -> NeedRow:
    row = NeedRow(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        from_number=number,
        own_sealed=b"",
        professionals_sealed=b"",
    )
    text = rules.written(wish)
    row.own_sealed = scope.own.seal(text, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(text, row.place("professionals_sealed"))
    return row


def sent(scope: FamilyScope, sent_id: str) -> SentNeeds:
    """Return one press of Send of this person, with what stood after it. Raises NotFound."""
    row = scope.session.get(NeedsSent, sent_id)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    receipt, needs = drafts.receipt(scope, row.id), _every(scope)
    return SentNeeds(
        reference=receipt.reference if receipt else "",
        sent_at=row.sent_at,
        wishes=tuple(need.wish for need in rules.standing(needs, row.number)),
        change=rules.change(needs, row.number, row.sent_at, is_beside=row.is_beside),
    )


def _every(scope: FamilyScope) -> list[Need]:
    wanted = select(NeedRow).where(col(NeedRow.membership_id) == scope.membership_id)
    rows = scope.session.execute(wanted).scalars()
    return [opened(row, scope.own, "own_sealed", "answer_own_sealed") for row in rows]


def opened(row: NeedRow, cipher: Cipher, column: str, answer_column: str) -> Need:
    """Return what stands in a row, opened with the one key that its reader has."""
    answer: Any = getattr(row, answer_column)
    return Need(
        id=row.id,
        wish=rules.read(cipher.open(getattr(row, column), row.place(column))),
        from_number=row.from_number,
        until_number=row.until_number,
        is_waiting=row.is_waiting,
        state=NeedState(row.state) if row.state else None,
        answered_at=row.answered_at,
        answer=cipher.open(answer, row.place(answer_column)) if answer else "",
    )
