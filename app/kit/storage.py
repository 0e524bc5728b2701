"""Where sealed files are kept: a folder by default, an S3-compatible store by setting."""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.kit.errors import CannotSave

NAME = re.compile(r"[a-z0-9][a-z0-9-]{2,127}")
BEING_WRITTEN = ".part"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageUnavailable(CannotSave):
    """The file store does not answer, or may not be written to."""


class StorageFull(StorageUnavailable):
    """The file store has no room left."""


class NotStored(Exception):
    """There is no file of this name in the store."""


class Storage(Protocol):
    """A place for files by name. Every verb may raise StorageUnavailable."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file; it is either wholly there when this returns, or not at all. Raises StorageFull."""

    def get(self, name: str) -> bytes:
        """Return a file. Raises NotStored."""

    def delete(self, name: str) -> None:
        """Remove a file, if it is there."""

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""

    def stored_before(self, moment: datetime) -> Iterator[str]:
        """Give the names of the files that were put before that moment."""

    def check(self) -> None:
        """Prove that a file can be put, read and removed."""


def require_name(name: str) -> str:
    """Return a name that leads nowhere but into the store. Raises ValueError for any other."""
    if not NAME.fullmatch(name):
        raise ValueError("a stored file's name holds small letters, digits and hyphens only")
    return name


def prove(storage: Storage) -> None:
    """Put, read and remove a small file. Raises StorageUnavailable when another file comes back."""
    name, content = f"check-{secrets.token_hex(8)}", secrets.token_bytes(32)
    storage.put(name, content)
    try:
        if storage.get(name) != content:
            raise StorageUnavailable
    finally:
        storage.delete(name)


class FolderStorage:
    """Files in one folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made at the first write, readable by its owner alone."""
        self.folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Write beside, wait for the disk, then rename: a file of this name is never half there."""
        target = self._path(name)
        beside = self.folder / f"{secrets.token_hex(8)}{BEING_WRITTEN}"
        with _named_errors():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                _write_and_wait(beside, content)
                beside.replace(target)
            except OSError:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
                raise
            _wait_for_folder(self.folder)

    def get(self, name: str) -> bytes:
        """Return a file's bytes."""
        with _named_errors():
            return self._path(name).read_bytes()

    def delete(self, name: str) -> None:
        """Remove a file, and wait until the disk has forgotten it."""
        path = self._path(name)
        with _named_errors():
            if path.exists():
                path.unlink(missing_ok=True)
                _wait_for_folder(self.folder)

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._path(name).is_file()

    def stored_before(self, moment: datetime) -> Iterator[str]:
        """Give the names of older files; what a killed process left half written is removed on the way."""
        with _named_errors():
            older = [path for path in self._files() if _written_at(path) < moment]
        for path in older:
            if path.name.endswith(BEING_WRITTEN):
                path.unlink(missing_ok=True)
            else:
                yield path.name

    def check(self) -> None:
        """Prove that the folder takes, gives and forgets a file."""
        prove(self)

    def _files(self) -> list[Path]:
        return (
            sorted(path for path in self.folder.iterdir() if path.is_file()) if self.folder.is_dir() else []
        )

    def _path(self, name: str) -> Path:
        return self.folder / require_name(name)


def open_storage(url: str) -> Storage:
    """Return the store at an address: ``file:///folder`` or ``s3://bucket/prefix?endpoint=…&region=…``.

    Raises ValueError for another kind of address.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return FolderStorage(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.netloc:
        # An optional package: loaded only where it is used.
        from app.kit.storage_s3 import open_s3  # noqa: PLC0415

        return open_s3(url)
    raise ValueError("HEARD_STORAGE_URL must be file:///folder or s3://bucket/prefix")


def _write_and_wait(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _wait_for_folder(folder: Path) -> None:
    # Without this a power cut may forget the new name although the file's bytes are on the disk.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotStored from error
    except OSError as error:
        raise (StorageFull if error.errno in FULL else StorageUnavailable) from error
