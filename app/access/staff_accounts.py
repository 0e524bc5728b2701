"""Staff accounts and allocations: a role lets somebody work here, an allocation opens one family."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from app.access import pins
from app.access.contacts import write_contact
from app.access.scopes import CaseScope, StaffScope, SystemScope
from app.audit.models import Action
from app.families.models import STAFF_ROLES, ContactKind, Role, Wording, contact_compartment
from app.families.rules import read_contact
from app.families.tables import Family, Membership, Person
from app.kit import clock
from app.kit.errors import NotFound


class NotAnEmail(Exception):
    """Staff sign in with their work e-mail address."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff, as colleagues see them."""

    person_id: str
    role: Role
    name: str = field(repr=False)
    has_left: bool = False


def add_staff(system: SystemScope, council: str, name: str, email: str, role: Role) -> tuple[Person, str]:
    """Make a staff account and return it with its PIN, to be told once.

    Raises NotAnEmail, and ContactTaken when somebody in the council already has the address.
    """
    found = read_contact(email)
    if role not in STAFF_ROLES:
        raise ValueError(role)
    if found is None or found[0] is not ContactKind.EMAIL:
        raise NotAnEmail
    person = Person(council=council, staff_role=role.value, name_sealed=b"", wording=Wording.PLAIN.value)
    cipher = system.keys.make(contact_compartment(council, person.id))
    person.name_sealed = cipher.seal(name, person.place("name_sealed"))
    write_contact(system, person, email, cipher)
    pin = pins.give(system.installation, person)
    system.session.add(person)
    system.session.flush()
    system.record(Action.STAFF_INVITED, "people", person.id, reason=role.value)
    return person, pin


def colleagues(scope: StaffScope, roles: Iterable[Role] = STAFF_ROLES) -> list[Colleague]:
    """Return the staff of this council in these roles."""
    wanted = (
        select(Person)
        .where(
            col(Person.council) == scope.authority.key,
            col(Person.staff_role).in_([role.value for role in roles]),
            col(Person.ended_at).is_(None),
        )
        .order_by(col(Person.created_at))
    )
    return [_colleague(scope, person) for person in scope.session.execute(wanted).scalars()]


def colleague(scope: StaffScope, person_id: str) -> Colleague:
    """Return one member of this council's staff. Raises NotFound."""
    person = scope.session.get(Person, person_id)
    if person is None or person.council != scope.authority.key or not person.staff_role:
        raise NotFound
    return _colleague(scope, person)


def _colleague(scope: StaffScope, person: Person) -> Colleague:
    name = scope.contact_of(person.id).open(person.name_sealed, person.place("name_sealed"))
    return Colleague(person.id, Role(person.staff_role or ""), name, person.ended_at is not None)


def allocated(scope: CaseScope) -> list[Colleague]:
    """Return the staff who are allocated to this family."""
    wanted = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.family_id) == scope.family_id,
            col(Membership.ended_at).is_(None),
            col(Person.staff_role).is_not(None),
        )
        .order_by(col(Membership.created_at))
    )
    return [_colleague(scope, person) for person in scope.session.execute(wanted).scalars()]


def allocate(scope: CaseScope, person_id: str) -> None:
    """Open this family to a member of staff. Raises NotFound for anybody not on this council's staff now."""
    who = colleague(scope, person_id)
    if who.has_left:
        raise NotFound
    place = _allocation(scope, person_id)
    if place is None:
        place = Membership(family_id=scope.family_id, person_id=person_id, role=who.role.value)
    place.ended_at = None
    scope.session.add(place)
    scope.record(Action.STAFF_ALLOCATED, "people", person_id, reason=who.role.value)


def release(scope: CaseScope, person_id: str) -> None:
    """Close this family to a member of staff, from their next request on. Raises NotFound."""
    place = _allocation(scope, person_id)
    if place is None or place.ended_at:
        raise NotFound
    place.ended_at = clock.now()
    scope.session.add(place)
    scope.record(Action.STAFF_RELEASED, "people", person_id)


def _allocation(scope: CaseScope, person_id: str) -> Membership | None:
    wanted = select(Membership).where(
        col(Membership.family_id) == scope.family_id,
        col(Membership.person_id) == person_id,
        col(Membership.role).in_([role.value for role in STAFF_ROLES]),
    )
    found: Membership | None = scope.session.execute(wanted).scalar_one_or_none()
    return found


def is_allocated(session: Session, person_id: str, council: str, family_id: str) -> bool:
    """Say whether a member of staff is allocated to a family of their own council."""
    wanted = (
        select(col(Membership.id))
        .join(Family, col(Family.id) == col(Membership.family_id))
        .where(
            col(Membership.person_id) == person_id,
            col(Membership.family_id) == family_id,
            col(Membership.ended_at).is_(None),
            col(Family.council) == council,
        )
    )
    return session.execute(wanted).first() is not None
