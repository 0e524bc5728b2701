"""Who rings sees it first of all, knows that somebody may listen, and notes what they did."""

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access import people as members
from app.access import staff_accounts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.authorities.models import ToldTo
from app.calls.tables import CallAct
from app.families.tables import Person
from app.kit.ids import new_id
from tests.calls.asking import FORM, MAY_NOT_SPEAK, WORDS, ask, case, give_mobile, note, rows
from tests.drafts.test_company import name_worker
from tests.home.pages import said
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import NOW, World

QUIET = "the quiet word that a worker may have agreed with them"


def test_the_social_worker_sees_it_on_today_and_in_the_file_with_how_to_speak(
    amira: Browser, sam: Browser, people: World
) -> None:
    assert case(people) not in sam.get("/staff").links()
    ask(amira, "reports")

    today = sam.get("/staff")
    assert "Somebody asked to be rung" in today.text
    assert case(people) in today.links()
    file = sam.get(addresses.file_of(people))
    assert "Who asks to be rung 1 waits for you" in file.text
    page = sam.get(case(people))
    assert MAY_NOT_SPEAK in page.text
    assert "About the reports. Asked on Tuesday 24 November 2026, 10:00." in said(page)
    assert WORDS in page.text
    assert QUIET not in page.text


def test_the_quiet_word_is_marked_for_whoever_rings(amira: Browser, sam: Browser, people: World) -> None:
    ask(amira, "appointment")

    page = sam.get(case(people))

    assert QUIET in page.text
    assert MAY_NOT_SPEAK in page.text


def test_how_it_is_safe_to_ring_stands_beside_it(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    ask(amira)
    assert "Nobody has told us a number that is safe to ring." in sam.get(case(people)).text
    give_mobile(portal, people.amira, "07700 900123")

    sam.submit(
        addresses.member(people, people.amira, "/safe-contact"),
        wording="quiet",
        shared_phone="yes",
        from_hour="09:00",
        until_hour="15:00",
    )

    page = sam.get(case(people))
    assert page.soup.select('a[href="tel:+447700900123"]')
    assert "Only from 09:00 until 15:00." in page.text
    assert "Somebody else can look at their phone." in page.text
    assert "No safe number" not in page.text


def test_a_number_without_hours_on_a_phone_of_their_own_is_just_the_number(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    give_mobile(portal, people.amira, "07700 900123")
    ask(amira)

    page = sam.get(case(people))

    assert page.soup.select('a[href="tel:+447700900123"]')
    assert "Only from" not in page.text
    assert "Somebody else can look" not in page.text


@pytest.mark.parametrize(
    ("outcome", "she_reads", "they_read"),
    [
        ("rang", "We rang on Tuesday 24 November 2026, 10:05.", "Sam Reed spoke with them by phone on"),
        ("saw", "This was done on Tuesday 24 November 2026, 10:05.", "Sam Reed saw them on"),
    ],
)
def test_what_was_done_ends_it_and_is_noted_with_who_and_when(
    amira: Browser,
    sam: Browser,
    portal: Installation,
    people: World,
    clock: Clock,
    *,
    outcome: str,
    she_reads: str,
    they_read: str,
) -> None:
    there = ask(amira).url
    clock.move(minutes=5)

    page = note(sam, people, outcome)

    assert "Noted. They can see the day and the time." in page.text
    assert f"{they_read} Tuesday 24 November 2026, 10:05." in said(page)
    assert not page.soup.select("main form")
    hers = said(amira.get(there))
    assert she_reads in hers
    assert "Sam" not in hers
    assert "Is there still something to talk about? Ask us again" in hers
    assert case(people) not in sam.get("/staff").links()
    with transaction(portal, writes=False) as session:
        (act,) = session.exec(select(CallAct)).all()
        assert (act.acted_by, act.outcome) == (people.sam.person_id, outcome)
        entry = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "call.answered")).one()
        assert (entry.actor_id, entry.family_id, entry.reason) == (
            people.sam.person_id,
            people.family.id,
            outcome,
        )


