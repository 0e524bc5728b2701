"""Fifty presses of one link at once make one session; what came too late reads the same for everybody."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import FastAPI
from sqlmodel import col, func, select
from starlette.testclient import TestClient

from app.access import links
from app.access.scopes import Installation
from app.access.tables import SignInSession
from app.access.transactions import system_scope
from app.kit.cookies import LINK_COOKIE, SESSION_COOKIE
from tests.support.browser import ORIGIN, TOKEN, Browser
from tests.support.figures import Count
from tests.support.world import World

PRESSES = 50
AT_ONCE = 16
DIFFERS = re.compile(r'name="form_token" value="[^"]*"')


def sessions_of(portal: Installation, people: World) -> int:
    with system_scope(portal, writes=False) as system:
        wanted = select(func.count()).where(col(SignInSession.person_id) == people.amira.person_id)
        return system.session.exec(wanted).one()


def test_fifty_presses_of_one_link_make_one_session(
    app: FastAPI, portal: Installation, people: World, visitor: Browser, count: Count
) -> None:
    with system_scope(portal) as system:
        link, sibling = (links.make_link(system.session, portal, people.amira.person_id) for _ in range(2))
    page = visitor.get(f"/s/{link}")
    token = TOKEN.search(page.html)
    assert token
    cookies = dict(visitor.client.cookies)

    def press(using: str) -> Any:
        client = TestClient(app, base_url=ORIGIN, follow_redirects=False)
        for name, value in (cookies | {LINK_COOKIE: using}).items():
            client.cookies.set(name, value, domain="testserver.local")
        fields = {"form_token": token[1], "pin": people.amira.pin}
        return client.post("/s", data=fields, headers={"sec-fetch-site": "same-origin"})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(press, [link] * PRESSES))
    late = [press(link), press(sibling), press("x" * 43)]
    signed_in = [one for one in answers if SESSION_COOKIE in one.headers.get("set-cookie", "")]
    told = {DIFFERS.sub("", one.text) for one in (*answers, *late) if one not in signed_in}
    count("one link", presses=PRESSES, sessions=sessions_of(portal, people))

    assert len(signed_in) == 1
    assert sessions_of(portal, people) == 1
    assert {one.status_code for one in late} == {422}
    assert len(told) == 1
