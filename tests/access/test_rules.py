"""Who may do what, written down a second time by hand; and when a session locks, ends and takes words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.access import rules
from app.access.models import EndReason, Permission, SessionState, SignedIn
from app.families.models import Role

FAMILY = {
    "see the meeting",
    "read reports",
    "prepare",
    "write views",
    "complain",
    "keep what is one's own",
    "ask to change details",
    "choose helpers",
    "ask to be rung",
}
HELPER = {
    "help somebody",
    "see the meeting of whom one helps",
    "read the answers of whom one helps",
    "write answers for whom one helps",
    "read the letter of whom one helps",
    "write a letter for whom one helps",
    "read the reports of whom one helps",
}
BREACHES = {"see what reached the wrong person", "write down what reached the wrong person"}
MAY: dict[str, set[str]] = {
    "parent": FAMILY,
    "carer": FAMILY,
    "young_person": FAMILY,
    "supporter": HELPER,
    "advocate": HELPER,
    "administrator": {
        "see the desk",
        "open a family",
        "see a family's file",
        "set up a family's file",
        "allocate staff",
        "call a conference",
        "share reports",
        "see protected details",
        "confirm helpers",
        "sit beside a member of the family",
        "see who was there when somebody wrote",
        "ring somebody who asked for it",
        "open a file in an emergency",
        "say that everything stops",
        *BREACHES,
    },
    "social_worker": {
        "see the desk",
        "see a family's file",
        "set up a family's file",
        "share reports",
        "see protected details",
        "confirm helpers",
        "tell somebody that they are asked not to come",
        "answer what a family asks before a meeting",
        "sit beside a member of the family",
        "see who was there when somebody wrote",
        "ring somebody who asked for it",
        "open a file in an emergency",
        *BREACHES,
    },
    "chair": {
        "see the desk",
        "see a family's file",
        "read what a family sent",
        "ask somebody not to come",
        "tell somebody that they are asked not to come",
        "answer what a family asks before a meeting",
        "see who was there when somebody wrote",
        "ring somebody who asked for it",
        "open a file in an emergency",
        *BREACHES,
    },
    "complaints_officer": {"see the desk", "handle complaints"},
    "report_author": {"see the desk"},
    "council_admin": {
        "see the desk",
        "review files opened in an emergency",
        "see what reached the wrong person",
        "answer for the council when something reached the wrong person",
    },
    "operator": set(),
}
STARTED = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=20), timedelta(hours=8)


def session(**facts: Any) -> SignedIn:
    """Describe a session that began at ten and was last used then."""
    known: dict[str, Any] = {
        "session_id": "s",
        "digest": bytes(range(32)),
        "council": "barnsley",
        "person_id": "p",
        "staff_role": None,
        "language": "en",
        "name_sealed": b"",
        "started_at": STARTED,
        "last_seen_at": STARTED,
        "ended_at": None,
        "end_reason": None,
        "person_ended_at": None,
        "membership_id": "m",
        "family_id": "f",
        "role": "parent",
        "membership_ended_at": None,
    }
    return SignedIn(**known | facts)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, permission: Permission) -> None:
    assert rules.may(role.value, permission) == (permission.value in MAY[role.value])


def test_the_tables_name_the_same_roles_and_permissions() -> None:
    assert set(MAY) == {role.value for role in Role} == {role.value for role in rules.ALLOWED}
    assert set().union(*MAY.values()) == {permission.value for permission in Permission}


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_do_nothing_without_a_role(permission: Permission) -> None:
    assert not rules.may(None, permission)


@pytest.mark.parametrize(
    ("passed", "seen", "facts", "state"),
    [
        (timedelta(0), timedelta(0), {}, SessionState.LIVE),
        (timedelta(minutes=19, seconds=59), timedelta(0), {}, SessionState.LIVE),
        (timedelta(minutes=20), timedelta(0), {}, SessionState.LOCKED),
        (timedelta(hours=7, minutes=59), timedelta(hours=7, minutes=50), {}, SessionState.LIVE),
        (timedelta(hours=7, minutes=59), timedelta(0), {}, SessionState.LOCKED),
        (timedelta(hours=8), timedelta(hours=7, minutes=59), {}, SessionState.OVER),
        (timedelta(0), timedelta(0), {"ended_at": STARTED}, SessionState.OVER),
        (timedelta(0), timedelta(0), {"person_ended_at": STARTED}, SessionState.OVER),
    ],
)
def test_a_session_is_live_then_locked_then_over(
    passed: timedelta, seen: timedelta, facts: dict[str, Any], state: SessionState
) -> None:
    found = session(last_seen_at=STARTED + seen, **facts)

    assert rules.session_state(found, STARTED + passed, idle=IDLE, longest=LONGEST) is state


@pytest.mark.parametrize(
    ("passed", "reason", "taken"),
    [
        (timedelta(minutes=30), None, True),
        (timedelta(hours=8), None, True),
        (timedelta(hours=31, minutes=59), None, True),
        (timedelta(hours=32), None, False),
        (timedelta(minutes=30), EndReason.TIME, True),
        (timedelta(minutes=30), EndReason.UNLOCKED, True),
        (timedelta(minutes=30), EndReason.LEFT, False),
        (timedelta(minutes=30), EndReason.SIGNED_OUT, False),
        (timedelta(minutes=30), EndReason.REVOKED, False),
        (timedelta(minutes=30), EndReason.REPLACED, False),
    ],
)
def test_words_are_taken_for_a_day_but_never_after_leaving(
    passed: timedelta, reason: EndReason | None, *, taken: bool
) -> None:
    found = session(end_reason=reason.value if reason else None)

    assert rules.takes_words(found, STARTED + passed, longest=LONGEST) is taken


def test_words_of_somebody_who_has_gone_are_not_taken() -> None:
    assert not rules.takes_words(session(person_ended_at=STARTED), STARTED, longest=LONGEST)


def test_the_log_tells_sessions_apart_without_knowing_their_cookie() -> None:
    assert session().mark == "0001020304050607"


def test_only_complaints_officers_are_shown_the_way_to_complaints() -> None:
    shown = {role for role in Role if session(staff_role=role.value).handles_complaints}

    assert shown == {Role.COMPLAINTS_OFFICER}
    assert not session().handles_complaints
    assert not session().is_staff
