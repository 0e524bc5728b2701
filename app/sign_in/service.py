"""Ask for links without giving away who is known, and sign in, unlock and sign out."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from app.access import helpers_of, links, rates, sessions, trusting
from app.access.errors import HelpEnded
from app.access.models import EndReason, PinAnswer
from app.access.scopes import FamilyScope, PersonScope, Visitor
from app.audit.models import Action
from app.authorities.models import PinRule
from app.families.models import HELPER_ROLES, STAFF_ROLES, Role
from app.families.rules import read_contact
from app.families.tables import Family, Person
from app.kit.errors import NotFound
from app.kit.i18n import ENGLISH
from app.outbox import service as outbox


@dataclass(frozen=True, slots=True)
class Place:
    """One of the families a person may be here for, under a label that says nothing."""

    membership_id: str
    reference: str
    role: Role
    helps: str = field(default="", repr=False)
    """The first name of whom this person helps there; empty where they are there for themselves."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a link, or of a locked session, and a PIN."""

    answer: PinAnswer
    cookie: str = field(default="", repr=False)
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """Whether a phone may go without the PIN, whether this one does, and how many do."""

    may_trust: bool
    is_trusted: bool
    trusted: int


def ask_for_link(visitor: Visitor, contact: str, network: str) -> None:
    """Queue a link for whoever has this contact; the same work is done when nobody has."""
    council = visitor.authority
    if council is None:
        raise NotFound
    found = read_contact(contact)
    spelling = found[1] if found else contact
    installation = visitor.installation
    index = installation.keyring.blind_index(council.key, spelling)
    wanted = select(Person).where(
        col(Person.council) == council.key, col(Person.contact_index) == index, col(Person.ended_at).is_(None)
    )
    person = visitor.session.execute(wanted).scalar_one_or_none()
    within = [
        rates.count(visitor.session, installation, f"link|{index.hex()}", rates.PER_CONTACT),
        rates.count(visitor.session, installation, f"link from|{network}", rates.PER_NETWORK),
    ]
    outbox.ask_for_link(visitor, council.key, person.id if person and all(within) else None)


def ring(visitor: Visitor, token: str, network: str) -> None:
    """Have a link sent to whom a doorbell belongs; the same is shown for an invented one."""
    council = visitor.authority
    if council is None:
        raise NotFound
    installation = visitor.installation
    within = rates.count(visitor.session, installation, f"bell from|{network}", rates.PER_NETWORK)
    person_id = links.ring(visitor.session, token)
    within = rates.count(visitor.session, installation, f"bell|{person_id}", rates.PER_CONTACT) and within
    outbox.ask_for_link(visitor, council.key, person_id if within else None)


def some_need_no_pin(visitor: Visitor) -> bool:
    """Say whether any council here lets people in without a PIN; the page then says what to do."""
    return any(council.sign_in.pin is PinRule.NOT_NEEDED for council in visitor.installation.catalogue.all())


def is_trusted(visitor: Visitor, cookie: str) -> bool:
    """Say whether somebody trusts this browser; it does not say who, nor anything about a link."""
    return trusting.is_known(visitor.session, cookie)


def open_link(visitor: Visitor, token: str, pin: str, trusted: str) -> Opened:
    """Use a link with a PIN, or without one in a browser that its person trusts."""
    answer, cookie, person = links.sign_in(visitor, token, pin, trusted=trusted)
    return Opened(answer, cookie or "", bool(person and person.staff_role))


def unlock(visitor: Visitor, cookie: str, pin: str) -> Opened:
    """Open a locked session again with the PIN."""
    answer, fresh = links.unlock(visitor, cookie, pin)
    found = sessions.find(visitor.session, cookie) if fresh else None
    return Opened(answer, fresh or "", bool(found and found.is_staff))


def places_of(scope: PersonScope) -> list[Place]:
    """Return the families that somebody may be here for; where nobody lets them help they are not."""
    helped = helpers_of.whom_helped(scope)
    places = [
        place
        for place in links.memberships_of(scope.session, scope.person_id)
        if place.role not in HELPER_ROLES or place.id in helped
    ]
    families = [place.family_id for place in places]
    wanted = select(Family).where(col(Family.id).in_(families))
    references = {family.id: family.reference for family in scope.session.execute(wanted).scalars()}
    return [
        Place(place.id, references[place.family_id], Role(place.role), helped.get(place.id, ""))
        for place in places
    ]


def choices(scope: PersonScope, *, is_beside: bool) -> list[Place]:
    """Return the families to choose from. Raises HelpEnded for a member of none, and nobody to help.

    Raises NotFound on the device of a worker who sits beside: other families are not for them to see.
    """
    if is_beside:
        raise NotFound
    places = places_of(scope)
    if not places and scope.actor.role not in STAFF_ROLES:
        raise HelpEnded
    return places


def choose(scope: PersonScope, membership_id: str) -> str | None:
    """Bind the session to one of a person's own families, and return the cookie of a new one if it must be.

    A session that is for a family already ends: what was open in one family is never open in another.
    Raises NotFound for any other family, and while somebody sits beside.
    """
    if membership_id not in {place.membership_id for place in places_of(scope)}:
        raise NotFound
    if sessions.choose(scope.session, scope.session_id, membership_id):
        return None
    cookie = sessions.change(scope.session, scope.session_id, membership_id)
    if cookie is None:
        raise NotFound
    scope.record(Action.FAMILY_CHANGED, "memberships", membership_id)
    return cookie


def sign_out(scope: PersonScope, *, everywhere: bool) -> None:
    """End this session; or every session of this person, who then needs the PIN on every phone."""
    if everywhere:
        trusting.end_all(scope.session, scope.person_id)
        sessions.end(scope.session, EndReason.SIGNED_OUT, person_id=scope.person_id)
    else:
        sessions.end(scope.session, EndReason.SIGNED_OUT, session_id=scope.session_id)
    scope.record(Action.SIGNED_OUT, "people", scope.person_id)


def phone(scope: FamilyScope, cookie: str) -> Phone:
    """Return where somebody needs no PIN."""
    person = scope.session.get_one(Person, scope.person_id)
    return Phone(
        may_trust=trusting.is_offered(scope),
        is_trusted=trusting.is_trusted(scope.session, cookie, person),
        trusted=trusting.count(scope.session, scope.person_id),
    )


def councils(visitor: Visitor) -> list[tuple[str, str, str]]:
    """Return each council's name, its key, and the visitor's language, or English where it is not offered."""
    installation, wanted = visitor.installation, visitor.language.tag
    return [
        (one.name, one.key, wanted if wanted in installation.offered(one) else ENGLISH)
        for one in installation.catalogue.all()
    ]
