"""Every route is on the approved list with its guard, and nothing answers that is not on it."""

import re
from typing import Annotated

import pytest
from fastapi import Depends
from fastapi.routing import APIRoute
from sqlalchemy import text
from starlette.testclient import TestClient

from app import main
from app.access.guards import AnyVisitor
from app.access.scopes import Installation
from app.kit.forms import FormOf, NothingTyped, Submitted
from app.kit.ids import new_id
from app.kit.routing import GuardedRoute, Router, UnguardedRoute
from app.kit.settings import ROOT
from tests.support.browser import ORIGIN, Browser
from tests.support.world import AMIRAS_ADDRESS, World
from tests.whole.conftest import is_personal

APPROVED = ROOT / "tests" / "whole" / "access.txt"
PUBLIC = "anybody"
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TOKEN = re.compile(r'name="form_token" value="[^"]*"')
PLACES = {"council": "barnsley", "language": "en", "part": "what-is-it", "person": "somebody"}
Pressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]


def approved() -> list[tuple[str, ...]]:
    return [tuple(line.split(maxsplit=2)) for line in APPROVED.read_text().splitlines() if line.strip()]


def parameters(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def address(path: str, identifier: str) -> str:
    """Return an address of a route, with one identifier in every place that wants one."""
    for name in parameters(path):
        path = path.replace("{" + name + "}", PLACES.get(name, identifier))
    return path


def by_identifier() -> list[tuple[str, str]]:
    """Return the routes for people who are signed in that name something by its identifier."""
    words = {"question", "step", "part", "token"}
    return [
        (method, path)
        for method, path, _ in main.list_routes()
        if is_personal(path) and set(parameters(path)) - words
    ]


def test_the_routes_are_those_that_were_approved() -> None:
    found = set(main.list_routes())
    listed = set(approved())

    new = "\n".join(f"+ {' '.join(row)}" for row in sorted(found - listed))
    gone = "\n".join(f"- {' '.join(row)}" for row in sorted(listed - found))
    assert not new + gone, f"tests/whole/access.txt does not say this:\n{new}\n{gone}"
    assert approved() == sorted(approved()), "keep the list in order: python -m app routes"


def test_nothing_answers_that_is_not_a_guarded_route() -> None:
    for router in main.EVERY_ROUTER:
        for route in router.routes:
            assert isinstance(route, GuardedRoute), route
        listed = {(method, path) for method, path, _, _ in router.guarded}
        declared = {
            (method, route.path)
            for route in router.routes
            if isinstance(route, APIRoute)
            for method in route.methods or ()
        }
        assert declared == listed


def test_the_application_has_no_other_routes(prepared_app: object) -> None:
    routers = [getattr(route, "original_router", None) for route in getattr(prepared_app, "routes", [])]

    assert all(isinstance(router, Router) for router in routers)
    assert set(map(id, routers)) == set(map(id, main.EVERY_ROUTER))


@pytest.fixture
def prepared_app(app: object) -> object:
    """The application itself."""
    return app


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/redoc",
        "/openapi.json",
        "/admin",
        "/metrics",
        "/.env",
        "/.git/config",
        "/static/",
        "/static/../pyproject.toml",
        "/static/portal.css",
        "/m/leave",
        "/l",
        "/x",
        "/lost-link",
    ],
)
def test_what_others_leave_open_is_not_here(visitor: Browser, path: str) -> None:
    assert visitor.get(path).status == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_other_method_does_anything(app: object, method: str) -> None:
    client = TestClient(app, base_url=ORIGIN)  # type: ignore[arg-type]

    for path in ("/", "/m", "/staff", "/barnsley/en/sign-in", "/nothing/en/here"):
        assert client.request(method, path).status_code in {404, 405}, path


def test_addresses_are_plain_words_joined_by_dashes() -> None:
    for _, path, _ in main.list_routes():
        for segment in filter(None, path.split("/")):
            assert SEGMENT.fullmatch(segment) or re.fullmatch(r"\{[a-z]+\}", segment), path


def test_a_route_without_a_guard_refuses_to_be_declared() -> None:
    with pytest.raises(UnguardedRoute, match="/open has 0 guards"):

        @Router().get("/open")
        def show_everything() -> None: ...


def test_a_route_with_two_guards_refuses_to_be_declared() -> None:
    from app.access.guards import AnySignedIn  # noqa: PLC0415 - a second one, for this test alone

    with pytest.raises(UnguardedRoute, match="/twice has 2 guards"):

        @Router().get("/twice")
        def show_twice(one: AnyVisitor, other: AnySignedIn) -> None: ...


