"""Leaving ends the session, takes the cookies along and opens a page about something else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select
from sqlmodel import Session, col
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.access import sessions
from app.access.scopes import Installation
from app.access.tables import SignInSession
from app.access.transactions import transaction
from app.audit import service as audit
from app.authorities.models import DEFAULT_LEAVE_URL
from app.families.tables import Person
from app.kit.cookies import SESSION_COOKIE
from app.kit.errors import CannotSave

OWN_PAGE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def cookie(installation: Installation) -> Iterator[str]:
    """Give the cookie of somebody who is signed in."""
    with transaction(installation, writes=True) as session:
        amira = Person(council="barnsley", name_sealed=b"sealed")
        session.add(amira)
        session.flush()
        token = sessions.begin(session, amira.id, None)
    yield token
    with transaction(installation, writes=True) as session:
        session.execute(delete(SignInSession))
        session.execute(delete(Person))


def is_over(installation: Installation) -> bool:
    with Session(installation.engine) as session:
        return session.execute(select(col(SignInSession.ended_at))).scalar_one() is not None


def test_leaving_ends_the_session_and_clears_the_browser(
    site: TestClient, installation: Installation, cookie: str
) -> None:
    answer = site.get("/leave", headers=OWN_PAGE | {"cookie": f"{SESSION_COOKIE}={cookie}"})

    assert (answer.status_code, answer.headers["location"]) == (303, DEFAULT_LEAVE_URL)
    assert answer.headers["clear-site-data"] == '"storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert f'{SESSION_COOKIE}=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert is_over(installation)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "none"},
        {},
        {"referer": "https://testserver/barnsley/en/help"},
    ],
)
def test_an_address_typed_in_or_an_old_browser_is_believed(
    site: TestClient, installation: Installation, cookie: str, headers: dict[str, str]
) -> None:
    site.get("/leave", headers=headers | {"cookie": f"{SESSION_COOKIE}={cookie}"})

    assert is_over(installation)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "same-origin", "sec-purpose": "prefetch;prerender"},
        {"referer": "https://other.example/"},
    ],
)
def test_another_site_cannot_sign_anybody_out(
    site: TestClient, installation: Installation, cookie: str, headers: dict[str, str]
) -> None:
    answer = site.get("/leave", headers=headers | {"cookie": f"{SESSION_COOKIE}={cookie}"})

    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    assert "clear-site-data" not in answer.headers
    assert not is_over(installation)


def test_leaving_works_without_a_session_and_with_an_unknown_cookie(site: TestClient) -> None:
    assert site.get("/leave").status_code == 303
    assert site.get("/leave", headers={"cookie": f"{SESSION_COOKIE}=unknown"}).status_code == 303


def test_leaving_works_when_nothing_can_be_saved(
    site: TestClient, installation: Installation, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotSave

    monkeypatch.setattr(audit, "record", full)

    answer = site.get("/leave", headers=OWN_PAGE | {"cookie": f"{SESSION_COOKIE}={cookie}"})

    assert answer.status_code == 303
    assert "set-cookie" in answer.headers
    assert not is_over(installation)


def test_a_council_chooses_where_leaving_leads(site: TestClient, installation: Installation) -> None:
    council = installation.catalogue.get("barnsley")
    assert council is not None

    assert site.get("/leave?council=barnsley").headers["location"] == council.leave_url
    assert site.get("/leave?council=nowhere").headers["location"] == DEFAULT_LEAVE_URL
    assert site.get("/leave?council=https://evil.example").headers["location"] == DEFAULT_LEAVE_URL


def test_the_way_out_is_open_before_the_database_is_written(
    site: TestClient, installation: Installation, cookie: str
) -> None:
    over_at_the_answer: list[bool] = []

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            over_at_the_answer.append(is_over(installation))
            await send(message)

        await site.app(scope, receive, noting)

    headers = OWN_PAGE | {"cookie": f"{SESSION_COOKIE}={cookie}"}
    TestClient(watching, base_url=str(site.base_url), follow_redirects=False).get("/leave", headers=headers)

    assert over_at_the_answer
    assert not any(over_at_the_answer)
    assert is_over(installation)
