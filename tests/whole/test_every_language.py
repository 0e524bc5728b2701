"""Whatever a page shows in another language was offered to a translator, or is somebody's own words."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString

from app.families.models import Role
from tests.support.browser import ShownPage
from tests.support.crawling import crawl, press_everything
from tests.support.pseudo import CLOSING, LEFT_TO_RIGHT, OPENING, RIGHT_TO_LEFT
from tests.whole.conftest import COUNCIL, Inhabited, is_personal

DIRECTIONS = {LEFT_TO_RIGHT: "ltr", RIGHT_TO_LEFT: "rtl"}
# Somebody of each kind of page: a second parent or administrator sees nothing of another kind.
ROLES = (
    Role.PARENT,
    Role.CARER,
    Role.ADMINISTRATOR,
    Role.SOCIAL_WORKER,
    Role.CHAIR,
    Role.COMPLAINTS_OFFICER,
    Role.COUNCIL_ADMIN,
)
DATA = "bdi, textarea, script, style, [lang=en], .own-words"
SPOKEN = ("aria-label", "alt", "title", "placeholder")
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
KEPT_FOR_LAST = ("/m/sign-out", "/m/language")
DATED = re.compile(rf"\b({DAYS}|{MONTHS}|am|pm|UTC)\b")
WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated(page: ShownPage, known: frozenset[str]) -> list[str]:
    """Return every word on a page that no translator was offered and that is nobody's data."""
    soup = BeautifulSoup(page.html, "html5lib")
    for data in soup.select(DATA):
        data.replace_with(" ")
    spoken = [str(tag[name]) for name in SPOKEN for tag in soup.select(f"[{name}]")]
    left = [outside(" ".join(shown(soup)))] + [outside(value) for value in spoken]
    plain = DATED.sub(" ", " ".join(left))
    return [word for word in WORD.findall(plain) if word not in known]


def shown(soup: BeautifulSoup) -> Iterator[str]:
    for place in soup.select("title, body"):
        for found in place.descendants:
            if isinstance(found, NavigableString) and type(found) is NavigableString:
                yield str(found)


def outside(words: str) -> str:
    """Return what stands outside every translated text, however they are put into each other."""
    depth, kept = 0, []
    for sign in words:
        depth += (sign == OPENING) - (sign == CLOSING)
        if depth == 0 and sign != CLOSING:
            kept.append(sign)
    assert depth == 0, words
    return "".join(kept)


def names_of(inhabited: Inhabited) -> frozenset[str]:
    """Return the names of the council, of people and of languages; they are the same in any language."""
    council = inhabited.installation.catalogue.get(COUNCIL)
    assert council is not None
    spoken = [language.name for language in inhabited.installation.languages.values()]
    told = [council.name, council.short_name, *spoken, *(one.who.name for one in inhabited.residents)]
    return frozenset(WORD.findall(" ".join(told)))


@pytest.fixture(scope="module", params=sorted(DIRECTIONS))
def spoken_pages(
    request: pytest.FixtureRequest, inhabited: Inhabited, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[ShownPage]]]:
    """Let somebody of each kind read every page and press every button in one language."""
    tag = str(request.param)
    with inhabited.copied(tmp_path_factory.mktemp(tag)) as copy:
        copy.speak(tag)
        pages: list[ShownPage] = []
        for role in ROLES:
            for resident in [one for one in copy.residents if one.who.role is role][:2]:
                browser = copy.browser(resident)
                reached = crawl(browser, [resident.start], within=is_personal)
                pages += reached.values()
                pages += press_everything(browser, list(reached.values()), skip=KEPT_FOR_LAST)
        yield tag, [page for page in pages if is_whole(page)]


def is_whole(page: ShownPage) -> bool:
    return page.response.headers.get("content-type", "").startswith("text/html") and not page.location


def test_every_page_says_its_language_and_direction(spoken_pages: tuple[str, list[ShownPage]]) -> None:
    tag, pages = spoken_pages

    for page in pages:
        root = page.soup.select_one("html")
        assert root is not None
        assert (root["lang"], root["dir"]) == (tag, DIRECTIONS[tag]), page.url
    assert len(pages) > 60
    assert {page.status for page in pages} >= {200, 422}


def test_every_word_was_offered_for_translation(
    spoken_pages: tuple[str, list[ShownPage]], inhabited: Inhabited
) -> None:
    _, pages = spoken_pages
    known = names_of(inhabited)

    found = {page.url: words for page in pages if (words := untranslated(page, known))}

    assert not found, "\n".join(f"{url}: {' '.join(words)[:300]}" for url, words in found.items())
