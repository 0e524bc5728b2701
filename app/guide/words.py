"""The hard words that people use at a meeting, each with a plain meaning."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PLACE = "../words"


class Word(BaseModel):
    """One hard word, the ways in which it is written, and what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    word: str
    forms: tuple[str, ...] = ()
    meaning: str


@dataclass(frozen=True)
class Words:
    """The hard words of one language, in the order of its alphabet as its file gives them."""

    language: str
    words: tuple[Word, ...]

    @property
    def addresses(self) -> Mapping[str, str]:
        """The place of each meaning, by every way in which its word is written; as seen from a guide page."""
        return {
            form.lower(): f"{PLACE}#{word.id}" for word in self.words for form in (word.word, *word.forms)
        }


def read_words(path: Path) -> Words:
    """Read the words of the language that the file is named after."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(path.stem, tuple(Word(id=key, **about) for key, about in written.items()))
