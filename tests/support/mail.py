"""A postbox that keeps what the portal sends."""

from app.access.scopes import Installation
from app.outbox.models import ChannelKind, Outgoing
from app.outbox.sending import send_due


class Postbox:
    """Takes every message, e-mail and text alike."""

    def __init__(self, installation: Installation) -> None:
        """Take the portal whose messages are delivered here."""
        self.installation = installation
        self.messages: list[Outgoing] = []

    def send(self, message: Outgoing) -> None:
        """Keep a message."""
        self.messages.append(message)

    def deliver(self) -> list[Outgoing]:
        """Let the portal send what is due, and return the messages that came."""
        before = len(self.messages)
        while send_due(self.installation, {ChannelKind.EMAIL: self, ChannelKind.SMS: self}):
            pass
        return self.messages[before:]
