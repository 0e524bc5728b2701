"""Make scopes for somebody whose right has been checked; nothing outside this folder and commands may."""

from dataclasses import fields
from typing import Any

from sqlmodel import Session, select

from app.access.grants import HelpGiven
from app.access.models import Permission, SignedIn
from app.access.scopes import (
    BreachScope,
    CaseScope,
    ComplaintsScope,
    FamilyScope,
    HelperScope,
    Installation,
    PersonScope,
    StaffScope,
)
from app.audit.models import Actor
from app.authorities.models import Authority
from app.families.keys import KeyRoom
from app.families.models import Compartments, Role, contact_compartment
from app.families.tables import Membership, Person
from app.kit import clock
from app.kit.encryption import Place
from app.kit.i18n import ENGLISH, Language

READING = {Permission.HELP_READ_PREPARATION, Permission.HELP_READ_VIEWS, Permission.HELP_READ_REPORTS}


def actor_of(found: SignedIn) -> Actor:
    """Return who acts, for the log."""
    return Actor(found.person_id, found.staff_role or found.role or "family", found.council, found.mark)


def authority_of(installation: Installation, found: SignedIn) -> Authority:
    """Return the council of a session. Raises LookupError when its profile is gone."""
    authority = installation.catalogue.get(found.council)
    if authority is None:
        raise LookupError(found.council)
    return authority


def language_of(installation: Installation, found: SignedIn) -> Language:
    """Return the language a person chose, or English where their council does not offer it."""
    tags = installation.offered(authority_of(installation, found))
    return installation.languages[found.language if found.language in tags else ENGLISH]


def person_scope(session: Session, installation: Installation, found: SignedIn) -> PersonScope:
    """Make the scope of somebody who is signed in."""
    return PersonScope(**_person_facts(session, installation, found))


def _person_facts(session: Session, installation: Installation, found: SignedIn) -> dict[str, Any]:
    return {
        "session": session,
        "actor": actor_of(found),
        "language": language_of(installation, found),
        "authority": authority_of(installation, found),
        "person_id": found.person_id,
        "session_id": found.session_id,
        "installation": installation,
    }


def family_scope(
    session: Session, installation: Installation, found: SignedIn, membership_id: str, family_id: str
) -> FamilyScope:
    """Make the scope of a member of a family: their own key and the shared one, and no other to read with."""
    names = Compartments(found.council, family_id)
    own, shared, professionals, complaints, safety, contact = KeyRoom(session, installation.keyring).ciphers(
        names.own(membership_id),
        names.shared,
        names.professionals,
        names.complaints,
        names.safety,
        contact_compartment(found.council, found.person_id),
    )
    return FamilyScope(
        **_person_facts(session, installation, found),
        membership_id=membership_id,
        family_id=family_id,
        role=Role(found.role or ""),
        name=contact.open(found.name_sealed, Place("people", "name_sealed", found.person_id)),
        own=own,
        shared=shared,
        for_professionals=professionals.sealer(),
        for_complaints=complaints.sealer(),
        for_safety=safety.sealer(),
        is_welcomed=found.welcomed_at is not None,
        closes_at=found.closes_at,
        beside_id=found.beside_id,
    )


def helper_scope(
    session: Session, installation: Installation, found: SignedIn, help_given: HelpGiven
) -> HelperScope:
    """Make the scope of a helper: their own key, and of others' only what was granted to read with."""
    names = Compartments(found.council, help_given.family_id)
    own, shared, helped, contact = KeyRoom(session, installation.keyring).ciphers(
        names.own(help_given.helper_membership_id),
        names.shared,
        names.own(help_given.helped_membership_id),
        contact_compartment(found.council, found.person_id),
    )
    granted = help_given.granted
    return HelperScope(
        **_person_facts(session, installation, found),
        membership_id=help_given.helper_membership_id,
        family_id=help_given.family_id,
        role=Role(found.role or ""),
        name=contact.open(found.name_sealed, Place("people", "name_sealed", found.person_id)),
        own=own,
        helping_id=help_given.helping_id,
        helped_membership_id=help_given.helped_membership_id,
        helped_name=contact.open(
            help_given.helped_name_sealed, Place("helpings", "helped_name_sealed", help_given.helping_id)
        ),
        granted=granted,
        until_at=help_given.until_at,
        to_helped=helped.sealer(),
        shared=shared if Permission.HELP_SEE_MEETING in granted else None,
        helped=helped if granted & READING else None,
        only=help_given.only,
    )


