"""A record begins by itself when somebody else got a message, or a report is taken back that was opened."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.breaches.models import BreachKind
from app.families.models import Role
from app.outbox import stopping
from tests.breaches.records import rows
from tests.reports.sharing import keep
from tests.sign_in.test_wrong_person import bell_of, is_stopped, link_of, say_so
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, NOW, World


def test_somebody_else_gets_amiras_message_and_a_record_of_her_family_begins(
    portal: Installation, people: World, visitor: Browser, ada: Browser
) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    (row,) = rows(portal)
    assert (row.kind, row.family_id, row.membership_id) == (
        "wrong_contact",
        people.family.id,
        people.amira.membership_id,
    )
    assert (row.known_at, row.begun_by_id, row.acted_by_id) == (NOW, None, people.ada.person_id)
    page = ada.get(f"/staff/breaches/{row.id}")
    for words in (
        "Amira Haddad",
        people.amira.contact,
        "when somebody told us without signing in",
        "Ada Wren wrote the contact down.",
        "Friday 27 November 2026, 10:00",
    ):
        assert words in page.text


def test_whoever_says_so_twice_begins_one_record_and_a_new_contact_may_go_wrong_again(
    portal: Installation, people: World, visitor: Browser, ada: Browser
) -> None:
    link = link_of(portal, people.amira)
    for _ in range(2):
        visitor.get(f"/s/{link}")
        say_so(visitor, "/s", not_me="yes")
    assert len(rows(portal)) == 1

    member = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"
    ada.submit(f"{member}/contact", checked="met", contact="07700 900555")
    ada.submit(f"{member}/safe-contact", wording="quiet", shared_phone="no")
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    first, second = sorted(rows(portal), key=lambda row: row.created_at)
    assert people.amira.contact in ada.get(f"/staff/breaches/{first.id}").text
    assert "+447700900555" in ada.get(f"/staff/breaches/{second.id}").text


def test_a_token_of_nobodys_and_a_colleagues_message_begin_nothing(
    portal: Installation, people: World, visitor: Browser
) -> None:
    visitor.get(f"/s/{'x' * 43}")
    say_so(visitor, "/s", not_me="yes")
    say_so(visitor, bell_of(portal, people.sam), not_me="yes")

    assert rows(portal) == []


def test_somebody_who_helps_another_family_too_begins_one_record_in_each(
    portal: Installation, people: World, visitor: Browser
) -> None:
    families.add_helper(
        portal,
        people.amira,
        "Erin Moss",
        Role.SUPPORTER,
        Permission.HELP_SEE_MEETING,
        contact=people.erin.contact,
    )

    say_so(visitor, bell_of(portal, people.erin), not_me="yes")

    assert {row.family_id for row in rows(portal)} == {people.family.id, people.other_family.id}


def test_the_record_and_the_stop_are_one_transaction(
    portal: Installation, people: World, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    asked = visitor.get(f"{bell_of(portal, people.amira)}/not-me")
    monkeypatch.setattr(stopping, "stop_contact", fail)

    with pytest.raises(AssertionError, match="a fault of ours"):
        visitor.press(asked, asked.url, not_me="yes")

    assert rows(portal) == []
    assert not is_stopped(portal, people.amira)


def test_staff_are_told_quietly_and_nobody_of_the_family(
    portal: Installation, people: World, visitor: Browser, answering: Someone, postbox: Postbox
) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    told = postbox.deliver()
    assert {message.to for message in told} == {
        people.ada.contact,
        people.sam.contact,
        people.dev.contact,
        answering.contact,
    }
    assert not any("Amira" in message.body or "breach" in message.body for message in told)


def test_what_was_sent_there_and_who_tried_to_sign_in_stands_in_the_record(
    portal: Installation, people: World, app: FastAPI, *, visitor: Browser, ada: Browser, postbox: Postbox
) -> None:
    ada.press(ada.get(meeting(people)), f"{meeting(people)}/invitations/{people.amira.membership_id}")
    postbox.deliver()
    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)
    (message,) = postbox.deliver()
    stranger = Browser(app)
    stranger.get("/s/" + message.body.split("/s/")[1].split()[0])
    stranger.submit("/s", action="/s", pin="000111")
    stranger.submit("/s", action="/s", pin="000222")
    say_so(stranger, "/s", not_me="yes")

    page = ada.get(f"/staff/breaches/{rows(portal)[0].id}").text

    assert "Invitation Tuesday 24 November 2026, 10:00" in page
    assert "A sign-in link was sent there." in page
    assert "Somebody typed a wrong PIN. 2 times, first on" in page


def meeting(people: World) -> str:
    return f"/staff/families/{people.family.id}/meetings/{people.meeting}"


def test_what_was_opened_after_signing_in_there_stands_in_the_record(
    portal: Installation, people: World, app: FastAPI, *, visitor: Browser, ada: Browser, postbox: Postbox
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    postbox.deliver()
    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)
    (message,) = postbox.deliver()
    stranger = Browser(app)
    stranger.get("/s/" + message.body.split("/s/")[1].split()[0])
    stranger.submit("/s", action="/s", pin=people.amira.pin)
    stranger.submit(f"/m/reports/{edition}")

    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    page = ada.get(f"/staff/breaches/{rows(portal)[0].id}").text
    assert "Somebody signed in. The portal cannot know who it was, nor all that they looked at." in page
    assert "A report was opened." in page


def test_what_began_by_itself_is_in_the_log(portal: Installation, people: World, visitor: Browser) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")

    with transaction(portal, writes=False) as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "breach.begun")).all()
        assert (entry.actor_id, entry.family_id, entry.reason) == (
            "visitor",
            people.family.id,
            BreachKind.WRONG_CONTACT.value,
        )
