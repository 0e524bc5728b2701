"""What a member of a family may see of how they themselves are known here."""

from dataclasses import dataclass, field
from datetime import time

from app.access import people
from app.access.scopes import FamilyScope
from app.families.keys import KeyRoom
from app.families.models import ContactKind, contact_compartment
from app.families.rules import mask_contact
from app.families.tables import Person


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """One person's own details; of a contact only so much that its owner knows which one it is."""

    name: str = field(repr=False)
    children: tuple[str, ...] = field(repr=False)
    contact_kind: ContactKind
    contact: str = field(repr=False)
    from_hour: time | None
    until_hour: time | None


def own_details(scope: FamilyScope) -> OwnDetails:
    """Return how this person is known here."""
    person = scope.session.get_one(Person, scope.person_id)
    kind, sealed = ContactKind(person.contact_kind), person.contact_sealed
    compartment = contact_compartment(scope.authority.key, person.id)
    cipher = KeyRoom(scope.session, scope.installation.keyring).cipher(compartment)
    contact = cipher.open(sealed, person.place("contact_sealed")) if sealed else ""
    return OwnDetails(
        name=scope.name,
        children=tuple(people.own_children(scope)),
        contact_kind=kind,
        contact=mask_contact(kind, contact),
        from_hour=person.safe_from,
        until_hour=person.safe_until,
    )
