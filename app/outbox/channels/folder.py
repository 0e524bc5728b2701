"""A folder of messages, one JSON file each: for trying the portal out, and for tests."""

import json
from pathlib import Path

from app.kit import clock
from app.outbox.models import Outgoing


class FolderChannel:
    """Writes each message into a folder that only the portal's user can read."""

    def __init__(self, folder: str) -> None:
        """Take the folder's path."""
        self.folder = Path(folder)

    def send(self, message: Outgoing) -> None:
        """Write one file; a message sent twice is one file."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = {
            "to": message.to,
            "channel": message.channel.value,
            "subject": message.subject,
            "body": message.body,
            "sent_at": clock.now().isoformat(),
            "language": message.language,
        }
        beside = self.folder / f".{message.id}"
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1))
        beside.replace(self.folder / f"{message.id}.json")
