"""When the meeting is cancelled, people are told what becomes of what they sent, and it is so."""

import pytest

from app.access.scopes import Installation
from app.conferences import service as conferences
from tests.home.pages import said
from tests.preparation.test_sending import send as send_answers
from tests.support import families
from tests.support.browser import Browser
from tests.support.world import World
from tests.written_views.test_pages import WORDS, send

GONE = "The meeting you sent this to is cancelled."


def cancel(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)


def test_the_first_page_says_who_still_has_what_was_sent(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    send(amira)
    cancel(portal, people)

    hers, his = amira.get("/m"), ben.get("/m")

    keeps = "The people you sent words to still have them, unless you took them back."
    assert "What you wrote is kept." in said(hers)
    assert keeps in said(hers)
    assert keeps not in said(his)
    assert "You can take back what nobody has opened." in said(hers)
    assert "You can take back what nobody has opened." not in said(his)


def test_a_letter_to_a_cancelled_meeting_can_be_read_by_both_and_taken_back(
    portal: Installation, people: World, amira: Browser, dev: Browser
) -> None:
    receipt = send(amira)
    assert GONE not in receipt.text
    cancel(portal, people)

    again = amira.get(receipt.url)

    assert GONE in again.text
    assert "Nobody has opened them yet, so you can take them back." in again.text
    listed = dev.get(f"/staff/families/{people.family.id}/views")
    assert "Amira Haddad" in listed.text
    taken = amira.press(again, f"{receipt.url}/take-back")
    assert taken.heading == "You took your words back"
    assert GONE not in taken.text


@pytest.mark.parametrize("kind", ["views", "preparations"])
def test_what_the_chair_opened_stays_with_the_chair(
    portal: Installation, people: World, amira: Browser, dev: Browser, kind: str
) -> None:
    with families.as_member(portal, people.amira) as scope:
        sent = send_answers(scope, "She sleeps well.").subject_id
    address = send(amira).url if kind == "views" else f"/m/prepare/sent/{sent}"
    cancel(portal, people)
    link = dev.get(f"/staff/families/{people.family.id}/{kind}").soup.select_one("tbody a")
    assert link is not None

    opened = dev.post(f"{link['href']}/open")

    assert (WORDS if kind == "views" else "She sleeps well.") in opened.text
    receipt = amira.get(address)
    assert GONE in receipt.text
    assert "take them back" not in receipt.text
