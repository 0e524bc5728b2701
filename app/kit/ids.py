"""Identifiers nobody can guess, and references people can read out over the phone."""

import base64
import secrets

ID_LENGTH = 26
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> str:
    """Return 128 random bits as 26 lower-case letters and digits."""
    return _in_letters(secrets.token_bytes(16))


def id_from(digest: str) -> str:
    """Return the identifier that a keyed digest of something names: the same each time."""
    return _in_letters(bytes.fromhex(digest)[:16])


def _in_letters(bits: bytes) -> str:
    return base64.b32encode(bits).decode().rstrip("=").lower()


def new_token() -> str:
    """Return 256 random bits for a link, a cookie or a key that gives access."""
    return secrets.token_urlsafe(32)


def new_reference() -> str:
    """Return ten characters without look-alikes, in two groups; never authority by itself."""
    letters = "".join(secrets.choice(CROCKFORD) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def read_reference(typed: str) -> str:
    """Return a reference in its printed form from what a person typed, whatever its case and gaps."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    return f"{plain[:5]}-{plain[5:]}"