def test_a_post_without_a_form_and_a_get_with_one_refuse_to_be_declared() -> None:
    with pytest.raises(UnguardedRoute, match="/send has 0 forms"):

        @Router().post("/send")
        def send(visitor: AnyVisitor) -> None: ...

    with pytest.raises(UnguardedRoute, match="/look has 1 forms"):

        @Router().get("/look")
        def look(visitor: AnyVisitor, pressed: Pressed) -> None: ...


@pytest.mark.parametrize(("method", "path", "guard"), approved())
def test_a_stranger_gets_public_pages_only(visitor: Browser, method: str, path: str, guard: str) -> None:
    where = address(path, new_id())
    answer = visitor.get(where, follow=False) if method == "GET" else visitor.post(where, follow=False)

    if guard == PUBLIC:
        assert answer.status in {200, 303, 404, 422}, where
        assert not is_personal(path)
    else:
        assert answer.status == 303, where
        assert answer.location == "/", where
    for word in ("Haddad", "Carver", "Noor", "Zayd", AMIRAS_ADDRESS, "Town Hall", "Dev Carter"):
        assert word not in answer.html, where


def masked(html: str, *identifiers: str) -> str:
    """Return a page without what differs on every answer: the form's token, and what was asked for."""
    for identifier in identifiers:
        html = html.replace(identifier, "*")
    return TOKEN.sub("", html)


def real_identifiers(portal: Installation) -> dict[str, str]:
    """Return one identifier of every table that has rows."""
    found = {}
    with portal.engine.connect() as connection:
        names = connection.dialect.get_table_names(connection)
        for name in sorted(names):
            if name not in {"alembic_version", "audit_chain_heads"}:
                row = connection.execute(text(f'SELECT id FROM "{name}" ORDER BY created_at LIMIT 1')).first()  # noqa: S608
                if row:
                    found[name] = str(row[0])
    return found


@pytest.mark.parametrize("reader", ["erin", "farid", "olive", "carol", "ben"])
def test_what_is_somebody_elses_looks_like_what_does_not_exist(
    portal: Installation, app: object, people: World, reader: str
) -> None:
    browser = Browser(app, people.person(reader))  # type: ignore[arg-type]
    foreign = {people.family.id, people.amira.membership_id or "", people.amira.person_id, people.meeting}
    foreign |= set(real_identifiers(portal).values())
    own = {people.person(reader).membership_id, people.person(reader).family_id}

    for path in [path for method, path in by_identifier() if method == "GET"]:
        invented = new_id()
        unknown = browser.get(address(path, invented), follow=False)
        assert unknown.status == 404, path
        for identifier in sorted(foreign - own):
            shown = browser.client.get(address(path, identifier))
            assert shown.status_code == 404, path
            assert masked(shown.text, identifier) == masked(unknown.html, invented), path
            assert shown.headers.keys() == unknown.response.headers.keys(), path


@pytest.mark.parametrize("reader", ["erin", "farid", "carol"])
def test_nothing_of_somebody_elses_can_be_changed(
    portal: Installation, app: object, people: World, reader: str
) -> None:
    browser = Browser(app, people.person(reader))  # type: ignore[arg-type]
    browser.page = None
    token = browser.token()
    foreign = [people.family.id, people.amira.membership_id or "", people.meeting]
    before = counts(portal)

    for path in [path for method, path in by_identifier() if method == "POST"]:
        for identifier in foreign:
            where = address(path, identifier)
            response = browser.client.post(where, data={"form_token": token})
            assert response.status_code == 404, where
    changed = {name for name, count in counts(portal).items() if count != before[name]}
    assert changed <= {"audit_entries", "audit_chain_heads"}


def counts(portal: Installation) -> dict[str, int]:
    with portal.engine.connect() as connection:
        names = connection.dialect.get_table_names(connection)
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in names
        }


def test_the_pages_of_a_family_stay_closed_to_staff_and_the_other_way_round(
    amira: Browser, ada: Browser
) -> None:
    for method, path, guard in main.list_routes():
        if method == "GET" and guard.startswith("family"):
            assert ada.get(address(path, new_id()), follow=False).status == 404, path
        if method == "GET" and guard.startswith(("staff", "allocated staff", "complaints")):
            assert amira.get(address(path, new_id()), follow=False).status == 404, path
