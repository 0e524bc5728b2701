"""Each member of staff opens what a family sent for themselves, and whoever sent it is told who did."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access import staff_accounts
from app.access.scopes import Installation
from app.access.tables import EmergencyOpening
from app.access.transactions import transaction
from app.drafts import openings
from app.drafts.tables import Opening
from app.families.models import Role
from app.kit import clock
from tests.complaints.acts import complain, hold
from tests.preparation.test_sending import send as send_answers
from tests.reports.sharing import cases
from tests.reports.test_replies import SAID, opened, sent
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import World
from tests.written_views.test_pages import WORDS, send


@pytest.fixture
def rhys(portal: Installation, people: World) -> Someone:
    """A second chair, who works with the family as well."""
    who = families.add_staff(portal, people.dev.council, "Rhys Pugh", Role.CHAIR)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        staff_accounts.allocate(case, who.person_id)
    return who


def stored(portal: Installation) -> list[Opening]:
    with transaction(portal, writes=False) as session:
        return list(session.exec(select(Opening)))


def only_link(page: Browser, address: str) -> str:
    link = page.get(address).soup.select_one("tbody a")
    assert link is not None
    return str(link["href"])


def test_a_second_chair_opens_a_letter_before_reading_it(
    people: World, amira: Browser, dev: Browser, rhys: Someone, clock: Clock
) -> None:
    receipt, second = send(amira), Browser(dev.app, rhys)
    listed = f"/staff/families/{people.family.id}/views"
    letter = only_link(dev, listed)
    dev.post(f"{letter}/open")
    clock.move(minutes=5)

    assert "You have not opened it" in second.get(listed).text
    assert "You have not opened it" not in dev.get(listed).text
    cover = second.get(letter)
    assert WORDS not in cover.html
    assert "the sender sees your name" in cover.text
    assert WORDS in second.press(cover, f"{letter}/open").text
    assert WORDS in dev.get(letter).text

    told = amira.get("/m/history").text
    assert "Dev Carter opened it on Tuesday 24 November 2026, 10:00 . Role: Chair." in told
    assert "Rhys Pugh opened it on Tuesday 24 November 2026, 10:05 . Role: Chair." in told
    assert "Opened by the chair on Tuesday 24 November 2026, 10:00" in amira.get(receipt.url).text


def test_a_second_chair_opens_answers_before_reading_them(
    portal: Installation, app: FastAPI, people: World, dev: Browser, rhys: Someone
) -> None:
    with families.as_member(portal, people.amira) as scope:
        send_answers(scope, "She sleeps well.")
    second = Browser(app, rhys)
    answers = only_link(dev, f"/staff/families/{people.family.id}/preparations")
    shown = dev.post(f"{answers}/open")

    cover = second.get(answers)

    assert "She sleeps well." in shown.text
    assert "She sleeps well." not in cover.html
    assert "You have not opened it" in second.get(answers.rpartition("/")[0]).text
    assert "She sleeps well." in second.press(cover, f"{answers}/open").text


def test_a_reply_is_opened_by_each_of_three_workers(
    portal: Installation, people: World, ben: Browser, dev: Browser, sam: Browser
) -> None:
    reply = sent(ben, opened(portal, people, ben)).url.rpartition("/")[2]
    address = f"{cases(people)}/replies/{reply}"

    for worker in (dev, sam, Browser(dev.app, people.ada)):
        assert SAID not in worker.get(address).html
        assert SAID in worker.post(address).text

    told = ben.get("/m/history").text
    for name in ("Dev Carter", "Sam Reed", "Ada Wren"):
        assert f"{name} opened it on" in told


def test_an_officer_who_takes_a_complaint_is_named_to_who_complained(
    amira: Browser, ben: Browser, olive: Browser
) -> None:
    before = ben.get("/m/history").text

    hold(olive, complain(amira))

    assert "Olive Stone opened it on" in amira.get("/m/history").text
    assert ben.get("/m/history").text == before


def test_one_opening_a_day_is_noted_however_often_the_button_is_pressed(
    portal: Installation, people: World, amira: Browser, dev: Browser, clock: Clock
) -> None:
    send(amira)
    letter = only_link(dev, f"/staff/families/{people.family.id}/views")

    for _ in range(3):
        dev.post(f"{letter}/open")
    assert len(stored(portal)) == 1
    clock.move(days=1)
    Browser(dev.app, dev.who).post(f"{letter}/open")

    assert len(stored(portal)) == 2


def test_a_name_lies_sealed_for_the_one_person_it_is_told_to(
    portal: Installation, people: World, amira: Browser, dev: Browser
) -> None:
    send(amira)
    letter = only_link(dev, f"/staff/families/{people.family.id}/views")
    dev.post(f"{letter}/open")
    (row,) = stored(portal)

    assert b"Dev" not in row.name_sealed
    assert row.membership_id == people.amira.membership_id
    with families.as_member(portal, people.amira) as scope:
        assert [(one.name, one.role) for one in openings.of_own(scope)] == [("Dev Carter", Role.CHAIR)]
    with families.as_member(portal, people.ben) as scope:
        assert openings.of_own(scope) == []


def test_a_letter_taken_back_was_opened_by_nobody(
    portal: Installation, people: World, amira: Browser, dev: Browser
) -> None:
    receipt = send(amira)
    letter = only_link(dev, f"/staff/families/{people.family.id}/views")
    amira.press(receipt, f"{receipt.url}/take-back")

    assert dev.post(f"{letter}/open").status == 404

    assert stored(portal) == []
    told = amira.get("/m/history").text
    assert "You took it back on Tuesday 24 November 2026, 10:00" in told
    assert "Nobody has opened it yet." not in told


def test_a_file_opened_in_an_emergency_is_told_to_each_member_of_the_family(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    now = clock.now()
    with families.as_case_worker(portal, people.dev, people.family.id) as case:
        looked_at = EmergencyOpening(
            council=people.dev.council,
            person_id=people.dev.person_id,
            family_id=people.family.id,
            reason_sealed=b"",
            opened_at=now,
            until_at=now,
            reviewed_at=now,
        )
        case.session.add(looked_at)
        assert openings.note(case, people.amira.membership_id or "", openings.FILE, looked_at.id)
        assert openings.note(case, people.ben.membership_id or "", openings.FILE, looked_at.id)
        assert not openings.note(case, people.ben.membership_id or "", openings.FILE, looked_at.id)

    for member in (amira, ben):
        told = member.get("/m/history").text
        assert "Your file was opened in an emergency" in told
        assert told.count("Dev Carter opened it.") == 1
