"""When a member's pages have closed, what they sent is still theirs: to read, to print and to take back."""

from datetime import timedelta

import pytest

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families.tables import Membership
from tests.complaints.acts import STORY, complain
from tests.corrections.test_details import tell
from tests.home.pages import said
from tests.preparation.test_sending import send as send_answers
from tests.reports.test_replies import SAID, opened, sent
from tests.support import families
from tests.support.browser import Browser
from tests.support.crawling import crawl
from tests.support.families import Someone
from tests.support.world import NOW, World
from tests.written_views.test_pages import WORDS, send

ANSWER = "She sleeps well."
WRONG = "My name is Amirah with an h."


def close(portal: Installation, who: Someone, *, after: timedelta = timedelta(hours=-1)) -> None:
    """Let somebody's pages close, an hour ago or later."""
    with transaction(portal, writes=True) as session:
        place = session.get_one(Membership, who.membership_id)
        place.closes_at = NOW + after
        session.add(place)


@pytest.fixture
def busy(portal: Installation, people: World, amira: Browser) -> Browser:
    """Amira, who has sent one thing of each kind."""
    with families.as_member(portal, people.amira) as scope:
        send_answers(scope, ANSWER)
    send(amira)
    sent(amira, opened(portal, people, amira, "amira"))
    complain(amira)
    assert tell(amira, "my_name", WRONG).heading == "You told us that something is wrong"
    return amira


def test_a_copy_holds_every_word_with_its_reference_and_its_mark(busy: Browser) -> None:
    page = busy.get("/m/sent/copy")

    for words in (ANSWER, WORDS, SAID, WRONG, *STORY.split("\n")):
        assert words in page.text
    for reference in busy.get("/m/sent").soup.select("main li bdi"):
        assert reference.get_text() in page.text
    marks = [part.split()[0] for part in said(page).split("Mark: ")[1:]]
    assert len(set(marks)) == 5
    assert {len(mark) for mark in marks} == {64}


def test_a_complaint_stands_in_a_part_of_its_own(busy: Browser) -> None:
    text = busy.get("/m/sent/copy").text

    before, _, after = text.partition("What you were unhappy about")
    assert "The chair spoke over me." not in before
    assert "The chair spoke over me." in after
    assert WORDS not in after
    assert "Leave it out when you show this copy" in after


def test_what_was_wrong_about_somebody_stands_apart_from_what_went_to_the_meeting(busy: Browser) -> None:
    about_meeting, _, after = busy.get("/m/sent/copy").text.partition("About your details")

    assert WRONG in after.partition("What you were unhappy about")[0]
    assert WORDS in about_meeting
    assert WRONG not in about_meeting


def test_a_copy_says_what_was_taken_back(amira: Browser) -> None:
    receipt = send(amira)
    amira.press(receipt, f"{receipt.url}/take-back")

    page = amira.get("/m/sent/copy")

    assert WORDS in page.text
    assert "You took it back on Tuesday 24 November 2026, 10:00" in page.text


def test_there_is_nothing_in_the_copy_of_somebody_who_sent_nothing(busy: Browser, ben: Browser) -> None:
    page = ben.get("/m/sent/copy")

    assert busy.get("/m/sent/copy").text != page.text
    assert "You have not sent anything yet." in page.text
    assert WORDS not in page.html


def test_pages_that_have_closed_lead_to_what_was_sent(
    portal: Installation, people: World, busy: Browser
) -> None:
    close(portal, people.amira)

    page = busy.get("/m")

    assert page.url == "/m/sent"
    assert "Your other pages here are closed now." in page.text
    for shut in ("/m/prepare", "/m/views", "/m/reports", "/m/prepare/check"):
        problem = busy.get(shut)
        assert problem.status == 404, shut
        ways = {way.get_text(strip=True): way["href"] for way in problem.soup.select("main li a")}
        assert ways["See what you sent"] == "/m/sent"
        assert "Go to your meeting" not in ways


def test_every_link_on_what_is_left_leads_somewhere(
    portal: Installation, people: World, busy: Browser
) -> None:
    close(portal, people.amira)

    pages = crawl(busy, ["/m/sent"], within=lambda path: f"{path}/".startswith("/m/"))

    assert {path: page.status for path, page in pages.items() if page.status != 200} == {}
    assert {"/m/sent/copy", "/m/history", "/m/unhappy"} <= set(pages)
    kinds = {page.heading for page in pages.values()}
    assert {"Your words are sent", "Your answers are sent", "The reply you sent", "What you told us"} <= kinds
    assert "You told us that something is wrong" in kinds


def test_after_closing_what_nobody_opened_can_be_taken_back_and_one_can_complain(
    portal: Installation, people: World, amira: Browser
) -> None:
    receipt = send(amira)
    close(portal, people.amira)

    page = amira.press(amira.get(receipt.url), f"{receipt.url}/take-back")

    assert page.heading == "You took your words back"
    assert amira.get(f"/m/unhappy/{complain(amira)}").status == 200


def test_it_is_said_beforehand_when_pages_close(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    before = ben.get("/m/sent").text
    close(portal, people.amira, after=timedelta(days=30))

    assert "Your other pages here close on Thursday 24 December 2026." in said(amira.get("/m/sent"))
    assert "These pages close on Thursday 24 December 2026." in said(amira.get("/m"))
    assert ben.get("/m/sent").text == before


def test_a_member_who_was_removed_has_nothing_left(
    portal: Installation, people: World, amira: Browser
) -> None:
    close(portal, people.amira)
    with transaction(portal, writes=True) as session:
        place = session.get_one(Membership, people.amira.membership_id)
        place.ended_at = NOW
        session.add(place)

    assert amira.get("/m", follow=False).status == 404
    assert amira.get("/m/sent/copy").status == 404
