"""The words of every profile, the nations' and the example's too: short sentences, plain words."""

from collections.abc import Iterator
from html import escape

import pytest

from app.authorities.catalogue import read_authority, read_general_questions
from app.authorities.check import facts
from app.authorities.models import Authority
from tests.authorities.councils import FOLDER, KEYS, council
from tests.authorities.test_words import TERMS, texts
from tests.support.readability import banned, grade, sentences, words

HIGHEST_GRADE = 5.0
LONGEST = 20
# Names of people, offices, papers and plans stand as the council writes them; the law's sentence as it is.
PRINTED = ("names.", "offices.", "useful_contacts", "helplines", "data_controller", "complaints_owner")
PRINTED_FACTS = {
    "outcome.who_can_remove_child",
    "complaint.contacts",
    "access.formats",
    "child.packs",
    "complaint.routes",
}


def profiles() -> list[Authority]:
    """Give every council, and the one that is there to be copied."""
    return [
        *(council(key) for key in KEYS),
        read_authority(FOLDER, "_example", read_general_questions(FOLDER)),
    ]


def paragraphs(authority: Authority, group: str) -> Iterator[str]:
    """Give the words of one group of facts, names of things replaced by one plain word."""
    for path, fact in facts(authority):
        key = ".".join(path)
        if path[0] == group and not key.startswith(PRINTED) and key not in PRINTED_FACTS:
            for text in texts(fact.value):
                plain = text
                for term in TERMS:
                    plain = plain.replace(term, "word")
                yield f"<p>{escape(plain, quote=False)}</p>"


@pytest.mark.parametrize("authority", profiles(), ids=lambda one: str(one.key))
def test_no_sentence_is_long_and_no_word_is_banned(authority: Authority) -> None:
    for group in type(authority).model_fields:
        page = "".join(paragraphs(authority, group))
        long = [one for one in sentences(page) if len(words(one)) > LONGEST]

        assert long == [], group
        assert banned(page) == [], group


@pytest.mark.parametrize("key", KEYS)
def test_each_subject_can_be_read_by_a_nine_year_old(key: str) -> None:
    for group in Authority.model_fields:
        page = "".join(paragraphs(council(key), group))

        assert not page or len(sentences(page)) < 3 or grade(page) <= HIGHEST_GRADE, group
