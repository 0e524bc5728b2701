"""Who of the staff opened what a family sent: noted as each opens it, and told to whoever sent it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import CaseScope, ComplaintsScope, FamilyScope, StaffScope
from app.drafts.models import Opened
from app.drafts.tables import Opening
from app.families.models import Role
from app.kit import clock
from app.kit.encryption import Sealer

COMPLAINT = "complaint"
FILE = "file"
"""The kind of an opening of the whole file, by somebody who does not work with the family."""


def note(scope: CaseScope, membership_id: str, kind: str, subject_id: str) -> bool:
    """Note that this member of staff opens something of one member, and say whether it is new today."""
    return _note(scope, scope.for_member(membership_id), membership_id, kind, subject_id)


def note_complaint(scope: ComplaintsScope, family_id: str, membership_id: str, complaint_id: str) -> bool:
    """Note that an officer opens a complaint, and say whether it is new today."""
    sealer = scope.for_member(family_id, membership_id)
    return _note(scope, sealer, membership_id, COMPLAINT, complaint_id)


def _note(scope: StaffScope, to: Sealer, membership_id: str, kind: str, subject_id: str) -> bool:
    now = clock.now()
    earlier = select(col(Opening.opened_at)).where(
        col(Opening.membership_id) == membership_id,
        col(Opening.kind) == kind,
        col(Opening.subject_id) == subject_id,
        col(Opening.person_id) == scope.person_id,
    )
    days = {clock.in_london(at).date() for at in scope.session.execute(earlier).scalars()}
    if clock.in_london(now).date() in days:
        return False
    row = Opening(
        membership_id=membership_id,
        kind=kind,
        subject_id=subject_id,
        person_id=scope.person_id,
        role=scope.role.value,
        name_sealed=b"",
        opened_at=now,
    )
    row.name_sealed = to.seal(scope.name, row.place("name_sealed"))
    scope.session.add(row)
    return True


def opened_by(scope: StaffScope, kind: str, subject_ids: Iterable[str]) -> set[str]:
    """Return which of some things this member of staff has opened themselves."""
    wanted = select(col(Opening.subject_id)).where(
        col(Opening.kind) == kind,
        col(Opening.subject_id).in_(list(subject_ids)),
        col(Opening.person_id) == scope.person_id,
    )
    return set(scope.session.execute(wanted).scalars())


def of_own(scope: FamilyScope) -> list[Opened]:
    """Return every opening of what this person sent, and of their file, the earliest first."""
    wanted = (
        select(Opening)
        .where(col(Opening.membership_id) == scope.membership_id)
        .order_by(col(Opening.opened_at), col(Opening.id))
    )
    return [
        Opened(
            row.kind,
            row.subject_id,
            scope.own.open(row.name_sealed, row.place("name_sealed")),
            Role(row.role),
            row.opened_at,
        )
        for row in scope.session.execute(wanted).scalars()
    ]
