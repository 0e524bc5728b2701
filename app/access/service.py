"""Turn a request into a scope, or into the error that says why not."""

from dataclasses import replace

from fastapi import Request
from sqlmodel import Session

from app.access import emergencies, grants, making, rules, sessions, staff_accounts
from app.access.errors import ChoiceNeeded, HelpEnded, PagesClosed, SessionLocked, SignInNeeded
from app.access.models import Permission, SessionState, SignedIn
from app.access.scopes import (
    BreachScope,
    CaseScope,
    ComplaintsScope,
    FamilyScope,
    HelperScope,
    Installation,
    PersonScope,
    StaffScope,
    Visitor,
)
from app.access.transactions import deny
from app.audit.models import Actor
from app.families.models import HELPER_ROLES
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from app.kit.errors import NotFound
from app.kit.pages import Frame
from app.kit.routing import UNSAFE

NOBODY = Actor(id="visitor", role="visitor")


def installation_of(request: Request) -> Installation:
    """Return the portal that a request reached."""
    found: Installation = request.app.state.installation
    return found


def visitor(request: Request, session: Session) -> Visitor:
    """Return the visitor of a public page. Raises NotFound for an unknown council or language."""
    installation = installation_of(request)
    key, tag = request.path_params.get("council"), request.path_params.get("language")
    authority = installation.catalogue.get(key) if key else None
    offered = installation.offered(authority) if authority else list(installation.languages)
    if (key and authority is None) or (tag and tag not in offered):
        raise NotFound
    accepted = request.headers.get("accept-language", "")
    language = installation.languages[tag] if tag else installation.languages.best_of(accepted, offered)
    offers = [installation.languages[other] for other in offered]
    request.state.frame = Frame(language, offers, authority)
    return Visitor(session, NOBODY, language, authority, installation)


def signed_in(request: Request, session: Session) -> SignedIn:
    """Return who is signed in. Raises SignInNeeded or SessionLocked."""
    installation = installation_of(request)
    cookie = request.cookies.get(SESSION_COOKIE)
    found = sessions.find(session, cookie) if cookie else None
    if found is None or installation.catalogue.get(found.council) is None:
        raise SignInNeeded
    state = sessions.state_of(found, installation)
    authority = making.authority_of(installation, found)
    offers = [installation.languages[tag] for tag in installation.offered(authority)]
    shown = found if state is SessionState.LIVE else None
    if shown and shown.beside_id:
        shown = replace(shown, beside_name=making.beside_name(session, installation, shown))
    request.state.frame = Frame(making.language_of(installation, found), offers, authority, signed_in=shown)
    if state is SessionState.OVER:
        raise SignInNeeded(found)
    if state is SessionState.LOCKED:
        raise SessionLocked(found)
    if clock.now() - found.last_seen_at >= rules.TOUCH_EVERY:
        request.state.touch = found.session_id
    return found


def person_scope(request: Request, session: Session) -> PersonScope:
    """Return the scope of somebody signed in. Raises SignInNeeded or SessionLocked."""
    return making.person_scope(session, installation_of(request), signed_in(request, session))


def family_scope(request: Request, session: Session, permission: Permission) -> FamilyScope:
    """Return the scope of a member of a family. Raises SignInNeeded and its kin, and NotFound."""
    installation, found = installation_of(request), signed_in(request, session)
    if not found.is_staff and found.membership_id is None:
        raise ChoiceNeeded
    may = rules.member_may(found.role, permission, closed=found.has_closed)
    allowed = may and not found.membership_ended_at
    if found.membership_id is None or found.family_id is None or not allowed:
        refuse(installation, session, found, permission)
        raise NotFound
    return making.family_scope(session, installation, found, found.membership_id, found.family_id)


def helper_scope(request: Request, session: Session, *permissions: Permission) -> HelperScope:
    """Return the scope of a helper who was granted one of these. Raises SignInNeeded, its kin, NotFound."""
    installation, found = installation_of(request), signed_in(request, session)
    if not found.is_staff and found.membership_id is None:
        raise ChoiceNeeded
    given = None
    wanted = {permission for permission in permissions if rules.may(found.role, permission)}
    if found.membership_id and wanted and not found.membership_ended_at:
        given = grants.help_given(session, found.membership_id)
    if given is None or not wanted & (given.granted | {Permission.HELP}):
        refuse(installation, session, found, permissions[0])
        raise HelpEnded if given is None and found.role in HELPER_ROLES else NotFound
    return making.helper_scope(session, installation, found, given)


def home_scope(request: Request, session: Session) -> FamilyScope | HelperScope:
    """Return the scope with which somebody comes home, to their own meeting or to whom they help.

    Raises SignInNeeded and its kin, PagesClosed where only what was sent is left, and NotFound.
    """
    found = signed_in(request, session)
    if found.has_closed and rules.may(found.role, Permission.KEEP_OWN) and not found.membership_ended_at:
        raise PagesClosed
    if found.role in HELPER_ROLES:
        return helper_scope(request, session, Permission.HELP)
    return family_scope(request, session, Permission.SEE_MEETING)


def staff_scope(request: Request, session: Session, permission: Permission) -> StaffScope:
    """Return the scope of a member of staff. Raises SignInNeeded and its kin, and NotFound."""
    return making.staff_scope(session, installation_of(request), _allowed_staff(request, session, permission))


def complaints_scope(request: Request, session: Session, permission: Permission) -> ComplaintsScope:
    """Return the scope of a complaints officer. Raises SignInNeeded and its kin, and NotFound."""
    found = _allowed_staff(request, session, permission)
    return making.complaints_scope(session, installation_of(request), found)


def breach_scope(request: Request, session: Session, permission: Permission) -> BreachScope:
    """Return the scope of staff who see such records. Raises SignInNeeded and its kin, and NotFound."""
    found = _allowed_staff(request, session, permission)
    return making.breach_scope(session, installation_of(request), found)


def case_scope(request: Request, session: Session, permission: Permission, family_id: str) -> CaseScope:
    """Return the scope of staff allocated to a family. Raises SignInNeeded and its kin, and NotFound."""
    installation, found = installation_of(request), _allowed_staff(request, session, permission)
    if staff_accounts.is_allocated(session, found.person_id, found.council, family_id):
        return making.case_scope(session, installation, found, family_id)
    # Protected details may be looked up in an emergency, and put right by those who work with the family.
    changes = request.method in UNSAFE and permission is Permission.SEE_PROTECTED
    may_look = not changes and rules.may_in_emergency(found.staff_role, permission)
    if may_look and emergencies.is_open(session, found.person_id, family_id):
        return making.case_scope(session, installation, found, family_id, is_emergency=True)
    refuse(installation, session, found, permission, family_id=family_id)
    raise NotFound


def _allowed_staff(request: Request, session: Session, permission: Permission) -> SignedIn:
    found = signed_in(request, session)
    if not rules.may(found.staff_role, permission):
        refuse(installation_of(request), session, found, permission)
        raise NotFound
    until = emergencies.open_until(session, found.person_id)
    if until:
        request.state.frame.signed_in = replace(found, emergency_until=until)
    return found


def refuse(
    installation: Installation,
    session: Session,
    found: SignedIn,
    permission: Permission,
    *,
    family_id: str = "",
) -> None:
    """Note a refusal so that it lasts; the request's own transaction lets go of the database first."""
    session.rollback()
    deny(installation, making.actor_of(found), permission.value, family_id=family_id)