def staff_scope(session: Session, installation: Installation, found: SignedIn) -> StaffScope:
    """Make the scope of a member of staff at the council's own pages."""
    return StaffScope(**_staff_facts(session, installation, found))


def complaints_scope(session: Session, installation: Installation, found: SignedIn) -> ComplaintsScope:
    """Make the scope of a complaints officer."""
    return ComplaintsScope(**_staff_facts(session, installation, found))


def breach_scope(session: Session, installation: Installation, found: SignedIn) -> BreachScope:
    """Make the scope of a member of staff who may see what reached the wrong person."""
    return BreachScope(**_staff_facts(session, installation, found))


def case_scope(
    session: Session,
    installation: Installation,
    found: SignedIn,
    family_id: str,
    *,
    is_emergency: bool = False,
) -> CaseScope:
    """Make the scope of a member of staff allocated to a family, or there for an hour in an emergency."""
    return _case(_staff_facts(session, installation, found), family_id, is_emergency=is_emergency)


def emergency_scope(scope: StaffScope, family_id: str) -> CaseScope:
    """Make the scope of a member of staff who has just opened a file in an emergency."""
    facts = {one.name: getattr(scope, one.name) for one in fields(StaffScope)}
    return _case(facts, family_id, is_emergency=True)


def _case(facts: dict[str, Any], family_id: str, *, is_emergency: bool) -> CaseScope:
    names = Compartments(facts["authority"].key, family_id)
    professionals, shared, safety, breaches = facts["_keys"].ciphers(
        names.professionals, names.shared, names.safety, names.breaches
    )
    is_told = facts["role"].value == facts["authority"].safety.told_to.value
    return CaseScope(
        **facts,
        family_id=family_id,
        professionals=professionals,
        shared=shared,
        for_breaches=breaches.sealer(),
        safety=safety if is_told and not is_emergency else None,
        is_emergency=is_emergency,
    )


def beside_name(session: Session, installation: Installation, found: SignedIn) -> str:
    """Return who of the staff sits beside somebody, on whose device this is; nothing when nobody does."""
    if found.beside_id is None:
        return ""
    worker = session.get_one(Person, found.beside_id)
    contact = KeyRoom(session, installation.keyring).cipher(contact_compartment(worker.council, worker.id))
    return contact.open(worker.name_sealed, worker.place("name_sealed"))


def _staff_facts(session: Session, installation: Installation, found: SignedIn) -> dict[str, Any]:
    keys = KeyRoom(session, installation.keyring)
    contact = keys.cipher(contact_compartment(found.council, found.person_id))
    return {
        **_person_facts(session, installation, found),
        "role": Role(found.staff_role or ""),
        "name": contact.open(found.name_sealed, Place("people", "name_sealed", found.person_id)),
        "_keys": keys,
    }


def as_if_signed_in(session: Session, person_id: str, membership_id: str | None = None) -> SignedIn:
    """Describe a person as if they had just signed in, for loading the demonstration through real verbs."""
    person = session.get_one(Person, person_id)
    place = session.exec(select(Membership).where(Membership.id == membership_id)).one_or_none()
    return SignedIn(
        session_id="demonstration",
        digest=bytes(32),
        council=person.council,
        person_id=person.id,
        staff_role=person.staff_role,
        language=person.language,
        name_sealed=person.name_sealed,
        started_at=clock.now(),
        last_seen_at=clock.now(),
        ended_at=None,
        end_reason=None,
        person_ended_at=None,
        membership_id=membership_id,
        family_id=place.family_id if place else None,
        role=place.role if place else None,
        membership_ended_at=None,
        closes_at=place.closes_at if place else None,
        welcomed_at=place.welcomed_at if place else None,
    )
