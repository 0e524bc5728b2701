"""What is missing before a meeting, what somebody may do about it, and whom a family cannot do without."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.access import rules as access
from app.access.contacts import PinState
from app.access.models import Permission
from app.access.people import Member
from app.conferences.models import KeptOut, Stage
from app.families.models import STAFF_ROLES, Role, StopReason
from app.kit.i18n import N_
from app.staff.models import Gap, MeetingFacts, MemberFacts, Missing

CASE_ROLES = tuple(role for role in STAFF_ROLES if access.may(role, Permission.SEE_CASE))
TO_COME = (Stage.TODAY, Stage.AHEAD, Stage.NO_DATE)
DATED = (Stage.TODAY, Stage.AHEAD)
STOPPED = {
    StopReason.WRONG_PERSON: Missing.WRONG_PERSON,
    StopReason.UNSAFE: Missing.CONTACT_STOPPED,
}
NO_WORKING_PIN = {PinState.NOT_GIVEN, PinState.LAPSED}


def gaps_of(facts: MeetingFacts) -> tuple[Gap, ...]:
    """Return everything that is missing, the most urgent first."""
    invited = [member for member in facts.members if member.is_invited]
    gaps = [gap for member in invited for gap in _gaps_of_member(member)]
    if not invited:
        gaps.append(Gap(Missing.NOBODY_INVITED))
    if facts.has_asking:
        gaps.append(Gap(Missing.ASKED))
    if facts.has_report_waiting:
        gaps.append(Gap(Missing.SECOND_PERSON))
    if not facts.has_shared_report:
        gaps.append(Gap(Missing.REPORT))
    gaps += gaps_afterwards(facts)
    return tuple(sorted(gaps, key=lambda gap: list(Missing).index(gap.missing)))


def _stopped(facts: MeetingFacts) -> list[Gap]:
    # Somebody has to ring them, whether they are invited or not.
    return [Gap(STOPPED[one.stopped_why], one.membership_id) for one in facts.members if one.stopped_why]


def _gaps_of_member(member: MemberFacts) -> Iterable[Gap]:
    if not member.is_safe_contact_answered and member.stopped_why is None:
        # Nothing may be sent before that, so the invitation is not the next thing to do.
        yield Gap(Missing.SAFE_CONTACT, member.membership_id)
    elif not member.is_invitation_sent and member.stopped_why is None:
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
    alone = (Gap(Missing.SPEAK_ALONE),) if facts.has_answer_for_reader else ()
    unread = (Gap(Missing.UNREAD),) if facts.has_unread else ()
    return (*_stopped(facts), *alone, *unread)


def why_not_send(member: Member, *, is_stopped: bool, kept_out: KeptOut | None = None) -> str | None:
    """Return what has to be done before an invitation may go out, or None when nothing has."""
    if kept_out is not None and kept_out.is_whole:
        return N_("The chair asked this person not to come. No invitation goes to them.")
    if not member.is_safe_contact_answered:
        return N_("Say first how it is safe to contact this person.")
    if not member.gets_messages:
        return None
    if is_stopped:
        return N_("Messages to this family are stopped.")
    if member.pin in NO_WORKING_PIN:
        return N_("Give this person a PIN first. Without one they cannot open the page.")
    return None


def must_be_told(
    member: Member,
    sent_at: datetime | None,
    changed_at: datetime | None,
    *,
    is_stopped: bool,
    kept_out: KeptOut | None = None,
) -> bool:
    """Say whether a meeting changed after somebody's invitation, and no message will tell them.

    Whoever may not know when or where it is must not be told by voice either.
    """
    if kept_out is not None and kept_out.hides_people:
        return False
    hears = member.gets_messages and member.is_safe_contact_answered and not is_stopped
    return sent_at is not None and changed_at is not None and changed_at > sent_at and not hears
