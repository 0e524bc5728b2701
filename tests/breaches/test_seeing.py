"""Who sees a record: the staff of the family and whoever answers for the council. Never the family."""

import pytest
from fastapi import FastAPI
from sqlmodel import col, delete, select

from app.access import emergencies
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families import keys
from app.families.models import Role
from app.families.tables import CompartmentKey
from tests.breaches.records import WORDS, case, decide, rows, write
from tests.reports.sharing import keep
from tests.sign_in.test_wrong_person import bell_of, say_so
from tests.support import families
from tests.support.browser import Browser
from tests.support.crawling import crawl
from tests.support.world import COUNCIL, OTHER_COUNCIL, World

PLACES = ("", "/print", "/done", "/told", "/decision", "/known")


def test_staff_of_the_family_and_who_answers_for_the_council_see_it_and_nobody_else(
    portal: Installation,
    people: World,
    app: FastAPI,
    *,
    ada: Browser,
    sam: Browser,
    dev: Browser,
    vera: Browser,
) -> None:
    record = write(ada, people).url
    elsewhere = families.add_staff(portal, OTHER_COUNCIL, "Ines Vale", Role.COUNCIL_ADMIN)
    others = [Browser(app, who) for who in (people.tess, people.olive, people.farid, elsewhere)]
    family = [Browser(app, who) for who in (people.amira, people.ben, people.carol, people.erin)]

    for browser in (ada, sam, dev, vera):
        assert [browser.get(f"{record}{place}").status for place in PLACES] == [200] * len(PLACES)
        assert record in browser.get("/staff/breaches").links()
        assert record in browser.get("/staff").links()
    for browser in others:
        assert [browser.get(f"{record}{place}").status for place in PLACES] == [404] * len(PLACES)
        assert record not in browser.get("/staff").links()
    for browser in family:
        assert {browser.get(f"{record}{place}").status for place in PLACES} == {404}
        assert browser.get("/staff/breaches").status == 404


@pytest.mark.parametrize("place", ["/done", "/told", "/decision", "/known"])
def test_nobody_else_adds_a_word(
    portal: Installation, people: World, ada: Browser, tess: Browser, place: str
) -> None:
    record = write(ada, people).url

    answer = tess.post(f"{record}{place}", words="It was me.", decision="not_reported", told="not_told")

    assert answer.status == 404
    assert rows(portal)[0].decision is None
    assert "It was me." not in ada.get(record).text


def test_who_answers_for_the_council_decides_and_reads_what_people_are_and_not_who(
    portal: Installation, people: World, visitor: Browser, *, ada: Browser, ben: Browser, vera: Browser
) -> None:
    say_so(visitor, bell_of(portal, people.amira), not_me="yes")
    kept = keep(portal, people, "ben")
    ben.submit(f"/m/reports/{kept.editions['ben']}")
    address = f"/staff/families/{people.family.id}/reports/{kept.id}/editions/{kept.editions['ben']}"
    ada.submit(address, action=address, reason="It was the wrong one.")

    pages = [vera.get(f"/staff/breaches/{row.id}") for row in rows(portal)]
    pages += [vera.get(f"{page.url}/print") for page in pages]

    for page in pages:
        assert not any(word in page.html for word in ("Amira", "Haddad", "Ben Carver", people.amira.contact))
        assert "you read here what people are, and not who they are" in page.text
    assert any("Parent opened it." in page.text for page in pages)
    assert any("Ada Wren took it back." in page.text for page in pages)
    decided = decide(vera, pages[0].url, "not_reported", words="Nobody read it.")
    assert "Vera Dunn" in decided.text
    assert vera.get(case(people)).status == 404
    assert vera.get(case(people, "/new")).status == 404


def test_a_file_open_in_an_emergency_opens_no_record(
    portal: Installation, people: World, app: FastAPI, ada: Browser
) -> None:
    record = write(ada, people).url
    nell = families.add_staff(portal, COUNCIL, "Nell Gray", Role.SOCIAL_WORKER)
    with families.as_staff(portal, nell) as scope:
        emergencies.open_file(scope, people.family.reference, "The children are alone and it is dark.")
    browser = Browser(app, nell)

    file = browser.get(f"/staff/families/{people.family.id}")

    assert file.status == 200
    assert case(people) not in file.links()
    assert browser.get(record).status == browser.get(case(people)).status == 404


def test_who_no_longer_works_with_the_family_no_longer_sees_it(
    people: World, ada: Browser, sam: Browser
) -> None:
    record = write(sam, people).url
    staff = f"/staff/families/{people.family.id}/staff"
    ada.press(ada.get(staff), f"{staff}/{people.sam.person_id}/release")

    assert sam.get(record).status == 404
    assert "Sam Reed" in ada.get(record).text


def test_no_page_of_the_family_changes_by_a_byte(people: World, app: FastAPI, ada: Browser) -> None:
    readers = [Browser(app, who) for who in (people.amira, people.ben, people.carol)]
    before = [pages_of(browser) for browser in readers]

    record = write(ada, people, acted="me").url
    ada.submit(f"{record}/done", action=f"{record}/done", words="Rang Ben.")
    ada.submit(f"{record}/told", action=f"{record}/told", told="met", words="Amira", on="2026-11-24")

    assert [pages_of(browser) for browser in readers] == before
    assert all(len(pages) > 3 for pages in before[:2])


def pages_of(browser: Browser) -> dict[str, str]:
    """Return the text of every page of somebody's own."""
    found = crawl(browser, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))
    return {path: page.text for path, page in found.items()}


def test_todays_list_and_the_familys_file_count_what_is_open(people: World, ada: Browser) -> None:
    write(ada, people)
    record = write(ada, people, kind="spoken").url

    assert "2 open" in ada.get(f"/staff/families/{people.family.id}").text
    assert "Decide by Friday 27 November 2026, 09:00 whether to report it" in ada.get("/staff").text
    assert WORDS not in ada.get("/staff").text + ada.get("/staff/breaches").text
    assert record in ada.get(case(people)).links()


def test_families_opened_before_there_were_records_get_their_key(
    portal: Installation, people: World, ada: Browser
) -> None:
    with transaction(portal, writes=True) as session:
        session.execute(delete(CompartmentKey).where(col(CompartmentKey.compartment).endswith("|breaches")))
    with transaction(portal, writes=True) as session:
        assert keys.complete(session, portal.keyring) == 2
        assert keys.complete(session, portal.keyring) == 0

    assert WORDS in write(ada, people).text
    with transaction(portal, writes=False) as session:
        kept = session.exec(select(CompartmentKey.compartment)).all()
        assert len([name for name in kept if name.endswith("|breaches")]) == 2
