"""A page of the guide as it is shown, in full or in Easy Read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.kit.markdown_html import Phrase, SafeHtml


@dataclass(frozen=True)
class Entry:
    """One line of the guide's contents."""

    name: str
    title: str
    description: str
    language: str


@dataclass(frozen=True)
class Place:
    """Where a page stands among the others."""

    number: int
    count: int
    previous: Entry | None
    following: Entry | None


@dataclass(frozen=True)
class GuidePage:
    """One page, rendered for one council."""

    entry: Entry
    text: SafeHtml
    place: Place
    checked: date | None
    has_easy_read: bool


@dataclass(frozen=True)
class EasyReadRow:
    """One picture and one short sentence."""

    picture: str
    pieces: Phrase


@dataclass(frozen=True)
class EasyReadPart:
    """The rows under one heading; the first part of a page has none."""

    heading: str
    rows: list[EasyReadRow]


@dataclass(frozen=True)
class EasyReadPage:
    """One page of the Easy Read edition, made for one council."""

    entry: Entry
    parts: Sequence[EasyReadPart]
    place: Place
