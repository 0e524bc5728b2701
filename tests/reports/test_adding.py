"""A file that cannot be taken costs nothing that was typed; a kept one lies sealed."""

from typing import Any

import pytest
from sqlmodel import select

from app.access import staff_accounts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.files import service as files
from app.files.models import MOST_BYTES, Refusal
from app.files.tables import StoredFile
from app.reports import adding
from app.reports.tables import Report
from tests.files import pdfs
from tests.reports.sharing import WORDS, add, cases, pdf
from tests.support.browser import Browser
from tests.support.families import open_family
from tests.support.world import World

TYPED: dict[str, Any] = {"author": "police", "author_name": "PC Hill", "title": "letter"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<html>not a report</html>", Refusal.NOT_PDF),
        (pdfs.locked("secret"), Refusal.LOCKED),
        (b"%PDF-1.7\n" + b"0" * (MOST_BYTES - 8), Refusal.TOO_BIG),
    ],
    ids=["not a PDF", "encrypted", "15 MB and a byte"],
)
def test_a_refused_file_keeps_every_other_answer(
    ada: Browser, people: World, content: bytes, refusal: Refusal
) -> None:
    page = add(ada, people, content, **TYPED)

    assert page.status == 422
    assert refusal.words in page.text
    assert page.title.startswith("Error: Add a report")
    assert "Choose the file again." in page.text
    assert page.value_of("author_name") == "PC Hill"
    chosen = {field["value"] for field in page.soup.select("input[type=radio][checked]")}
    assert chosen == {"police", "letter", people.meeting}


def test_a_missing_file_and_missing_answers_are_named_at_their_fields(ada: Browser, people: World) -> None:
    page = ada.post(f"{cases(people)}/new", author_name="PC Hill", language="tlh")

    problems = [link.get_text() for link in page.soup.select("#problems a")]
    assert page.status == 422
    assert problems == [
        "Choose who wrote the report.",
        "Choose a title.",
        "Choose the meeting.",
        "Choose the file.",
        "Choose the language that the report is written in.",
    ]


def test_a_third_check_at_once_is_asked_to_wait_and_keeps_what_was_typed(ada: Browser, people: World) -> None:
    for _ in range(adding.CHECKS_AT_ONCE):
        adding._room_for_checks.acquire()  # noqa: SLF001 - two others are being checked
    try:
        page = add(ada, people, **TYPED)
    finally:
        for _ in range(adding.CHECKS_AT_ONCE):
            adding._room_for_checks.release()  # noqa: SLF001 - they are done

    assert page.status == 503
    assert "Wait a minute." in page.text
    assert page.value_of("author_name") == "PC Hill"
    assert add(ada, people, **TYPED).status == 200


def test_a_meeting_of_another_family_is_none(ada: Browser, people: World) -> None:
    assert add(ada, people, meeting=people.other_meeting).status == 404


def test_no_lock_is_held_and_the_right_is_looked_at_again_after_the_check(
    ada: Browser, people: World, portal: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_while_another_writes(*_: object) -> object:
        with transaction(portal, writes=True) as session:
            session.connection()
        monkeypatch.setattr(staff_accounts, "is_allocated", lambda *_: False)
        return original(pdf(), "report.pdf", portal.settings)

    original = files.check_report
    monkeypatch.setattr(files, "check_report", check_while_another_writes)

    assert add(ada, people).status == 404


def test_nothing_of_a_report_is_readable_at_rest(ada: Browser, people: World, portal: Installation) -> None:
    add(ada, people, author_name="Jo Park")

    with transaction(portal, writes=False) as session:
        report = session.exec(select(Report)).one()
        file = session.get_one(StoredFile, report.file_id)
    stored = portal.storage.get(file.storage_name)
    for sealed in (report.blocks_sealed, report.search_text_sealed, report.author_name_sealed, stored):
        assert WORDS[:20].encode() not in sealed
        assert b"Jo Park" not in sealed
    assert b"Haddad" not in report.search_text_sealed


def test_without_a_meeting_staff_are_told_to_call_one_first(
    ada: Browser, people: World, portal: Installation
) -> None:
    family = open_family(portal, people.ada)

    page = ada.get(f"/staff/families/{family.id}/reports/new")

    assert "There is no meeting yet." in page.text
    assert not page.soup.select("input[type=file]")


def test_the_name_of_the_file_is_searched_but_never_shown(ada: Browser, people: World) -> None:
    report = add(ada, people).url

    page = ada.get(report)

    assert "my report about" not in page.html
