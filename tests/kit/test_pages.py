"""A page is shown in one language for one visitor; a notice is shown once, and only if we wrote it."""

import gzip
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from jinja2 import UndefinedError
from starlette.testclient import TestClient

from app.failures import CatchFaults
from app.kit import form_token
from app.kit.cookies import NOTICE_COOKIE, SESSION_COOKIE
from app.kit.pages import Addresses, build_templates
from app.kit.settings import ROOT
from tests.support.browser import Browser

NOTICE = "You have signed out. What you wrote is kept."


def test_a_notice_is_shown_once(amira: Browser) -> None:
    page = amira.post("/m/sign-out")
    assert NOTICE in page.text

    again = amira.get(page.url)

    assert NOTICE not in again.html
    assert NOTICE_COOKIE not in amira.client.cookies


@pytest.mark.parametrize("forged", ["Win a prize", "IllvdSB3b24i.x.y", ""])
def test_a_notice_that_we_did_not_write_is_not_shown(visitor: Browser, forged: str) -> None:
    visitor.client.cookies.set(NOTICE_COOKIE, forged, domain="testserver.local")

    page = visitor.get("/barnsley/en/sign-in")

    assert page.status == 200
    assert "Win" not in page.html
    assert not page.soup.select_one("[role=status]")


def test_a_token_belongs_to_one_visitor_and_one_purpose(app: FastAPI, amira: Browser, ben: Browser) -> None:
    foreign = ben.token()
    notice = str(form_token.signer(app.state.signing_key, "notice").dumps({"r": "", "b": ""}))

    for token in (foreign, notice, amira.token().swapcase()):
        answer = amira.client.post("/m/sign-out", data={"form_token": token})
        assert answer.status_code == 403
    assert amira.get("/m").url == "/m"


def test_every_page_carries_another_token_for_the_same_visitor(amira: Browser) -> None:
    tokens = {amira.get("/m").soup.select("input[name=form_token]")[0]["value"] for _ in range(5)}

    assert len(tokens) == 5


def test_a_token_before_sign_in_is_of_no_use_after_it(visitor: Browser, amira: Browser) -> None:
    before = visitor.token()
    visitor.client.cookies.set(
        SESSION_COOKIE, amira.client.cookies[SESSION_COOKIE], domain="testserver.local"
    )

    assert visitor.client.post("/m/sign-out", data={"form_token": before}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://testserver"}, 422),
        ({"origin": "https://testserver.evil.example"}, 403),
        ({"origin": "https://evil.example/testserver"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, 422),
    ],
)
def test_an_old_browser_must_name_our_own_page(
    app: FastAPI, visitor: Browser, headers: dict[str, str], *, status: int
) -> None:
    token = visitor.token()
    client = TestClient(app, base_url="https://testserver")
    client.cookies.update(visitor.client.cookies)

    answer = client.post("/barnsley/en/sign-in", data={"form_token": token}, headers=headers)

    assert answer.status_code == status


def test_a_long_page_is_packed_where_the_browser_takes_it(amira: Browser) -> None:
    with amira.client.stream("GET", "/m", headers={"accept-encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert b"<h1" in gzip.decompress(b"".join(packed.iter_raw()))
    plain = amira.client.get("/m", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-language"] == "en"


def test_an_address_is_made_from_its_name() -> None:
    url = Addresses({"show": "/a/{one}/{two}"})

    assert url("show", one="x/y", two="ŵ&") == "/a/x%2Fy/%C5%B5%26"
    assert url("show", one=1, two=2, page="3 4") == "/a/1/2?page=3+4"
    with pytest.raises(KeyError):
        url("no_such_route")


def test_a_template_that_lacks_a_value_fails_in_the_open() -> None:
    templates = build_templates(ROOT / "templates", Addresses({}))

    with pytest.raises(UndefinedError):
        templates.from_string("{{ nothing_of_this_name }}").render()
    assert templates.from_string("{{ word }}").render(word="<b>") == "&lt;b&gt;"


def test_messages_are_plain_text() -> None:
    messages = build_templates(ROOT / "templates" / "messages", Addresses({}), plain=True)

    assert messages.from_string("{{ word }}").render(word="<b>") == "<b>"


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_fault_in_the_middle_of_an_answer_is_not_answered_twice(kind: str) -> None:
    sent: list[dict[str, Any]] = []

    async def breaking(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": f"{kind}.response.start"})
        raise RuntimeError

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {}

    async def call() -> None:
        await CatchFaults(breaking)({"type": kind}, receive, send)

    if kind == "http":
        anyio.run(call)
    else:
        with pytest.raises(RuntimeError):
            anyio.run(call)
    assert len(sent) == 1


def test_a_page_that_was_open_for_long_says_so(amira: Browser) -> None:
    answer = amira.client.post("/m/views", data={"form_token": "old", "words": "Kept", "seen_version": "0"})

    assert answer.status_code == 403
    assert "This page was open for a long time." in answer.text
    assert "Kept" in answer.text
