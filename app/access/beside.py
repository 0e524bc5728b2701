"""A member of a family on the device of a worker who sits beside them: their own PIN, their own session."""

from app.access import sessions
from app.access.confirming import confirm
from app.access.contacts import member_person
from app.access.models import EndReason, PinAnswer
from app.access.scopes import CaseScope
from app.audit import service as audit
from app.audit.models import Action, Actor
from app.families.models import HELPER_ROLES
from app.families.tables import Membership, Person
from app.kit import clock
from app.kit.encryption import digest
from app.kit.errors import NotFound


def begin(scope: CaseScope, membership_id: str, pin: str) -> tuple[PinAnswer, str]:
    """Begin a member's own session in this browser with their PIN; return its cookie when that is right.

    The worker's session ends. Every outcome is an answer and never an error, so that counts of wrong PINs
    last. Raises NotFound for anybody who is not of this family, and for who only helps somebody of it.
    """
    place, known = member_person(scope, membership_id)
    if place.role in HELPER_ROLES:
        raise NotFound
    answer = confirm(scope, known.id, pin, "with a worker beside them")
    if answer is not PinAnswer.RIGHT:
        return answer, ""
    return PinAnswer.RIGHT, _begin(scope, place, known)


def _begin(scope: CaseScope, place: Membership, person: Person) -> str:
    person.pin_used_at = person.pin_used_at or clock.now()
    scope.session.add(person)
    sessions.end(scope.session, EndReason.REPLACED, session_id=scope.session_id)
    cookie = sessions.begin(scope.session, person.id, place.id, beside_id=scope.person_id)
    scope.record(Action.SAT_BESIDE, "memberships", place.id)
    actor = Actor(person.id, place.role, person.council, digest(cookie)[:8].hex())
    audit.record(
        scope.session,
        actor,
        Action.SIGNED_IN,
        object_type="people",
        object_id=person.id,
        reason="with a worker beside them",
    )
    return cookie
