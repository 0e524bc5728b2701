"""Why a request is nobody's: told apart so that each gets the right next step."""

from app.access.models import SignedIn
from app.kit.errors import NotFound
from app.kit.i18n import N_


class SignInNeeded(Exception):
    """No session: the way in is the sign-in page of the council, when one is known."""

    def __init__(self, signed_in: SignedIn | None = None) -> None:
        """Take the session that is over, if there was one."""
        super().__init__("sign-in needed")
        self.signed_in = signed_in


class SessionLocked(Exception):
    """The session stood idle: the PIN opens it again."""

    def __init__(self, signed_in: SignedIn) -> None:
        """Take the locked session."""
        super().__init__("session locked")
        self.signed_in = signed_in


class ChoiceNeeded(Exception):
    """The person has several families and has not said which one they are here for."""


class HelpEnded(NotFound):
    """Nobody lets this supporter or advocate help any more; why and by whom is not for them."""

    title = N_("You no longer have access")
    has_choice = True
    words = N_("You cannot see this page any more. If you think that this is a mistake, ask whom you help.")


class PagesClosed(Exception):
    """The pages of a member have closed: what they sent is still there for them."""
