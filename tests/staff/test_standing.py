"""After a death nothing is sent and the first page is quiet; and the day on which somebody's pages close."""

import pytest
from fastapi import FastAPI

from app.access import rules
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.families.models import Role
from app.outbox import service as outbox
from app.outbox.models import Notice
from tests.home.pages import said
from tests.home.test_pages import hold
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World


def switch(people: World) -> str:
    return f"/staff/families/{people.family.id}/bereavement"


def closing(people: World) -> str:
    return f"/staff/families/{people.family.id}/members/{people.amira.membership_id}/closing"


def tell_something_new(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        outbox.enqueue(
            case, "barnsley", people.ben.person_id, Notice.SOMETHING_NEW, family_id=people.family.id
        )


def test_after_a_death_nothing_that_waits_or_comes_is_sent(
    portal: Installation, people: World, sam: Browser, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")

    page = sam.submit(switch(people))

    assert "There was a death in this family" in page.text
    tell_something_new(portal, people)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)
    assert postbox.deliver() == []


def test_a_link_that_somebody_asks_for_still_comes(
    people: World, sam: Browser, visitor: Browser, postbox: Postbox
) -> None:
    sam.submit(switch(people))

    visitor.submit("/barnsley/en/sign-in", contact=people.amira.contact)

    assert [one.to for one in postbox.deliver()] == [people.amira.contact]


def test_after_a_death_the_first_page_is_quiet(people: World, sam: Browser, amira: Browser) -> None:
    sam.submit(switch(people))

    page = amira.get("/m")

    assert page.heading == "Your pages"
    for word in ("Your meeting", "3 December", "What you can do now", "What happens next", "Get ready"):
        assert word not in page.text, word
    assert {"/m/sent", "/m/help", "/m/unhappy"} <= set(page.links())
    assert not {"/m/views", "/m/prepare", "/m/reports", "/m/calendar"} & set(page.links())
    assert amira.get("/m/calendar").status == 404


def test_after_a_death_a_parent_finds_who_helps_them_their_phone_and_the_words_we_kept(
    portal: Installation, people: World, sam: Browser, amira: Browser
) -> None:
    hold(portal, people.amira)

    sam.submit(switch(people))

    page = amira.get("/m")
    assert "We kept your words." in page.text
    assert {"/m/helpers", "/m/phone", "/m/kept"} <= set(page.links())


def test_after_a_death_a_helper_sees_whom_they_help_and_until_when_and_can_stop(
    app: FastAPI, portal: Installation, people: World, sam: Browser
) -> None:
    who = families.add_helper(
        portal, people.amira, "Hana Quill", Role.SUPPORTER, *sorted(rules.GRANTABLE), reports=True
    )
    hana = Browser(app, who)
    assert "3 December" in hana.get("/m").text

    sam.submit(switch(people))

    page = hana.get("/m")
    for words in (
        "You are helping Amira.",
        "Until Thursday 24 December 2026.",
        "There is nothing to do here",
    ):
        assert words in said(page), words
    for words in ("3 December", "14:30", "Town Hall", "when and where", "draft", "At the meeting"):
        assert words not in page.text, words
    assert not [link for link in page.links() if link.startswith("/m/helped")]
    assert hana.press(page, "/m/helping/stop").heading != "Your first page"
    assert "You no longer have access" in hana.get("/m").text


def test_another_familys_page_stays_as_it_is(people: World, sam: Browser, erin: Browser) -> None:
    sam.submit(switch(people))

    assert erin.get("/m").heading == "Your meeting"


def test_the_switch_can_be_taken_back(
    portal: Installation, people: World, sam: Browser, amira: Browser, postbox: Postbox
) -> None:
    sam.submit(switch(people))

    page = sam.submit(switch(people))

    assert "There was a death in this family" not in page.text
    assert amira.get("/m").heading == "Your meeting"
    tell_something_new(portal, people)
    assert [one.to for one in postbox.deliver()] == [people.ben.contact]


def test_messages_that_were_stopped_before_stay_stopped_when_the_page_is_as_before(
    portal: Installation, people: World, sam: Browser, postbox: Postbox
) -> None:
    family = f"/staff/families/{people.family.id}"
    sam.press(sam.get(family), f"{family}/messages/stop")
    sam.submit(switch(people))
    sam.submit(switch(people))

    tell_something_new(portal, people)

    assert postbox.deliver() == []


def test_a_stale_page_changes_nothing(people: World, sam: Browser, amira: Browser) -> None:
    assert sam.post(switch(people), form_token="stale").status == 403
    assert sam.post(f"{switch(people)}/end", form_token="stale").status == 403
    assert amira.get("/m").heading == "Your meeting"


def test_only_staff_who_set_up_the_family_use_these_pages(app: FastAPI, people: World) -> None:
    for who in (people.dev, people.tess, people.farid, people.olive):
        browser = Browser(app, who)
        for path in (switch(people), closing(people)):
            assert browser.get(path).status == 404
            assert browser.post(path).status == 404


def test_a_member_reads_in_advance_when_their_pages_close(
    people: World, ada: Browser, amira: Browser, clock: Clock
) -> None:
    page = ada.submit(closing(people), day="2027-01-15")

    assert page.url == f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"
    assert "15 January 2027" in page.text
    assert "These pages close on Friday 15 January 2027." in said(amira.get("/m"))
    clock.move(days=52, hours=12)
    amira.sign_in(people.amira)
    assert amira.get("/m").heading == "Your meeting"
    clock.move(hours=3)
    amira.sign_in(people.amira)
    assert amira.get("/m").url == "/m/sent"


def test_the_day_can_be_taken_away_again(people: World, ada: Browser, amira: Browser) -> None:
    ada.submit(closing(people), day="2027-01-15")
    assert ada.get(closing(people)).value_of("day") == "2027-01-15"

    page = ada.submit(closing(people), day="")

    assert "No day is set" in page.text
    assert "These pages close" not in amira.get("/m").text


def test_today_is_the_first_day_that_can_be_chosen(people: World, ada: Browser, amira: Browser) -> None:
    assert ada.submit(closing(people), day="2026-11-24").status == 200
    assert amira.get("/m").heading == "Your meeting"


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2026-11-23", "This day has gone by."),
        ("2029-11-24", "more than two years away"),
        ("soon", "Choose a day, or leave it empty."),
        ("x" * 30, "too long"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_kept_in_the_field(
    people: World, ada: Browser, day: str, problem: str
) -> None:
    page = ada.submit(closing(people), day=day)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("day") == day


def test_a_parent_under_18_is_offered_an_advocate_first(people: World, ada: Browser, amira: Browser) -> None:
    assert "Someone on your side" not in amira.get("/m/unhappy").text
    details = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}/details"

    page = ada.submit(details, is_under_18="yes")

    assert "Under 18" in page.text
    for path in ("/m/unhappy", "/m/think"):
        shown = amira.get(path)
        assert "Someone on your side" in shown.text
        assert "Nobody in your family gets a copy" in shown.text
    assert ada.get(details).soup.select_one("[name=is_under_18][checked]")
    ada.post(details, name="Amira Haddad", language="en")
    assert "Someone on your side" not in amira.get("/m/think").text


def test_a_young_person_is_offered_an_advocate_first(
    portal: Installation, app: FastAPI, people: World
) -> None:
    noor = families.add_member(portal, people.ada, people.family, "Noor Haddad", Role.YOUNG_PERSON)

    page = Browser(app, noor).get("/m/unhappy")

    assert page.text.index("Someone on your side") < page.text.index("This is called a complaint")


def test_somebody_is_added_as_under_18(people: World, ada: Browser) -> None:
    page = ada.submit(
        f"/staff/families/{people.family.id}/members/new",
        name="Lena Small",
        role="parent",
        is_under_18="yes",
        language="en",
    )

    member = page.url.rsplit("/", 1)[0]
    assert "Under 18" in ada.get(member).text
