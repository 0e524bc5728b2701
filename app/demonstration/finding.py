"""Find who of the demonstration is in the database, and tell everything that a visitor needs to be them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from app.access import contacts
from app.access.scopes import SystemScope
from app.authorities.models import Authority
from app.demonstration import cast
from app.demonstration.models import DemonstrationPerson, Household, Made, MadeCouncil
from app.families.models import Role, contact_compartment
from app.families.rules import read_contact
from app.families.tables import Family, Membership, Person


def find(
    system: SystemScope, authority: Authority, index: int, remembered: MadeCouncil | None
) -> MadeCouncil | None:
    """Return who of a council is there: as it is remembered, or else by their contacts; None when nobody is.

    What is remembered counts only if the database has it: it may be another one, or the load was cut off.
    """
    people = {one.person_id for one in remembered.people} if remembered else set()
    wanted = select(col(Person.id)).where(col(Person.id).in_(people), col(Person.council) == authority.key)
    if remembered and people and set(system.session.execute(wanted).scalars()) == people:
        return remembered
    found = tuple(_by_contact(system, authority.key, index))
    return MadeCouncil(found, None) if found else None


def _by_contact(system: SystemScope, council: str, index: int) -> Iterable[Made]:
    families: dict[str, str] = {}
    for part in cast.cast_of(council, index):
        read = read_contact(part.contact)
        if read is None:
            raise LookupError(part.slot)
        blind = system.installation.keyring.blind_index(council, read[1])
        person = contacts.find_by_index(system, council, blind)
        if person:
            # Somebody who helps in two families is shown in the first of them.
            family_id = families.get(cast.HELPS.get(part.slot, ("",))[0])
            place = None if person.staff_role else _place(system.session, person.id, family_id)
            families[part.slot] = place.family_id if place else ""
            yield Made(
                part.slot,
                person.id,
                membership_id=place.id if place else None,
                family_id=place.family_id if place else None,
            )


def _place(session: Session, person_id: str, family_id: str | None) -> Membership | None:
    wanted = select(Membership).where(col(Membership.person_id) == person_id)
    if family_id:
        wanted = wanted.where(col(Membership.family_id) == family_id)
    found: Membership | None = session.execute(wanted.limit(1)).scalar_one_or_none()
    return found


def households_of(found: MadeCouncil) -> dict[Household, str]:
    """Return the family of each household."""
    return {
        cast.HOUSEHOLDS[one.slot]: one.family_id
        for one in found.people
        if one.slot in cast.HOUSEHOLDS and one.family_id
    }


def people_of(system: SystemScope, authority: Authority, found: MadeCouncil) -> list[DemonstrationPerson]:
    """Return everybody of a council, with their PINs."""
    made = {one.person_id: one for one in found.people}
    wanted = select(Person).where(col(Person.id).in_(made))
    rows = {person.id: person for person in system.session.execute(wanted).scalars()}
    system.keys.ciphers(*(contact_compartment(authority.key, person_id) for person_id in rows))
    places = _memberships(system.session, found)
    return [
        _person(system, one, rows[one.person_id], places.get(one.membership_id or ""))
        for one in found.people
        if one.person_id in rows
    ]


def _memberships(session: Session, found: MadeCouncil) -> dict[str, tuple[str, str]]:
    ids = [one.membership_id for one in found.people if one.membership_id]
    wanted = (
        select(col(Membership.id), col(Membership.role), col(Family.reference))
        .join(Family, col(Family.id) == col(Membership.family_id))
        .where(col(Membership.id).in_(ids))
    )
    return {place: (role, reference) for place, role, reference in session.execute(wanted).all()}


def _person(
    system: SystemScope, one: Made, row: Person, place: tuple[str, str] | None
) -> DemonstrationPerson:
    cipher = system.keys.cipher(contact_compartment(row.council, row.id))
    contact = row.contact_sealed
    return DemonstrationPerson(
        id=row.id,
        shows=cast.SHOWS[one.slot],
        council=row.council,
        role=Role(row.staff_role or (place[0] if place else "")),
        family=place[1] if place else None,
        name=cipher.open(row.name_sealed, row.place("name_sealed")),
        contact=cipher.open(contact, row.place("contact_sealed")) if contact else "",
        pin=one.pin if one.pin_hash == row.pin_hash else "",
        canary=cast.canary(system.installation, row.council, one.slot),
    )
