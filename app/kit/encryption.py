"""Sealing: every word about a person is kept as AES-256-GCM, tied to the place where it stands.

A sealed value carries one format byte, a 96-bit random nonce and the ciphertext. Its place (council,
family, compartment, table, column, row) is authenticated with it, so that a value moved to another
row, person or council does not open.
"""

import hashlib
import hmac
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class SealBroken(Exception):
    """A sealed value was changed, moved, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands."""

    table: str
    column: str
    row: str

    def bytes(self, compartment: str) -> bytes:
        """Return the bytes that are authenticated with the value."""
        return f"{compartment}|{self.table}|{self.column}|{self.row}".encode()


@dataclass(frozen=True, slots=True)
class Sealer:
    """May put words into one compartment, and cannot read any."""

    compartment: str
    _key: AESGCM

    def seal_bytes(self, content: bytes, place: Place) -> bytes:
        """Seal bytes for this place."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._key.encrypt(nonce, content, place.bytes(self.compartment))

    def seal(self, text: str, place: Place) -> bytes:
        """Seal text for this place."""
        return self.seal_bytes(text.encode(), place)


@dataclass(frozen=True, slots=True)
class Cipher(Sealer):
    """May also read what its compartment holds."""

    def open_bytes(self, sealed: bytes, place: Place) -> bytes:
        """Return the bytes that were sealed for this place.

        Raises SealBroken when they were changed, moved or sealed with another key.
        """
        if sealed[:1] != FORMAT:
            raise SealBroken(f"{place.table}.{place.column}")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._key.decrypt(nonce, body, place.bytes(self.compartment))
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"{place.table}.{place.column}") from error

    def open(self, sealed: bytes, place: Place) -> str:
        """Return the text that was sealed for this place. Raises SealBroken."""
        return self.open_bytes(sealed, place).decode()

    def sealer(self) -> Sealer:
        """Return the half that only seals."""
        return Sealer(self.compartment, self._key)


class Keyring:
    """The master keys, newest last; each file line is one key in hexadecimal."""

    def __init__(self, masters: list[bytes]) -> None:
        """Take the master keys in order of age."""
        if not masters or any(len(master) != KEY_BYTES for master in masters):
            raise ValueError("a master key has 32 bytes")
        self._masters = masters

    @property
    def newest(self) -> int:
        """Return the number of the key that new wraps use."""
        return len(self._masters) - 1

    def derive(self, purpose: str, *, number: int | None = None) -> bytes:
        """Return the key for one purpose, made from a master key."""
        master = self._masters[self.newest if number is None else number]
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(master)

    def stable(self, purpose: str) -> bytes:
        """Return a key that outlives rotation, for look-ups and chains made with the first master."""
        return self.derive(purpose, number=0)

    def wrap(self, key: bytes, compartment: str) -> tuple[int, bytes]:
        """Wrap a compartment's key with the newest master."""
        nonce = os.urandom(NONCE_BYTES)
        wrapper = AESGCM(self.derive(f"wrap|{compartment}"))
        return self.newest, nonce + wrapper.encrypt(nonce, key, compartment.encode())

    def unwrap(self, wrapped: bytes, compartment: str, *, number: int) -> Cipher:
        """Return the cipher of a compartment. Raises SealBroken when the master is another one."""
        return Cipher(compartment, AESGCM(self.unwrap_key(wrapped, compartment, number=number)))

    def unwrap_key(self, wrapped: bytes, compartment: str, *, number: int) -> bytes:
        """Return a compartment's key itself, to be wrapped anew. Raises SealBroken."""
        wrapper = AESGCM(self.derive(f"wrap|{compartment}", number=number))
        try:
            return wrapper.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], compartment.encode())
        except InvalidTag as error:
            raise SealBroken("a compartment's key") from error

    def blind_index(self, council: str, value: str) -> bytes:
        """Return a keyed digest by which an equal value can be found within one council only."""
        return hmac.digest(self.stable(f"index|{council}"), value.encode(), "sha256")


def new_key() -> bytes:
    """Return a fresh key for a compartment."""
    return os.urandom(KEY_BYTES)


def digest(secret: str) -> bytes:
    """Return the SHA-256 by which a random token is found; the token itself is never stored."""
    return hashlib.sha256(secret.encode()).digest()


def read_keyring(path: Path) -> Keyring:
    """Read the master keys from a file that only its owner may read.

    Raises PermissionError when others may read it, FileNotFoundError, and ValueError for a broken line.
    """
    mode = path.stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PermissionError(f"{path}: others may read the key file; chmod 600 it")
    lines = [line.strip() for line in path.read_text().splitlines() if line.strip()]
    return Keyring([bytes.fromhex(line) for line in lines])


def add_master_key(path: Path) -> None:
    """Add a fresh master key at the end of the file, creating it readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    earlier = path.read_text() if path.exists() else ""
    beside = path.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(earlier + new_key().hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
