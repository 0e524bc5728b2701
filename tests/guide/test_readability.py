"""Every page can be read by somebody tired and afraid: short sentences, plain words, no more than needed."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.kit.settings import ROOT
from tests.support import readability

PAGES = sorted((ROOT / "authorities/_base/guide/en").glob("*.md"))
HIGHEST_GRADE = 5.0
LONGEST_SENTENCE = 20
LONGEST_MEAN = 12
MOST_WORDS = 350


def own_words(path: Path) -> str:
    """Give a page's own words as a reader without any council's facts would count them."""
    body = path.read_text().split("+++")[2]
    kept = [line for line in body.splitlines() if not line.startswith(":::") and "{" not in line]
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", "\n".join(kept)).replace("**", "")
    blocks = [re.sub(r"^(- |\d\. |#+ )", "", line) for line in text.splitlines() if line.strip()]
    return "<main>" + "".join(f"<p>{block}</p>" for block in blocks) + "</main>"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.stem))
def test_a_page_is_short_and_plain(path: Path) -> None:
    html = own_words(path)
    lengths = [len(readability.words(sentence)) for sentence in readability.sentences(html)]

    assert readability.grade(html) <= HIGHEST_GRADE
    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(lengths) / len(lengths) <= LONGEST_MEAN
    assert sum(lengths) <= MOST_WORDS
    assert readability.banned(html) == []


def test_every_page_of_every_council_is_plain_with_its_facts(
    site: TestClient, installation: Installation
) -> None:
    for council in installation.catalogue.all():
        for path in PAGES:
            html = site.get(f"/{council.key}/en/guide/{path.stem}").text

            assert readability.grade(html) <= HIGHEST_GRADE, (council.key, path.stem)
            assert readability.banned(html) == [], (council.key, path.stem)


def test_the_meanings_of_words_are_plain(site: TestClient) -> None:
    html = site.get("/barnsley/en/words").text

    assert readability.grade(html) <= HIGHEST_GRADE
    assert max(len(readability.words(one)) for one in readability.sentences(html)) <= LONGEST_SENTENCE


@pytest.mark.parametrize(
    "place", ["", "help", "safe", "accessibility", "privacy", "guide", "children", "easy-read"]
)
def test_the_other_public_pages_are_plain(site: TestClient, place: str) -> None:
    html = site.get(f"/kensington-and-chelsea/en/{place}").text
    lengths = [len(readability.words(sentence)) for sentence in readability.sentences(html)]

    assert readability.grade(html) <= HIGHEST_GRADE
    assert max(lengths) <= LONGEST_SENTENCE
    assert readability.banned(html) == []


@pytest.mark.parametrize(
    ("word", "beats"),
    [
        ("the", 1),
        ("social", 2),
        ("decided", 3),
        ("worried", 2),
        ("police", 2),
        ("makes", 1),
        ("a", 1),
        ("notes", 1),
    ],
)
def test_beats_are_counted(word: str, beats: int) -> None:
    assert readability.syllables(word) == beats


def test_hard_writing_is_noticed() -> None:
    hard = (
        "<p>Professionals participating in multidisciplinary safeguarding arrangements "
        "won't unilaterally discontinue interventions.</p>"
    )

    assert readability.grade(hard) > HIGHEST_GRADE
    assert readability.banned(hard) == ["discontinue", "professionals", "won't"]