def test_whoever_could_not_be_reached_stays_on_the_list_and_it_is_counted(
    amira: Browser, sam: Browser, people: World, clock: Clock
) -> None:
    there = ask(amira).url
    note(sam, people, "not_reached")
    clock.move(minutes=10)

    page = note(sam, people, "not_reached")

    assert "Not reached 2 times." in page.text
    assert case(people) in sam.get("/staff").links()
    hers = said(amira.get(there))
    assert "We tried on Tuesday 24 November 2026, 10:00." in hers
    assert "We tried on Tuesday 24 November 2026, 10:10." in hers
    note(sam, people, "rang")
    assert case(people) not in sam.get("/staff").links()


@pytest.mark.parametrize("outcome", ["rang", "not_reached"])
def test_two_taps_note_it_once(
    amira: Browser, sam: Browser, portal: Installation, people: World, outcome: str
) -> None:
    ask(amira)
    page = sam.get(case(people))
    action = str(page.soup.select_one("main form")["action"])  # type: ignore[index]

    for _ in range(2):
        assert sam.press(page, action, outcome=outcome).status == 200

    with transaction(portal, writes=False) as session:
        assert len(session.exec(select(CallAct)).all()) == 1


def test_two_workers_learn_of_each_other(
    amira: Browser, app: FastAPI, portal: Installation, people: World
) -> None:
    name_worker(app, ToldTo.CHAIR)
    ask(amira)
    dev, sam = Browser(app, people.dev), Browser(app, people.sam)
    seen = dev.get(case(people))
    action = str(seen.soup.select_one("main form")["action"])  # type: ignore[index]
    note(sam, people, "not_reached")

    page = dev.press(seen, action, outcome="rang")

    assert page.status == 422
    assert "Something has changed here." in page.text
    assert "Sam Reed could not reach them on" in page.text
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].done_at is None


def test_what_was_taken_back_before_a_worker_read_it_waits_for_one_all_the_same(
    amira: Browser, sam: Browser, people: World, clock: Clock
) -> None:
    there = ask(amira).url
    amira.press(amira.get(there), f"{there}/take-back")

    assert case(people) in sam.get("/staff").links()
    assert "1 waits for you" in sam.get(addresses.file_of(people)).text
    page = sam.get(case(people))
    assert QUIET in page.text
    assert "Somebody may have made them do that." in page.text
    assert "Not done" in page.text
    clock.move(minutes=5)
    noted = note(sam, people, "read")

    assert "Sam Reed read on Tuesday 24 November 2026, 10:05 that they took it back." in said(noted)
    assert "Not done" not in noted.text
    assert case(people) not in sam.get("/staff").links()
    hers = said(amira.get(there))
    assert "A worker read on Tuesday 24 November 2026, 10:05 that you took it back." in hers
    assert hers.index("You took this back on") < hers.index("A worker read on")


@pytest.mark.parametrize(("outcome", "status"), [("rang", 200), ("saw", 200), ("not_reached", 422)])
def test_a_worker_who_was_there_before_they_knew_that_it_was_taken_back_can_note_it(
    amira: Browser, sam: Browser, people: World, portal: Installation, *, outcome: str, status: int
) -> None:
    there = ask(amira).url
    page = sam.get(case(people))
    action = str(page.soup.select_one("main form")["action"])  # type: ignore[index]
    amira.press(amira.get(there), f"{there}/take-back")

    assert sam.press(page, action, outcome=outcome).status == status
    with transaction(portal, writes=False) as session:
        assert [one.outcome for one in session.exec(select(CallAct)).all()] == [outcome] * (status == 200)


def test_nobody_notes_that_a_request_was_taken_back_which_was_not(
    amira: Browser, sam: Browser, people: World, portal: Installation
) -> None:
    ask(amira)
    page = sam.get(case(people))
    action = str(page.soup.select_one("main form")["action"])  # type: ignore[index]

    assert "I read that they took it back" not in page.text
    assert sam.press(page, action, outcome="read").status == 422
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].done_at is None


def test_a_press_without_an_outcome_changes_nothing(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    ask(amira)
    page = sam.get(case(people))
    action = str(page.soup.select_one("main form")["action"])  # type: ignore[index]

    answer = sam.press(page, action)

    assert answer.status == 422
    assert "Say what you did." in answer.text
    with transaction(portal, writes=False) as session:
        assert session.exec(select(CallAct)).all() == []


@pytest.mark.parametrize("name", ["ada", "dev", "olive", "tess", "farid", "ben", "amira"])
def test_nobody_else_sees_or_notes_it_while_the_social_worker_is_there(
    amira: Browser, app: FastAPI, portal: Installation, people: World, name: str
) -> None:
    ask(amira)
    browser = Browser(app, people.person(name))
    with transaction(portal, writes=False) as session:
        call = rows(session)[0].id

    assert browser.get(case(people)).status == 404
    assert browser.post(f"{case(people)}/{call}", outcome="rang").status == 404
    for path in ("/staff", addresses.file_of(people)):
        page = browser.get(path)
        assert case(people) not in page.links()
        assert "asks to be rung" not in page.text
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].done_at is None


