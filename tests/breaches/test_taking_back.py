"""A report is taken back: whoever opened it is named, and a record begins where anybody did."""

from datetime import timedelta

from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.breaches.tables import Breach
from app.families.models import Role
from app.families.tables import Person
from tests.breaches.records import case, rows
from tests.reports.sharing import cases, keep
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import NOW, World

REASON = "The school's name was left in."


def take_back(staff: Browser, people: World, report: str, edition: str) -> ShownPage:
    """Take a report back from one person."""
    address = f"{cases(people)}/{report}/editions/{edition}"
    return staff.submit(address, action=address, reason=REASON)


def test_a_report_that_ben_opened_is_taken_back_and_a_record_begins(
    portal: Installation, people: World, app: FastAPI, ben: Browser, clock: Clock
) -> None:
    kept = keep(portal, people, "ben")
    ben.submit(f"/m/reports/{kept.editions['ben']}")
    clock.move_to(NOW + timedelta(hours=2))
    ada = Browser(app, people.ada)
    asked = ada.get(f"{cases(people)}/{kept.id}/editions/{kept.editions['ben']}").text
    assert "Ben Carver opened it. Tuesday 24 November 2026, 10:00" in asked

    page = take_back(ada, people, kept.id, kept.editions["ben"])

    (row,) = rows(portal)
    assert page.url == f"/staff/breaches/{row.id}"
    assert row.acted_by_id == people.ada.person_id
    for words in (
        "Ben Carver opened it.",
        "Ada Wren took it back.",
        REASON,
        "Report, School",
        "Ada Wren shared",
    ):
        assert words in page.text
    assert row.known_at == NOW + timedelta(hours=2)


def test_a_report_that_only_a_helper_of_amira_read_begins_a_record_too(
    portal: Installation, people: World, app: FastAPI, ada: Browser
) -> None:
    kept = keep(portal, people, "amira")
    hana = families.add_helper(
        portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_READ_REPORTS, reports=True
    )
    assert Browser(app, hana).get(f"/m/helped/reports/{kept.editions['amira']}").status == 200

    page = take_back(ada, people, kept.id, kept.editions["amira"])

    assert "Hana Quill read it." in page.text
    assert len(rows(portal)) == 1


def test_a_report_that_nobody_opened_is_taken_back_without_a_record(
    portal: Installation, people: World, ada: Browser
) -> None:
    kept = keep(portal, people, "ben")
    assert (
        "It has not been opened."
        in ada.get(f"{cases(people)}/{kept.id}/editions/{kept.editions['ben']}").text
    )

    page = take_back(ada, people, kept.id, kept.editions["ben"])

    assert page.url == f"{cases(people)}/{kept.id}"
    assert rows(portal) == []


def test_taken_back_twice_is_one_record(
    portal: Installation, people: World, ada: Browser, ben: Browser
) -> None:
    kept = keep(portal, people, "ben")
    ben.submit(f"/m/reports/{kept.editions['ben']}")
    address = f"{cases(people)}/{kept.id}/editions/{kept.editions['ben']}"
    open_page = ada.get(address)

    for _ in range(2):
        ada.press(open_page, address, reason=REASON)

    assert len(rows(portal)) == 1


def test_without_a_reason_nothing_is_taken_back_and_no_record_begins(
    portal: Installation, people: World, ada: Browser, ben: Browser
) -> None:
    kept = keep(portal, people, "ben")
    ben.submit(f"/m/reports/{kept.editions['ben']}")
    address = f"{cases(people)}/{kept.id}/editions/{kept.editions['ben']}"

    page = ada.submit(address, action=address, reason="")

    assert page.status == 422
    assert "Ben Carver opened it." in page.text
    assert rows(portal) == []


def test_where_two_agreed_to_share_it_neither_of_them_decides(
    portal: Installation, people: World, *, ada: Browser, sam: Browser, dev: Browser, ben: Browser
) -> None:
    report = keep(portal, people, text="Noor lives in 17 Larkspur Gardens, Wombwell, S73 8QX.").id
    shares = f"{cases(people)}/{report}/share"
    ada.submit(shares, action=shares, members=[people.ben.membership_id], reason="He knows it.")
    (asked,) = [link for link in sam.get(f"{cases(people)}/{report}").links() if "/requests/" in link]
    sam.submit(asked, action=asked, reason="Agreed.")
    edition = ben.get("/m/reports").links()
    (mine,) = [
        link for link in edition if link.startswith("/m/reports/") and len(link) > len("/m/reports/replies")
    ]
    ben.submit(mine)

    page = take_back(ada, people, report, mine.rpartition("/")[2])

    (row,) = rows(portal)
    assert {row.acted_by_id, row.agreed_by_id} == {people.ada.person_id, people.sam.person_id}
    assert [browser.get(f"{page.url}/decision").status for browser in (ada, sam, dev)] == [403, 403, 200]


def test_of_what_is_written_nothing_lies_open_in_the_database(
    portal: Installation, people: World, ada: Browser, ben: Browser
) -> None:
    kept = keep(portal, people, "ben")
    ben.submit(f"/m/reports/{kept.editions['ben']}")
    take_back(ada, people, kept.id, kept.editions["ben"])

    with transaction(portal, writes=False) as session:
        row = session.exec(select(Breach)).one()
        assert row.words_sealed
        assert b"school" not in row.words_sealed
        assert amira_is_still_reached(session, people)
    assert case(people) in ada.get(f"/staff/families/{people.family.id}").links()


def amira_is_still_reached(session: Session, people: World) -> bool:
    wanted = select(Person).where(col(Person.id) == people.amira.person_id)
    return session.exec(wanted).one().contact_stopped_at is None
