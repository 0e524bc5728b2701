"""A page of the guide as it is shown."""

from dataclasses import dataclass
from datetime import date

from app.kit.markdown_html import SafeHtml


@dataclass(frozen=True)
class Entry:
    """One line of the guide's contents."""

    name: str
    title: str
    description: str
    language: str


@dataclass(frozen=True)
class GuidePage:
    """One page, rendered for one council, with its place among the others."""

    entry: Entry
    text: SafeHtml
    number: int
    count: int
    checked: date | None
    previous: Entry | None
    following: Entry | None
