"""PINs: shown once, on a card that gives nobody away, and good at once."""

import re
from datetime import timedelta

import pytest

from app.access import contacts, pins
from app.access.contacts import PinState
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families.tables import Person
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.pseudo import pseudo_languages
from tests.support.world import COUNCIL, MEETS_AT, World

PIN = re.compile(r"\b\d{6}\b")


def new_pin(browser: Browser, people: World, who: Someone) -> str:
    """Give somebody a new PIN and return it."""
    page = browser.press(browser.get(addresses.member(people, who)), addresses.member(people, who, "/pin"))
    (pin,) = PIN.findall(page.text)
    return str(pin)


def signs_in(visitor: Browser, postbox: Postbox, who: Someone, pin: str) -> bool:
    """Say whether somebody gets in with a PIN."""
    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=who.contact)
    (message,) = postbox.deliver()
    link = re.search(r"https?://\S+?(/s/\S+)", message.body)
    assert link
    visitor.get(link[1])
    return visitor.submit("/s", pin=pin).url == "/m"


def test_a_new_pin_is_shown_once_and_works(
    ada: Browser, visitor: Browser, people: World, postbox: Postbox
) -> None:
    pin = new_pin(ada, people, people.amira)

    assert pin not in ada.get(addresses.member(people, people.amira)).html
    assert not signs_in(visitor, postbox, people.amira, people.amira.pin)
    visitor.client.cookies.clear()
    assert signs_in(visitor, postbox, people.amira, pin)
    assert "Has signed in" in ada.get(addresses.member(people, people.amira)).text


def test_the_page_with_the_pin_is_kept_by_nobody(ada: Browser, people: World) -> None:
    page = ada.press(
        ada.get(addresses.member(people, people.amira)), addresses.member(people, people.amira, "/pin")
    )

    assert page.status == 200
    assert page.response.headers["cache-control"] == "no-store"
    assert ada.get(addresses.member(people, people.amira, "/pin")).status == 405


def test_the_card_gives_nobody_away(ada: Browser, people: World) -> None:
    page = ada.press(
        ada.get(addresses.member(people, people.amira)), addresses.member(people, people.amira, "/pin")
    )

    card = page.soup.select_one(".card")
    assert card is not None
    words = card.get_text(" ")
    assert f"/{COUNCIL}/en/sign-in" in words
    assert "Friday 4 December 2026" in words
    for telling in ("Amira", "Haddad", "Noor", people.family.reference, "child", "protection", "meeting"):
        assert telling.lower() not in words.lower()


def test_a_pin_without_a_meeting_ahead_waits_two_weeks(
    portal: Installation, ada: Browser, people: World, clock: Clock
) -> None:
    family = families.open_family(portal, people.ada)
    gus = families.add_member(portal, people.ada, family, "Gus Lane")
    address = f"/staff/families/{family.id}/members/{gus.membership_id}"

    ada.press(ada.get(address), f"{address}/pin")

    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, gus.person_id).pin_lapses_at == clock.moment + timedelta(days=14)


def test_a_pin_given_earlier_waits_for_a_meeting_called_or_moved_later(
    portal: Installation, ada: Browser, people: World, clock: Clock
) -> None:
    ada.submit(addresses.meeting(people, "/change"), day="15", month="1", year="2027", reason="Ill.")

    clock.move_to(MEETS_AT + timedelta(days=30))
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who, expected in ((people.amira, PinState.WAITING), (people.carol, PinState.LAPSED)):
            _, person = contacts.member_person(case, who.membership_id or "")
            assert contacts.pin_state_of(person) is expected


def test_a_new_pin_ends_a_pause_and_every_session(
    ada: Browser, amira: Browser, visitor: Browser, people: World, postbox: Postbox
) -> None:
    with transaction(ada.installation, writes=True) as session:
        person = session.get_one(Person, people.amira.person_id)
        for _ in range(pins.WRONG_PER_DAY):
            pins.count_wrong(person)
        session.add(person)
    page = ada.get(addresses.member(people, people.amira))

    pin = new_pin(ada, people, people.amira)

    assert "Sign-in is paused" in page.text
    assert "Check who it is, then give a new PIN." in page.text
    assert amira.get("/m").url != "/m"
    assert signs_in(visitor, postbox, people.amira, pin)


@pytest.mark.parametrize(
    ("moved", "words"),
    [({"days": 0}, "They have not signed in yet."), ({"days": 20}, "The PIN was not used in time.")],
)
def test_the_page_says_what_to_do_about_a_pin(
    ada: Browser, people: World, clock: Clock, moved: dict[str, int], words: str
) -> None:
    clock.move(**moved)
    ada.sign_in(people.ada)

    assert words in ada.get(addresses.member(people, people.carol)).text


def test_a_stale_form_gives_no_pin(ada: Browser, visitor: Browser, people: World, postbox: Postbox) -> None:
    page = ada.post(addresses.member(people, people.amira, "/pin"), form_token="stale")

    assert page.status == 403
    assert not PIN.findall(page.text)
    assert signs_in(visitor, postbox, people.amira, people.amira.pin)


def test_the_card_speaks_the_language_of_its_reader(ada: Browser, people: World) -> None:
    accented = pseudo_languages()[0].tag
    ada.submit(addresses.member(people, people.amira, "/details"), language=accented)

    page = ada.press(
        ada.get(addresses.member(people, people.amira)), addresses.member(people, people.amira, "/pin")
    )

    card = page.soup.select_one(".card")
    assert page.heading == "New PIN"
    assert card is not None
    assert card["lang"] == accented
    assert "Your PIN" not in card.get_text()
    assert f"/{COUNCIL}/{accented}/sign-in" in card.get_text()
