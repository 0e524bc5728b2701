"""Somebody else got the message: they say so without signing in, and nothing more goes there."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.access import links
from app.access.scopes import Installation
from app.access.tables import Doorbell, SignInLink, SignInSession
from app.access.transactions import system_scope, transaction
from app.audit.tables import AuditEntry
from app.families.tables import Person
from app.kit import clock
from app.kit.cookies import LINK_COOKIE
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.outbox.tables import Message
from tests.support import readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, World

INVENTED = "x" * 43
TYPED = re.compile(r'value="[^"]{40,}"|/d/[\w-]+/')


def link_of(portal: Installation, who: Someone) -> str:
    with system_scope(portal) as system:
        return links.make_link(system.session, portal, who.person_id)


def bell_of(portal: Installation, who: Someone) -> str:
    with system_scope(portal) as system:
        return f"/{COUNCIL}/en/d/{links.make_doorbell(system.session, who.person_id)}"


def say_so(visitor: Browser, where: str, **fields: Any) -> ShownPage:
    """Follow the quiet link of a page and send what stands behind it."""
    page = visitor.get(where)
    (away,) = [link for link in page.links() if link.endswith("/not-me")]
    return visitor.submit(away, action=away, **fields)


def is_stopped(portal: Installation, who: Someone) -> bool:
    with transaction(portal, writes=False) as session:
        person = session.get_one(Person, who.person_id)
        assert (person.wording is None) == (person.contact_stopped_at is not None)
        return person.contact_stopped_why == "wrong_person"


def live(session: Session, who: Someone) -> list[object]:
    """Return everything that still leads to somebody."""
    now = clock.now()
    return [
        *session.exec(
            select(SignInLink).where(SignInLink.person_id == who.person_id, col(SignInLink.expires_at) > now)
        ),
        *session.exec(
            select(Doorbell).where(Doorbell.person_id == who.person_id, col(Doorbell.expires_at) > now)
        ),
        *session.exec(
            select(SignInSession).where(
                SignInSession.person_id == who.person_id, col(SignInSession.ended_at).is_(None)
            )
        ),
        *session.exec(select(Message).where(Message.person_id == who.person_id, Message.state == "queued")),
    ]


def test_a_stranger_with_the_link_says_so_and_everything_of_that_contact_ends(
    visitor: Browser, amira: Browser, portal: Installation, people: World
) -> None:
    bell_of(portal, people.amira)
    with system_scope(portal) as system:
        outbox.enqueue(system, COUNCIL, people.amira.person_id, Notice.SOMETHING_NEW)
    visitor.get(f"/s/{link_of(portal, people.amira)}")

    thanks = say_so(visitor, "/s", not_me="yes")

    assert (thanks.url, thanks.heading) == ("/s/not-me/thanks", "Thank you for telling us")
    assert is_stopped(portal, people.amira)
    assert amira.get("/m", follow=False).location == f"/{COUNCIL}/en/sign-in"
    with transaction(portal, writes=False) as session:
        assert live(session, people.amira) == []
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "contact.stopped")).all()
        assert (entry.actor_id, entry.object_id, entry.reason) == (
            "visitor",
            people.amira.person_id,
            "wrong_person",
        )


def test_a_stranger_with_a_notice_says_so(visitor: Browser, portal: Installation, people: World) -> None:
    thanks = say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    assert thanks.url == f"/{COUNCIL}/en/not-me/thanks"
    assert is_stopped(portal, people.amira)
    assert not is_stopped(portal, people.ben)


def test_nothing_is_sent_until_staff_have_asked_anew(
    visitor: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)

    assert people.amira.contact not in {message.to for message in postbox.deliver()}


def test_a_scanner_that_opens_and_sends_everything_empty_ends_nothing(
    visitor: Browser, portal: Installation, people: World
) -> None:
    bell = bell_of(portal, people.amira)
    visitor.get(f"/s/{link_of(portal, people.amira)}")

    answers = [say_so(visitor, where) for where in ("/s", bell)]

    assert [answer.status for answer in answers] == [422, 422]
    assert all("Tick the box if the message is not for you." in answer.text for answer in answers)
    assert not is_stopped(portal, people.amira)


def test_the_answer_is_the_same_for_good_used_and_invented(
    visitor: Browser, app: FastAPI, portal: Installation, people: World
) -> None:
    used = link_of(portal, people.ben)
    Browser(app).get(f"/s/{used}")
    other = Browser(app)
    other.get(f"/s/{used}")
    other.submit("/s", action="/s", pin=people.ben.pin)

    pages = set()
    for token in (link_of(portal, people.amira), used, INVENTED):
        visitor.get(f"/s/{token}")
        asked = visitor.get("/s/not-me")
        pages.add(TYPED.sub("", asked.html) + visitor.press(asked, "/s/not-me", not_me="yes").html)
    bells = set()
    for bell in (bell_of(portal, people.erin), f"/{COUNCIL}/en/d/{INVENTED}"):
        asked = visitor.get(f"{bell}/not-me")
        bells.add(TYPED.sub("", asked.html) + visitor.press(asked, f"{bell}/not-me", not_me="yes").html)

    assert len(pages) == len(bells) == 1
    assert is_stopped(portal, people.amira)
    assert is_stopped(portal, people.ben)


def test_without_any_link_somebody_is_told_to_open_it_again_and_can_then_press(
    visitor: Browser, portal: Installation, people: World
) -> None:
    page = visitor.submit("/s/not-me", action="/s/not-me", not_me="yes")

    assert page.status == 422
    assert "Open the link in the message again. Then press this button within ten minutes." in page.text
    visitor.get(f"/s/{link_of(portal, people.amira)}")
    assert visitor.press(page, "/s/not-me").heading == "Thank you for telling us"
    assert is_stopped(portal, people.amira)


def forget_link(visitor: Browser) -> None:
    """Let the cookie run out, as it does after ten minutes."""
    assert visitor.client.cookies.pop(LINK_COOKIE, None)


def test_a_page_that_lay_open_for_an_hour_still_tells_of_the_wrong_person(
    visitor: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    visitor.get(f"/s/{link_of(portal, people.amira)}")
    page = visitor.get("/s/not-me")
    clock.move(hours=1)
    forget_link(visitor)

    untouched = visitor.press(page, "/s/not-me")
    assert (untouched.status, is_stopped(portal, people.amira)) == (422, False)
    assert visitor.press(untouched, "/s/not-me", not_me="yes").url == "/s/not-me/thanks"
    assert is_stopped(portal, people.amira)


def test_where_the_link_stands_in_the_address_the_way_to_the_page_keeps_it(
    visitor: Browser, portal: Installation, people: World
) -> None:
    token = link_of(portal, people.amira)
    (away,) = [one for one in visitor.get(f"/s?link={token}").links() if one.startswith("/s/not-me")]

    visitor.submit(away, action="/s/not-me", not_me="yes")

    assert is_stopped(portal, people.amira)


def test_each_page_tells_of_its_own_message(visitor: Browser, portal: Installation, people: World) -> None:
    visitor.get(f"/s/{link_of(portal, people.amira)}")
    page = visitor.get("/s/not-me")
    visitor.get(f"/s/{link_of(portal, people.ben)}")

    visitor.press(page, "/s/not-me", not_me="yes")

    assert is_stopped(portal, people.amira)
    assert not is_stopped(portal, people.ben)


def test_an_address_with_signs_that_no_link_has_is_not_carried_along(visitor: Browser) -> None:
    page = visitor.submit(f"/s/not-me?link={'x' * 101}", action="/s/not-me", not_me="yes")

    assert page.status == 422
    assert "Open the link in the message again." in page.text


def test_a_page_of_another_site_ends_nothing(visitor: Browser, portal: Installation, people: World) -> None:
    bell = bell_of(portal, people.amira)
    stale = visitor.post(f"{bell}/not-me", form_token="old", not_me="yes")
    visitor.client.headers["sec-fetch-site"] = "cross-site"
    foreign = visitor.post(f"{bell}/not-me", not_me="yes")

    assert (stale.status, foreign.status) == (403, 403)
    assert not is_stopped(portal, people.amira)


def test_many_tries_from_one_network_end_nothing_more(
    visitor: Browser, portal: Installation, people: World
) -> None:
    visitor.get(f"/s/{INVENTED}")
    asked = visitor.get("/s/not-me")
    for _ in range(20):
        visitor.press(asked, "/s/not-me", not_me="yes", follow=False)

    thanks = say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    assert thanks.heading == "Thank you for telling us"
    assert not is_stopped(portal, people.amira)


def test_a_notice_that_has_ended_does_not_stop_a_contact_a_second_time(
    visitor: Browser, portal: Installation, people: World, ada: Browser
) -> None:
    bell = bell_of(portal, people.amira)
    say_so(visitor, bell, not_me="yes")
    page = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}/safe-contact"
    ada.submit(page, action=page, wording="quiet", shared_phone="no")
    assert not is_stopped(portal, people.amira)

    say_so(visitor, bell, not_me="yes")

    assert not is_stopped(portal, people.amira)


def test_a_link_that_ran_out_still_tells_of_the_wrong_person(
    visitor: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    token = link_of(portal, people.amira)
    clock.move(days=2)
    visitor.get(f"/s/{token}")

    say_so(visitor, "/s", not_me="yes")

    assert is_stopped(portal, people.amira)


def test_a_link_of_staff_ends_and_their_account_stays(
    visitor: Browser, portal: Installation, people: World
) -> None:
    visitor.get(f"/s/{link_of(portal, people.sam)}")

    say_so(visitor, "/s", not_me="yes")

    assert not is_stopped_staff(portal, people.sam)
    with transaction(portal, writes=False) as session:
        assert live(session, people.sam) == []


def is_stopped_staff(portal: Installation, who: Someone) -> bool:
    with transaction(portal, writes=False) as session:
        return session.get_one(Person, who.person_id).contact_stopped_at is not None


def test_staff_find_it_on_their_desk_in_the_file_and_on_the_persons_page(
    visitor: Browser, ada: Browser, dev: Browser, portal: Installation, people: World
) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")
    file = f"/staff/families/{people.family.id}"
    person = f"{file}/members/{people.amira.membership_id}"

    assert "Somebody else got our message" in ada.get("/staff").text
    assert person in ada.get("/staff").links()
    for page in (ada.get(file), ada.get(person)):
        assert "Somebody who is not Amira Haddad got our message." in re.sub(r" ([.,])", r"\1", page.text)
        assert f"{person}/safe-contact" in page.links()
    assert f"{person}/safe-contact" not in dev.get(file).links()


def test_the_other_parent_sees_nothing_of_it(
    visitor: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    before = ben.get("/m").html

    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    assert TYPED.sub("", ben.get("/m").html) == TYPED.sub("", before)


@pytest.mark.parametrize("address", ["/s/not-me", "/s/not-me/thanks", "/s/no-pin", f"/{COUNCIL}/en/no-pin"])
def test_these_pages_are_in_plain_words(visitor: Browser, address: str) -> None:
    html = visitor.get(address).html

    assert readability.banned(html) == []
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []
