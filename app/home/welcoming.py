"""The first visit: one page to read before all others, and the note that somebody has read it."""

from app.access.scopes import FamilyScope, HelperScope
from app.audit.models import Action
from app.families.tables import Membership
from app.kit import clock


def is_welcomed(scope: FamilyScope | HelperScope) -> bool:
    """Say whether somebody has gone past the page that stands before their first visit."""
    if isinstance(scope, FamilyScope):
        return scope.is_welcomed
    return scope.session.get_one(Membership, scope.membership_id).welcomed_at is not None


def welcome(scope: FamilyScope | HelperScope) -> None:
    """Note that somebody goes on from the first page; a second time changes nothing."""
    place = scope.session.get_one(Membership, scope.membership_id)
    if place.welcomed_at is None:
        place.welcomed_at = clock.now()
        scope.session.add(place)
        scope.record(Action.FIRST_PAGE_READ, "memberships", place.id)
