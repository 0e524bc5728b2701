"""Only I use this phone: there a link is enough, for its owner alone, until anything speaks against it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access import contacts, links, sessions, trusting
from app.access.scopes import Installation
from app.access.tables import TrustedBrowser
from app.access.transactions import system_scope, transaction
from app.audit.tables import AuditEntry
from app.families.models import IdentityCheck, SafeContact, Wording
from app.families.tables import Person
from app.kit.cookies import LINK_COOKIE, SESSION_COOKIE, TRUSTED_COOKIE
from app.kit.encryption import digest
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import NOW, World

OFFER = "Only I use this phone"
MAY_BE_EMPTY = "On this phone you can leave this empty, if the link is yours."
TYPED = re.compile(r'value="[^"]*"')


def link_of(portal: Installation, who: Someone) -> str:
    with system_scope(portal) as system:
        return f"/s/{links.make_link(system.session, portal, who.person_id)}"


def come_back(browser: Browser, link: str, pin: str = "") -> ShownPage:
    """Close the page, open a link in the same browser, and type a PIN or none."""
    browser.client.cookies.delete(SESSION_COOKIE)
    browser.get(link)
    return browser.submit("/s", action="/s", pin=pin)


@pytest.fixture
def phone(amira: Browser, people: World) -> Browser:
    """Amira's phone, which she says only she uses."""
    amira.submit("/m/phone", action="/m/phone", pin=people.amira.pin)
    return amira


def test_a_parent_who_alone_uses_her_phone_needs_only_the_link_there(
    phone: Browser, portal: Installation, people: World
) -> None:
    phone.client.cookies.delete(SESSION_COOKIE)
    phone.get(link_of(portal, people.amira))
    asked = phone.get("/s")

    opened = phone.press(asked, "/s")

    assert MAY_BE_EMPTY in asked.text
    assert opened.url == "/m"
    assert phone.get("/m/phone").heading == "This phone and your PIN"
    with transaction(portal, writes=False) as session:
        reasons = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "sign_in.succeeded")).all()
    assert [one.reason for one in reasons] == ["without a PIN"]


def test_the_cookie_is_random_kept_as_a_digest_and_never_read_by_a_script(
    amira: Browser, portal: Installation, people: World
) -> None:
    page = amira.get("/m/phone")
    answer = amira.press(page, "/m/phone", follow=False, pin=people.amira.pin).response
    (line,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(TRUSTED_COOKIE)]

    value = line.partition("=")[2].partition(";")[0]
    assert len(value) >= 43
    assert "Max-Age=2592000" in line
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in line
    with transaction(portal, writes=False) as session:
        (row,) = session.exec(select(TrustedBrowser)).all()
        assert row.digest == digest(value)
        assert value not in repr(row)


def test_a_mail_scanner_cannot_use_the_link_of_somebody_with_a_trusted_phone(
    phone: Browser, visitor: Browser, portal: Installation, people: World
) -> None:
    link = link_of(portal, people.amira)

    for _ in range(20):
        visitor.get(link)
        refused = visitor.submit("/s", action="/s")
        assert refused.status == 422
        assert MAY_BE_EMPTY not in refused.text

    assert come_back(phone, link).url == "/m"


def test_another_persons_link_needs_the_pin_in_the_trusted_browser(
    phone: Browser, portal: Installation, people: World
) -> None:
    link = link_of(portal, people.ben)

    refused = come_back(phone, link)
    opened = come_back(phone, link, people.ben.pin)

    assert refused.status == 422
    assert opened.url == "/m"


