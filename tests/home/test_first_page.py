"""The page before the first visit: who sees what, how to leave, and what the portal cannot hide."""

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.scopes import Installation
from app.access.tables import Helping
from app.access.transactions import system_scope, transaction
from app.audit.tables import AuditEntry
from app.families.models import contact_compartment
from app.families.tables import Membership
from app.kit import clock
from tests.home.pages import said
from tests.support import families, readability
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.world import COUNCIL, World


@pytest.fixture
def newcomer(portal: Installation, app: FastAPI, people: World) -> Browser:
    """Nadia, who has never been here."""
    who = families.add_member(portal, people.ada, people.family, "Nadia Brook", welcomed=False)
    return Browser(app, who)


def welcomed_at(portal: Installation, who: Someone) -> object:
    with transaction(portal, writes=False) as session:
        return session.get_one(Membership, who.membership_id).welcomed_at


def test_a_parent_who_comes_for_the_first_time_reads_one_page_first(
    newcomer: Browser, portal: Installation, people: World
) -> None:
    assert newcomer.who is not None
    sent_on = newcomer.get("/m", follow=False)
    first = newcomer.get("/m")

    assert (sent_on.status, sent_on.location) == (303, "/m/first")
    assert first.heading == "Before you start"
    for words in (
        "You can close this site and come back later.",
        "What you write is yours until you send it.",
        "Press “Leave this site”.",
        "pressing the Shift key three times may do the same",
        "The button does not clear your history.",
    ):
        assert words in said(first)
    assert {f"/{COUNCIL}/en/safe", f"/{COUNCIL}/en/easy-read"} <= set(first.links())
    assert welcomed_at(portal, newcomer.who) is None

    home = newcomer.press(first, "/m/first")

    assert home.heading == "Your meeting"
    assert newcomer.get("/m", follow=False).status == 200
    assert welcomed_at(portal, newcomer.who) == clock.now()
    assert welcomed_at(portal, people.amira)


def test_a_parent_who_goes_on_twice_is_noted_once(newcomer: Browser, portal: Installation) -> None:
    first = newcomer.get("/m/first")
    newcomer.press(first, "/m/first")
    again = newcomer.press(first, "/m/first")

    assert again.heading == "Your meeting"
    with transaction(portal, writes=False) as session:
        noted = select(AuditEntry).where(col(AuditEntry.action) == "person.first_page_read")
        assert len(session.exec(noted).all()) == 1


def test_a_parent_with_an_old_page_is_not_sent_on(newcomer: Browser, portal: Installation) -> None:
    assert newcomer.who is not None
    stale = newcomer.post("/m/first", form_token="old")

    assert (stale.status, stale.heading) == (403, "Before you start")
    assert welcomed_at(portal, newcomer.who) is None


def test_a_parent_chooses_a_language_before_anything_else(newcomer: Browser) -> None:
    first = newcomer.get("/m/first")
    tag = str(first.soup.select_one("main button[name=language]")["value"])  # type: ignore[index]

    other = newcomer.press(first, "/m/language", language=tag)

    assert other.url == "/m/first"
    assert other.soup.select_one("html")["lang"] == tag  # type: ignore[index]


def test_the_first_page_is_in_plain_words(newcomer: Browser) -> None:
    html = newcomer.get("/m/first").html

    assert readability.grade(html) <= 5
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []
    assert readability.banned(html) == []


def test_a_helper_who_comes_for_the_first_time_is_told_whose_pages_these_are(
    portal: Installation, app: FastAPI, people: World
) -> None:
    family = people.family
    carol = families.add_member(portal, people.ada, family, "Cara Finch", people.carol.role, welcomed=False)
    begin_to_help(portal, carol, people.amira)
    browser = Browser(app, carol)

    first = browser.get("/m/first")
    browser.press(first, "/m/first", follow=False)

    assert "You see only what the person you help has let you see." in said(first)
    assert "What you write is yours" not in said(first)
    assert welcomed_at(portal, carol)


def begin_to_help(portal: Installation, helper: Someone, helped: Someone) -> None:
    """Let somebody help somebody, without a single right."""
    with system_scope(portal) as system:
        cipher = system.keys.cipher(contact_compartment(helper.council, helper.person_id))
        helping = Helping(
            family_id=helped.family_id or "",
            for_membership_id=helped.membership_id or "",
            helper_membership_id=helper.membership_id,
            role=helper.role.value,
            state="standing",
            own_sealed=b"",
            professionals_sealed=b"",
            until_at=clock.now().replace(year=2027),
            consent="signed in",
            consent_at=clock.now(),
            consent_by=helped.person_id,
        )
        helping.helped_name_sealed = cipher.seal(helped.name, helping.place("helped_name_sealed"))
        system.session.add(helping)
