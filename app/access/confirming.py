"""A PIN typed once more by somebody whose page is open, before what an open page alone is not enough for."""

from app.access import pins, sessions
from app.access.models import EndReason, PinAnswer
from app.access.scopes import PersonScope
from app.audit.models import Action
from app.families.tables import Person


def confirm(scope: PersonScope, person_id: str, pin: str, reason: str) -> PinAnswer:
    """Say what came of a person's PIN; wrong ones count, and five end the session of this page.

    Every outcome is an answer and never an error, so that counts of wrong PINs last.
    """
    # Guesses made side by side must all be counted.
    person = scope.session.get_one(Person, person_id, with_for_update={"key_share": True})
    if not pin.strip():
        return PinAnswer.MISSING
    if pins.is_paused(person):
        return PinAnswer.DEAD
    if pins.is_right(scope.installation, person, pin):
        person.wrong_pins = 0
        scope.session.add(person)
        return PinAnswer.RIGHT
    action = Action.SIGN_IN_PAUSED if pins.count_wrong(person) else Action.WRONG_PIN
    scope.session.add(person)
    scope.record(action, "people", person.id, reason=reason)
    if sessions.count_wrong(scope.session, scope.session_id) >= pins.WRONG_PER_LINK:
        sessions.end(scope.session, EndReason.REVOKED, session_id=scope.session_id)
    return PinAnswer.WRONG
