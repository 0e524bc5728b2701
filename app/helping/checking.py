"""Who a helper may really be: compared, for staff alone, with everybody whom they must not be."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from app.access import helpers_of, protected
from app.access.contacts import ContactUnreadable
from app.access.scopes import CaseScope
from app.access.tables import Helping
from app.audit.models import Action
from app.families.models import FAMILY_ROLES, HELPER_ROLES, DetailKind
from app.families.rules import read_contact
from app.families.tables import Membership, Person, ProtectedDetail
from app.helping import opening, rules
from app.helping.models import Described, Doubt

CONTACT_KINDS = {DetailKind.PHONE, DetailKind.EMAIL}


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody who is, or once was, a member of the family in their own right."""

    membership_id: str
    person_id: str
    name: str = field(repr=False)
    has_left: bool
    former: bytes | None = field(repr=False)
    """By which the contact is known that they had before."""


def doubts(scope: CaseScope, row: Helping, about: Described) -> dict[Doubt, str]:
    """Return each reason to look twice, with the name of whom it is about where staff may know it.

    It tells who in the council has a contact: whoever looks leaves a trace with that person.
    """
    person = person_of(scope, about)
    if person:
        scope.record(Action.CONTACT_LOOKED_UP, "people", person.id, reason="who asks to help")
    found: dict[Doubt, str] = {}
    for doubt, name in (
        *_of_relatives(scope, row, about, person),
        *_of_other_arrangements(scope, row, about, person),
        *_of_details(scope, about, person),
        *_of_person(person),
    ):
        found.setdefault(doubt, name)
    if row.consent_by == scope.person_id:
        # One worker alone must not be able to let somebody read what a family writes.
        found[Doubt.OWN_RECORD] = ""
    if person and not any(doubt.forbids for doubt in found if doubt is not Doubt.OWN_RECORD):
        found.setdefault(Doubt.KNOWN, "")
    return {doubt: found[doubt] for doubt in Doubt if doubt in found}


def person_of(scope: CaseScope, about: Described) -> Person | None:
    """Return who in this council has the helper's contact."""
    try:
        return helpers_of.person_with(scope, about.contact)
    except ContactUnreadable:
        return None


def _relatives(scope: CaseScope) -> list[Relative]:
    wanted = (
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.family_id) == scope.family_id,
            col(Membership.role).in_([role.value for role in FAMILY_ROLES if role not in HELPER_ROLES]),
        )
    )
    return [
        Relative(
            place.id,
            person.id,
            scope.contact_of(person.id).open(person.name_sealed, person.place("name_sealed")),
            has_left=place.ended_at is not None,
            former=person.former_contact_index,
        )
        for place, person in scope.session.execute(wanted).all()
    ]


def _of_relatives(
    scope: CaseScope, row: Helping, about: Described, person: Person | None
) -> Iterator[tuple[Doubt, str]]:
    contact = read_contact(about.contact)
    index = scope.installation.keyring.blind_index(scope.authority.key, contact[1]) if contact else None
    for relative in _relatives(scope):
        if index is not None and relative.former == index:
            yield Doubt.FORMER_CONTACT, relative.name
        if person and relative.person_id == person.id:
            yield Doubt.MEMBER, relative.name
        elif relative.membership_id != row.for_membership_id and rules.are_alike(relative.name, about.name):
            yield Doubt.LEFT_FAMILY if relative.has_left else Doubt.SAME_NAME, relative.name


def _of_other_arrangements(
    scope: CaseScope, row: Helping, about: Described, person: Person | None
) -> Iterator[tuple[Doubt, str]]:
    wanted = (
        select(Helping, col(Membership.person_id))
        .join(Membership, col(Membership.id) == col(Helping.helper_membership_id), isouter=True)
        .where(
            col(Helping.family_id) == scope.family_id,
            col(Helping.for_membership_id) != row.for_membership_id,
        )
    )
    for other, helper_id in scope.session.execute(wanted).all():
        seen = opening.described(other, scope.professionals, opening.PROFESSIONALS)
        if person and helper_id == person.id:
            yield Doubt.HELPS_ANOTHER, seen.name
        elif read_contact(seen.contact) == read_contact(about.contact) or rules.are_alike(
            seen.name, about.name
        ):
            yield Doubt.ALSO_ASKED, seen.name


def _of_details(scope: CaseScope, about: Described, person: Person | None) -> Iterator[tuple[Doubt, str]]:
    contact = read_contact(about.contact)
    for detail in protected.of_family(scope):
        if detail.kind in CONTACT_KINDS and contact and read_contact(detail.text) == contact:
            yield Doubt.PROTECTED, ""
    if person:
        owned = (
            select(col(ProtectedDetail.id))
            .join(Membership, col(Membership.id) == col(ProtectedDetail.membership_id))
            .where(
                col(Membership.person_id) == person.id,
                # What other families protect is not for the staff of this one to learn.
                col(ProtectedDetail.family_id) == scope.family_id,
            )
        )
        if scope.session.execute(owned.limit(1)).first():
            yield Doubt.PROTECTED, ""


def _of_person(person: Person | None) -> Iterator[tuple[Doubt, str]]:
    if person and person.staff_role:
        yield Doubt.STAFF, ""
    elif person and person.ended_at:
        yield Doubt.ENDED_PERSON, ""
