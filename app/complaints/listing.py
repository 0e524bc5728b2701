"""List a council's complaints for its complaints officers: who has which, and nothing of what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from app.access import staff_accounts
from app.access.scopes import ComplaintsScope
from app.complaints import rules
from app.complaints.models import State
from app.complaints.tables import Complaint, NamedOfficer
from app.families.tables import Family

NEWEST_ENDED = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A complaint in the officers' list: nothing of what it says."""

    id: str
    reference: str
    family_reference: str
    sent_at: datetime
    state: State
    ended_at: datetime | None
    has_asked_to_stop: bool
    holder: str | None
    is_mine: bool
    is_named: bool

    @property
    def may_be_taken(self) -> bool:
        """Whether the reader can take it."""
        return self.state is State.RECEIVED and not self.is_named

    @property
    def shows_wish_to_stop(self) -> bool:
        """Whether the reader is told that its writer asks to stop: only who reads it, or can take it."""
        return self.has_asked_to_stop and (self.is_mine or self.may_be_taken)

    @property
    def may_be_put_back(self) -> bool:
        """Whether the reader can free it from somebody who is away."""
        return self.state is State.HELD and not self.is_mine and not self.is_named


def unanswered(scope: ComplaintsScope) -> list[Listed]:
    """Return what waits for an answer in this council, the oldest first."""
    wanted = (
        select(Complaint, Family)
        .join(Family, col(Family.id) == col(Complaint.family_id))
        .where(
            col(Complaint.council) == scope.authority.key,
            col(Complaint.state).in_([state.value for state in rules.UNANSWERED]),
        )
        .order_by(col(Complaint.created_at), col(Complaint.id))
    )
    return _listed(scope, scope.session.execute(wanted).all())


def ended(scope: ComplaintsScope) -> list[Listed]:
    """Return what has been answered or stopped in this council, the newest first."""
    wanted = (
        select(Complaint, Family)
        .join(Family, col(Family.id) == col(Complaint.family_id))
        .where(
            col(Complaint.council) == scope.authority.key,
            col(Complaint.state).in_([state.value for state in rules.OVER]),
        )
        .order_by(
            func.coalesce(col(Complaint.answered_at), col(Complaint.stopped_at)).desc(), col(Complaint.id)
        )
        .limit(NEWEST_ENDED)
    )
    return _listed(scope, scope.session.execute(wanted).all())


def _listed(scope: ComplaintsScope, found: Iterable[Any]) -> list[Listed]:
    rows = list(found)
    named = set(
        scope.session.execute(
            select(col(NamedOfficer.complaint_id)).where(col(NamedOfficer.person_id) == scope.person_id)
        ).scalars()
    )
    holders = {row.holder_id for row, _ in rows if row.holder_id}
    names = {holder: staff_accounts.colleague(scope, holder).name for holder in holders}
    return [
        Listed(
            row.id,
            row.reference,
            family.reference,
            row.created_at,
            State(row.state),
            row.answered_at or row.stopped_at,
            has_asked_to_stop=row.stop_asked_at is not None,
            holder=names.get(row.holder_id or ""),
            is_mine=row.holder_id == scope.person_id,
            is_named=row.id in named,
        )
        for row, family in rows
    ]
