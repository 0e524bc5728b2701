"""The file in the data folder that remembers who was made and with which PIN.

The portal itself keeps a PIN so that nobody can read it. A demonstration must be able to say it again.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.demonstration.models import Made, MadeCouncil
from app.kit.settings import Settings

NAME = "demonstration.json"


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Let one process at a time load the demonstration."""
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(settings.data_folder / "demonstration.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def read(settings: Settings) -> dict[str, MadeCouncil]:
    """Return what is remembered of each council; nothing when the file is missing or broken."""
    try:
        written = json.loads(_path(settings).read_text())
        return {council: _opened(about) for council, about in written.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write(settings: Settings, councils: Mapping[str, MadeCouncil]) -> None:
    """Remember each council, for the portal's own user alone."""
    path = _path(settings)
    beside = path.with_suffix(".new")
    written = {council: _closed(about) for council, about in councils.items()}
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(written, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _path(settings: Settings) -> Path:
    return settings.data_folder / NAME


def _opened(about: Mapping[str, Any]) -> MadeCouncil:
    loaded_on = about["loaded_on"]
    people = tuple(Made(**one) for one in about["people"])
    return MadeCouncil(people, date.fromisoformat(loaded_on) if loaded_on else None)


def _closed(about: MadeCouncil) -> dict[str, Any]:
    people = [
        {
            "slot": one.slot,
            "person_id": one.person_id,
            "pin": one.pin,
            "pin_hash": one.pin_hash,
            "membership_id": one.membership_id,
            "family_id": one.family_id,
        }
        for one in about.people
    ]
    return {"loaded_on": about.loaded_on.isoformat() if about.loaded_on else None, "people": people}
