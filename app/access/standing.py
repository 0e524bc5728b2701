"""What staff say of a family, or of somebody's place in it: a death, the day it closes, being under 18."""

from datetime import datetime

from app.access.contacts import member_person
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.families.tables import Family
from app.kit import clock


def set_bereaved(scope: CaseScope, *, bereaved: bool) -> None:
    """Note that somebody of the family has died, or take that back; twice is as good as once."""
    family = scope.session.get_one(Family, scope.family_id)
    if bereaved == (family.bereaved_at is not None):
        return
    family.bereaved_at = clock.now() if bereaved else None
    scope.session.add(family)
    scope.record(Action.FAMILY_BEREAVED if bereaved else Action.FAMILY_NOT_BEREAVED, "families", family.id)


def set_closing(scope: CaseScope, membership_id: str, closes_at: datetime | None) -> None:
    """Say when a member's pages close; None leaves them open. Raises NotFound."""
    place, _ = member_person(scope, membership_id)
    place.closes_at, place.closing_id = closes_at, None
    scope.session.add(place)
    reason = "a day on which their pages close" if closes_at else "no day on which their pages close"
    scope.record(Action.PERSON_CHANGED, "memberships", place.id, reason=reason)


def set_under_18(scope: CaseScope, membership_id: str, *, is_under_18: bool) -> None:
    """Note whether a member is under 18, a parent too. Raises NotFound."""
    _, person = member_person(scope, membership_id)
    person.is_under_18 = is_under_18
    scope.session.add(person)
