"""Who asks for a link learns nothing of who is known: same answer, same headers, same work."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app.access import links
from app.access.scopes import Installation
from app.access.tables import SignInLink
from app.access.transactions import system_scope
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import COUNCIL, World

SIGN_IN = f"/{COUNCIL}/en/sign-in"
VALUES = re.compile(r"'[^']*'|\b\d+\b")
TOKEN = re.compile(r'name="form_token" value="[^"]*"|content-length')


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Note every statement that reaches the database, without the values in it."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(VALUES.sub("?", statement))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def told(browser: Browser, portal: Installation, path: str, **fields: str) -> tuple[Any, ...]:
    """Send a form, and return all that can be seen of what became of it, from outside and from inside."""
    browser.get(path)
    with statements(portal.engine) as done:
        answer = browser.post(path, follow=False, **fields)
    headers = sorted((name, value) for name, value in answer.response.headers.items() if name != "date")
    return answer.status, headers, answer.html, done


@pytest.mark.parametrize("unknown", ["nobody@barnsley.example.org", "07700 900999", "nothing like a contact"])
def test_a_contact_that_is_not_known_makes_the_same_answer_and_the_same_work(
    visitor: Browser, portal: Installation, people: World, clock: Clock, unknown: str
) -> None:
    told(visitor, portal, SIGN_IN, contact="somebody.else@example.org")
    clock.move(hours=2)
    known = told(visitor, portal, SIGN_IN, contact=people.amira.contact)
    clock.move(hours=2)
    stranger = told(visitor, portal, SIGN_IN, contact=unknown)

    assert known == stranger
    assert known[0] == 303
    assert len(known[3]) > 3


def test_a_doorbell_that_was_invented_makes_the_same_answer(
    visitor: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    with system_scope(portal) as system:
        bell = links.make_doorbell(system.session, people.amira.person_id)
    good = told(visitor, portal, f"/{COUNCIL}/en/d/{bell}")
    clock.move(hours=2)
    invented = told(visitor, portal, f"/{COUNCIL}/en/d/{'x' * len(bell)}")

    assert good[:3] == invented[:3]


def test_an_invented_link_makes_the_same_answer_as_a_used_one(
    visitor: Browser, portal: Installation, people: World
) -> None:
    with system_scope(portal) as system:
        used = links.make_link(system.session, portal, people.amira.person_id)
        system.session.exec(SignInLink.__table__.update().values(used_at=SignInLink.created_at))  # type: ignore[attr-defined]
    answers = []
    for link in (used, "x" * len(used)):
        visitor.get(f"/s/{link}")
        answer = visitor.post("/s", follow=False, pin="000000")
        answers.append((answer.status, TOKEN.sub("", answer.html)))

    assert answers[0] == answers[1]
