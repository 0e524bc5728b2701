"""A member of a family on the device of a worker who sits beside them: their own PIN, their own session."""

from app.access import pins, sessions
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
    # Guesses made side by side must all be counted.
    person = scope.session.get_one(Person, known.id, with_for_update={"key_share": True})
    if not pin.strip():
        return PinAnswer.MISSING, ""
    if pins.is_paused(person):
        return PinAnswer.DEAD, ""
    if not pins.is_right(scope.installation, person, pin):
        _count_wrong(scope, person)
        return PinAnswer.WRONG, ""
    return PinAnswer.RIGHT, _begin(scope, place, person)


def _begin(scope: CaseScope, place: Membership, person: Person) -> str:
    person.pin_used_at = person.pin_used_at or clock.now()
    person.wrong_pins = 0
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


def _count_wrong(scope: CaseScope, person: Person) -> None:
    action = Action.SIGN_IN_PAUSED if pins.count_wrong(person) else Action.WRONG_PIN
    scope.session.add(person)
    scope.record(action, "people", person.id, reason="with a worker beside them")
    if sessions.count_wrong(scope.session, scope.session_id) >= pins.WRONG_PER_LINK:
        sessions.end(scope.session, EndReason.REVOKED, session_id=scope.session_id)
