"""What the tests about help to take part do as a person of the family and as staff."""

from typing import Any

from sqlmodel import Session, select

from app.needs.tables import NeedRow, NeedsSent
from tests.support.browser import Browser, ShownPage
from tests.support.world import World

FORM = "/m/needs"
DIALECT = "From the hills near Nowy Targ"
POLISH: dict[str, Any] = {
    "things": ["interpreter"],
    "spoken": "pl",
    "dialect": DIALECT,
    "gender": "woman",
    "stranger": "yes",
}


def ask(browser: Browser, **fields: Any) -> ShownPage:
    """Fill in the page and press Send."""
    return browser.submit(FORM, action=FORM, **fields)


def case(people: World) -> str:
    """Return the address at which staff see what the family of the tests needs."""
    return f"/staff/families/{people.family.id}/needs"


def rows(session: Session) -> list[NeedRow]:
    """Return every thing that anybody asked for, in the order of the presses of Send."""
    return sorted(session.exec(select(NeedRow)).all(), key=lambda row: row.from_number)


def presses(session: Session) -> list[NeedsSent]:
    """Return every press of Send."""
    return list(session.exec(select(NeedsSent)).all())


def answer(browser: Browser, people: World, state: str, words: str = "", *, which: int = 0) -> ShownPage:
    """Answer one of the things that stand, as staff do."""
    found = [one for one in browser.get(case(people)).links() if one.startswith(f"{case(people)}/")]
    return browser.submit(found[which], action=found[which], state=state, words=words)
