"""Reading the first page, and people whose meetings have the facts that a test needs."""

import re
from datetime import datetime

from fastapi import FastAPI

from app.access.scopes import Installation
from app.conferences.models import ConferenceKind
from app.families.models import Role
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.world import COUNCIL


def _closed(text: str) -> str:
    """Leave no gap where the element of a name or a time ends."""
    return re.sub(r" ([.,])", r"\1", " ".join(text.split()))


def said(page: ShownPage) -> str:
    """Return the words of a page."""
    return _closed(page.text)


def steps(page: ShownPage) -> list[str]:
    """Return the steps of what happens next."""
    return [_closed(one.get_text(" ")) for one in page.soup.select(".timeline li")]


def parent_of(
    portal: Installation,
    app: FastAPI,
    *,
    council: str = COUNCIL,
    meets_at: datetime | None,
    place: str = "Room 2, Town Hall",
    kind: ConferenceKind = ConferenceKind.INITIAL,
    role: Role = Role.PARENT,
) -> Browser:
    """Return the browser of somebody in a family of their own, whose meeting has these facts."""
    administrator = families.add_staff(portal, council, "Bea Long", Role.ADMINISTRATOR)
    family = families.open_family(portal, administrator)
    who = families.add_member(portal, administrator, family, "Petra Vale", role)
    families.call_meeting(portal, administrator, family, who, meets_at=meets_at, place=place, kind=kind)
    return Browser(app, who)


def sign_in_again(browser: Browser) -> None:
    """Begin another session, after the clock has gone beyond the last one."""
    if browser.who:
        browser.sign_in(browser.who)
