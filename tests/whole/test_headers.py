"""The header table, written out, on every kind of answer: pages, redirects, files, refusals and faults."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from app.access import sessions
from app.kit.cookies import SESSION_COOKIE
from tests.support.asking import Answer
from tests.support.browser import ORIGIN, Browser
from tests.support.cells import addresses_near
from tests.support.crowded import Crowded
from tests.support.figures import Count
from tests.whole.conftest import Walk

TABLE = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    ),
    "x-frame-options": "DENY",
}
PERSONAL = {"cache-control": "no-store", "x-robots-tag": "noindex, noarchive"}
PUBLIC = "public, max-age=60, stale-while-revalidate=600"
FOR_EVER = "public, max-age=31536000, immutable"
KNOWN = {
    *TABLE,
    *PERSONAL,
    *("content-type", "content-length", "content-language", "content-disposition", "content-encoding"),
    *("location", "etag", "vary", "allow", "clear-site-data"),
}
TELLING = ("server", "x-powered-by", "access-control-allow-origin", "via")


def check_table(response: Any) -> None:
    headers = response.headers
    for name, value in TABLE.items():
        assert headers.get_list(name) == [value], f"{name} of {response.url}"
    for name in TELLING:
        assert name not in headers, response.url


def check_personal(response: Any) -> None:
    check_table(response)
    for name, value in PERSONAL.items():
        assert response.headers.get_list(name) == [value], f"{name} of {response.url}"


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A bare client that sees faults as a browser does."""
    made = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False)
    made.headers.update({"sec-fetch-site": "same-origin"})
    return made


def test_a_public_page(client: TestClient) -> None:
    for path in ("/barnsley/en/", "/barnsley/en/guide/what-is-it", "/barnsley/en/help"):
        for _again in range(2):
            response = client.get(path)

            assert response.status_code == 200
            check_table(response)
            assert response.headers["cache-control"] == PUBLIC
            assert re.fullmatch(r'"[^"]+"', response.headers["etag"])
            assert "x-robots-tag" not in response.headers
            assert "set-cookie" not in response.headers


def test_a_public_page_that_the_browser_has(client: TestClient) -> None:
    mark = client.get("/barnsley/en/help").headers["etag"]

    response = client.get("/barnsley/en/help", headers={"if-none-match": mark})

    assert response.status_code == 304
    assert response.content == b""
    check_table(response)
    assert response.headers["cache-control"] == PUBLIC


def test_a_file_of_ours(client: TestClient) -> None:
    page = client.get("/barnsley/en/help").text

    for path in set(re.findall(r'"(/static/[^"]+)"', page)):
        for coding in ("br", "gzip", "identity"):
            response = client.get(path, headers={"accept-encoding": coding})
            assert response.status_code == 200
            check_table(response)
            assert response.headers["cache-control"] == FOR_EVER
            assert response.headers["vary"] == "Accept-Encoding"
            assert "x-robots-tag" not in response.headers


