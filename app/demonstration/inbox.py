"""What a visitor of the demonstration is shown: whom they can be, and the messages that person got."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from app.access.scopes import Installation
from app.demonstration import loading
from app.demonstration.models import CouncilShown, DemonstrationPerson, Letter, Piece
from app.kit.errors import NotFound
from app.kit.settings import Settings

FOLDER = "folder://"


def councils(installation: Installation) -> list[CouncilShown]:
    """Return everybody, council by council.

    Raises NotFound where the data may be real, or where messages really leave.
    """
    everybody = _everybody(installation)
    shown = []
    for authority in installation.catalogue.all():
        there = tuple(person for person in everybody if person.council == authority.key)
        if there:
            shown.append(CouncilShown(authority, there))
    return shown


def _everybody(installation: Installation) -> list[DemonstrationPerson]:
    settings = installation.settings
    if not settings.is_demonstration or not settings.mail.startswith(FOLDER):
        raise NotFound
    return loading.listed(installation)


def find(installation: Installation, person_id: str) -> DemonstrationPerson:
    """Return one person of the demonstration. Raises NotFound for anybody else."""
    for person in _everybody(installation):
        if person.id == person_id:
            return person
    raise NotFound


def letters_to(installation: Installation, person: DemonstrationPerson) -> list[Letter]:
    """Return the messages to somebody, newest first, with links that lead to this portal."""
    settings = installation.settings
    found = [
        Letter(
            datetime.fromisoformat(message["sent_at"]),
            message["subject"],
            tuple(_pieces(message["body"], settings.base_url.rstrip("/"))),
        )
        for message in _messages(settings)
        if message["to"] == person.contact
    ]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)


def _messages(settings: Settings) -> Iterator[dict[str, Any]]:
    folders = {Path(url.removeprefix(FOLDER)) for url in (settings.mail, settings.sms) if FOLDER in url}
    for folder in sorted(folders):
        for path in folder.glob("*.json"):
            yield json.loads(path.read_text())


def _pieces(body: str, own_address: str) -> Iterator[Piece]:
    """Give the lines of a message; whatever is an address of this portal becomes a link of its own."""
    for line in body.splitlines():
        for part in re.split(f"({re.escape(own_address)}/\\S+)", line):
            text = part.strip()
            if text.startswith(f"{own_address}/"):
                yield Piece(text, text.removeprefix(own_address))
            elif text:
                yield Piece(text)
