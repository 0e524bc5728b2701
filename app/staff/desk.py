"""The desk of a member of staff: their meetings and what each is missing, found without opening a word."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.access import people
from app.access import rules as access
from app.access.contacts import PinState, pin_state_of
from app.access.models import Permission
from app.access.scopes import StaffScope
from app.breaches import service as breaches
from app.calls import answering as calls
from app.conferences import service as conferences
from app.conferences.models import Stage, Upcoming
from app.conferences.tables import Invitation
from app.corrections import answering
from app.drafts import company
from app.families.models import FAMILY_ROLES, ContactKind, StopReason, Wording
from app.families.tables import Membership, Person
from app.helping import deciding
from app.needs import answering as needs
from app.outbox.models import Notice, State
from app.outbox.tables import Message
from app.preparation.tables import Preparation
from app.reports import case_askings
from app.reports.staff_models import RequestState
from app.reports.tables import Edition, ReleaseRequest, Reply, Report
from app.staff import rules
from app.staff.models import Desk, DeskMeeting, FamilyAsking, MeetingFacts, MemberFacts
from app.written_views.tables import WrittenViews

SOON = (Stage.TODAY, Stage.AHEAD)
SENT_BY_FAMILIES = (Preparation, WrittenViews, Reply)


def desk(scope: StaffScope) -> Desk:
    """Return what is on this person's desk; a family they are not allocated to is never on it."""
    meetings = conferences.upcoming(scope)
    facts = _facts(scope, meetings)
    shown = [_on_the_desk(scope, meeting, facts[meeting.conference_id]) for meeting in meetings]
    return Desk(
        soon=tuple(one for one in shown if one.meeting.stage in SOON),
        undated=tuple(one for one in shown if one.meeting.stage is Stage.NO_DATE),
        over=tuple(one for one in shown if one.meeting.stage is Stage.PAST),
        calls=_waiting(scope, Permission.ANSWER_CALLS, calls.waiting_in),
        asking=_waiting(scope, Permission.CONFIRM_HELPERS, deciding.waiting),
        wrong=_waiting(scope, Permission.SET_UP_CASE, answering.waiting_in),
        needs=_waiting(scope, Permission.SET_UP_CASE, needs.waiting_in),
        breaches=tuple(breaches.running(scope)),
    )


def _waiting(
    scope: StaffScope, permission: Permission, count: Callable[[StaffScope, Iterable[str]], dict[str, int]]
) -> tuple[FamilyAsking, ...]:
    if not access.may(scope.role, permission):
        return ()
    references = {family.id: family.reference for family in people.families_of(scope)}
    waiting = count(scope, references)
    return tuple(FamilyAsking(one, references[one], number) for one, number in waiting.items())


def _on_the_desk(scope: StaffScope, meeting: Upcoming, facts: MeetingFacts) -> DeskMeeting:
    is_over = meeting.stage is Stage.PAST
    gaps = rules.gaps_afterwards(facts) if is_over else rules.gaps_of(facts)
    return DeskMeeting(meeting, gaps, rules.next_gap(gaps, scope.role))


def _facts(scope: StaffScope, meetings: Sequence[Upcoming]) -> dict[str, MeetingFacts]:
    families = {meeting.family_id for meeting in meetings}
    members = _members(scope, families)
    undelivered = _undelivered(scope, families)
    invitations = _invitations(scope, [meeting.conference_id for meeting in meetings])
    shared, waiting = _families_with_shared_report(scope, families), _families_waiting(scope, families)
    asked = case_askings.waiting_before(scope, [meeting.conference_id for meeting in meetings])
    unread, not_alone = _families_with_unread(scope, families), company.waiting(scope)
    return {
        meeting.conference_id: MeetingFacts(
            members=tuple(
                _member_facts(place, person, invitations.get(meeting.conference_id, {}), undelivered)
                for place, person in members
                if place.family_id == meeting.family_id
            ),
            has_shared_report=meeting.family_id in shared,
            has_report_waiting=meeting.family_id in waiting,
            has_unread=meeting.family_id in unread,
            has_asking=meeting.conference_id in asked,
            has_answer_for_reader=meeting.family_id in not_alone,
        )
        for meeting in meetings
    }


def _member_facts(
    place: Membership, person: Person, invitations: dict[str, Any], undelivered: set[str]
) -> MemberFacts:
    is_written_to = person.contact_kind != ContactKind.NONE.value and person.wording != Wording.SILENT.value
    return MemberFacts(
        membership_id=place.id,
        is_safe_contact_answered=person.wording is not None,
        gets_messages=is_written_to,
        pin=pin_state_of(person) if is_written_to else PinState.NOT_GIVEN,
        is_invited=place.id in invitations,
        is_invitation_sent=invitations.get(place.id) is not None,
        is_last_message_undelivered=person.id in undelivered,
        stopped_why=StopReason(person.contact_stopped_why) if person.contact_stopped_why else None,
    )


def _members(scope: StaffScope, families: Iterable[str]) -> list[tuple[Membership, Person]]:
    wanted = (
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.family_id).in_(families),
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_([role.value for role in FAMILY_ROLES]),
        )
        .order_by(col(Membership.created_at))
    )
    return [(place, person) for place, person in scope.session.execute(wanted).all()]


def _invitations(scope: StaffScope, meetings: Iterable[str]) -> dict[str, dict[str, Any]]:
    wanted = select(Invitation).where(col(Invitation.conference_id).in_(meetings))
    found: dict[str, dict[str, Any]] = {}
    for row in scope.session.execute(wanted).scalars():
        found.setdefault(row.conference_id, {})[row.membership_id] = row.sent_at
    return found


def _undelivered(scope: StaffScope, families: Iterable[str]) -> set[str]:
    # Only the newest message counts: a later one that arrived shows that the contact works again.
    wanted = (
        select(col(Message.person_id), col(Message.state))
        .where(
            col(Message.family_id).in_(families),
            col(Message.person_id).is_not(None),
            col(Message.notice) != Notice.PRIVATE_SOMETHING_NEW.value,
        )
        .order_by(col(Message.created_at))
    )
    newest = {row.person_id: row.state for row in scope.session.execute(wanted).all()}
    return {person_id for person_id, state in newest.items() if state == State.FAILED.value}


def _families_with_shared_report(scope: StaffScope, families: Iterable[str]) -> set[str]:
    wanted = (
        select(col(Report.family_id))
        .join(Edition, col(Edition.report_id) == col(Report.id))
        .where(col(Report.family_id).in_(families), col(Edition.withdrawn_at).is_(None))
    )
    return set(scope.session.execute(wanted).scalars())


def _families_waiting(scope: StaffScope, families: Iterable[str]) -> set[str]:
    wanted = (
        select(col(Report.family_id))
        .join(ReleaseRequest, col(ReleaseRequest.report_id) == col(Report.id))
        .where(
            col(Report.family_id).in_(families),
            col(ReleaseRequest.state) == RequestState.ASKED.value,
            col(ReleaseRequest.asked_by_id) != scope.person_id,
        )
    )
    return set(scope.session.execute(wanted).scalars())


def _families_with_unread(scope: StaffScope, families: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for sent in SENT_BY_FAMILIES:
        wanted = select(col(sent.family_id)).where(
            col(sent.family_id).in_(families),
            col(sent.opened_at).is_(None),
            col(sent.taken_back_at).is_(None),
        )
        found |= set(scope.session.execute(wanted).scalars())
    return found
