"""What is missing before a meeting, and what comes next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.access.contacts import PinState
from app.access.people import Member
from app.families.models import ContactKind, Role, SafeContact, Wording
from app.staff import rules
from app.staff.models import Gap, MeetingFacts, MemberFacts, Missing

READY = MemberFacts(
    membership_id="m",
    is_safe_contact_answered=True,
    gets_messages=True,
    pin=PinState.WAITING,
    is_invited=True,
    is_invitation_sent=True,
    is_last_message_undelivered=False,
)
MEETING = MeetingFacts(members=(READY,), has_shared_report=True, has_report_waiting=False, has_unread=False)
MEMBER = Member(
    membership_id="m",
    person_id="p",
    role=Role.PARENT,
    name="Amira",
    contact_kind=ContactKind.EMAIL,
    contact="a@example.org",
    language="en",
    is_safe_contact_answered=True,
    is_silent=False,
    has_pin=True,
    has_signed_in=False,
    is_paused=False,
    safe_contact=SafeContact(Wording.QUIET, shared_phone=False),
    pin=PinState.WAITING,
    pin_lapses_at=None,
    paused_until=None,
)
BEFORE, AFTER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


def missing(facts: MeetingFacts) -> list[Missing]:
    """Return the kinds of gaps in order."""
    return [gap.missing for gap in rules.gaps_of(facts)]


def test_nothing_is_missing_when_all_is_done() -> None:
    assert missing(MEETING) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"is_safe_contact_answered": False, "is_invitation_sent": False}, [Missing.SAFE_CONTACT]),
        ({"pin": PinState.NOT_GIVEN}, [Missing.PIN]),
        ({"pin": PinState.LAPSED}, [Missing.PIN]),
        ({"pin": PinState.PAUSED}, [Missing.SIGN_IN_PAUSED]),
        ({"pin": PinState.USED}, []),
        ({"pin": PinState.NOT_GIVEN, "gets_messages": False}, []),
        ({"is_invitation_sent": False}, [Missing.INVITATION]),
        ({"is_last_message_undelivered": True}, [Missing.UNDELIVERED]),
        ({"is_invited": False, "pin": PinState.NOT_GIVEN}, [Missing.NOBODY_INVITED]),
    ],
)
def test_what_one_member_misses(change: dict[str, object], expected: list[Missing]) -> None:
    member = replace(READY, **change)  # type: ignore[arg-type]

    assert missing(replace(MEETING, members=(member,))) == expected


def test_what_the_family_misses_comes_after_what_keeps_people_out() -> None:
    facts = MeetingFacts(
        members=(replace(READY, is_safe_contact_answered=False),),
        has_shared_report=False,
        has_report_waiting=True,
        has_unread=True,
    )

    assert missing(facts) == [Missing.SAFE_CONTACT, Missing.SECOND_PERSON, Missing.REPORT, Missing.UNREAD]


def test_a_file_with_nobody_in_it_has_nobody_invited() -> None:
    assert missing(replace(MEETING, members=())) == [Missing.NOBODY_INVITED]


def test_after_a_meeting_only_what_nobody_read_matters() -> None:
    facts = replace(MEETING, members=(), has_shared_report=False)

    assert rules.gaps_afterwards(facts) == ()
    assert rules.gaps_afterwards(replace(facts, has_unread=True)) == (Gap(Missing.UNREAD),)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ADMINISTRATOR, Missing.INVITATION),
        (Role.SOCIAL_WORKER, Missing.PIN),
        (Role.CHAIR, Missing.UNREAD),
        (Role.COMPLAINTS_OFFICER, None),
    ],
)
def test_everyone_is_told_the_next_thing_that_they_can_do(role: Role, expected: Missing | None) -> None:
    gaps = [Gap(Missing.INVITATION, "m"), Gap(Missing.PIN, "m"), Gap(Missing.UNREAD)]

    found = rules.next_gap(gaps, role)

    assert (found.missing if found else None) == expected


def test_a_family_cannot_do_without_its_last_administrator() -> None:
    admin, worker = Role.ADMINISTRATOR, Role.SOCIAL_WORKER

    assert rules.is_needed(admin, [admin, worker])
    assert not rules.is_needed(admin, [admin, admin])
    assert not rules.is_needed(worker, [admin, worker])


def test_only_those_who_work_with_files_can_be_allocated() -> None:
    assert rules.CASE_ROLES == (Role.ADMINISTRATOR, Role.SOCIAL_WORKER, Role.CHAIR)


@pytest.mark.parametrize(
    ("change", "is_stopped", "hindered"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"is_safe_contact_answered": False, "safe_contact": None}, False, True),
        ({"pin": PinState.NOT_GIVEN}, False, True),
        ({"pin": PinState.LAPSED}, False, True),
        ({"contact_kind": ContactKind.NONE, "pin": PinState.NOT_GIVEN}, True, False),
        ({"is_silent": True, "pin": PinState.NOT_GIVEN}, True, False),
        ({"contact_kind": ContactKind.NONE, "is_safe_contact_answered": False}, False, True),
    ],
)
def test_what_stands_in_the_way_of_an_invitation(
    change: dict[str, object], *, is_stopped: bool, hindered: bool
) -> None:
    member = replace(MEMBER, **change)  # type: ignore[arg-type]

    assert bool(rules.why_not_send(member, is_stopped=is_stopped)) is hindered


@pytest.mark.parametrize(
    ("change", "sent_at", "changed_at", "expected"),
    [
        ({}, BEFORE, AFTER, False),
        ({"is_silent": True}, BEFORE, AFTER, True),
        ({"is_safe_contact_answered": False}, BEFORE, AFTER, True),
        ({"is_silent": True}, AFTER, BEFORE, False),
        ({"is_silent": True}, None, AFTER, False),
        ({"is_silent": True}, BEFORE, None, False),
    ],
)
def test_who_hears_of_a_change_from_staff_only(
    change: dict[str, object], sent_at: datetime | None, changed_at: datetime | None, *, expected: bool
) -> None:
    member = replace(MEMBER, **change)  # type: ignore[arg-type]

    assert rules.must_be_told(member, sent_at, changed_at, is_stopped=False) is expected
    assert not sent_at or not changed_at or rules.must_be_told(MEMBER, BEFORE, AFTER, is_stopped=True)
