"""A contact that is not safe any more: one button ends everything that leads there, or nothing at all."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.access import links, sessions, trusting
from app.access.scopes import Installation
from app.access.tables import Doorbell, SignInLink, SignInSession, TrustedBrowser
from app.access.transactions import system_scope, transaction
from app.audit.tables import AuditEntry
from app.families.tables import Person
from app.kit import clock
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.outbox.tables import Message
from app.staff import set_up
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, World


def address(people: World) -> str:
    return f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"


@pytest.fixture
def reached(portal: Installation, people: World, amira: Browser) -> Browser:
    """Amira, to whom everything leads that can: a session, a trusted phone, a link, a notice, a message."""
    amira.submit("/m/phone", action="/m/phone", pin=people.amira.pin)
    with system_scope(portal) as system:
        links.make_link(system.session, portal, people.amira.person_id)
        links.make_doorbell(system.session, people.amira.person_id)
        outbox.enqueue(system, COUNCIL, people.amira.person_id, Notice.SOMETHING_NEW)
    return amira


def ways(session: Session, who: Someone) -> dict[str, int]:
    """Count everything that leads to somebody."""
    now = clock.now()
    alive: dict[str, Any] = {
        "sessions": select(SignInSession).where(
            SignInSession.person_id == who.person_id, col(SignInSession.ended_at).is_(None)
        ),
        "links": select(SignInLink).where(
            SignInLink.person_id == who.person_id, col(SignInLink.expires_at) > now
        ),
        "notices": select(Doorbell).where(
            Doorbell.person_id == who.person_id, col(Doorbell.expires_at) > now
        ),
        "browsers": select(TrustedBrowser).where(
            TrustedBrowser.person_id == who.person_id, col(TrustedBrowser.ended_at).is_(None)
        ),
        "messages": select(Message).where(Message.person_id == who.person_id, Message.state == "queued"),
    }
    return {name: len(session.exec(wanted).all()) for name, wanted in alive.items()}


def test_one_button_ends_everything_that_leads_to_an_unsafe_contact(
    reached: Browser, ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    with transaction(portal, writes=False) as session:
        assert set(ways(session, people.amira).values()) == {1}

    page = ada.press(ada.get(address(people)), f"{address(people)}/contact/stop")

    assert "We send nothing to this person" in page.text
    assert "because it is not safe" in page.text
    assert reached.get("/m", follow=False).status == 303
    with transaction(portal, writes=False) as session:
        assert set(ways(session, people.amira).values()) == {0}
        person = session.get_one(Person, people.amira.person_id)
        assert (person.wording, person.contact_stopped_why) == (None, "unsafe")
        assert person.contact_stopped_at == clock.now()
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "contact.stopped")).all()
        assert (entry.reason, entry.family_id) == ("unsafe", people.family.id)
    reached.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)
    assert postbox.deliver() == []


def test_a_link_that_was_on_its_way_opens_nothing(
    ada: Browser, visitor: Browser, portal: Installation, people: World
) -> None:
    ada.press(ada.get(address(people)), f"{address(people)}/contact/stop")
    with system_scope(portal) as system:
        token = links.make_link(system.session, portal, people.amira.person_id)

    visitor.get(f"/s/{token}")

    assert visitor.submit("/s", action="/s", pin=people.amira.pin).status == 422


def test_it_is_on_the_desk_until_staff_have_asked_anew(
    ada: Browser, portal: Installation, people: World
) -> None:
    ada.press(ada.get(address(people)), f"{address(people)}/contact/stop")
    assert "Contact is not safe any more" in ada.get("/staff").text

    safe = f"{address(people)}/safe-contact"
    ada.submit(safe, action=safe, wording="quiet", shared_phone="yes")

    assert "Contact is not safe any more" not in ada.get("/staff").text
    assert "because it is not safe" not in ada.get(address(people)).text
    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, people.amira.person_id).contact_stopped_at is None


BREAKS: list[tuple[object, str]] = [
    (sessions, "end"),
    (links, "forget_links"),
    (links, "end_doorbells"),
    (trusting, "end_all"),
    (outbox, "cancel_for_person"),
]


@pytest.mark.parametrize("step", BREAKS, ids=[name for _, name in BREAKS])
def test_a_fault_in_the_middle_leaves_everything_as_it_was(
    reached: Browser,
    portal: Installation,
    people: World,
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[object, str],
) -> None:
    module, name = step
    monkeypatch.setattr(module, name, _after(getattr(module, name)))

    with (
        pytest.raises(RuntimeError),
        families.as_case_worker(portal, people.ada, people.family.id) as case,
    ):
        set_up.stop_contact(case, people.amira.membership_id or "")

    with transaction(portal, writes=False) as session:
        assert set(ways(session, people.amira).values()) == {1}
        person = session.get_one(Person, people.amira.person_id)
        assert person.contact_stopped_at is None
        assert person.wording is not None
    assert reached.get("/m").status == 200


def _after(act: Callable[..., Any]) -> Callable[..., Any]:
    def act_and_break(*args: Any, **kwargs: Any) -> None:
        act(*args, **kwargs)
        raise RuntimeError("the disk is full")

    return act_and_break


@pytest.mark.parametrize("name", ["dev", "olive", "tess", "farid", "ben"])
def test_nobody_else_can_stop_a_contact(app: object, portal: Installation, people: World, name: str) -> None:
    browser = Browser(app, people.person(name))  # type: ignore[arg-type]

    assert browser.post(f"{address(people)}/contact/stop").status == 404
    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, people.amira.person_id).contact_stopped_at is None


def test_a_stale_button_stops_nothing(ada: Browser, portal: Installation, people: World) -> None:
    assert ada.post(f"{address(people)}/contact/stop", form_token="old").status == 403
    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, people.amira.person_id).contact_stopped_at is None
