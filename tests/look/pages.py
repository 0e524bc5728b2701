"""Forms as a page gets them, and rendered pages that can be looked into."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from app.kit.forms import Problem

ROOT = Path(__file__).parents[2]


@dataclass
class Typed:
    """A form as a page gets it: what was typed and what is wrong."""

    typed: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    saved_at: str | None = None

    def problem_for(self, name: str) -> Problem | None:
        """Return the first problem of one field."""
        return next((problem for problem in self.problems if problem.field == name), None)


@dataclass
class Rendered:
    """A rendered page, parsed strictly: a page that is not valid HTML fails here."""

    text: str

    def __post_init__(self) -> None:
        """Parse the page; invalid HTML raises."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: Element = parser.parse(self.text)

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with these tags, in the order of the page."""
        return [element for element in self.root.iter() if element.tag in tags]

    def by_id(self, name: str) -> Element | None:
        """Return the element with this id."""
        return next((element for element in self.root.iter() if element.get("id") == name), None)

    @property
    def words(self) -> str:
        """Return the words of the body, with single spaces."""
        return " ".join("".join(self.all("body")[0].itertext()).split())


PAGE: dict[str, Any] = {
    "language": SimpleNamespace(tag="en", name="English", direction="ltr"),
    "languages": [],
    "council": SimpleNamespace(key="example", name="Example County Council", short_name="Example"),
    "signed_in": None,
    "notice": None,
    "demonstration": False,
    "idle_minutes": 20,
    "leave_url": "/leave",
    "here": "/example/en/guide",
    "form": None,
}
