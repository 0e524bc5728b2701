"""What staff do with what a family asked to have put right."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope, StaffScope
from app.audit.models import Action
from app.corrections.models import CaseAsked, Outcome
from app.corrections.service import opened
from app.corrections.tables import Correction
from app.kit import clock
from app.kit.errors import NotFound


def of_case(scope: CaseScope) -> list[CaseAsked]:
    """Return what members of this family asked to have put right, what waits first; noted as seen."""
    wanted = (
        select(Correction)
        .where(col(Correction.family_id) == scope.family_id)
        .order_by(col(Correction.answered_at).is_not(None), col(Correction.asked_at).desc())
    )
    rows = scope.session.execute(wanted).scalars().all()
    names = {one.membership_id: one.name for one in people.members_of(scope)}
    if rows:
        scope.record(Action.CORRECTIONS_READ, "families", scope.family_id)
    return [
        CaseAsked(
            opened(row, scope.professionals, "professionals_sealed"),
            row.membership_id if row.membership_id in names else "",
            names.get(row.membership_id, ""),
        )
        for row in rows
    ]


def waiting(scope: CaseScope) -> int:
    """Count what nobody has answered yet."""
    wanted = select(func.count()).where(
        col(Correction.family_id) == scope.family_id, col(Correction.answered_at).is_(None)
    )
    return int(scope.session.execute(wanted).scalar_one())


def waiting_in(scope: StaffScope, families: Iterable[str]) -> dict[str, int]:
    """Return how many corrections wait for an answer in each family where some do."""
    wanted = (
        select(col(Correction.family_id), func.count())
        .where(col(Correction.family_id).in_(families), col(Correction.answered_at).is_(None))
        .group_by(col(Correction.family_id))
    )
    return {str(row[0]): int(row[1]) for row in scope.session.execute(wanted).all()}


def answer(scope: CaseScope, correction_id: str, outcome: Outcome) -> None:
    """Say what became of it; the last word counts. Raises NotFound for another family's."""
    row = scope.session.get(Correction, correction_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    row.outcome, row.answered_at, row.answered_by = outcome.value, clock.now(), scope.person_id
    scope.session.add(row)
    scope.record(Action.CORRECTION_ANSWERED, "corrections", row.id, reason=outcome.value)