def test_two_people_each_trust_their_own_phone_and_neither_learns_of_the_other(
    phone: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    ben.submit("/m/phone", action="/m/phone", pin=people.ben.pin)

    assert "There is 1 phone or computer where you need no PIN." in phone.get("/m/phone").text
    assert come_back(ben, link_of(portal, people.amira)).status == 422
    assert come_back(ben, link_of(portal, people.ben)).url == "/m"


def test_a_made_up_cookie_is_no_trusted_phone(
    phone: Browser, visitor: Browser, portal: Installation, people: World
) -> None:
    visitor.client.cookies.set(TRUSTED_COOKIE, "x" * 43, domain="testserver.local")

    refused = come_back(visitor, link_of(portal, people.amira))

    assert refused.status == 422
    assert come_back(phone, link_of(portal, people.amira)).url == "/m"


def test_nobody_learns_from_a_trusted_browser_whether_a_link_is_good_or_whose(
    phone: Browser, portal: Installation, people: World
) -> None:
    phone.client.cookies.delete(SESSION_COOKIE)
    pages = []
    for link in (link_of(portal, people.amira), link_of(portal, people.ben), "/s/" + "x" * 43):
        phone.get(link)
        pages.append(TYPED.sub("", phone.get("/s").html))
    refused = [
        TYPED.sub("", come_back(phone, link).html) for link in (link_of(portal, people.ben), "/s/" + "x" * 43)
    ]

    assert len(set(pages)) == 1
    assert len(set(refused)) == 1
    assert "It did not work without the PIN." in refused[0]


def test_an_empty_pin_says_nothing_about_the_link_in_any_other_browser(
    visitor: Browser, portal: Installation, people: World
) -> None:
    answers = set()
    for link in (link_of(portal, people.amira), "/s/" + "x" * 43):
        visitor.get(link)
        answers.add(TYPED.sub("", visitor.submit("/s", action="/s").html))

    assert len(answers) == 1
    assert "Type the PIN that we gave you." in answers.pop()


def test_wrong_pins_count_on_a_trusted_phone_as_everywhere(
    phone: Browser, portal: Installation, people: World
) -> None:
    link = link_of(portal, people.amira)
    for _ in range(5):
        assert come_back(phone, link, "999999").status == 422

    assert come_back(phone, link).status == 422
    assert come_back(phone, link_of(portal, people.amira)).url == "/m"
    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, people.amira.person_id).wrong_pins == 5


def test_a_locked_page_asks_for_the_pin_on_a_trusted_phone_too(phone: Browser, clock: Clock) -> None:
    clock.move(minutes=25)
    phone.get("/m")

    assert phone.submit("/s/unlock", action="/s/unlock", pin="").status == 422


