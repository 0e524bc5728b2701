"""The helper's own place in a family, and the list of whom somebody helps."""

from sqlalchemy import select
from sqlmodel import col

from app.access import contacts, links, people
from app.access.contacts import ContactUnreadable, find_by_index
from app.access.grants import help_given
from app.access.scopes import CaseScope, PersonScope
from app.families.keys import KeyRoom
from app.families.models import HELPER_ROLES, Compartments, Role, SafeContact, Wording, contact_compartment
from app.families.rules import read_contact
from app.families.tables import Membership, Person
from app.kit.encryption import Place

# Nobody has asked the helper yet how they want to be written to.
AT_FIRST = SafeContact(Wording.QUIET, shared_phone=False)


def person_with(scope: CaseScope, contact: str) -> Person | None:
    """Return who in this council has a contact. Raises ContactUnreadable."""
    found = read_contact(contact)
    if found is None:
        raise ContactUnreadable
    index = scope.installation.keyring.blind_index(scope.authority.key, found[1])
    return find_by_index(scope, scope.authority.key, index)


def give_place(scope: CaseScope, name: str, role: Role, contact: str) -> Membership:
    """Give a helper a place in the family: as the person who has this contact, or as somebody new.

    Raises ContactUnreadable, and ContactTaken when somebody else is given it in the same moment.
    """
    known = person_with(scope, contact)
    if known is not None:
        # A contact that was stopped, or is new and not answered, stays so: whoever asks may be the reason.
        return _place_of(scope, known, role)
    language = scope.installation.offered(scope.authority)[0]
    place = people.add_member(scope, name, role, contact=contact, language=language)
    contacts.answer_safe_contact(scope, place.id, AT_FIRST)
    return place


def _place_of(scope: CaseScope, person: Person, role: Role) -> Membership:
    wanted = select(Membership).where(
        col(Membership.family_id) == scope.family_id,
        col(Membership.person_id) == person.id,
        col(Membership.role) == role.value,
    )
    place: Membership | None = scope.session.execute(wanted).scalar_one_or_none()
    if place is None:
        place = Membership(family_id=scope.family_id, person_id=person.id, role=role.value)
        scope.new_keys(Compartments(scope.authority.key, scope.family_id).own(place.id))
    place.ended_at = None
    scope.session.add(place)
    scope.session.flush()
    return place


def whom_helped(scope: PersonScope) -> dict[str, str]:
    """Return the first name of everybody whom this person helps now, by the helper's place in the family."""
    found: dict[str, str] = {}
    keys = KeyRoom(scope.session, scope.installation.keyring)
    for place in links.memberships_of(scope.session, scope.person_id):
        given = help_given(scope.session, place.id) if place.role in HELPER_ROLES else None
        if given:
            own = keys.cipher(contact_compartment(scope.authority.key, scope.person_id))
            where = Place("helpings", "helped_name_sealed", given.helping_id)
            found[place.id] = own.open(given.helped_name_sealed, where)
    return found
