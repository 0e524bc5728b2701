"""Every page about writing to the meeting is plain to read."""

import pytest
from fastapi import FastAPI

from tests.support import readability
from tests.support.browser import Browser, ShownPage
from tests.support.helping import READ_LETTER, WRITE_LETTER, help_of
from tests.support.world import World
from tests.written_views.test_pages import send

HIGHEST_GRADE = 5.0
LONGEST_SENTENCE = 20


@pytest.mark.parametrize("path", ["", "/use", "/check", "/sent"])
def test_every_page_is_plain(amira: Browser, path: str) -> None:
    sent = send(amira, "We moved to 4 Oak Road")
    for page in (amira.get(f"/m/views{path}"), amira.get(sent.url)):
        require_plain(page)


def test_every_page_about_a_helpers_words_is_plain(app: FastAPI, people: World, amira: Browser) -> None:
    send(amira, "We moved to 4 Oak Road")
    helper = help_of(app, people.amira, READ_LETTER, WRITE_LETTER)
    helper.submit("/m/helped/letter", words="We rest", then="show")

    for page in (helper.get("/m/helped/letter"), amira.get("/m/views"), amira.get("/m/views/suggestion")):
        require_plain(page)


def require_plain(page: ShownPage) -> None:
    """Check that a page is plain to read."""
    assert readability.grade(page.html) <= HIGHEST_GRADE, page.url
    assert readability.banned(page.html) == []
    longest = max(readability.sentences(page.html), key=lambda one: len(readability.words(one)))
    assert len(readability.words(longest)) <= LONGEST_SENTENCE, longest
