"""Asking to be rung, and looking at it, as tests do."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import FastAPI
from sqlmodel import Session, select

from app.access import contacts
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.authorities.catalogue import Catalogue
from app.authorities.contacts import Contact, ContactKind, Offices
from app.authorities.facts import Fact, Status, Text
from app.calls.tables import Call
from app.families.models import contact_compartment
from app.families.tables import Person
from tests.support.browser import Browser, ShownPage
from tests.support.families import Someone
from tests.support.world import World

FORM = "/m/call"
WORDS = "Before ten is best for me."
MAY_NOT_SPEAK = (
    "They may not be able to speak freely. Ask what can be answered with yes or no. "
    "Say nothing to whoever else answers."
)
NIGHT = "Nobody watches this page at night or at the weekend."
STATED: dict[str, Any] = {"status": Status.STATED, "source": "Leaflet", "checked": date(2026, 11, 21)}
DIFFERS = re.compile(r'value="[^"]*"')


def ask(browser: Browser, about: str = "appointment", words: str = WORDS) -> ShownPage:
    """Fill in the form and send it."""
    return browser.submit(FORM, action=FORM, about=about, words=words)


def rows(session: Session) -> list[Call]:
    """Return every request there is."""
    return list(session.exec(select(Call).order_by(Call.asked_at)).all())  # type: ignore[arg-type]


def case(people: World) -> str:
    """Return the address where staff see the requests of the family."""
    return f"/staff/families/{people.family.id}/calls"


def note(browser: Browser, people: World, outcome: str) -> ShownPage:
    """Note on the staff's page what was done about the first request that is open."""
    page = browser.get(case(people))
    form = page.soup.select_one(f'main form[action^="{case(people)}/"]')
    assert form is not None
    return browser.press(page, str(form["action"]), outcome=outcome)


def give_mobile(portal: Installation, who: Someone, number: str) -> None:
    """Let a person be reached on a mobile phone."""
    with system_scope(portal) as system:
        person = system.session.get_one(Person, who.person_id)
        cipher = system.keys.cipher(contact_compartment(person.council, person.id))
        contacts.write_contact(system, person, number, cipher)


def state_numbers(app: FastAPI) -> None:
    """Let the council say on which numbers it can be rung, by day and by night."""
    portal: Installation = app.state.installation
    council = portal.catalogue.get("barnsley")
    assert council is not None
    day, night, mail = (
        Contact(name=Text({"en": name}), kind=kind, value=value)
        for name, kind, value in (
            ("Duty desk", ContactKind.PHONE, "01632 960150"),
            ("Night desk", ContactKind.PHONE, "01632 960151"),
            ("Post desk", ContactKind.EMAIL, "desk@barnsley.example"),
        )
    )
    offices = Offices(
        office=Fact[tuple[Contact, ...]](value=(mail, day), **STATED),
        out_of_hours=Fact[Contact](value=night, **STATED),
    )
    changed = council.model_copy(update={"offices": offices})
    app.state.installation = replace(portal, catalogue=Catalogue((), {"barnsley": changed}))
