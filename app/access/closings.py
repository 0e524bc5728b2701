"""That everything here stops for a family or for some of it: decided by staff, for a day, with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.access.contacts import member_person
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.families.models import ClosingReason
from app.families.tables import CaseClosing, Membership
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_

OVER = N_("The day has gone by. Set another day for each person, on their own page.")


@dataclass(frozen=True, slots=True)
class Closing:
    """One decision: for whom, why, from when, and to which council they go where they do."""

    id: str
    reason: ClosingReason
    closes_at: datetime
    to: str = field(repr=False)
    membership_ids: frozenset[str]

    @property
    def is_ahead(self) -> bool:
        """Whether it can still be taken back."""
        return clock.now() < self.closes_at


def decide(
    scope: CaseScope, reason: ClosingReason, membership_ids: Iterable[str], closes_at: datetime, *, to: str
) -> str:
    """Let the pages of these members close, and return the decision; two taps decide once. Raises NotFound.

    Whoever closes sooner keeps their own day.
    """
    wanted = frozenset(membership_ids)
    for one in standing(scope):
        if _same(one, reason, wanted, closes_at):
            return one.id
    row = CaseClosing(
        family_id=scope.family_id,
        reason=reason.value,
        closes_at=closes_at,
        decided_by=scope.person_id,
        decided_at=clock.now(),
        to_sealed=b"",
    )
    row.to_sealed = scope.professionals.seal(to, row.place("to_sealed"))
    scope.session.add(row)
    scope.session.flush()
    for membership_id in sorted(wanted):
        place, _ = member_person(scope, membership_id)
        _close(scope, place, row)
    scope.record(Action.CLOSING_DECIDED, "case_closings", row.id, reason=reason.value)
    return row.id


def _same(one: Closing, reason: ClosingReason, wanted: frozenset[str], closes_at: datetime) -> bool:
    return (one.reason, one.closes_at) == (reason, closes_at) and one.membership_ids == wanted


def _close(scope: CaseScope, place: Membership, row: CaseClosing) -> None:
    if place.closes_at is None or place.closes_at > row.closes_at:
        place.closes_at, place.closing_id = row.closes_at, row.id
        scope.session.add(place)


def cover(scope: CaseScope, place: Membership) -> None:
    """Let the pages of somebody who comes later close as well, when the whole family moves."""
    for row in _rows(scope):
        if row.reason == ClosingReason.MOVED.value:
            _close(scope, place, row)


def undo(scope: CaseScope, closing_id: str) -> None:
    """Take a decision back before its day. Raises NotFound, and Conflict when the day has gone by."""
    row = scope.session.get(CaseClosing, closing_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    if row.undone_at is not None:
        return
    if clock.now() >= row.closes_at:
        raise Conflict(OVER)
    row.undone_at = clock.now()
    for place in _places(scope, row.id):
        place.closes_at, place.closing_id = None, None
        scope.session.add(place)
    scope.session.add(row)
    scope.record(Action.CLOSING_UNDONE, "case_closings", row.id)


def standing(scope: CaseScope) -> list[Closing]:
    """Return every decision of this family that was not taken back, newest first."""
    return [
        Closing(
            id=row.id,
            reason=ClosingReason(row.reason),
            closes_at=row.closes_at,
            to=scope.professionals.open(row.to_sealed, row.place("to_sealed")),
            membership_ids=frozenset(place.id for place in _places(scope, row.id)),
        )
        for row in _rows(scope)
    ]


def _rows(scope: CaseScope) -> list[CaseClosing]:
    wanted = (
        select(CaseClosing)
        .where(col(CaseClosing.family_id) == scope.family_id, col(CaseClosing.undone_at).is_(None))
        .order_by(col(CaseClosing.decided_at).desc())
    )
    return list(scope.session.execute(wanted).scalars())


def _places(scope: CaseScope, closing_id: str) -> list[Membership]:
    wanted = select(Membership).where(
        col(Membership.family_id) == scope.family_id, col(Membership.closing_id) == closing_id
    )
    return list(scope.session.execute(wanted).scalars())