@pytest.mark.parametrize(
    ("told_to", "ring", "words"),
    [
        (ToldTo.SOCIAL_WORKER, {"sam"}, "Your social worker rings you."),
        (ToldTo.CHAIR, {"sam", "dev"}, "Your social worker or the chair rings you."),
        (
            ToldTo.ADMINISTRATOR,
            {"sam", "ada"},
            "Your social worker or the worker who arranges your meeting rings you.",
        ),
    ],
)
def test_whom_the_council_names_sees_it_and_the_social_worker_and_both_are_told(
    app: FastAPI, people: World, postbox: Postbox, *, told_to: ToldTo, ring: set[str], words: str
) -> None:
    name_worker(app, told_to)
    amira = Browser(app, people.amira)
    assert words in amira.get(FORM).text

    ask(amira)

    assert {one.to for one in postbox.deliver()} == {people.person(name).contact for name in ring}
    for name in ("sam", "dev", "ada"):
        browser = Browser(app, people.person(name))
        assert (browser.get(case(people)).status == 200) == (name in ring)
        assert (case(people) in browser.get("/staff").links()) == (name in ring)
        assert (case(people) in browser.get(addresses.file_of(people)).links()) == (name in ring)


def test_where_neither_works_with_the_family_whoever_does_sees_it(
    amira: Browser, app: FastAPI, portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as scope:
        staff_accounts.release(scope, people.sam.person_id)

    ask(amira)

    assert {one.to for one in postbox.deliver()} == {people.ada.contact, people.dev.contact}
    for who in (people.ada, people.dev):
        browser = Browser(app, who)
        assert case(people) in browser.get("/staff").links()
        assert MAY_NOT_SPEAK in browser.get(case(people)).text
    assert Browser(app, people.sam).get(case(people)).status == 404


def test_a_social_worker_who_left_the_council_is_not_the_one_who_keeps_others_from_seeing_it(
    amira: Browser, app: FastAPI, portal: Installation, people: World
) -> None:
    with transaction(portal, writes=True) as session:
        session.get_one(Person, people.sam.person_id).ended_at = NOW

    ask(amira)

    assert WORDS in Browser(app, people.ada).get(case(people)).text


def test_staff_cannot_note_another_familys(
    amira: Browser, tess: Browser, portal: Installation, people: World
) -> None:
    ask(amira)
    with transaction(portal, writes=False) as session:
        foreign = rows(session)[0].id
    other = f"/staff/families/{people.other_family.id}/calls"

    assert tess.get(other).status == 200
    assert tess.post(f"{other}/{foreign}", outcome="rang").status == 404
    assert tess.post(f"{other}/{new_id()}", outcome="rang").status == 404


def test_who_reads_it_is_recorded_and_an_empty_list_is_not(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    assert "Nobody of this family has asked to be rung." in sam.get(case(people)).text
    with transaction(portal, writes=False) as session:
        assert not session.exec(select(AuditEntry).where(col(AuditEntry.action) == "call.read")).all()
    ask(amira)
    sam.get(case(people))

    with transaction(portal, writes=False) as session:
        seen = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "call.read")).one()
    assert (seen.actor_id, seen.family_id) == (people.sam.person_id, people.family.id)


def test_whoever_has_left_the_family_is_not_named(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    ask(amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as staff:
        members.end_member(staff, people.amira.membership_id or "")

    page = sam.get(case(people))

    assert "Somebody who is no longer in this family" in page.text
    assert "Haddad" not in page.text
    assert "Nobody has told us a number that is safe to ring." in page.text


def test_whether_she_was_alone_can_be_said_of_it_too(amira: Browser, sam: Browser, people: World) -> None:
    ask(amira)

    amira.submit("/m/sent/question", action="/m/sent/question", company="with")

    page = sam.get(f"/staff/families/{people.family.id}/company")
    assert "A request to be rung" in page.text
    assert "Someone was with them." in page.text
