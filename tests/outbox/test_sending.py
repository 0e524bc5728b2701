"""A message leaves once, when it may, and never where it could harm; what cannot leave waits or is told."""

import threading
from datetime import time
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app import worker
from app.access import contacts
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.families.models import IdentityCheck, Role, SafeContact, Wording
from app.outbox import sending, service
from app.outbox.models import (
    ChannelKind,
    ContactNotAnswered,
    DeliveryFailed,
    Notice,
    Outgoing,
    State,
)
from app.outbox.tables import Message
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World

QUIET = Wording.QUIET


class Failing:
    """A provider that fails as it is told to, and remembers who asked."""

    def __init__(self, *failures: Exception | None) -> None:
        self.failures = list(failures)
        self.taken: list[Outgoing] = []

    def send(self, message: Outgoing) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure
        self.taken.append(message)


def tell(
    portal: Installation, people: World, who: Someone, notice: Notice = Notice.SOMETHING_NEW
) -> str | None:
    """Queue a message to somebody of the family, and return its identifier."""
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        made = service.enqueue(case, "barnsley", who.person_id, notice, family_id=people.family.id)
        return made.id if made else None


def answer(portal: Installation, people: World, who: Someone, contact: SafeContact) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.answer_safe_contact(case, who.membership_id or "", contact)


def state_of(portal: Installation, message_id: str | None) -> tuple[str, str, int]:
    with system_scope(portal, writes=False) as system:
        message = system.session.get_one(Message, message_id or "")
        return message.state, message.reason, message.tries


def send(portal: Installation, channel: Any) -> int:
    return sending.send_due(portal, {ChannelKind.EMAIL: channel, ChannelKind.SMS: channel})


def test_a_message_leaves_once(portal: Installation, people: World, postbox: Postbox) -> None:
    message_id = tell(portal, people, people.amira)

    assert len(postbox.deliver()) == 1
    assert postbox.deliver() == []
    assert state_of(portal, message_id) == (State.SENT.value, "", 1)


def test_nothing_is_queued_before_anybody_asked_how_it_is_safe(portal: Installation, people: World) -> None:
    newcomer = families.add_member(portal, people.ada, people.family, "Nell Ash", safe_contact=None)

    with pytest.raises(ContactNotAnswered):
        tell(portal, people, newcomer)


@pytest.mark.parametrize("contact", ["", "silent@example.org"])
def test_who_gets_everything_on_paper_is_sent_nothing(
    portal: Installation, people: World, contact: str
) -> None:
    wording = Wording.SILENT if contact else QUIET
    somebody = families.add_member(
        portal,
        people.ada,
        people.family,
        "Nell Ash",
        contact=contact,
        safe_contact=SafeContact(wording, shared_phone=False),
    )

    assert tell(portal, people, somebody) is None


def test_a_message_waits_for_safe_hours(
    portal: Installation, people: World, postbox: Postbox, clock: Clock
) -> None:
    hours = SafeContact(QUIET, shared_phone=True, from_hour=time(13), until_hour=time(15))
    answer(portal, people, people.amira, hours)
    tell(portal, people, people.amira)

    assert postbox.deliver() == []
    clock.move(hours=2, minutes=59)
    assert postbox.deliver() == []
    clock.move(minutes=1)
    assert len(postbox.deliver()) == 1


@pytest.mark.parametrize(("shared", "sent"), [(False, 1), (True, 0)])
def test_a_link_outside_safe_hours_goes_only_to_a_phone_of_ones_own(
    portal: Installation, people: World, postbox: Postbox, visitor: Browser, *, shared: bool, sent: int
) -> None:
    hours = SafeContact(QUIET, shared_phone=shared, from_hour=time(13), until_hour=time(15))
    answer(portal, people, people.amira, hours)

    visitor.submit("/barnsley/en/sign-in", contact=people.amira.contact)

    assert len(postbox.deliver()) == sent


