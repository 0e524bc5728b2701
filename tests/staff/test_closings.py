"""Everything stops for a family, or for some of it: decided by an administrator, for a day, with a reason."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families.models import Role
from app.families.tables import CaseClosing, Membership
from app.kit.ids import new_id
from tests.complaints.acts import complain, hold, reply_to
from tests.home.pages import said
from tests.staff.addresses import file_of, member
from tests.staff.test_standing import tell_something_new
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World

DAY = "2026-12-10"
AFTER = datetime(2026, 12, 11, 9, 0, tzinfo=UTC)
COUNCIL = "Rotherham"
LAST = "Thursday 10 December 2026"


def address(people: World) -> str:
    return f"{file_of(people)}/closing"


def stop(browser: Browser, people: World, *who: Someone, **fields: str) -> ShownPage:
    chosen: dict[str, Any] = {"members": [one.membership_id for one in who]} if who else {}
    typed: dict[str, Any] = {"reason": "moved", "to": COUNCIL, "day": DAY} | fields
    return browser.submit(address(people), action=address(people), **typed, **chosen)


def closes(portal: Installation, who: Someone) -> datetime | None:
    with transaction(portal, writes=False) as session:
        return session.get_one(Membership, who.membership_id).closes_at


def undo(browser: Browser, people: World) -> ShownPage:
    page = browser.get(address(people))
    action = next(str(one["action"]) for one in page.soup.select("main form") if "undo" in str(one["action"]))
    return browser.press(page, action)


def test_a_family_moves_and_each_of_them_reads_the_day_and_neither_why_nor_where_to(
    people: World, ada: Browser, amira: Browser, ben: Browser
) -> None:
    page = stop(ada, people)

    assert "Saved. They read the day on their own pages." in page.text
    for words in ("The family moves to another council", f"The last day is {LAST}.", COUNCIL, "Ben Carver"):
        assert words in said(page)
    for parent in (amira, ben):
        first = said(parent.get("/m"))
        assert f"These pages close on {LAST}." in first
        assert "A complaint stays with Barnsley" in first
        for path, shown in crawl(parent, ["/m"], within=lambda one: f"{one}/".startswith("/m/")).items():
            assert COUNCIL not in shown.html, path
            assert "another council" not in shown.text, path


def test_after_the_day_what_they_sent_and_complaints_are_left_and_no_message_comes(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser, postbox: Postbox, clock: Clock
) -> None:
    complaint = complain(Browser(app, people.amira))
    stop(ada, people)
    clock.move_to(AFTER)
    tell_something_new(portal, people)
    assert postbox.deliver() == []

    for who in (people.amira, people.ben):
        later = Browser(app, who)
        page = later.get("/m")
        assert page.url == "/m/sent"
        assert "Your other pages here are closed now." in page.text
        assert "A complaint stays with Barnsley" in said(page)
        assert later.get("/m/views").status == later.get("/m/needs").status == 404
        assert later.get("/m/unhappy").status == 200
    olive = Browser(app, people.olive)
    hold(olive, complaint)
    reply_to(olive, complaint, "You were right.")
    assert people.amira.contact in {one.to for one in postbox.deliver()}
    assert "You were right." in Browser(app, people.amira).get(f"/m/unhappy/{complaint}").text


def test_what_waited_on_the_day_is_not_sent_after_it(
    portal: Installation, people: World, ada: Browser, *, postbox: Postbox, clock: Clock
) -> None:
    stop(ada, people)
    tell_something_new(portal, people)
    assert len(postbox.deliver()) == 1
    tell_something_new(portal, people)
    clock.move_to(AFTER)

    assert postbox.deliver() == []


def test_her_supporter_helps_no_longer_either(
    people: World, ada: Browser, app: FastAPI, clock: Clock
) -> None:
    page = ada.get(address(people))
    assert "Carol Finch" not in page.text
    stop(ada, people)
    clock.move_to(AFTER)

    assert Browser(app, people.carol).get("/m/helped/letter").status == 404


def test_it_can_be_taken_back_before_the_day_and_not_after(
    portal: Installation, people: World, ada: Browser, app: FastAPI, *, amira: Browser, clock: Clock
) -> None:
    stop(ada, people)

    page = undo(ada, people)

    assert "Taken back. Their pages stay open." in page.text
    assert COUNCIL not in page.text
    assert closes(portal, people.amira) is closes(portal, people.ben) is None
    assert "These pages close" not in amira.get("/m").text
    stop(ada, people)
    clock.move_to(AFTER)
    later = Browser(app, people.ada)
    assert "Take this back" not in later.get(address(people)).text
    with transaction(portal, writes=False) as session:
        standing = session.exec(select(CaseClosing).where(CaseClosing.undone_at == None)).one()  # noqa: E711
    late = later.post(f"{address(people)}/{standing.id}/undo")
    assert late.status == 409
    assert "The day has gone by." in late.text
    assert closes(portal, people.amira) is not None


def test_two_taps_are_one_decision_and_two_taps_take_it_back_once(
    portal: Installation, people: World, ada: Browser
) -> None:
    page = ada.get(address(people))
    for _ in range(2):
        ada.press(page, address(people), reason="moved", to=COUNCIL, day=DAY)
    with transaction(portal, writes=False) as session:
        (row,) = session.exec(select(CaseClosing)).all()
        assert COUNCIL.encode() not in row.to_sealed

    for _ in range(2):
        assert ada.post(f"{address(people)}/{row.id}/undo").status == 200
    assert closes(portal, people.amira) is None


def test_a_young_person_is_18_and_everything_stops_for_her_alone(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser, amira: Browser, clock: Clock
) -> None:
    noor = families.add_member(portal, people.ada, people.family, "Noor Haddad", Role.YOUNG_PERSON)

    page = stop(ada, people, noor, reason="is_18", to="")

    assert "A child is 18 now" in page.text
    assert f"These pages close on {LAST}." in said(Browser(app, noor).get("/m"))
    assert "These pages close" not in amira.get("/m").text
    clock.move_to(AFTER)
    assert Browser(app, noor).get("/m").url == "/m/sent"
    assert Browser(app, people.amira).get("/m").url == "/m"


def test_no_birthday_stops_anything_by_itself(portal: Installation, people: World, ada: Browser) -> None:
    details = member(people, people.amira, "/details")
    ada.submit(details, action=details, is_under_18="yes")
    ada.submit(details, action=details, is_under_18=[])

    assert closes(portal, people.amira) is None
    assert "by itself, on a birthday or any other day" in ada.get(address(people)).text


def test_whoever_closes_sooner_keeps_their_own_day_and_a_day_of_ones_own_is_not_taken_back(
    portal: Installation, people: World, ada: Browser
) -> None:
    own = member(people, people.amira, "/closing")
    ada.submit(own, action=own, day="2026-12-01")
    stop(ada, people)
    theirs = member(people, people.ben, "/closing")
    ada.submit(theirs, action=theirs, day="2026-12-20")

    undo(ada, people)

    amira, ben = closes(portal, people.amira), closes(portal, people.ben)
    assert amira
    assert ben
    assert (amira.day, ben.day) == (1, 20)


def test_whoever_is_added_to_a_family_that_moves_closes_with_it(
    portal: Installation, people: World, ada: Browser
) -> None:
    stop(ada, people)
    new = f"{file_of(people)}/members/new"

    ada.submit(new, action=new, name="Omar Haddad", role="parent", contact="", language="en")

    with transaction(portal, writes=False) as session:
        newest = session.exec(
            select(Membership).where(Membership.family_id == people.family.id, Membership.role == "parent")
        ).all()
        assert len(newest) == 3
        assert len({place.closes_at for place in newest}) == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reason": ""}, "Choose why everything stops."),
        ({"reason": "died"}, "Choose why everything stops."),
        ({"to": " "}, "Write to which council they move."),
        ({"to": "x" * 201}, "This is too long."),
        ({"day": ""}, "Choose a day."),
        ({"day": "soon"}, "Choose a day, or leave it empty."),
        ({"day": "2026-11-01"}, "This day has gone by."),
        ({"day": "2036-11-01"}, "This is more than two years away."),
    ],
)
def test_what_is_missing_is_named_and_nothing_closes(
    portal: Installation, people: World, ada: Browser, fields: dict[str, str], problem: str
) -> None:
    page = stop(ada, people, **fields)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("to") == fields.get("to", COUNCIL)
    assert closes(portal, people.amira) is None


def test_a_family_moves_as_a_whole_and_nobody_of_another_family_is_closed(
    portal: Installation, people: World, ada: Browser
) -> None:
    assert "The whole family moves. Choose everybody." in stop(ada, people, people.amira).text
    stranger = stop(ada, people, people.erin, reason="left_the_uk", to="")
    assert stranger.status == 422
    nobody = ada.press(ada.get(address(people)), address(people), reason="is_18", to="", day=DAY, members=[])
    assert "Choose for whom everything stops." in nobody.text

    assert closes(portal, people.amira) is closes(portal, people.erin) is None


@pytest.mark.parametrize("name", ["sam", "dev", "tess", "olive", "farid", "amira"])
def test_only_an_administrator_of_the_family_decides(
    portal: Installation, people: World, app: FastAPI, ada: Browser, name: str
) -> None:
    stop(ada, people)
    with transaction(portal, writes=False) as session:
        closing = session.exec(select(CaseClosing)).one().id
    browser = Browser(app, people.person(name))

    assert browser.get(address(people)).status == 404
    assert browser.post(address(people), reason="moved", day=DAY).status == 404
    assert browser.post(f"{address(people)}/{closing}/undo").status == 404
    if name == "tess":
        other = f"/staff/families/{people.other_family.id}/closing"
        assert browser.post(f"{other}/{closing}/undo").status == 404
        assert browser.post(f"{other}/{new_id()}/undo").status == 404
    elif name != "amira" and name not in {"olive", "farid"}:
        assert address(people) not in browser.get(file_of(people)).links()
    assert closes(portal, people.amira) is not None


def test_a_death_has_its_own_page(people: World, ada: Browser) -> None:
    page = ada.get(address(people))

    assert address(people) in ada.get(file_of(people)).links()
    assert f"{file_of(people)}/bereavement" in page.links()
    assert not page.soup.select_one("[value=died]")
