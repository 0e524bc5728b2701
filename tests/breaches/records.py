"""Builders: records as staff begin them by hand, and what the database holds of them."""

from typing import Any

from sqlmodel import select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.breaches.tables import Breach, BreachEntry
from tests.support.browser import Browser, ShownPage
from tests.support.world import World

WORDS = "The letter with Amira's new school went to Ben's flat."
DAY = "2026-11-24"


def case(people: World, rest: str = "") -> str:
    """Return the address of the records of Amira's and Ben's family."""
    return f"/staff/families/{people.family.id}/breaches{rest}"


def write(staff: Browser, people: World, **fields: Any) -> ShownPage:
    """Begin a record by hand: known at nine, by nobody's act unless told."""
    typed = {
        "kind": "letter",
        "words": WORDS,
        "happened_on": "2026-11-20",
        "known_on": DAY,
        "known_time": "09:00",
        "acted": "nobody",
    }
    address = case(people, "/new")
    return staff.submit(address, action=address, **typed | fields)


def decide(staff: Browser, record: str, decision: str, **fields: Any) -> ShownPage:
    """Add a decision about a record."""
    address = f"{record}/decision"
    return staff.submit(address, action=address, decision=decision, **fields)


def rows(portal: Installation) -> list[Breach]:
    """Return every record."""
    with transaction(portal, writes=False) as session:
        found = list(session.exec(select(Breach)).all())
        session.expunge_all()
        return found


def entries(portal: Installation) -> list[BreachEntry]:
    """Return everything that was added to records."""
    with transaction(portal, writes=False) as session:
        found = list(session.exec(select(BreachEntry)).all())
        session.expunge_all()
        return found