def test_who_becomes_silent_after_queueing_is_sent_nothing(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    message_id = tell(portal, people, people.amira)
    answer(portal, people, people.amira, SafeContact(Wording.SILENT, shared_phone=False))

    assert postbox.deliver() == []
    assert state_of(portal, message_id)[0] == State.CANCELLED.value


def test_stopping_a_familys_messages_cancels_what_waits(
    portal: Installation, people: World, postbox: Postbox, clock: Clock
) -> None:
    hours = SafeContact(QUIET, shared_phone=False, from_hour=time(13), until_hour=time(15))
    answer(portal, people, people.ben, hours)
    message_id = tell(portal, people, people.ben)
    with system_scope(portal) as system:
        service.cancel_for_family(system.session, people.family.id)

    clock.move(hours=4)
    assert postbox.deliver() == []
    assert state_of(portal, message_id)[0] == State.CANCELLED.value


def test_what_waits_for_one_person_can_be_cancelled(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    tell(portal, people, people.amira)
    tell(portal, people, people.ben)

    with system_scope(portal) as system:
        service.cancel_for_person(system.session, people.amira.person_id)

    assert [message.to for message in postbox.deliver()] == [people.ben.contact]


def test_another_contact_after_queueing_gets_nothing_until_it_is_known_to_be_safe(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    message_id = tell(portal, people, people.amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.change_contact(
            case, people.amira.membership_id or "", "new@example.org", checked=IdentityCheck.MET
        )

    assert postbox.deliver() == []
    assert state_of(portal, message_id)[:2] == ("cancelled", "silence is safest for this person")


def test_a_link_that_is_too_old_to_be_of_use_is_not_sent(
    portal: Installation, people: World, postbox: Postbox, visitor: Browser, clock: Clock
) -> None:
    visitor.submit("/barnsley/en/sign-in", contact=people.amira.contact)
    clock.move(minutes=10)

    assert postbox.deliver() == []
    with portal.engine.connect() as connection:
        reasons = connection.execute(text("SELECT reason FROM messages")).scalars().all()
    assert reasons == ["too old to be of use"]


def test_a_strangers_request_ends_in_nothing(
    portal: Installation, postbox: Postbox, visitor: Browser
) -> None:
    visitor.submit("/barnsley/en/sign-in", contact="nobody@example.org")

    assert postbox.deliver() == []
    with portal.engine.connect() as connection:
        states = (
            connection.execute(text("SELECT state FROM messages WHERE person_id IS NULL")).scalars().all()
        )
    assert states == [State.NOTHING.value]


def test_a_provider_that_is_down_is_tried_again(portal: Installation, people: World, clock: Clock) -> None:
    message_id = tell(portal, people, people.amira)
    down = DeliveryFailed("server not reached", permanent=False)
    provider = Failing(down, down)

    for minutes in (0, 1, 5):
        clock.move(minutes=minutes)
        assert send(portal, provider) == 1
        assert send(portal, provider) == 0

    assert len(provider.taken) == 1
    assert state_of(portal, message_id) == (State.SENT.value, "", 3)


def test_a_day_of_failures_is_told_to_the_family_s_staff(
    app: FastAPI, portal: Installation, people: World, clock: Clock
) -> None:
    message_id = tell(portal, people, people.amira)
    provider = Failing(*[DeliveryFailed("server not reached", permanent=False)] * 40)

    for _ in range(30):
        send(portal, provider)
        clock.move(hours=1)

    assert state_of(portal, message_id)[:2] == (State.FAILED.value, "server not reached")
    assert (
        "Could not be delivered" in Browser(app, people.ada).get(f"/staff/families/{people.family.id}").text
    )


def test_what_a_provider_never_takes_is_not_tried_again(portal: Installation, people: World) -> None:
    message_id = tell(portal, people, people.amira)

    send(portal, Failing(DeliveryFailed("recipient refused", permanent=True)))

    assert state_of(portal, message_id) == (State.FAILED.value, "recipient refused", 1)


def test_a_crash_between_sending_and_noting_it_doubles_the_message_and_loses_none(
    portal: Installation, people: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = tell(portal, people, people.amira)
    provider = Failing()

    def die(*_anything: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_note", die)
        with pytest.raises(KeyboardInterrupt):
            send(portal, provider)
    assert send(portal, provider) == 0, "leased to the one that died"
    clock.move(seconds=61)
    assert send(portal, provider) == 1

    assert [message.id for message in provider.taken] == [message_id, message_id]
    assert state_of(portal, message_id)[0] == State.SENT.value


def test_two_workers_send_it_once(portal: Installation, people: World) -> None:
    for who in (people.amira, people.ben, people.erin, people.carol):
        with system_scope(portal) as system:
            service.enqueue(system, "barnsley", who.person_id, Notice.SOMETHING_NEW)
    provider = Failing()
    workers = [threading.Thread(target=send, args=(portal, provider)) for _ in range(4)]

    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sorted(message.to for message in provider.taken) == sorted(
        who.contact for who in (people.amira, people.ben, people.erin, people.carol)
    )


def test_a_batch_that_takes_too_long_leaves_the_rest_to_others(
    portal: Installation, people: World, clock: Clock
) -> None:
    for who in (people.amira, people.ben):
        tell(portal, people, who)

    class Slow(Failing):
        def send(self, message: Outgoing) -> None:
            super().send(message)
            clock.move(seconds=61)

    slow, other = Slow(), Failing()
    assert send(portal, slow) == 2
    assert len(slow.taken) == 1
    assert send(portal, other) == 1
    assert len(other.taken) == 1


def test_one_message_that_cannot_be_made_does_not_hold_up_the_others(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    broken = tell(portal, people, people.amira)
    with portal.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            text("UPDATE people SET contact_sealed = name_sealed WHERE id = :id"),
            {"id": people.amira.person_id},
        )
    tell(portal, people, people.ben)

    assert [message.to for message in postbox.deliver()] == [people.ben.contact]
    assert state_of(portal, broken) == (State.QUEUED.value, "", 1)


def test_a_message_tells_of_an_act_or_neither_happened(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    def fail() -> None:
        with families.as_case_worker(portal, people.ada, people.family.id) as case:
            service.enqueue(case, "barnsley", people.amira.person_id, Notice.SOMETHING_NEW)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert postbox.deliver() == []


def test_staff_need_no_answer_about_safety(portal: Installation, postbox: Postbox) -> None:
    clerk = families.add_staff(portal, "barnsley", "Nell Archer", Role.COMPLAINTS_OFFICER)
    with system_scope(portal) as system:
        service.enqueue(system, "barnsley", clerk.person_id, Notice.STAFF_WELCOME)

    (message,) = postbox.deliver()
    assert message.to == clerk.contact


def test_a_worker_goes_on_after_a_fault_and_ends_when_told(
    portal: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending, seen = threading.Event(), list[int]()

    def send_due(*_anything: object) -> int:
        seen.append(len(seen))
        if len(seen) == 1:
            raise TypeError
        ending.set()
        return 0

    monkeypatch.setattr(worker, "send_due", send_due)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(worker, "PAUSE_AFTER_FAULT", 0.01)

    worker.run(portal, ending)

    assert seen == [0, 1]
