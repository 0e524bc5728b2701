"""What a council says, cut into single sentences, each with the name of the person or step it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.authorities.before import Attendee, Pack
from app.guide.facts import CouncilFacts, find
from app.kit.markdown_html import Phrase, Piece

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
ENDS = (".", "!", "?")
ASIDES: dict[type, str] = {Attendee: "when", Pack: "for_whom"}


@dataclass(frozen=True)
class ShortSentence:
    """One sentence of a council; `about` is the id of a person or step, empty for anything else."""

    pieces: Phrase
    about: str = ""


def short_sentences(facts: CouncilFacts, fact: str) -> Iterator[ShortSentence]:
    """Give a fact sentence by sentence.

    Raises KeyError for a fact that does not exist or cannot be quoted.
    """
    value, _ = find(facts.authority, fact)
    phrases = facts.phrases(fact)
    parts = value if isinstance(value, tuple) and len(value) == len(phrases) else [None] * len(phrases)
    for part, phrase in zip(parts, phrases, strict=True):
        for half in _halves(facts, part, phrase):
            for pieces in _sentences(half):
                yield ShortSentence(pieces, getattr(part, "id", ""))


def _halves(facts: CouncilFacts, part: Any, phrase: Phrase) -> Sequence[Phrase]:
    """Take apart what a page joins by a comma: who comes and when, a paper and for whom."""
    aside = getattr(part, ASIDES.get(type(part), ""), None)
    return [phrase] if aside is None else [phrase[:-2], facts.said(aside)]


def _sentences(phrase: Phrase) -> Iterator[Phrase]:
    if any(piece.href for piece in phrase):
        yield phrase
        return
    sentence: list[Piece] = []
    for piece in phrase:
        for text in BETWEEN_SENTENCES.split(piece.text):
            if sentence and sentence[-1].text.endswith(ENDS):
                yield sentence
                sentence = []
            if text.strip() or (text and sentence):
                sentence.append(replace(piece, text=text))
    if sentence:
        yield sentence
