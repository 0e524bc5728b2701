"""Every page about getting ready is plain to read."""

import pytest
from fastapi import FastAPI

from tests.preparation.test_pages import answer, send
from tests.support import readability
from tests.support.browser import Browser, ShownPage
from tests.support.helping import READ_ANSWERS, WRITE_ANSWERS, help_of
from tests.support.world import World

PAGES = ["", "/going_well", "/worries", "/scale", "/worries/help", "/check", "/print"]
HIGHEST_GRADE = 5.0
LONGEST_SENTENCE = 20


def fill_in(amira: Browser) -> ShownPage:
    """Answer and send, so that every page has something to show."""
    answer(amira, "going_well", words="School")
    answer(amira, "worries", words="Doors")
    answer(amira, "scale", score="1")
    return send(amira)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_plain(amira: Browser, path: str) -> None:
    sent = fill_in(amira)
    for page in (amira.get(f"/m/prepare{path}"), amira.get(sent.url)):
        require_plain(page)


@pytest.mark.parametrize("number", ["1", ""])
def test_every_page_about_a_helpers_words_is_plain(
    app: FastAPI, people: World, amira: Browser, number: str
) -> None:
    fill_in(amira)
    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)
    address = "/m/helped/answers/scale"
    helper.submit(address, words="We rest", score=number, then="show")

    for page in (
        helper.get("/m/helped/answers"),
        helper.get(address),
        amira.get("/m/prepare/scale"),
        amira.get("/m/prepare/scale/suggestion"),
    ):
        require_plain(page)


def require_plain(page: ShownPage) -> None:
    """Check that a page is plain to read."""
    assert readability.grade(page.html) <= HIGHEST_GRADE, page.url
    assert readability.banned(page.html) == []
    longest = max(readability.sentences(page.html), key=lambda one: len(readability.words(one)))
    assert len(readability.words(longest)) <= LONGEST_SENTENCE, longest
