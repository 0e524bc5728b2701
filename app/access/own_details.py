"""What a member of a family may see of how they themselves are known here."""

from dataclasses import dataclass, field
from datetime import time

from sqlalchemy import or_, select
from sqlmodel import col

from app.access import links, people
from app.access.scopes import FamilyScope
from app.families.keys import KeyRoom
from app.families.models import ContactKind, Wording, contact_compartment
from app.families.rules import mask_contact
from app.families.tables import Family, Person


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """One person's own details; of a contact only so much that its owner knows which one it is."""

    name: str = field(repr=False)
    children: tuple[str, ...] = field(repr=False)
    contact_kind: ContactKind
    contact: str = field(repr=False)
    from_hour: time | None
    until_hour: time | None
    is_sent_nothing: bool
    """Whether no message goes to them, whatever the hours say."""


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
        is_sent_nothing=_is_sent_nothing(scope, person),
    )


def _is_sent_nothing(scope: FamilyScope, person: Person) -> bool:
    """Say whether sending leaves this person out: by their answer, or by a switch of a family of theirs."""
    if person.wording in {None, Wording.SILENT.value} or person.contact_kind == ContactKind.NONE.value:
        return True
    families = {place.family_id for place in links.memberships_of(scope.session, person.id)}
    silent = or_(col(Family.messages_stopped_at).is_not(None), col(Family.bereaved_at).is_not(None))
    stopped = select(col(Family.id)).where(col(Family.id).in_(families), silent)
    return scope.session.execute(stopped.limit(1)).first() is not None
