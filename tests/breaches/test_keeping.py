"""What staff write by hand, what they add over time, and what they decide; nothing is ever edited."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue
from app.authorities.facts import Fact, Status, Text
from tests.breaches.records import DAY, WORDS, case, decide, entries, rows, write
from tests.support.browser import Browser, ShownPage
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, NOW, World

TOO_LONG = "x" * 20_001


def test_sam_writes_down_what_went_where_and_the_clock_counts_from_when_it_was_known(
    portal: Installation, people: World, sam: Browser
) -> None:
    page = write(sam, people)

    (row,) = rows(portal)
    assert page.url == f"/staff/breaches/{row.id}"
    for words in (
        WORDS,
        "A letter",
        "Friday 20 November 2026",
        "Tuesday 24 November 2026, 09:00",
        "Friday 27 November 2026, 09:00",
        "Sam Reed",
        "Not decided yet",
    ):
        assert words in page.text
    assert "Late" not in page.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": ""}, "Choose one."),
        ({"kind": "wrong_contact"}, "Choose one."),
        ({"words": "  "}, "Write what went where."),
        ({"words": TOO_LONG}, "This is too long."),
        ({"happened_on": "2026-11-25"}, "This is still to come."),
        ({"happened_on": "last week"}, "Choose a day"),
        ({"known_on": ""}, "Choose a day"),
        ({"known_time": "10:01"}, "This is still to come."),
        ({"known_time": "nine"}, "Write the time"),
        (
            {"happened_on": "2026-11-24", "known_on": "2026-11-23"},
            "You cannot know of it before",
        ),
        ({"acted": ""}, "Choose one."),
        ({"acted": "x" * 26}, "Choose one."),
    ],
)
def test_what_cannot_be_so_is_named_and_what_sam_typed_is_still_there(
    portal: Installation, people: World, sam: Browser, wrong: dict[str, str], says: str
) -> None:
    page = write(sam, people, **wrong)

    assert page.status == 422
    assert says in page.text
    assert page.value_of("words") == wrong.get("words", WORDS)
    assert rows(portal) == []


def test_somebody_of_another_family_cannot_be_named_as_who_did_it(
    portal: Installation, people: World, sam: Browser
) -> None:
    assert write(sam, people, acted=people.tess.person_id).status == 422
    assert write(sam, people, acted=people.amira.person_id).status == 422
    assert rows(portal) == []


def test_two_taps_write_one_record_and_one_entry(portal: Installation, people: World, sam: Browser) -> None:
    page = sam.get(case(people, "/new"))
    typed: dict[str, Any] = {"kind": "spoken", "words": WORDS, "acted": "me"}
    first, second = (sam.press(page, case(people, "/new"), **typed) for _ in range(2))
    assert first.url == second.url
    assert len(rows(portal)) == 1

    added: tuple[tuple[str, dict[str, Any]], ...] = (
        ("done", {"words": "Rang him."}),
        ("told", {"told": "rang", "words": "Amira, all of it.", "on": DAY}),
        ("known", {"known_on": DAY, "known_time": "08:00", "words": "Dev heard of it."}),
    )
    for place, fields in added:
        form = sam.get(f"{first.url}/{place}")
        for _ in range(2):
            assert sam.press(form, form.url, **fields).url == first.url

    assert [one.kind for one in entries(portal)] == ["done", "told", "known"]


def test_what_is_added_says_who_and_when_and_stays(
    portal: Installation, people: World, sam: Browser, dev: Browser
) -> None:
    record = write(sam, people).url

    dev.submit(f"{record}/done", action=f"{record}/done", words="Rang Ben. He gave it back.")
    page = sam.submit(f"{record}/done", action=f"{record}/done", words="He had opened it.")

    assert page.text.index("Rang Ben. He gave it back.") < page.text.index("He had opened it.")
    assert "Written by Dev Carter on Tuesday 24 November 2026, 10:00" in page.text
    assert not [link for link in page.links() if "edit" in link or "remove" in link]
    assert sam.submit(f"{record}/done", action=f"{record}/done", words=" ").status == 422
    assert len(entries(portal)) == 2


def test_amira_is_told_by_a_person_and_never_by_the_portal(
    people: World, sam: Browser, ada: Browser, postbox: Postbox
) -> None:
    record = write(sam, people).url
    told = f"{record}/told"

    assert sam.submit(told, action=told, told="rang", words="Amira, all of it.").status == 422
    assert sam.submit(told, action=told, told="", words="Amira, all of it.").status == 422
    assert sam.submit(told, action=told, told="rang", words="", on=DAY).status == 422
    page = sam.submit(told, action=told, told="rang", words="Amira, all of it.", on=DAY)

    assert "Told by phone" in page.text
    assert "Amira, all of it." in page.text
    assert "Not written down who was told" not in page.text
    assert people.amira.contact not in {message.to for message in postbox.deliver()}
    nobody = ada.submit(told, action=told, told="not_told", words="Ben never opened the envelope.")
    assert "Not told" in nobody.text


def test_a_record_is_closed_when_it_is_decided_and_written_who_was_told(
    people: World, sam: Browser, ada: Browser
) -> None:
    record = write(sam, people).url
    decide(ada, record, "not_reported", words="It came back unopened.")
    assert record in sam.get("/staff/breaches").links()
    assert "Write down who was told" in sam.get("/staff").text
    sam.submit(f"{record}/told", action=f"{record}/told", told="not_told", words="It came back unopened.")

    assert record not in sam.get("/staff/breaches").links()
    assert record in sam.get("/staff/breaches?show=closed").links()
    assert record not in sam.get("/staff").links()
    assert record in sam.get(case(people)).links()


def test_a_form_that_stood_open_too_long_keeps_the_words(
    portal: Installation, people: World, sam: Browser
) -> None:
    record = write(sam, people).url

    page = sam.post(f"{record}/done", form_token="old", words="Rang Ben.")

    assert page.status == 403
    assert page.value_of("words") == "Rang Ben."
    assert entries(portal) == []


def test_the_sheet_to_print_names_nobody_in_its_title_and_says_whom_it_is_for(
    people: World, ada: Browser, farid: Browser
) -> None:
    record = write(ada, people).url
    reference = shown_reference(ada.get(record))

    sheet = ada.get(f"{record}/print")

    assert sheet.title.startswith(f"Record {reference}")
    assert WORDS in sheet.text
    assert "It must not reach anybody of the family." in sheet.text
    assert farid.get(f"{record}/print").status == 404


def shown_reference(page: ShownPage) -> str:
    found = page.soup.select_one("dl.summary dd bdi")
    assert found
    return found.get_text()


def test_the_sheet_names_who_answers_for_the_data_where_the_council_says_it(
    portal: Installation, people: World, app: FastAPI, ada: Browser
) -> None:
    record = write(ada, people).url
    assert "Who answers for families' data" not in ada.get(record).text
    council = portal.catalogue.get(COUNCIL)
    assert council
    stated: Fact[Text] = Fact(
        value=Text({"en": "The Children's Trust"}),
        status=Status.STATED,
        source="Leaflet",
        checked=NOW.date(),
    )
    changed = council.model_copy(update={"data_controller": stated})
    app.state.installation = replace(portal, catalogue=Catalogue((), {COUNCIL: changed}))

    for address in (record, f"{record}/print"):
        assert "Who answers for families' data The Children's Trust" in ada.get(address).text
