"""Helping gives nobody a way around a wall: not to a contact, not to a PIN, not past an end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from app.access import contacts, standing
from app.access import people as members
from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences import service as conferences
from app.families.models import IdentityCheck, Role, StopReason
from app.families.tables import Person
from app.helping import deciding
from app.helping import service as helping
from app.helping.models import Described, MayDo, Wish
from app.kit import clock
from app.outbox import stopping
from app.staff import set_up
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World

SEE = Permission.HELP_SEE_MEETING


def person(portal: Installation, who: Someone) -> Person:
    with transaction(portal, writes=False) as session:
        found = session.get_one(Person, who.person_id)
        session.expunge(found)
        return found


def ask_for(portal: Installation, parent: Someone, contact: str) -> str:
    wish = Wish(
        Described("A friend", "A friend", contact),
        Role.SUPPORTER,
        (MayDo.SEE_MEETING,),
        clock.now() + timedelta(days=30),
    )
    with families.as_member(portal, parent) as scope:
        return helping.ask(scope, wish)


def test_a_contact_that_was_stopped_stays_stopped_when_staff_of_another_family_agree_to_it_as_a_helper(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        _, amira = contacts.member_person(case, people.amira.membership_id or "")
        stopping.stop_contact(case, amira, StopReason.UNSAFE)
    asked = ask_for(portal, people.erin, people.amira.contact)

    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        deciding.agree(case, asked)

    known = person(portal, people.amira)
    assert known.contact_stopped_at is not None
    assert known.wording is None
    assert people.amira.contact not in {message.to for message in postbox.deliver()}


def test_two_agreements_about_one_helper_do_not_shut_them_out(
    app: FastAPI, portal: Installation, people: World
) -> None:
    helper = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    asked = ask_for(portal, people.amira, helper.contact)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        deciding.agree(case, asked)

    assert Browser(app, helper).get("/m").status == 200


def test_a_helper_whose_pages_staff_close_sees_nothing_after_that_day(
    app: FastAPI, portal: Installation, people: World, clock: Clock
) -> None:
    helper = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        standing.set_closing(case, helper.membership_id or "", clock.moment + timedelta(days=1))
    clock.move(days=2)

    assert Browser(app, helper).get("/m").status == 404


COLUMNS = ("pin_hash", "contact_index", "wording", "shared_phone", "name_sealed", "contact_stopped_at")
TAKING: dict[str, dict[str, Any]] = {
    "pin": {},
    "contact": {"contact": "mallory@example.org", "checked": "met"},
    "contact/stop": {},
    "safe-contact": {"wording": "plain", "shared_phone": "no"},
    "details": {"name": "Mallory", "language": "en"},
}


def helps_erin(portal: Installation, people: World) -> str:
    """Let Amira help in the family of Tess, as anybody there can arrange who knows her contact."""
    asked = ask_for(portal, people.erin, people.amira.contact)
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        return f"/staff/families/{people.other_family.id}/members/{deciding.agree(case, asked)}"


@pytest.mark.parametrize("path", TAKING)
def test_staff_of_a_family_where_amira_helps_cannot_take_over_how_she_signs_in_to_her_own(
    portal: Installation, people: World, tess: Browser, path: str
) -> None:
    address = helps_erin(portal, people)
    before = person(portal, people.amira)
    tess.get(address)

    assert tess.post(f"{address}/{path}", **TAKING[path]).status == 409

    now = person(portal, people.amira)
    for column in COLUMNS:
        assert getattr(now, column) == getattr(before, column), column


def test_they_see_no_button_for_it_and_not_the_contact_that_she_has_by_now(
    portal: Installation, people: World, tess: Browser
) -> None:
    address = helps_erin(portal, people)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        member = people.amira.membership_id or ""
        contacts.change_contact(case, member, "amira.safe@example.org", checked=IdentityCheck.MET)

    page = tess.get(address)

    assert "Other staff look after how they sign in" in page.text
    assert "amira.safe@example.org" not in page.html
    for path in TAKING:
        assert f"{address}/{path}" not in page.html


def test_the_staff_of_her_own_family_still_change_what_is_hers(
    portal: Installation, people: World, ada: Browser
) -> None:
    helps_erin(portal, people)
    address = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"

    assert "Give Amira Haddad a new PIN" in ada.get(address).text
    assert ada.submit(address, action=f"{address}/pin").status == 200


def removed(portal: Installation, people: World) -> str:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        members.end_member(case, people.ben.membership_id or "")
    return people.ben.contact


def with_another_number(portal: Installation, people: World) -> str:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        member = people.ben.membership_id or ""
        contacts.change_contact(case, member, "07700 900321", checked=IdentityCheck.MET)
    return people.ben.contact


@pytest.mark.parametrize("free", [removed, with_another_number])
def test_staff_are_told_when_a_helpers_contact_was_the_other_parents_whatever_the_name(
    portal: Installation, people: World, sam: Browser, free: Callable[[Installation, World], str]
) -> None:
    asked = ask_for(portal, people.amira, free(portal, people))

    page = sam.get(f"/staff/families/{people.family.id}/helpers/{asked}")

    assert "This contact belonged to a member of this family before." in page.text
    assert "Ben Carver" in page.text


def test_staff_who_look_up_a_contact_leave_a_trace_and_learn_nothing_of_another_family(
    portal: Installation, people: World, tess: Browser
) -> None:
    asked = ask_for(portal, people.erin, people.amira.contact)
    page = tess.get(f"/staff/families/{people.other_family.id}/helpers/{asked}")

    assert "The council knows this contact already." in page.text
    assert "protected detail" not in page.text
    with transaction(portal, writes=False) as session:
        wanted = select(AuditEntry).where(col(AuditEntry.action) == Action.CONTACT_LOOKED_UP.value)
        (entry,) = session.execute(wanted).scalars()
    assert (entry.object_id, entry.actor_id) == (people.amira.person_id, people.tess.person_id)


def test_somebody_known_is_not_in_doubt_for_what_another_of_the_family_protects(
    portal: Installation, people: World, sam: Browser
) -> None:
    asked = ask_for(portal, people.amira, people.erin.contact)

    page = sam.get(f"/staff/families/{people.family.id}/helpers/{asked}")

    assert "The council knows this contact already." in page.text
    assert "protected detail" not in page.text


def test_a_helper_of_a_family_whose_messages_stop_still_gets_what_is_their_own(
    portal: Installation, people: World, postbox: Postbox, visitor: Browser
) -> None:
    helps_erin(portal, people)
    postbox.deliver()
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        set_up.stop_messages(case)
    visitor.submit(f"/{people.amira.council}/en/sign-in", contact=people.amira.contact)

    assert [one.to for one in postbox.deliver()] == [people.amira.contact] * 2
