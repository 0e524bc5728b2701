"""What a parent types to ask for a helper."""

from datetime import date, timedelta
from typing import Any

from app.access.scopes import Installation
from app.helping import service as helping
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.families import Someone

NEW = "/m/helpers/new"
TODAY = date(2026, 11, 24)


def ask(browser: Browser, **changed: Any) -> ShownPage:
    """Fill in the page that asks for Hana, and press the button."""
    typed = {
        "name": "Hana Quill",
        "relation": "My sister",
        "contact": "hana@example.org",
        "role": "supporter",
        "may": ["see_meeting", "read_answers"],
        "until": (TODAY + timedelta(days=20)).isoformat(),
    }
    return browser.submit(NEW, action=NEW, **(typed | changed))


def newest(portal: Installation, parent: Someone) -> str:
    """Return the identifier of the helper for whom somebody asked last."""
    with families.as_member(portal, parent) as scope:
        return helping.every(scope)[0].id


def in_family(people: Any, path: str = "") -> str:
    """Return the address of the family's helpers, as staff open it."""
    return f"/staff/families/{people.family.id}/helpers{path}"
