"""Contacts and PINs: what an address or a number looks like, and which PINs nobody should have."""

import re
import unicodedata
from itertools import pairwise

from app.families.models import ContactKind

EMAIL = re.compile(r"^[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]+\.[^@\s,;<>()\"]{2,}$")
MOBILE = re.compile(r"^\+447\d{9}$")


def read_contact(typed: str) -> tuple[ContactKind, str] | None:
    """Return the kind and the one spelling of an e-mail address or a UK mobile number, or None."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if EMAIL.match(text) and len(text) <= 200:  # noqa: PLR2004 - longer than any address in use
        return ContactKind.EMAIL, text.lower()
    digits = re.sub(r"[\s().-]", "", text)
    if digits.startswith("0044"):
        digits = "+44" + digits[4:]
    if digits.startswith("07"):
        digits = "+44" + digits[1:]
    return (ContactKind.MOBILE, digits) if MOBILE.match(digits) else None


def mask_contact(kind: ContactKind, contact: str) -> str:
    """Return so much of a contact that its owner knows it, and nobody else can use it."""
    if kind is ContactKind.MOBILE:
        return f"…{contact[-3:]}"
    name, _, domain = contact.partition("@")
    return f"{name[:1]}…@{domain[:1]}…" if kind is ContactKind.EMAIL else ""


def is_weak_pin(pin: str) -> bool:
    """Say whether a PIN is one that people try first: all one digit, a run, or a repeated group."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 or pin[:3] == pin[3:] or pin[:2] * 3 == pin


def first_name(name: str) -> str:
    """Return what to call somebody; a name of one word is that word."""
    return next(iter(name.split()), "")
