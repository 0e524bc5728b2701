"""PINs: made at random, kept so that a stolen database does not give them away, tried a few times only."""

import hmac
import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import update
from sqlmodel import Session, col

from app.access.scopes import Installation
from app.access.tables import SignInLink
from app.families.rules import is_weak_pin
from app.families.tables import Person
from app.kit import clock

PIN_DIGITS = 6
WRONG_PER_LINK = 5
WRONG_PER_DAY = 10
DAY = timedelta(hours=24)
# Without a date for the meeting a card is good for as long as OWASP lets an enrolment wait.
LAPSES_WITHOUT_DATE = timedelta(days=14)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def _peppered(installation: Installation, pin: str) -> str:
    # Six digits are quickly guessed offline; the pepper is not in the database.
    return hmac.new(installation.keyring.stable("pin"), pin.encode(), "sha256").hexdigest()


def give(installation: Installation, person: Person, lapses_at: datetime | None = None) -> str:
    """Give a person a fresh PIN and return it, to be shown to staff once."""
    pin = "000000"
    while is_weak_pin(pin):
        pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
    person.pin_hash = _hasher().hash(_peppered(installation, pin))
    person.pin_lapses_at = lapses_at or clock.now() + LAPSES_WITHOUT_DATE
    person.pin_used_at = None
    person.wrong_pins = 0
    person.paused_until = None
    return pin


def is_right(installation: Installation, person: Person, typed: str) -> bool:
    """Say whether this is the person's PIN; it lapses when it was never used in time."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    if person.pin_hash is None:
        return False
    if person.pin_used_at is None and person.pin_lapses_at and clock.now() > person.pin_lapses_at:
        return False
    try:
        return _hasher().verify(person.pin_hash, _peppered(installation, digits))
    except VerificationError:
        return False


def count_wrong(person: Person) -> bool:
    """Count a wrong PIN and say whether sign-in pauses now."""
    now = clock.now()
    if person.wrong_pins_since is None or now > person.wrong_pins_since + DAY:
        person.wrong_pins, person.wrong_pins_since = 0, now
    person.wrong_pins += 1
    if person.wrong_pins < WRONG_PER_DAY:
        return False
    person.paused_until = now + DAY
    return True


def is_paused(person: Person) -> bool:
    """Say whether too many wrong PINs have paused this person's sign-in."""
    return person.paused_until is not None and clock.now() < person.paused_until


def end_links(session: Session, person_id: str) -> None:
    """End every link that a person has not used: a new PIN or contact makes them worthless."""
    session.execute(
        update(SignInLink)
        .where(col(SignInLink.person_id) == person_id, col(SignInLink.used_at).is_(None))
        .values(expires_at=clock.now())
    )
