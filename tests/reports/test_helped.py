"""A helper reads a report only when its reader and the council both let them, and keeps no copy."""

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.files.tables import StoredFile
from app.helping import deciding
from app.reports import releasing
from app.reports.tables import Edition
from tests.reports.sharing import WORDS, keep
from tests.support import readability
from tests.support.browser import Browser
from tests.support.families import as_case_worker
from tests.support.helping import READ_ANSWERS, READ_LETTER, READ_REPORTS, deeds, end, help_of, helping_ids
from tests.support.helping import only_for as narrow
from tests.support.world import World

LIST = "/m/helped/reports"


@pytest.fixture
def helper(app: FastAPI, people: World) -> Browser:
    """Carol, whom Amira and the council let read Amira's reports."""
    return help_of(app, people.amira, READ_REPORTS, reports=True)


def test_carol_reads_the_text_of_amiras_report(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira").editions["amira"]

    listed = helper.get(LIST)
    page = helper.get(f"{LIST}/{edition}")

    assert "You are helping Amira" in listed.text
    assert f"{LIST}/{edition}" in listed.links()
    assert WORDS not in listed.text
    assert WORDS in page.text
    assert "Amira can see that you do." in " ".join(page.text.split()).replace(" .", ".")


def test_what_carol_reads_is_in_the_log_before_she_sees_it(
    portal: Installation, people: World, helper: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    helper.get(LIST)
    assert helper.who is not None
    assert deeds(portal, helper.who, "report.read", "help.read") == []

    helper.get(f"{LIST}/{edition}")

    assert deeds(portal, helper.who, "report.read", "help.read") == [
        ("report.read", "report_editions", ""),
        ("help.read", "helpings", "reports"),
    ]


def test_carols_reading_is_not_amiras_first_opening(
    portal: Installation, people: World, helper: Browser, amira: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]

    helper.get(f"{LIST}/{edition}")

    with transaction(portal, writes=False) as session:
        assert session.get_one(Edition, edition).opened_at is None
    assert "New" in amira.get("/m/reports").text
    assert amira.get(f"/m/reports/{edition}/text").heading == "Before you read"


def test_carol_is_not_told_whether_amira_has_read_it_nor_when_the_meeting_is(
    portal: Installation, people: World, helper: Browser, amira: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    before = [helper.get(address).text for address in (LIST, f"{LIST}/{edition}")]

    amira.submit(f"/m/reports/{edition}")

    assert [helper.get(address).text for address in (LIST, f"{LIST}/{edition}")] == before
    assert "in time" not in before[0]


def test_a_helper_keeps_no_copy(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira").editions["amira"]

    page = helper.get(f"{LIST}/{edition}")

    assert not [link for link in page.links() if "original" in link]
    for address in (f"{LIST}/{edition}/original", f"/m/reports/{edition}/original", f"/m/reports/{edition}"):
        assert helper.get(address).status == 404
        assert helper.post(address).status == 404


def test_a_picture_of_paper_is_read_together(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira", has_text=False).editions["amira"]

    page = helper.get(LIST)

    assert "This report is a picture of paper." in page.text
    assert f"{LIST}/{edition}" not in page.links()


def test_without_the_council_amiras_word_is_not_enough(
    portal: Installation, app: FastAPI, people: World
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    helper = help_of(app, people.amira, READ_REPORTS, reports=False)

    assert [helper.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_what_the_council_takes_back_is_closed_at_once(
    portal: Installation, people: World, helper: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    assert helper.get(f"{LIST}/{edition}").status == 200

    with as_case_worker(portal, people.sam, people.family.id) as case:
        deciding.allow_reports(case, helping_ids(portal)[0], allowed=False)

    assert [helper.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_without_amiras_word_the_other_rights_open_no_report(
    portal: Installation, app: FastAPI, people: World
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    helper = help_of(app, people.amira, READ_ANSWERS, READ_LETTER, reports=True)

    assert [helper.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_what_amira_ends_is_closed_at_once(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    end(portal, people.amira)

    assert [helper.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_a_report_that_was_taken_back_from_amira_is_gone_for_carol(
    portal: Installation, people: World, helper: Browser
) -> None:
    kept = keep(portal, people, "amira")
    edition = kept.editions["amira"]
    with as_case_worker(portal, people.ada, people.family.id) as scope:
        releasing.withdraw(scope, kept.id, edition, "A mistake")

    assert "There are no reports for you to read yet." in helper.get(LIST).text
    assert helper.get(f"{LIST}/{edition}").status == 404


def test_the_helper_of_amira_never_sees_bens_report(
    portal: Installation, people: World, helper: Browser
) -> None:
    bens = keep(portal, people, "ben", text="BENS-CANARY").editions["ben"]
    both = keep(portal, people, "amira", "ben", text="For both").editions

    page = helper.get(LIST)

    assert f"{LIST}/{both['amira']}" in page.links()
    assert both["ben"] not in page.html
    assert bens not in page.html
    for edition in (bens, both["ben"], "a" * 26):
        shown = helper.get(f"{LIST}/{edition}")
        assert shown.status == 404
        assert shown.text == helper.get(f"{LIST}/{'b' * 26}").text


def test_nobody_but_a_helper_opens_a_helpers_page(
    portal: Installation, app: FastAPI, people: World, helper: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    assert helper.get(f"{LIST}/{edition}").status == 200

    for name in ("amira", "ben", "ada", "erin"):
        who = Browser(app, people.person(name))
        assert [who.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_a_grant_for_one_report_opens_that_one(portal: Installation, people: World, helper: Browser) -> None:
    first = keep(portal, people, "amira", text="First").editions["amira"]
    second = keep(portal, people, "amira", text="Second").editions["amira"]
    narrow(portal, READ_REPORTS, thing=second)

    page = helper.get(LIST)

    assert f"{LIST}/{second}" in page.links()
    assert first not in page.html
    assert helper.get(f"{LIST}/{first}").status == 404
    assert helper.get(f"{LIST}/{second}").status == 200


def test_a_grant_for_one_child_opens_no_report(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    narrow(portal, READ_REPORTS, child=people.family.children["Noor"])

    assert [helper.get(address).status for address in (LIST, f"{LIST}/{edition}")] == [404, 404]


def test_an_edition_that_is_not_what_amira_was_given_is_not_shown(
    portal: Installation, people: World, helper: Browser
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    with transaction(portal, writes=True) as session:
        row = session.exec(select(Edition).where(col(Edition.id) == edition)).one()
        file = session.get_one(StoredFile, row.file_id)
        file.sealed_sha256 = bytes(32)
        session.add(file)

    page = helper.get(f"{LIST}/{edition}")

    assert page.status >= 400
    assert WORDS not in page.html
    assert helper.who is not None
    assert deeds(portal, helper.who, "report.read") == []


def test_the_pages_about_reports_are_plain(portal: Installation, people: World, helper: Browser) -> None:
    edition = keep(portal, people, "amira").editions["amira"]

    for page in (helper.get(LIST), helper.get(f"{LIST}/{edition}")):
        assert readability.grade(page.html) <= 5.0, page.url
        assert readability.banned(page.html) == []
        assert max(len(readability.words(one)) for one in readability.sentences(page.html)) <= 20
