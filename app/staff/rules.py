"""What is missing before a meeting, what somebody may do about it, and whom a family cannot do without."""

from collections.abc import Iterable, Sequence

from app.access import rules as access
from app.access.contacts import PinState
from app.access.models import Permission
from app.families.models import STAFF_ROLES, Role
from app.staff.models import Gap, MeetingFacts, MemberFacts, Missing

CASE_ROLES = tuple(role for role in STAFF_ROLES if access.may(role, Permission.SEE_CASE))
NO_WORKING_PIN = {PinState.NOT_GIVEN, PinState.LAPSED}


def gaps_of(facts: MeetingFacts) -> tuple[Gap, ...]:
    """Return everything that is missing, the most urgent first."""
    invited = [member for member in facts.members if member.is_invited]
    gaps = [gap for member in invited for gap in _gaps_of_member(member)]
    if not invited:
        gaps.append(Gap(Missing.NOBODY_INVITED))
    if facts.has_report_waiting:
        gaps.append(Gap(Missing.SECOND_PERSON))
    if not facts.has_shared_report:
        gaps.append(Gap(Missing.REPORT))
    if facts.has_unread:
        gaps.append(Gap(Missing.UNREAD))
    return tuple(sorted(gaps, key=lambda gap: list(Missing).index(gap.missing)))


def _gaps_of_member(member: MemberFacts) -> Iterable[Gap]:
    if not member.is_safe_contact_answered:
        # Nothing may be sent before that, so the invitation is not the next thing to do.
        yield Gap(Missing.SAFE_CONTACT, member.membership_id)
    elif not member.is_invitation_sent:
        yield Gap(Missing.INVITATION, member.membership_id)
    if member.gets_messages and member.pin is PinState.PAUSED:
        yield Gap(Missing.SIGN_IN_PAUSED, member.membership_id)
    if member.gets_messages and member.pin in NO_WORKING_PIN:
        yield Gap(Missing.PIN, member.membership_id)
    if member.is_last_message_undelivered:
        yield Gap(Missing.UNDELIVERED, member.membership_id)


def next_gap(gaps: Iterable[Gap], role: Role) -> Gap | None:
    """Return the most urgent gap that somebody in this role can close."""
    return next((gap for gap in gaps if access.may(role, gap.missing.needs)), None)


def is_needed(role: Role, allocated: Sequence[Role]) -> bool:
    """Say whether releasing somebody in this role would leave nobody who can allocate others."""
    others = list(allocated)
    others.remove(role)
    return access.may(role, Permission.ALLOCATE) and not any(
        access.may(other, Permission.ALLOCATE) for other in others
    )


def gaps_afterwards(facts: MeetingFacts) -> tuple[Gap, ...]:
    """Return what still matters when a meeting is over."""
    return (Gap(Missing.UNREAD),) if facts.has_unread else ()
