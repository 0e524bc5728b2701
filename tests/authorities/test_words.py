"""The councils' words can be read by somebody who is tired, afraid and on a phone."""

from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from pydantic import BaseModel

from app.authorities.facts import Text
from app.authorities.models import Authority
from tests.authorities.councils import KEYS, council
from tests.support.readability import banned, grade, sentences, words

# Terms that stay because they are the name of a thing; each page explains them once.
TERMS = (
    "Care and Support Protection Plan",
    "Child Protection Conference Chair",
    "Child Protection Conferences",
    "Child Protection Conference",
    "Child Protection Plan",
    "Business Support Officer",
    "Child In Need Plan",
    "Child in Need Plan",
    "social worker",
    "solicitor",
    "significant harm",
    "parental responsibility",
    "police officer",
    "health visitor",
    "family",
)
MAX_GRADE = 5.0
MAX_WORDS = 20


def texts(value: Any) -> Iterator[str]:
    """Go through all the English words of a profile."""
    if isinstance(value, Text):
        yield value.en
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def as_page(authority: Authority) -> str:
    """Put all the words of a profile on one page, terms replaced by one plain word."""
    paragraphs = []
    for text in texts(authority):
        plain = text
        for term in TERMS:
            plain = plain.replace(term, "word")
        paragraphs.append(f"<p>{escape(plain, quote=False)}</p>")
    return "".join(paragraphs)


@pytest.mark.parametrize("key", KEYS)
def test_words_are_at_grade_five_at_most(key: str) -> None:
    assert grade(as_page(council(key))) <= MAX_GRADE


@pytest.mark.parametrize("key", KEYS)
def test_no_sentence_is_long(key: str) -> None:
    long = [part for part in sentences(as_page(council(key))) if len(words(part)) > MAX_WORDS]

    assert long == []


@pytest.mark.parametrize("key", KEYS)
def test_no_banned_words_and_no_shortened_not(key: str) -> None:
    assert banned(as_page(council(key))) == []


@pytest.mark.parametrize("key", KEYS)
def test_the_meeting_is_called_a_meeting(key: str) -> None:
    page = as_page(council(key)).replace("My Conference Pack", "My Pack")

    assert "conference" not in page.lower()
