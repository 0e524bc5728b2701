"""Protected details: typed records of what must never reach another person of the same family."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from app.access.contacts import member_person
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.families.models import DetailKind
from app.families.tables import ProtectedDetail
from app.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Detail:
    """One protected detail of one member of the family."""

    id: str
    membership_id: str
    kind: DetailKind
    text: str = field(repr=False)


def add(scope: CaseScope, membership_id: str, kind: DetailKind, text: str) -> Detail:
    """Protect a detail. Raises NotFound for somebody who is not in this family."""
    member_person(scope, membership_id)
    row = ProtectedDetail(
        membership_id=membership_id, family_id=scope.family_id, kind=kind.value, text_sealed=b""
    )
    row.text_sealed = scope.professionals.seal(text, row.place("text_sealed"))
    scope.session.add(row)
    scope.session.flush()
    scope.record(Action.PROTECTED_DETAIL_ADDED, "protected_details", row.id, reason=kind.value)
    return Detail(row.id, membership_id, kind, text)


def remove(scope: CaseScope, detail_id: str) -> None:
    """Take away a detail that no longer holds. Raises NotFound."""
    row = scope.session.get(ProtectedDetail, detail_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    scope.session.delete(row)
    scope.record(Action.PROTECTED_DETAIL_REMOVED, "protected_details", detail_id)


def of_family(scope: CaseScope) -> list[Detail]:
    """Return every protected detail in the family, for the search that comes before a release."""
    wanted = (
        select(ProtectedDetail)
        .where(col(ProtectedDetail.family_id) == scope.family_id)
        .order_by(col(ProtectedDetail.created_at))
    )
    return [
        Detail(
            row.id,
            row.membership_id,
            DetailKind(row.kind),
            scope.professionals.open(row.text_sealed, row.place("text_sealed")),
        )
        for row in scope.session.execute(wanted).scalars()
    ]
