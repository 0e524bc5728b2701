"""Who of a family's staff sees that somebody asks to be rung."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.access import rules as access
from app.access.models import Permission
from app.access.scopes import PersonScope
from app.calls import rules
from app.families.models import STAFF_ROLES, Role
from app.families.tables import Membership, Person

MAY_RING = [role.value for role in STAFF_ROLES if access.may(role, Permission.ANSWER_CALLS)]


def staff_of(scope: PersonScope, families: Iterable[str]) -> dict[str, dict[str, Role]]:
    """Return for each family who would ring somebody of it, by the person's identifier, in which role."""
    wanted = (
        select(col(Membership.family_id), col(Person.id), col(Person.staff_role))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.family_id).in_(list(families)),
            col(Membership.ended_at).is_(None),
            col(Person.council) == scope.authority.key,
            col(Person.staff_role).in_(MAY_RING),
            col(Person.ended_at).is_(None),
        )
    )
    there: dict[str, dict[str, Role]] = {}
    for family_id, person_id, role in scope.session.execute(wanted).all():
        there.setdefault(family_id, {})[person_id] = Role(role)
    return {family_id: _ringers(scope, workers) for family_id, workers in there.items()}


def _ringers(scope: PersonScope, workers: dict[str, Role]) -> dict[str, Role]:
    chosen = rules.ringers(workers.values(), Role(scope.authority.safety.told_to.value))
    return {person_id: role for person_id, role in workers.items() if role in chosen}
