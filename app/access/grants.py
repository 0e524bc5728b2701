"""What a helper was granted, read anew at each request: by whom they help, for a time, and no more."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from app.access import rules
from app.access.models import HelpState, Permission
from app.access.tables import Grant, Helping
from app.families.tables import Membership
from app.kit import clock


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """One standing arrangement: who helps whom in which family, with what, and until when."""

    helping_id: str
    family_id: str
    helper_membership_id: str
    helped_membership_id: str
    helped_name_sealed: bytes = field(repr=False)
    until_at: datetime
    granted: frozenset[Permission]


def help_given(session: Session, helper_membership_id: str) -> HelpGiven | None:
    """Return what somebody may do as a helper at this moment; None when nobody lets them help."""
    now = clock.now()
    wanted = (
        select(Helping)
        .join(Membership, col(Membership.id) == col(Helping.for_membership_id))
        .where(
            col(Helping.helper_membership_id) == helper_membership_id,
            col(Helping.state) == HelpState.STANDING.value,
            col(Helping.ended_at).is_(None),
            col(Helping.until_at) > now,
            col(Membership.ended_at).is_(None),
            col(Membership.family_id) == col(Helping.family_id),
        )
    )
    row: Helping | None = session.execute(wanted).scalar_one_or_none()
    if row is None or row.helper_membership_id is None or row.helped_name_sealed is None:
        return None
    return HelpGiven(
        helping_id=row.id,
        family_id=row.family_id,
        helper_membership_id=row.helper_membership_id,
        helped_membership_id=row.for_membership_id,
        helped_name_sealed=row.helped_name_sealed,
        until_at=row.until_at,
        granted=_granted(session, row, now),
    )


def _granted(session: Session, row: Helping, now: datetime) -> frozenset[Permission]:
    wanted = select(col(Grant.permission)).where(
        col(Grant.helping_id) == row.id,
        col(Grant.begins_at) <= now,
        col(Grant.until_at) > now,
        col(Grant.ended_at).is_(None),
    )
    found = {Permission(name) for name in session.execute(wanted).scalars()}
    if row.reports_allowed_at is None:
        # Reports belong to those who wrote them as well: the council must allow it too.
        found.discard(Permission.HELP_READ_REPORTS)
    return frozenset(found & rules.GRANTABLE)
