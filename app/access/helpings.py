"""Change and end arrangements by which one person helps another; it counts from the next request on."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from app.access.models import HelpState, Permission
from app.access.scopes import PersonScope
from app.access.tables import Grant, Helping
from app.audit.models import Action
from app.families.tables import Membership
from app.kit import clock

OPEN = (HelpState.ASKED.value, HelpState.STANDING.value)


def grants_of(scope: PersonScope, helping_id: str) -> list[Grant]:
    """Return the grants of an arrangement that nobody has ended."""
    wanted = select(Grant).where(col(Grant.helping_id) == helping_id, col(Grant.ended_at).is_(None))
    return list(scope.session.execute(wanted).scalars())


def grant(scope: PersonScope, row: Helping, permissions: Iterable[Permission], until_at: datetime) -> None:
    """Let a helper do just this, until then; what is not named any more ends now."""
    wanted, now = set(permissions), clock.now()
    for given in grants_of(scope, row.id):
        if Permission(given.permission) in wanted:
            given.until_at = until_at
            wanted.discard(Permission(given.permission))
        else:
            given.ended_at = now
        scope.session.add(given)
    row.until_at = until_at
    scope.session.add(row)
    scope.session.flush()
    scope.session.add_all(
        Grant(
            helping_id=row.id,
            permission=permission.value,
            begins_at=now,
            until_at=until_at,
            given_by=scope.person_id,
        )
        for permission in sorted(wanted)
    )


def end(scope: PersonScope, row: Helping) -> None:
    """End an arrangement with everything that was granted in it.

    The helper's session goes on, so that their next request can say that they no longer have access.
    """
    now = clock.now()
    row.state, row.ended_at, row.ended_by = HelpState.ENDED.value, now, scope.person_id
    for given in grants_of(scope, row.id):
        given.ended_at = now
        scope.session.add(given)
    if row.helper_membership_id:
        place = scope.session.get_one(Membership, row.helper_membership_id)
        place.ended_at = place.ended_at or now
        scope.session.add(place)
    scope.session.add(row)
    scope.record(Action.HELPER_ENDED, "helpings", row.id)


def end_of_member(scope: PersonScope, membership_id: str) -> None:
    """End every arrangement in which somebody who leaves the family helps, or is helped."""
    wanted = select(Helping).where(
        or_(
            col(Helping.for_membership_id) == membership_id,
            col(Helping.helper_membership_id) == membership_id,
        ),
        col(Helping.state).in_(OPEN),
    )
    for row in scope.session.execute(wanted).scalars():
        end(scope, row)
