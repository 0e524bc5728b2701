"""Errors with a name, a status and words for the person who meets them."""

from app.kit.i18n import N_


class PortalError(Exception):
    """A failure that a person can be told about; every other exception is a fault of ours."""

    status = 500
    title = N_("Something went wrong")
    words = N_("This is our fault, not yours. Try again in a few minutes.")

    def __init__(self, words: str | None = None, *, words_kept: bool = False) -> None:
        """Take other words than the class's own, and say whether what was typed has been kept."""
        super().__init__(words or self.words)
        self.words = words or self.words
        self.words_kept = words_kept


class NotFound(PortalError):
    """There is no such thing, or it is not for this person: the two must look alike."""

    status = 404
    title = N_("We cannot find this page")
    words = N_("Check the address, or go back to the start.")


class NotAllowed(PortalError):
    """The request did not come from our own page."""

    status = 403
    title = N_("We did not do that")
    words = N_("Go back to the page, open it again, and press the button once more.")


class Conflict(PortalError):
    """Something else happened first."""

    status = 409
    title = N_("Something changed first")
    words = N_("This was changed somewhere else. Open the page again to see how it is now.")


class TooLarge(PortalError):
    """More was sent than the portal takes in one go."""

    status = 413
    title = N_("That is too big to send")
    words = N_("Go back to the page. What was saved is still there. Send less at once, or a smaller file.")


class TooMany(PortalError):
    """Too many tries in a short time."""

    status = 429
    title = N_("Please wait a little")
    words = N_("There were many tries in a short time. Wait a few minutes, then try again.")


class CannotSave(PortalError):
    """The database or the disk cannot take a write at the moment."""

    status = 503
    title = N_("We could not save this yet")
    words = N_("Do not close this page. Wait a minute, then press the button again.")


class WrongMethod(PortalError):
    """The address exists, but not for this kind of request."""

    status = 405
    title = N_("We cannot do that here")
    words = N_("Go back to the page and use its buttons.")
