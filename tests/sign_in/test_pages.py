"""Signing in: by doorbell or typed contact, with link and PIN, and out again."""

import re

import pytest

from app.access.scopes import Installation
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, World

SIGN_IN = f"/{COUNCIL}/en/sign-in"


def link_for(visitor: Browser, postbox: Postbox, who: Someone) -> str:
    """Ask for a link and return the address that came."""
    visitor.submit(f"/{who.council}/en/sign-in", contact=who.contact)
    (message,) = postbox.deliver()
    found = re.search(r"https?://\S+?(/s/\S+)", message.body)
    assert found
    return found[1]


def test_a_parent_signs_in_with_link_and_pin(visitor: Browser, postbox: Postbox, people: World) -> None:
    visitor.get(link_for(visitor, postbox, people.amira))

    page = visitor.submit("/s", pin=people.amira.pin)

    assert page.url == "/m"
    assert page.status == 200


def test_staff_sign_in_the_same_way(visitor: Browser, postbox: Postbox, people: World) -> None:
    visitor.get(link_for(visitor, postbox, people.ada))

    assert visitor.submit("/s", pin=people.ada.pin).url == "/staff"


def test_looking_at_a_link_does_not_use_it(visitor: Browser, postbox: Postbox, people: World) -> None:
    link = link_for(visitor, postbox, people.amira)

    for _ in range(20):
        visitor.get(link)
        visitor.client.head(link)
        visitor.submit("/s", pin="")

    assert visitor.submit("/s", pin=people.amira.pin).url == "/m"


def test_a_link_works_once(visitor: Browser, postbox: Postbox, people: World) -> None:
    link = link_for(visitor, postbox, people.amira)
    visitor.get(link)
    visitor.submit("/s", pin=people.amira.pin)
    visitor.client.cookies.clear()

    visitor.get(link)
    page = visitor.submit("/s", pin=people.amira.pin)

    assert page.status == 422
    assert "A link works once" in page.text


def test_a_link_dies_after_ten_minutes(
    visitor: Browser, postbox: Postbox, people: World, clock: Clock
) -> None:
    visitor.get(link_for(visitor, postbox, people.amira))
    clock.move(minutes=10)

    assert visitor.submit("/s", pin=people.amira.pin).status == 422


def test_five_wrong_pins_end_a_link(visitor: Browser, postbox: Postbox, people: World) -> None:
    visitor.get(link_for(visitor, postbox, people.amira))
    for _ in range(5):
        page = visitor.submit("/s", pin="999999")
        assert page.status == 422
        assert page.value_of("pin") == ""

    assert visitor.submit("/s", pin=people.amira.pin).status == 422


def test_ten_wrong_pins_pause_sign_in_for_a_day(
    visitor: Browser, postbox: Postbox, people: World, clock: Clock
) -> None:
    for _ in range(2):
        clock.move(minutes=16)
        visitor.get(link_for(visitor, postbox, people.amira))
        for _ in range(5):
            visitor.submit("/s", pin="999999")
    clock.move(minutes=16)
    visitor.get(link_for(visitor, postbox, people.amira))

    assert visitor.submit("/s", pin=people.amira.pin).status == 422

    clock.move(hours=24)
    visitor.get(link_for(visitor, postbox, people.amira))
    assert visitor.submit("/s", pin=people.amira.pin).url == "/m"


def test_an_invented_link_looks_like_a_good_one(visitor: Browser, postbox: Postbox, people: World) -> None:
    visitor.get(link_for(visitor, postbox, people.amira))
    good = visitor.get("/s")
    visitor.get("/s/" + "x" * 43)
    invented = visitor.get("/s")

    assert re.sub(r'value="[^"]*"', "", good.html) == re.sub(r'value="[^"]*"', "", invented.html)


def test_the_same_answer_for_a_stranger(visitor: Browser, postbox: Postbox, people: World) -> None:
    known = visitor.submit(SIGN_IN, contact=people.amira.contact)
    unknown = visitor.submit(SIGN_IN, contact="nobody@example.org")

    assert known.html == unknown.html
    assert len(postbox.deliver()) == 1


def test_at_most_three_links_in_a_quarter_of_an_hour(
    visitor: Browser, postbox: Postbox, people: World
) -> None:
    pages = {visitor.submit(SIGN_IN, contact=people.amira.contact).html for _ in range(10)}

    assert len(pages) == 1
    assert len(postbox.deliver()) == 3


@pytest.mark.parametrize("contact", ["", " "])
def test_an_empty_contact_is_asked_for_again(visitor: Browser, contact: str) -> None:
    page = visitor.submit(SIGN_IN, contact=contact)

    assert page.status == 422
    assert "Type your e-mail address or your mobile number." in page.text


def test_signing_out_ends_the_session_for_good(amira: Browser) -> None:
    cookies = dict(amira.client.cookies)

    page = amira.post("/m/sign-out")
    amira.client.cookies.update(cookies)

    assert page.url == SIGN_IN
    assert amira.get("/m", follow=False).status == 303


def test_a_session_locks_and_the_pin_opens_it(amira: Browser, people: World, clock: Clock) -> None:
    amira.get("/m")
    clock.move(minutes=20)

    locked = amira.get("/m")
    opened = amira.submit("/s/unlock", pin=people.amira.pin)

    assert locked.url == "/s/unlock"
    assert opened.url == "/m"


def test_five_wrong_pins_end_a_locked_session(amira: Browser, people: World, clock: Clock) -> None:
    clock.move(minutes=20)
    for _ in range(5):
        amira.submit("/s/unlock", pin="999999")

    page = amira.submit("/s/unlock", pin=people.amira.pin)

    assert page.url == SIGN_IN


def test_a_session_ends_after_eight_hours_of_use(amira: Browser, clock: Clock) -> None:
    for _ in range(31):
        clock.move(minutes=15)
        assert amira.get("/m/help").url == "/m/help"
    clock.move(minutes=15)

    assert amira.get("/m/help").url == SIGN_IN


def test_a_doorbell_sends_a_link_once(
    visitor: Browser, portal: Installation, postbox: Postbox, people: World
) -> None:
    bell = doorbell_for(portal, postbox, people)

    visitor.submit(bell)
    visitor.submit(bell)

    (message,) = postbox.deliver()
    assert message.to == people.amira.contact
    assert "/s/" in message.body


def doorbell_for(portal: Installation, postbox: Postbox, people: World) -> str:
    """Send Amira her invitation and return the address in it."""
    from app.conferences import service as conferences  # noqa: PLC0415
    from tests.support.families import as_case_worker  # noqa: PLC0415

    with as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")
    (message,) = postbox.deliver()
    found = re.search(r"https?://[^/]+(/\S+)", message.body)
    assert found
    return found[1]


def test_an_invented_doorbell_looks_the_same_and_sends_nothing(
    visitor: Browser, portal: Installation, postbox: Postbox, people: World
) -> None:
    good = visitor.submit(doorbell_for(portal, postbox, people))
    postbox.deliver()

    invented = visitor.submit(f"/{COUNCIL}/en/d/" + "x" * 43)

    assert invented.html == good.html
    assert postbox.deliver() == []


def test_staff_who_open_the_choice_of_pages_find_no_empty_question(ada: Browser) -> None:
    page = ada.get("/m/choose")

    assert page.heading == "There is no page here for you now."
    assert "/staff" in page.links()
    assert page.soup.select("main form") == []
