"""Nonsense, forgeries and floods sent to every form: never a fault, nothing changed, no words lost."""

import hashlib
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text
from starlette.routing import compile_path
from starlette.testclient import TestClient

from app import main
from app.access import rules
from app.families.models import Role
from app.kit.ids import new_id
from app.kit.routing import GuardedRoute
from tests.support.browser import ORIGIN, Browser, ShownPage
from tests.support.figures import Count
from tests.whole.conftest import Inhabited, Walk

OWN_WORDS = "What I want to say <b>in my own words</b> & nobody else's"
# What these tables hold is about the request itself, and changes with every one.
NOTES = ("audit_entries", "audit_chain_heads", "rate_counts", "sign_in_sessions", "sqlite_sequence")
ROUTES = {
    route.path: route
    for router in main.EVERY_ROUTER
    for route in router.routes
    if isinstance(route, GuardedRoute) and route.form
}
OURS = {"sec-fetch-site": "same-origin"}
FORGERIES: dict[str, dict[str, str]] = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a neighbour site": {"sec-fetch-site": "same-site"},
    "an address bar": {"sec-fetch-site": "none"},
    "an old browser on another site": {"origin": "https://evil.example"},
    "an old browser that hides where": {"origin": "null"},
    "a program that says nothing": {},
}
NEVER_SHOWN_AGAIN = {"pin", "link"}
PUBLIC = {"council": "barnsley", "language": "en", "token": "an-invented-doorbell"}
LIVE_SESSIONS = text("SELECT id FROM sign_in_sessions WHERE ended_at IS NULL ORDER BY id")
# A page of its own would show nothing new: these lead back to where the visitor was, with nothing done.
LEAD_BACK = (
    "/m/helping/stop",
    "/m/language",
    "/m/prepare/{question}/suggestion",
    "/m/reports/{report}/reply",
    "/m/reports/{report}/reply/send",
    "/m/views/suggestion",
)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """The form of one route, as the person who may send it has it before them."""

    client: TestClient
    address: str
    fields: dict[str, str]
    texts: list[str]
    token: str

    def send(self, fields: dict[str, Any], token: str | None = None, **headers: str) -> ShownPage:
        """Send fields with a token; from our own page unless the headers say where from."""
        given = {**self.fields, **fields, "form_token": self.token if token is None else token}
        return self.raw(urlencode(given, doseq=True).encode(), **headers or OURS)

    def raw(self, body: bytes, kind: str = FORM, **headers: str) -> ShownPage:
        """Send a body as it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = named | ({"content-type": kind} if kind else {})
        return ShownPage(self.client.post(self.address, content=body, headers=given))

    @property
    def typed(self) -> dict[str, str]:
        """The same words in every text field."""
        return dict.fromkeys(self.texts, OWN_WORDS)

    def kept(self, page: ShownPage) -> None:
        """Check that what was typed stands in the fields of a page."""
        for name in set(self.texts) - NEVER_SHOWN_AGAIN:
            if page.soup.select_one(f'main textarea[name="{name}"], main input[name="{name}"][type=text]'):
                assert page.value_of(name) == OWN_WORDS, name


@dataclass
class Senders:
    """A copy of the council in use, and everybody who may send something in it."""

    copy: Inhabited
    walks: list[Walk]

    def form(self, path: str) -> Form:
        """Return a route's form before somebody who may send it."""
        route = ROUTES[path]
        permission = route.guard.name.partition(": ")[2]
        walk = max(self.walks, key=lambda one: fitness(path, permission, one))
        browser = self.copy.browser(walk.resident)
        texts = [name for name, about in route.form.form.model_fields.items() if takes_text(about.annotation)]  # type: ignore[union-attr]
        fields = dict.fromkeys(route.form.form.model_fields, "12")  # type: ignore[union-attr]
        token = browser.token() if walk.shown else ""
        client = TestClient(
            browser.app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False
        )
        client.cookies.update(browser.client.cookies)
        return Form(client, address(path, walk), fields, texts, token)


def takes_text(annotation: object) -> bool:
    return str in (annotation, *typing.get_args(annotation))


def fitness(path: str, permission: str, walk: Walk) -> tuple[bool, int]:
    """Say how well somebody fits to send a form: they may, and have been nearest to it."""
    role = walk.resident.who.role.value
    may = any(allowed.value == permission for allowed in rules.ALLOWED[Role(role)])
    return may or (not permission and bool(walk.shown)), len(nearest(path, walk))


def nearest(path: str, walk: Walk) -> dict[str, str]:
    """Return the identifiers of the page that somebody reached and that shares most of them."""
    wanted, best = set(re.findall(r"\{(\w+)\}", path)), dict[str, str]()
    shapes = [compile_path(route)[0] for method, route, _ in main.list_routes() if method == "GET"]
    for page in walk.pages:
        for shape in shapes:
            match = shape.match(page.partition("?")[0])
            shared = (
                {name: value for name, value in match.groupdict().items() if name in wanted} if match else {}
            )
            best = max(best, shared, key=len)
    return best


def address(path: str, walk: Walk) -> str:
    known = PUBLIC | nearest(path, walk)
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], new_id()), path)


@pytest.fixture
def senders(inhabited: Inhabited, walks: list[Walk], tmp_path: Path) -> Iterator[Senders]:
    """Give the test a copy of the council in use."""
    with inhabited.copied(tmp_path) as copy:
        yield Senders(copy, walks)


