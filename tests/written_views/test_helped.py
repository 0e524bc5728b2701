"""What is of its own in the letter of a helper: reading without a form, narrow rights, and two phones."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from tests.support.browser import Browser, ShownPage
from tests.support.helping import (
    READ_LETTER,
    WRITE_LETTER,
    autosave,
    deeds,
    help_of,
    only_for,
)
from tests.support.world import World

PAGE = "/m/helped/letter"
LETTER = "/m/views"
CHOICE = "/m/views/suggestion"
AMIRAS, BENS, CAROLS = "AMIRAS-CANARY dear chair", "BENS-CANARY dear chair", "CAROLS-CANARY dear all"


@pytest.fixture
def helper(app: FastAPI, people: World) -> Browser:
    """Carol, who may write for Amira's letter, and not read it."""
    return help_of(app, people.amira, WRITE_LETTER)


def write(who: Browser, words: str) -> ShownPage:
    return who.submit(LETTER, words=words, then="later")


def test_carol_who_may_only_read_finds_the_letter_and_no_form(
    app: FastAPI, people: World, amira: Browser
) -> None:
    reader = help_of(app, people.amira, READ_LETTER)
    assert "There is nothing here yet." in reader.get(PAGE).text
    write(amira, AMIRAS)

    page = reader.get(PAGE)

    assert "AMIRAS-CANARY" in page.text
    assert not page.soup.select("textarea")
    assert reader.post(PAGE, words=CAROLS).status == 404


def test_reading_the_letter_stands_in_the_log_as_carols(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    reader = help_of(app, people.amira, READ_LETTER)
    assert reader.who is not None
    reader.get(PAGE)
    write(amira, AMIRAS)
    reader.get(PAGE)

    assert deeds(portal, reader.who, "help.read") == [("help.read", "helpings", "letter")]


def test_a_grant_for_another_meeting_or_for_one_child_opens_nothing(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    write(amira, AMIRAS)
    helper = help_of(app, people.amira, READ_LETTER, WRITE_LETTER)
    only_for(portal, READ_LETTER, thing=people.other_meeting)
    only_for(portal, WRITE_LETTER, thing=people.other_meeting)

    page = helper.get(PAGE)

    assert "AMIRAS-CANARY" not in page.html
    assert not page.soup.select("textarea")
    assert helper.post(PAGE, words=CAROLS).status == 404
    only_for(portal, READ_LETTER, child=people.family.children["Noor"])
    only_for(portal, WRITE_LETTER, child=people.family.children["Noor"])
    assert helper.get(PAGE).status == 404


def test_words_of_carols_save_themselves_and_two_phones_lose_none(helper: Browser) -> None:
    other = Browser(helper.app, helper.who)
    here, there = helper.get(PAGE), other.get(PAGE)
    assert autosave(other, there, PAGE, "Football") == (204, "1")

    page = helper.press(here, PAGE, words="School", then="later")

    assert page.status == 409
    assert page.value_of("words") == "School\n\nFootball"
    page = helper.press(page, PAGE, then="later")
    assert page.value_of("words") == "School\n\nFootball"
    assert "another phone" not in page.text
