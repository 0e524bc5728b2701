"""A family's file: opened, seen, and the switch that stops every message."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences import service as conferences
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.mail import Postbox
from tests.support.world import World


def actions(portal: Installation, people: World) -> list[str]:
    """Return what the log says happened to the family."""
    wanted = select(col(AuditEntry.action)).where(col(AuditEntry.family_id) == people.family.id)
    with transaction(portal, writes=False) as session:
        return list(session.execute(wanted).scalars())


def test_an_administrator_opens_a_file_with_its_children(ada: Browser) -> None:
    page = ada.submit("/staff/families/new", children="Maya\n\n  Theo  \n")

    assert page.status == 200
    assert page.heading.startswith("Family file")
    assert "The family's file is open." in page.text
    assert [one.get_text() for one in page.soup.select("ul.lines bdi")][:2] == ["Maya", "Theo"]
    assert page.heading.split()[-1] in ada.get("/staff/families").text


def test_a_file_can_be_opened_without_a_name(ada: Browser) -> None:
    assert "No child is in this file yet" in ada.submit("/staff/families/new").text


@pytest.mark.parametrize("children", ["x" * 201, "\n".join(f"Child {n}" for n in range(21))])
def test_names_that_cannot_be_right_come_back_in_the_form(ada: Browser, children: str) -> None:
    page = ada.submit("/staff/families/new", children=children)

    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.value_of("children") == children


def test_a_file_shows_its_people_meetings_and_staff(ada: Browser, people: World) -> None:
    page = ada.get(addresses.file_of(people))

    for shown in ("Amira Haddad", "Ben Carver", people.amira.contact, "Noor", "Dev Carter", "Quiet"):
        assert shown in page.text
    assert "Thursday 3 December 2026, 14:30" in page.text


def test_a_chair_sees_who_is_there_but_not_how_to_reach_them(dev: Browser, people: World) -> None:
    page = dev.get(addresses.file_of(people))

    assert "Amira Haddad" in page.text
    assert people.amira.contact not in page.html
    assert not [link for link in page.links() if "/members/" in link or link.endswith("/new")]
    for link in page.links():
        assert link.startswith("/barnsley/") or "complaints" in link or dev.get(link).status == 200, link


def test_every_link_of_a_file_opens_for_its_reader(ada: Browser, sam: Browser, people: World) -> None:
    for browser in (ada, sam):
        for link in browser.get(addresses.file_of(people)).links():
            if link.startswith("/staff/families"):
                assert browser.get(link).status == 200, link


def test_each_look_at_a_file_is_recorded(ada: Browser, portal: Installation, people: World) -> None:
    for page in (
        addresses.file_of(people),
        addresses.member(people, people.amira),
        addresses.meeting(people),
    ):
        ada.get(page)

    assert actions(portal, people).count(Action.FAMILY_VIEWED.value) == 3


def test_one_switch_stops_every_message(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")
    file = addresses.file_of(people)

    page = ada.press(ada.get(file), f"{file}/messages/stop")

    assert "Messages to this family are stopped" in page.text
    assert "Stopped, not sent" in page.text
    assert postbox.deliver() == []
    assert Action.MESSAGES_STOPPED.value in actions(portal, people)
    ada.press(
        ada.get(addresses.meeting(people, "/change")), addresses.meeting(people, "/change"), place="Elsewhere"
    )
    assert postbox.deliver() == []


def test_messages_go_again_when_the_switch_is_turned_back(
    ada: Browser, people: World, postbox: Postbox
) -> None:
    file = addresses.file_of(people)
    stopped = ada.press(ada.get(file), f"{file}/messages/stop")
    blocked = ada.get(addresses.meeting(people))

    ada.press(stopped, f"{file}/messages/resume")
    ada.press(
        ada.get(addresses.meeting(people)),
        f"{addresses.meeting(people)}/invitations/{people.amira.membership_id}",
    )

    assert "Messages to this family are stopped." in blocked.text
    assert [message.to for message in postbox.deliver()] == [people.amira.contact]


def test_the_switch_needs_a_form_of_ours(ada: Browser, people: World) -> None:
    file = addresses.file_of(people)

    page = ada.post(f"{file}/messages/stop", form_token="stale")
    other = ada.post(f"{file}/messages/resume", form_token="stale")

    assert (page.status, other.status) == (403, 403)
    assert "Messages to this family are stopped" not in ada.get(file).text
