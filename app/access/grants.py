"""What a helper was granted, read anew at each request: by whom they help, for a time, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
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
    only: Mapping[Permission, frozenset[str]]


def help_given(session: Session, helper_membership_id: str) -> HelpGiven | None:
    """Return what somebody may do as a helper at this moment; None when nobody lets them help."""
    row: Helping | None = session.execute(_standing(helper_membership_id)).scalar_one_or_none()
    if row is None or row.helped_name_sealed is None:
        return None
    granted = _granted(session, row, clock.now())
    return HelpGiven(
        helping_id=row.id,
        family_id=row.family_id,
        helper_membership_id=helper_membership_id,
        helped_membership_id=row.for_membership_id,
        helped_name_sealed=row.helped_name_sealed,
        until_at=row.until_at,
        granted=frozenset(granted),
        only={
            permission: frozenset(thing for thing in things if thing)
            for permission, things in granted.items()
            if None not in things
        },
    )


def _standing(helper_membership_id: str) -> Select[Any]:
    now, helper = clock.now(), aliased(Membership)
    return (
        select(Helping)
        .join(Membership, col(Membership.id) == col(Helping.for_membership_id))
        .join(helper, col(helper.id) == col(Helping.helper_membership_id))
        .where(
            col(Helping.helper_membership_id) == helper_membership_id,
            col(Helping.state) == HelpState.STANDING.value,
            col(Helping.ended_at).is_(None),
            col(Helping.until_at) > now,
            # Nobody can do more for somebody than that person still may.
            col(Membership.ended_at).is_(None),
            col(Membership.closes_at).is_(None) | (col(Membership.closes_at) > now),
            col(Membership.family_id) == col(Helping.family_id),
            col(helper.ended_at).is_(None),
            col(helper.closes_at).is_(None) | (col(helper.closes_at) > now),
        )
    )


def who_sees_meeting(session: Session, helped_membership_id: str, meeting_id: str) -> list[str]:
    """Return everybody who helps somebody now and may see this meeting of theirs."""
    wanted = (
        select(col(Helping.helper_membership_id), col(Membership.person_id))
        .join(Membership, col(Membership.id) == col(Helping.helper_membership_id))
        .where(
            col(Helping.for_membership_id) == helped_membership_id,
            col(Helping.state) == HelpState.STANDING.value,
        )
        .order_by(col(Helping.created_at))
    )
    found: list[str] = []
    for place_id, person_id in session.execute(wanted).all():
        given, see = help_given(session, place_id), Permission.HELP_SEE_MEETING
        if given and see in given.granted and meeting_id in given.only.get(see, {meeting_id}):
            found.append(person_id)
    return found


def _granted(session: Session, row: Helping, now: datetime) -> dict[Permission, frozenset[str | None]]:
    """Return what was granted, each with the things it was granted for; None among them is all."""
    wanted = select(col(Grant.permission), col(Grant.thing_id)).where(
        col(Grant.helping_id) == row.id,
        col(Grant.begins_at) <= now,
        col(Grant.until_at) > now,
        col(Grant.ended_at).is_(None),
        # Nothing that a helper reads is kept by child: a grant for one child opens nothing.
        col(Grant.child_id).is_(None),
    )
    found: dict[Permission, frozenset[str | None]] = {}
    for name, thing in session.execute(wanted).all():
        permission = Permission(name)
        found[permission] = found.get(permission, frozenset()) | {thing}
    if row.reports_allowed_at is None:
        # Reports belong to those who wrote them as well: the council must allow it too.
        found.pop(Permission.HELP_READ_REPORTS, None)
    return {permission: things for permission, things in found.items() if permission in rules.GRANTABLE}