def give_pin(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        people.amira.pin = contacts.give_pin(case, people.amira.membership_id or "")


def change_contact(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.change_contact(
            case, people.amira.membership_id or "", "new@example.org", checked=IdentityCheck.MET
        )
        answer = SafeContact(Wording.QUIET, shared_phone=False)
        contacts.answer_safe_contact(case, people.amira.membership_id or "", answer)


def share_phone_and_not(portal: Installation, people: World) -> None:
    for shared in (True, False):
        with families.as_case_worker(portal, people.ada, people.family.id) as case:
            answer = SafeContact(Wording.QUIET, shared_phone=shared)
            contacts.answer_safe_contact(case, people.amira.membership_id or "", answer)


@pytest.mark.parametrize("act", [give_pin, change_contact, share_phone_and_not])
def test_what_staff_do_about_a_contact_asks_for_the_pin_again(
    phone: Browser, portal: Installation, people: World, act: Callable[[Installation, World], None]
) -> None:
    act(portal, people)
    link = link_of(portal, people.amira)

    assert come_back(phone, link).status == 422
    assert come_back(phone, link, people.amira.pin).url == "/m"


def test_after_thirty_days_the_pin_is_asked_for_again(
    phone: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    value = phone.client.cookies[TRUSTED_COOKIE]
    clock.move(days=30)
    phone.client.cookies.set(TRUSTED_COOKIE, value, domain="testserver.local")

    refused = come_back(phone, link_of(portal, people.amira))

    assert refused.status == 422
    assert MAY_BE_EMPTY not in refused.text


@pytest.mark.parametrize("button", ["/m/phone/pin", "/m/sign-out-everywhere"])
def test_a_parent_takes_it_back_from_another_phone(
    phone: Browser, app: FastAPI, portal: Installation, people: World, button: str
) -> None:
    other = Browser(app, people.amira)
    page = other.get("/m/phone")
    assert "There is 1 phone or computer where you need no PIN." in page.text

    other.press(page, button)

    assert come_back(phone, link_of(portal, people.amira)).status == 422
    with transaction(portal, writes=False) as session:
        ended = session.exec(select(TrustedBrowser)).one()
    assert ended.ended_at is not None


def test_leaving_in_a_hurry_asks_for_the_pin_on_this_phone_again(
    phone: Browser, portal: Installation, people: World
) -> None:
    value = phone.client.cookies[TRUSTED_COOKIE]
    phone.get("/leave", follow=False)
    assert TRUSTED_COOKIE not in phone.client.cookies
    phone.client.cookies.set(TRUSTED_COOKIE, value, domain="testserver.local")

    assert come_back(phone, link_of(portal, people.amira)).status == 422


def test_signing_out_keeps_the_phone_trusted(phone: Browser, portal: Installation, people: World) -> None:
    phone.post("/m/sign-out")

    assert come_back(phone, link_of(portal, people.amira)).url == "/m"


def test_a_browser_trusted_twice_counts_once(phone: Browser, people: World) -> None:
    phone.submit("/m/phone", action="/m/phone", pin=people.amira.pin)

    assert "There is 1 phone or computer where you need no PIN." in phone.get("/m/phone").text


def test_it_is_not_offered_where_others_look_at_the_phone_and_the_page_does_not_say_why(
    amira: Browser, portal: Installation, people: World
) -> None:
    page = amira.get("/m/phone")
    share_phone(portal, people)

    shown = amira.get("/m/phone")
    pressed = amira.press(page, "/m/phone", pin=people.amira.pin)

    assert OFFER in page.text
    assert OFFER not in shown.text
    assert "share" not in shown.text
    assert pressed.url == "/m/phone"
    assert TRUSTED_COOKIE not in amira.client.cookies


def share_phone(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        shared = SafeContact(Wording.QUIET, shared_phone=True)
        contacts.answer_safe_contact(case, people.amira.membership_id or "", shared)


def test_it_is_not_offered_on_the_device_of_staff_beside_somebody(
    amira: Browser, portal: Installation, people: World
) -> None:
    with transaction(portal, writes=True) as session:
        cookie = sessions.begin(
            session, people.amira.person_id, people.amira.membership_id, beside_id=people.sam.person_id
        )
    amira.client.cookies.set(SESSION_COOKIE, cookie, domain="testserver.local")

    assert OFFER not in amira.get("/m/phone").text


@pytest.mark.parametrize("name", ["carol", "sam", "ada"])
def test_helpers_and_staff_are_not_offered_it(app: FastAPI, people: World, name: str) -> None:
    browser = Browser(app, people.person(name))

    assert browser.get("/m/phone").status == 404
    assert browser.post("/m/phone").status == 404


def test_a_stale_button_trusts_nothing(amira: Browser) -> None:
    for address in ("/m/phone", "/m/phone/pin"):
        page = amira.post(address, form_token="old")
        assert (page.status, page.heading) == (403, "This phone and your PIN")
    assert {TRUSTED_COOKIE, LINK_COOKIE}.isdisjoint(amira.client.cookies.keys())


@pytest.mark.parametrize(("pin", "words"), [("", "Type the PIN"), ("135790", "This PIN is not right")])
def test_whoever_picks_up_an_open_phone_cannot_make_it_go_without_the_pin(
    amira: Browser, portal: Installation, people: World, pin: str, words: str
) -> None:
    page = amira.submit("/m/phone", action="/m/phone", pin=pin)

    assert page.status == 422
    assert words in page.text
    assert page.value_of("pin") == ""
    assert TRUSTED_COOKIE not in amira.client.cookies
    with transaction(portal, writes=False) as session:
        assert not session.exec(select(TrustedBrowser)).all()
        assert session.get_one(Person, people.amira.person_id).wrong_pins == bool(pin)


def test_five_wrong_pins_on_an_open_page_end_it(amira: Browser) -> None:
    for _ in range(5):
        amira.submit("/m/phone", action="/m/phone", pin="135790")

    assert amira.get("/m").url == "/barnsley/en/sign-in"


UNTRUSTED: list[dict[str, Any]] = [
    {"shared_phone": True},
    {"wording": None},
    {"contact_stopped_at": NOW},
    {"staff_role": "social_worker"},
    {"ended_at": NOW},
]


@pytest.mark.parametrize("changed", UNTRUSTED, ids=[next(iter(one)) for one in UNTRUSTED])
def test_whatever_speaks_against_it_ends_the_trust_by_itself(
    phone: Browser, portal: Installation, people: World, changed: dict[str, Any]
) -> None:
    cookie = phone.client.cookies[TRUSTED_COOKIE]
    with transaction(portal, writes=True) as session:
        person = session.get_one(Person, people.amira.person_id)
        assert trusting.is_trusted(session, cookie, person)
        for name, value in changed.items():
            setattr(person, name, value)

        assert not trusting.is_trusted(session, cookie, person)
