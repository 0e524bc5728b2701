"""What the pages are told about a helper's words, and how texts from two phones are put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.drafts.models import Held

WORDS = "words"
SCORE = "score"
TYPED = {WORDS, SCORE, "seen_version"}
Fields = Mapping[str, str]


class Outcome(StrEnum):
    """What became of a helper's words; the helper is not told."""

    USED = "used"
    JOINED = "joined"
    NOT_USED = "not_used"


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that a later save did not know of."""

    version: int
    fields: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What a helper is writing for somebody, as it stands."""

    version: int = 0
    saved_at: datetime | None = None
    fields: dict[str, str] = field(repr=False, default_factory=dict)
    aside: tuple[Aside, ...] = ()
    shown_at: datetime | None = None
    held: Held | None = None
    """Words kept after a session's end that are not among these yet."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written."""
        return not any(text.strip() for text in self.fields.values())

    @property
    def is_changed(self) -> bool:
        """Whether something was written since the words were shown."""
        return bool(self.shown_at and self.saved_at and self.saved_at > self.shown_at)

    @property
    def together(self) -> dict[str, str]:
        """All words, one text below the other; of what cannot be joined the newest."""
        every = [self.fields, *(one.fields for one in self.aside)]
        texts = [one.get(WORDS, "").strip() for one in every]
        newest = {name: value for one in reversed(every) for name, value in one.items() if value}
        return self.fields | newest | {WORDS: "\n\n".join(text for text in texts if text)}

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in the form: what was held, or else what is saved."""
        if self.held:
            typed = {name: text for name, text in self.held.fields.items() if name in TYPED}
            return typed | {"seen_held": self.held.mark}
        return {**(self.together if self.aside else self.fields), "seen_version": self.version}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a helper showed, as whom they help sees it."""

    id: str
    about: str
    by: str = field(repr=False)
    """The helper's first name."""
    version: int
    fields: dict[str, str] = field(repr=False)
    shown_at: datetime


def stands_in(other: Fields, mine: Fields) -> bool:
    """Say whether all that one text says is in another, so that nothing is lost by keeping that alone."""
    same = all(text in {"", mine.get(name, "")} for name, text in other.items() if name != WORDS)
    return same and " ".join(other.get(WORDS, "").split()) in " ".join(mine.get(WORDS, "").split())


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as a helper's page sent it: for whom, from where, and what the page knew of."""

    fields: dict[str, str] = field(repr=False)
    helping: str
    address: str
    seen_version: int = 0
    seen_held: str = ""
