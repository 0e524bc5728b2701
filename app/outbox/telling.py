"""Tell the staff of a family, or somebody of it, that there is something new, as far as that is safe."""

from sqlalchemy import select
from sqlmodel import col

from app.access import rules as access
from app.access.models import Permission
from app.access.scopes import FamilyScope, HelperScope, PersonScope
from app.families.tables import Membership, Person
from app.outbox import service as outbox
from app.outbox.models import Notice


def tell_staff(scope: FamilyScope | HelperScope, permission: Permission) -> None:
    """Tell those staff of this family who may do something that there is something to look at."""
    wanted = (
        select(col(Person.id))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.family_id) == scope.family_id,
            col(Membership.ended_at).is_(None),
            col(Person.staff_role).in_(access.roles_with(permission)),
            col(Person.ended_at).is_(None),
        )
    )
    for person_id in scope.session.execute(wanted).scalars().all():
        outbox.enqueue(scope, scope.authority.key, person_id, Notice.STAFF_SOMETHING_NEW)


def tell_person(scope: PersonScope, membership_id: str) -> None:
    """Tell somebody of a family that something is new, where it is known how to do that safely."""
    place = scope.session.get_one(Membership, membership_id)
    person = scope.session.get_one(Person, place.person_id)
    if person.wording is not None and place.ended_at is None:
        outbox.enqueue(scope, scope.authority.key, person.id, Notice.SOMETHING_NEW, family_id=place.family_id)