def state(senders: Senders) -> str:
    """Return a digest of every row that is not about the requests themselves."""
    lines = hashlib.sha256()
    with senders.copy.installation.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        for line in raw.iterdump():
            if not line.startswith(tuple(f'INSERT INTO "{table}"' for table in NOTES)):
                lines.update(line.encode())
        lines.update(repr(connection.execute(LIVE_SESSIONS).all()).encode())
    return lines.hexdigest()


def refused(path: str) -> set[int]:
    """Return the statuses that say that nothing was done; 409 where what was answered is settled already."""
    return {303, 403, 404, 409} if path in LEAD_BACK else {403, 404, 409}


each_form = pytest.mark.parametrize("path", sorted(ROUTES))


def test_every_form_is_sent_here() -> None:
    assert set(ROUTES) == {path for method, path, _ in main.list_routes() if method != "GET"}


@each_form
def test_a_form_that_another_page_sends_changes_nothing(senders: Senders, path: str, count: Count) -> None:
    form, before = senders.form(path), state(senders)
    count("forged forms", sent=len(FORGERIES))

    for where, headers in FORGERIES.items():
        page = form.send(form.typed, **headers or {"accept": "*/*"})
        assert page.status in {403, 404}, where
        assert "in my own words" not in page.html, where

    assert state(senders) == before


@each_form
def test_a_form_without_its_token_changes_nothing_and_keeps_the_words(
    senders: Senders, path: str, count: Count
) -> None:
    form, other = senders.form(path), senders.copy.browser(senders.walks[0].resident).token()
    before_signing_in = Browser(senders.copy.app).token()
    before = state(senders)

    tokens = ("", "wrong", other, before_signing_in, form.token[:-2], form.token + "x", f"{form.token} ")
    count("forged forms", forms=1, sent=len(tokens))
    for token in tokens:
        page = form.send(form.typed, token)
        assert page.status in refused(path), token
        if page.status == 403:
            form.kept(page)

    assert state(senders) == before


@each_form
def test_nonsense_is_never_a_fault_and_never_loses_words(senders: Senders, path: str) -> None:
    form = senders.form(path)
    token = urlencode({"form_token": form.token}).encode()
    words = urlencode(form.typed).encode()
    name = (form.texts or ["anything"])[0].encode()

    for fields in (
        {},
        form.typed,
        form.typed | {"another": "field"},
        dict.fromkeys(form.texts, "x" * 20_001),
        dict.fromkeys(form.texts, "\u202e\u0000\ud7ff\u200f"),
        {field: ["1", "2"] for field in form.fields},
        dict.fromkeys(form.fields, "-1"),
        dict.fromkeys(form.fields, "9" * 400),
        dict.fromkeys(form.fields, "2026-02-31"),
        dict.fromkeys(form.fields, "{{7*7}}${7*7}<script>alert(1)</script>' OR 1=1 --"),
    ):
        page = form.send(fields)
        assert page.status < 500, fields
        assert "<script>alert(1)" not in page.html
        if page.status == 422 and OWN_WORDS in fields.values():
            form.kept(page)
    for body in (
        b"",
        token,
        token + b"&" + words + b"&" + name + b"=%00%ff%c0%80",
        token + b"&" + name + b"=\xff\xfe\x00",
        token + b"&%ff%00=1&=&&==&%",
        token + b"&" + b"&".join(b"f%d=1" % number for number in range(300)),
        token + b"&" + name + b"[]=1&" + name + b"[a]=2",
    ):
        assert form.raw(body, **OURS).status < 500, body[:80]


@each_form
def test_another_kind_of_body_is_refused(senders: Senders, path: str) -> None:
    form, before = senders.form(path), state(senders)

    for kind in ("application/json", "text/plain", "text/xml", "multipart/mixed"):
        page = form.raw(b'{"form_token": "x", "body": "y"}', kind, **OURS)
        assert page.status == 403, kind
    for body in (b"", b"--x\r\n", b"--x--\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\ny\r\n--x--"):
        page = form.raw(body, "multipart/form-data; boundary=x", **OURS)
        assert page.status in refused(path), body
    assert form.raw(b"x", "multipart/form-data", **OURS).status == 403

    assert state(senders) == before


@each_form
def test_a_flood_is_refused_before_it_is_read(senders: Senders, path: str) -> None:
    form, before = senders.form(path), state(senders)
    takes_files = bool(ROUTES[path].form.files)  # type: ignore[union-attr]

    page = form.send(dict.fromkeys(form.texts or ["body"], "x" * 1_050_000))
    assert page.status == 413
    assert page.heading == "That is too big to send"
    if not takes_files:
        parts = (
            b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n'
            + b"y" * 1_100_000
            + b"\r\n--x--\r\n"
        )
        assert form.raw(parts, "multipart/form-data; boundary=x", **OURS).status == 413

    assert state(senders) == before


@each_form
def test_a_get_never_does_what_a_form_does(senders: Senders, path: str) -> None:
    form, before = senders.form(path), state(senders)
    query = urlencode({**form.fields, "form_token": form.token, "_method": "POST"})

    for method in ("GET", "HEAD"):
        answer = form.client.request(
            method, f"{form.address}?{query}", headers={**OURS, "x-http-method-override": "POST"}
        )
        assert answer.status_code < 500

    assert state(senders) == before
