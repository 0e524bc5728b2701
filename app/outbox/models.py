"""The words of the outbox: which notices exist, and how a delivery can fail."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.kit.i18n import N_


class Notice(StrEnum):
    """Everything the portal ever writes to anybody; each has its folder of templates."""

    SIGN_IN_LINK = "sign_in_link"
    INVITATION = "invitation"
    SOMETHING_NEW = "something_new"
    MEETING_CHANGED = "meeting_changed"
    STAFF_WELCOME = "staff_welcome"
    STAFF_SOMETHING_NEW = "staff_something_new"
    HELPER_INVITATION = "helper_invitation"
    PRIVATE_SOMETHING_NEW = "private_something_new"

    @property
    def folder(self) -> str:
        """The folder of its templates: what is private reads like everything else that is new."""
        return Notice.SOMETHING_NEW.value if self is Notice.PRIVATE_SOMETHING_NEW else self.value

    @property
    def words(self) -> str:
        """What kind of message it is, as staff read it."""
        return NOTICE_WORDS[self]


NOTICE_WORDS = {
    Notice.SIGN_IN_LINK: N_("Sign-in link"),
    Notice.INVITATION: N_("Invitation"),
    Notice.SOMETHING_NEW: N_("There is something new to read"),
    Notice.MEETING_CHANGED: N_("The meeting changed"),
    Notice.STAFF_WELCOME: N_("Welcome to a new colleague"),
    Notice.STAFF_SOMETHING_NEW: N_("There is something new for staff"),
    Notice.HELPER_INVITATION: N_("Invitation to help"),
    Notice.PRIVATE_SOMETHING_NEW: N_("There is something new to read"),
}


class State(StrEnum):
    """What has become of a message."""

    QUEUED = "queued"
    SENT = "sent"
    NOTHING = "nothing"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ChannelKind(StrEnum):
    """The ways a message can travel."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it leaves. The identifier lets a provider drop a second copy."""

    id: str
    to: str
    channel: ChannelKind
    subject: str
    body: str
    language: str


class DeliveryFailed(Exception):
    """A provider did not take a message; the one fact that matters is whether it ever will."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        """Take a reason without personal words."""
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class Channel(Protocol):
    """One provider."""

    def send(self, message: Outgoing) -> None:
        """Hand a message over. Raises DeliveryFailed."""


class ContactNotAnswered(Exception):
    """Nobody has said yet how it is safe to contact this person, so nothing may be sent."""