@pytest.mark.parametrize("path", ["/", "/barnsley/", "/leave", "/s", "/s/an-invented-link", "/m", "/staff"])
def test_ways_in_and_out(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code in {200, 303}
    check_table(response)


def test_the_sign_in_page_is_personal(client: TestClient) -> None:
    check_personal(client.get("/barnsley/en/sign-in"))


@pytest.mark.parametrize("path", ["/nothing", "/m/nothing", "/static/nothing.css", "/barnsley/xx/"])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    check_personal(response)


def test_refusals(amira: Browser) -> None:
    token, send = amira.token(), amira.client.post
    kinds: dict[int, Callable[[], Any]] = {
        405: lambda: amira.client.delete("/m"),
        403: lambda: send(
            "/m/sign-out", headers={"sec-fetch-site": "cross-site"}, data={"form_token": token}
        ),
        413: lambda: send("/m/language", data={"form_token": token, "language": "x" * 1_100_000}),
        422: lambda: send("/barnsley/en/sign-in", data={"form_token": token, "another": "field"}),
    }

    for status, answer in kinds.items():
        response = answer()
        assert response.status_code == status
        check_personal(response)


def test_a_stranger_to_this_host(app: FastAPI) -> None:
    response = TestClient(app, base_url="https://evil.example").get("/barnsley/en/")

    assert response.status_code == 421
    check_personal(response)
    assert "evil" not in response.text


def test_a_fault_of_ours(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_anything: object) -> None:
        raise RuntimeError("Amira Haddad's words")

    monkeypatch.setattr(sessions, "find", fail)
    client.cookies.set(SESSION_COOKIE, "anything", domain="testserver.local")

    response = client.get("/m")

    assert response.status_code == 500
    check_personal(response)
    assert "Amira" not in response.text
    assert "Traceback" not in response.text


def test_a_database_that_does_not_answer(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_anything: object) -> None:
        raise OperationalError("SELECT", {}, Exception("disk full"))

    monkeypatch.setattr(sessions, "find", fail)
    client.cookies.set(SESSION_COOKIE, "anything", domain="testserver.local")

    response = client.get("/m")

    assert response.status_code == 503
    check_personal(response)
    assert "disk full" not in response.text


def test_everything_that_a_person_opens_is_personal(walks: list[Walk]) -> None:
    kinds = set()
    for walk in walks:
        for page in walk.pages.values():
            response, kind = page.response, page.response.headers.get("content-type", "").partition(";")[0]
            kinds.add(kind)
            if kind in {"text/html", ""}:
                check_personal(response)
                continue
            check_download(response)

    assert len(kinds) >= 2


def test_every_answer_to_anybody_has_the_table_and_nothing_beside_it(crowded: Crowded, count: Count) -> None:
    checked, seen = 0, set[int]()
    for name in ("nobody", "asleep", "amira", "carol", "fay", "ada", "olive", "nora"):
        with crowded.asking(name) as (client, token):
            for address in addresses_near(crowded.crowd, name):
                answers = [
                    client.get(address),
                    client.request("HEAD", address),
                    client.request("PUT", address),
                ]
                answers.append(client.post(address, {"form_token": token}, sec_fetch_site="cross-site"))
                checked += len(answers)
                for answer in answers:
                    check_exact(f"{name}: {address}", answer)
                    seen.add(answer.status)
    count("headers", answers=checked, wrong=0)

    assert seen >= {200, 303, 403, 404, 405}


def check_exact(where: str, answer: Answer) -> None:
    """Check that an answer has each header of the table once, and no header that is not known."""
    names = [name for name, _ in answer.headers if name != "set-cookie"]
    assert len(names) == len(set(names)), f"{where}: a header stands twice"
    assert set(names) <= KNOWN, f"{where}: {set(names) - KNOWN}"
    for name, value in TABLE.items():
        is_file = name == "content-security-policy" and "sandbox" in answer.header(name)
        assert is_file or answer.header(name) == value, f"{where}: {name}"
    kept = answer.header("cache-control")
    assert kept in {"no-store", PUBLIC}, where
    assert (kept == "no-store") == (answer.header("x-robots-tag") == PERSONAL["x-robots-tag"]), where
    for cookie in [value for name, value in answer.headers if name == "set-cookie"]:
        assert kept == "no-store", where
        assert cookie.startswith("__Host-"), where
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; ")), where


def check_download(response: Any) -> None:
    """Check a file: it is never shown inside our pages, never guessed at, never kept."""
    headers = response.headers
    assert headers["content-disposition"].startswith("attachment"), response.url
    for name, value in (TABLE | PERSONAL).items():
        if name != "content-security-policy" or "sandbox" not in headers[name]:
            assert headers[name] == value, f"{name} of {response.url}"


def test_a_session_cookie_is_kept_from_everything_but_our_own_requests(amira: Browser) -> None:
    response = amira.client.post("/m/sign-out", data={"form_token": amira.token()})

    gone = [cookie for cookie in response.headers.get_list("set-cookie") if cookie.startswith("__Host-s=")]
    assert len(gone) == 1
    for part in ("Max-Age=0", "Path=/", "HttpOnly", "Secure", "SameSite=lax"):
        assert part in gone[0]
    assert response.headers["clear-site-data"] == '"storage"'
