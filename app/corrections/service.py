"""Ask to have something put right: nothing changes by that alone, a worker looks first who is asking."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.corrections.models import KIND, Asked, CorrectionKind, Outcome
from app.corrections.tables import Correction
from app.drafts import service as drafts
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound


def ask(scope: FamilyScope, kind: CorrectionKind, words: str, submission_key: str) -> str:
    """Ask to have something put right and return its identifier; two taps ask once. Raises Conflict."""
    earlier = drafts.receipt_for(scope, submission_key)
    return earlier.subject_id if earlier else _ask(scope, kind, words, submission_key)


def _ask(scope: FamilyScope, kind: CorrectionKind, words: str, submission_key: str) -> str:
    row = Correction(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        kind=kind.value,
        asked_at=clock.now(),
        own_sealed=b"",
        professionals_sealed=b"",
    )
    row.own_sealed = scope.own.seal(words, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(words, row.place("professionals_sealed"))
    try:
        with scope.session.begin_nested():
            receipt = drafts.give_receipt(scope, submission_key, KIND, row.id, f"{kind.value}|{words}")
    except IntegrityError:
        return _of_the_other_tap(scope, submission_key)
    row.asked_at = receipt.sent_at
    scope.session.add(row)
    scope.record(Action.CORRECTION_ASKED, "corrections", row.id, reason=kind.value)
    return row.id


def _of_the_other_tap(scope: FamilyScope, submission_key: str) -> str:
    receipt = drafts.receipt_for(scope, submission_key)
    if receipt is None:
        raise Conflict
    return receipt.subject_id


def own(scope: FamilyScope) -> list[Asked]:
    """Return everything that this person asked to have put right, newest first."""
    wanted = (
        select(Correction)
        .where(col(Correction.membership_id) == scope.membership_id)
        .order_by(col(Correction.asked_at).desc())
    )
    return [_own(scope, row) for row in scope.session.execute(wanted).scalars()]


def own_one(scope: FamilyScope, correction_id: str) -> Asked:
    """Return one thing that this person asked to have put right. Raises NotFound for anybody else's."""
    row = scope.session.get(Correction, correction_id)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    return _own(scope, row)


def _own(scope: FamilyScope, row: Correction) -> Asked:
    receipt = drafts.receipt(scope, row.id)
    return opened(row, scope.own, "own_sealed", receipt.reference if receipt else "")


def opened(row: Correction, cipher: Cipher, column: str, reference: str = "") -> Asked:
    """Return what stands in a row, opened with the one key that its reader has."""
    return Asked(
        id=row.id,
        kind=CorrectionKind(row.kind),
        words=cipher.open(getattr(row, column), row.place(column)),
        asked_at=row.asked_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answered_at=row.answered_at,
        reference=reference,
    )
