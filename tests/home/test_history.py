"""A person reads what they sent, who opened it, and when they signed in; and nothing of anybody else."""

import pytest

from app.access import sessions
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.kit.cookies import SESSION_COOKIE
from tests.corrections.test_details import tell
from tests.home.pages import said
from tests.reports.test_replies import opened
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import World
from tests.written_views.test_pages import send

HISTORY = "/m/history"


def test_what_was_sent_stands_there_with_nobody_yet(amira: Browser) -> None:
    assert "You have not sent anything yet." in amira.get(HISTORY).text
    receipt = send(amira)

    page = amira.get(HISTORY)

    assert page.heading == "What you sent, and who opened it"
    assert "Nobody has opened it yet." in page.text
    assert receipt.url in page.links()


def test_nobody_is_told_that_what_is_wrong_waits_unread(amira: Browser) -> None:
    tell(amira)

    page = amira.get("/m/history")

    assert "Your workers could read it as soon as you sent it." in page.text
    assert "Nobody has opened it yet." not in page.text


def test_the_first_page_and_the_list_lead_there(amira: Browser) -> None:
    assert HISTORY in amira.get("/m").links()
    assert HISTORY in amira.get("/m/sent").links()


def test_a_report_stands_there_from_its_first_opening(
    portal: Installation, people: World, ben: Browser, clock: Clock
) -> None:
    clock.move(minutes=3)
    report = opened(portal, people, ben)
    clock.move(minutes=3)
    ben.post(report)

    page = ben.get(HISTORY)

    assert "You first opened it on Tuesday 24 November 2026, 10:03." in said(page)
    assert report in page.links()


def test_own_visits_stand_there_without_anybody_else_s(
    portal: Installation, people: World, amira: Browser, ben: Browser, clock: Clock
) -> None:
    clock.move(minutes=7)
    Browser(amira.app, people.amira)
    clock.move(minutes=1)
    with transaction(portal, writes=True) as session:
        sessions.begin(
            session, people.amira.person_id, people.amira.membership_id, beside_id=people.sam.person_id
        )

    hers, his = said(amira.get(HISTORY)), said(ben.get(HISTORY))

    times = [part.partition(".")[0] for part in hers.split("You signed in on ")[1:]]
    assert times == [f"Tuesday 24 November 2026, {time}" for time in ("10:08", "10:07", "10:00")]
    assert hers.count("A worker sat beside you.") == 1
    assert his.count("You signed in on") == 1
    assert "Sam" not in hers


def test_a_session_that_was_unlocked_is_one_visit(
    portal: Installation, people: World, amira: Browser, clock: Clock
) -> None:
    clock.move(minutes=25)
    with transaction(portal, writes=True) as session:
        found = sessions.find(session, amira.client.cookies[SESSION_COOKIE])
        assert found is not None
        sessions.unlock(session, found)

    assert Browser(amira.app, people.amira).get(HISTORY).text.count("You signed in on") == 2


def test_the_button_signs_out_everywhere(amira: Browser, people: World) -> None:
    other = Browser(amira.app, people.amira)

    amira.submit(HISTORY, action="/m/sign-out-everywhere")

    assert other.get(HISTORY, follow=False).status == 303


@pytest.mark.parametrize("name", ["carol", "dev", "olive"])
def test_nobody_but_a_member_has_such_a_page(amira: Browser, people: World, name: str) -> None:
    assert Browser(amira.app, people.person(name)).get(HISTORY).status == 404


def test_one_parent_s_letter_changes_nothing_on_the_other_s_page(
    amira: Browser, ben: Browser, dev: Browser, people: World
) -> None:
    before = ben.get(HISTORY).text
    send(amira)
    link = dev.get(f"/staff/families/{people.family.id}/views").soup.select_one("tbody a")
    assert link is not None
    dev.post(f"{link['href']}/open")

    assert ben.get(HISTORY).text == before
