"""Reading a site as somebody who follows every link does."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bs4 import Tag

from tests.support.browser import Browser, ShownPage

MOST_PAGES = 600
IDENTIFIER = re.compile(r"[a-z2-7]{26}")
TYPED = {"email": "somebody@example.org", "tel": "07700 900123", "search": "somebody"}


def crawl(
    browser: Browser, starts: Iterable[str], *, within: Callable[[str], bool], known: set[str] | None = None
) -> dict[str, ShownPage]:
    """Open every page that can be reached by links from some addresses, once, and return each by address.

    Where a page led on to another one, the answer to the first address is the redirect itself.
    """
    waiting, seen, pages = list(starts), set(known or ()), dict[str, ShownPage]()
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        if path in seen or not within(path):
            continue
        seen.add(path)
        assert len(seen) < MOST_PAGES, "the site has no end"
        page = browser.get(path, follow=False)
        pages[path] = page
        waiting += [page.location] if page.location else page.links()
    return pages


def press_everything(
    browser: Browser, pages: Iterable[ShownPage], *, skip: tuple[str, ...]
) -> Iterator[ShownPage]:
    """Send each kind of form once as it stands and once with every field filled, and give each answer."""
    pressed: set[tuple[str, str]] = set()
    for page in pages:
        for form in page.soup.select("main form[method=post]"):
            action = str(form["action"])
            if action.startswith(skip):
                continue
            for way, fields in (("as it stands", dict[str, Any]()), ("filled", filled(form))):
                kind = (IDENTIFIER.sub("*", action), way)
                if kind not in pressed:
                    pressed.add(kind)
                    browser.page = page
                    yield browser.press(page, action.partition("?")[0], **fields)


def filled(form: Tag) -> dict[str, Any]:
    """Fill in every field of a form as somebody might who answers everything."""
    given: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if kind in {"radio", "checkbox"}:
            given.setdefault(name, [str(field.get("value", "on"))])
        elif field.name == "select":
            given[name] = str(field.select("option")[-1].get("value", ""))
        elif kind not in {"hidden", "file"}:
            given[name] = TYPED.get(kind, "12")
    return given
