"""Every page about writing to the meeting is plain to read."""

import pytest

from tests.support import readability
from tests.support.browser import Browser
from tests.written_views.test_pages import send

HIGHEST_GRADE = 5.0
LONGEST_SENTENCE = 20


@pytest.mark.parametrize("path", ["", "/use", "/check", "/sent"])
def test_every_page_is_plain(amira: Browser, path: str) -> None:
    sent = send(amira, "We moved to 4 Oak Road")
    for page in (amira.get(f"/m/views{path}"), amira.get(sent.url)):
        assert readability.grade(page.html) <= HIGHEST_GRADE, page.url
        assert readability.banned(page.html) == []
        longest = max(readability.sentences(page.html), key=lambda one: len(readability.words(one)))
        assert len(readability.words(longest)) <= LONGEST_SENTENCE, longest
