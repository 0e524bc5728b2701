"""Everything on a meeting's page for staff: who is invited and has seen it, why it moved, its reports."""

from dataclasses import dataclass, field
from datetime import datetime

from app.access import people
from app.access.people import Member
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.conferences import exclusions, moving, seen
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails, KeptOut
from app.conferences.moving import Explanation
from app.families.models import HELPER_ROLES, ContactKind, Wording
from app.staff import meeting_reports, rules
from app.staff.meeting_reports import MeetingReports


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """Somebody invited to a meeting: when it was sent, and what stands in the way of sending it."""

    member: Member = field(repr=False)
    sent_at: datetime | None
    hindrance: str | None
    must_be_told: bool
    """Whether the meeting changed after their invitation, and nobody but staff can tell them."""
    sees_change: bool = False
    """Whether the meeting changed since it was called, and they may know what it is now."""
    seen_at: datetime | None = None
    """When they were shown the meeting as it is now."""

    @property
    def knows(self) -> bool:
        """Whether they may know the day: from their page, from paper, or from a message that named it."""
        member, plain = self.member, Wording.PLAIN
        is_named = member.safe_contact is not None and member.safe_contact.wording is plain
        was_read = self.seen_at is not None or (member.has_signed_in and not self.sees_change)
        return was_read or (self.sent_at is not None and (is_named or not member.gets_messages))

    @property
    def number(self) -> str:
        """The number to ring, where one is kept and contact is safe."""
        is_safe = self.member.is_safe_contact_answered and self.member.stopped_why is None
        return self.member.contact if is_safe and self.member.contact_kind is ContactKind.MOBILE else ""


@dataclass(frozen=True, slots=True)
class KeptOutLine:
    """Somebody whom the chair asked not to come; whoever has left the family has no name here."""

    kept_out: KeptOut
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """Everything on a meeting's page."""

    meeting: ConferenceDetails
    invited: tuple[InvitedLine, ...]
    not_invited: tuple[Member, ...]
    is_to_come: bool
    reports: MeetingReports
    moves: tuple[Explanation, ...]
    kept_out: tuple[KeptOutLine, ...] = ()


def meeting_file(scope: CaseScope, conference_id: str) -> MeetingFile:
    """Return a meeting's page and record that it was seen. Raises NotFound."""
    meeting = conferences.get_for_staff(scope, conference_id)
    sent = conferences.invited_members(scope, conference_id)
    members = people.members_of(scope)
    kept_out = {one.membership_id: one for one in exclusions.of_meeting(scope, conference_id)}
    scope.record(Action.FAMILY_VIEWED, "conferences", conference_id)
    return MeetingFile(
        meeting=meeting,
        invited=invited_lines(scope, meeting),
        # A helper sees what whom they help sees, and comes along with them: there is nothing to send.
        not_invited=tuple(
            one for one in members if one.membership_id not in sent and one.role not in HELPER_ROLES
        ),
        is_to_come=meeting.stage in rules.TO_COME,
        reports=meeting_reports.of_meeting(scope, meeting),
        moves=moving.explanations(scope, conference_id),
        kept_out=tuple(
            KeptOutLine(kept_out[member.membership_id], member.name)
            for member in members
            if member.membership_id in kept_out
        ),
    )


def invited_lines(scope: CaseScope, meeting: ConferenceDetails) -> tuple[InvitedLine, ...]:
    """Return who is invited to a meeting, what stands in the way, and who has seen how it is now."""
    sent = conferences.invited_members(scope, meeting.id)
    shown = seen.by_person(scope, meeting.id)
    is_stopped = people.family_of(scope).messages_stopped_at is not None
    kept_out = {one.membership_id: one for one in exclusions.of_meeting(scope, meeting.id)}
    return tuple(
        _invited(
            member,
            sent[member.membership_id],
            shown.get(member.person_id),
            meeting,
            is_stopped=is_stopped,
            kept_out=kept_out.get(member.membership_id),
        )
        for member in people.members_of(scope)
        if member.membership_id in sent
    )


def _invited(
    member: Member,
    sent_at: datetime | None,
    shown_at: datetime | None,
    meeting: ConferenceDetails,
    *,
    is_stopped: bool,
    kept_out: KeptOut | None,
) -> InvitedLine:
    changed_at = meeting.changed_at
    is_new = shown_at is not None and (changed_at is None or shown_at > changed_at)
    return InvitedLine(
        member=member,
        sent_at=sent_at,
        hindrance=rules.why_not_send(member, is_stopped=is_stopped, kept_out=kept_out),
        must_be_told=rules.must_be_told(
            member, sent_at, changed_at, is_stopped=is_stopped, kept_out=kept_out
        ),
        # Whoever may not know when or where it is must not be rung about it either.
        sees_change=sent_at is not None
        and changed_at is not None
        and meeting.stage in rules.DATED
        and not (kept_out and kept_out.hides_people),
        seen_at=shown_at if is_new else None,
    )
