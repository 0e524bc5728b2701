"""Take any one fact from any council: its words are gone from every page, and every page still opens."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.authorities.check import facts
from app.authorities.facts import Fact, Promise
from app.authorities.models import Authority
from app.guide.library import Library
from app.guide.phrases import read_phrases
from app.guide.service import Guide
from app.kit.markdown import MarkdownPage
from app.kit.settings import ROOT
from tests.authorities.councils import KEYS
from tests.authorities.test_words import texts

PHRASES = read_phrases(ROOT / "authorities/_base/guide/en/phrases.toml")
TEMPLATES = {
    "": "public/show_council_home",
    "guide": "guide/show_guide",
    "children": "guide/show_children",
    "help": "public/show_help",
    "privacy": "public/show_privacy",
    "accessibility": "public/show_accessibility",
}
# The questions have pages of their own, and what has words beside its number is said in those words.
SAID_ELSEWHERE = {
    "helplines",  # 999 stands in a block of its own, in other words
    "question_set",
    "reports.initial",
    "reviews.first",
    "reviews.later",
    "visits.every",
    "core_groups.every",  # said as "every month"
    "people.police_in_words",  # said in the list of who comes
    "outcome.who_can_remove_child",  # said only beside "this meeting cannot"
}
# Some facts stand twice in a profile: once as a choice, and once in the council's own words.
SAID_TWICE = {
    "child.decided_in_words": "child.decided_by",
    "chair.meets_in_words": "chair.meets",
    "outcome.decided_in_words": "outcome.decision_makers",
    "supporter.may_speak_in_words": "supporter.may_speak",
    "supporter.solicitor_in_words": "supporter.solicitor_may_come",
    "supporter.who_in_words": "supporter.kinds",
    "complaint.about_in_words": "complaint.about",
}


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


class Reader:
    """Reads all pages of a council, or all that depend on one of its facts."""

    def __init__(self, site: TestClient, councils: dict[str, Authority]) -> None:
        self.site = site
        self.councils = councils
        self.guide: Guide = site.app.state.guide  # type: ignore[attr-defined]

    def read(self, authority: Authority, key: str = "") -> str:
        """Give what stands there as one text."""
        self.councils[authority.key] = authority
        guide = self.guide
        pages = [guide.page(authority, "en", page.name).text.text for page in self._naming(guide.texts, key)]
        pages += [self._shown(authority, place) for place, name in TEMPLATES.items() if _names(name, key)]
        rows = [
            "".join(piece.text for piece in row.pieces)
            for page in self._naming(guide.easy_texts, key)
            for part in guide.easy_page(authority, "en", page.name).parts
            for row in part.rows
        ]
        return plain(BeautifulSoup("\n".join(pages), "html.parser").get_text() + "\n" + "\n".join(rows))

    def _naming(self, library: Library, key: str) -> list[MarkdownPage]:
        pages = library.shelves["_base"]["en"].values()
        return [
            page
            for page in pages
            if not key or any(one.fact == key for line in page.lines for one in line.conditions)
        ]

    def _shown(self, authority: Authority, place: str) -> str:
        # A question after the address keeps an answer from being taken from memory.
        answer = self.site.get(f"/{authority.key}/en/{place}?again")
        assert answer.status_code == 200
        return str(BeautifulSoup(answer.text, "html.parser").main)


def _names(template: str, key: str) -> bool:
    return f"council.{key}" in (ROOT / f"templates/{template}.html").read_text()


@pytest.fixture
def reader(site: TestClient, installation: Installation) -> Iterator[Reader]:
    """Give somebody who reads every page; the councils are afterwards as they were."""
    councils = installation.catalogue._current  # noqa: SLF001 - facts are taken away here
    kept = dict(councils)
    yield Reader(site, councils)
    councils.update(kept)


def without(authority: Authority, path: tuple[str, ...]) -> Authority:
    """Give a council that does not state one fact."""
    if len(path) == 1:
        return authority.model_copy(update={path[0]: Fact[Any]()})
    group = getattr(authority, path[0])
    return authority.model_copy(update={path[0]: group.model_copy(update={path[1]: Fact[Any]()})})


def silent(authority: Authority) -> Authority:
    """Give a council that states nothing."""
    for path, _ in facts(authority):
        authority = without(authority, path)
    return authority


def words_of(fact: Fact[Any]) -> set[str]:
    """Give every sentence of a fact, and every length of time that it names."""
    found = {
        plain(sentence)
        for text in texts(fact.value)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if " " in sentence
    }
    if isinstance(fact.value, Promise):
        found.add(PHRASES.amount_of(fact.value.duration))
    return found


@pytest.mark.parametrize("key", KEYS)
def test_no_fact_can_be_taken_away_and_still_be_said(
    reader: Reader, installation: Installation, key: str
) -> None:
    authority = installation.catalogue.get(key)
    assert authority is not None
    known = {path: words_of(fact) for path, fact in facts(authority) if fact.is_known}
    said_by_all = reader.read(silent(authority))

    for path, own in known.items():
        fact = ".".join(path)
        others = " ".join(words for other, said in known.items() if other != path for words in said)
        mutant = without(authority, path)
        if fact in SAID_TWICE:
            mutant = without(mutant, tuple(SAID_TWICE[fact].split(".")))
        shown = reader.read(mutant, fact)

        left = [words for words in own if words in shown and words not in said_by_all + others]
        assert left == [], path


@pytest.mark.parametrize("key", KEYS)
def test_every_fact_that_is_words_for_families_is_said_somewhere(
    reader: Reader, installation: Installation, key: str
) -> None:
    authority = installation.catalogue.get(key)
    assert authority is not None

    shown = reader.read(authority)

    unsaid = {
        ".".join(path)
        for path, fact in facts(authority)
        if fact.is_known and not all(words in shown for words in words_of(fact))
    }
    assert unsaid <= SAID_ELSEWHERE
