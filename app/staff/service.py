"""The file of a family as its staff see it: people, meetings, colleagues and messages, each look recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from app.access import people, protected, staff_accounts
from app.access import rules as access
from app.access.models import Permission
from app.access.people import Member
from app.access.protected import Detail
from app.access.scopes import CaseScope, StaffScope
from app.access.staff_accounts import Colleague
from app.audit.models import Action
from app.breaches import service as breaches
from app.calls import answering as calls
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails
from app.corrections import answering
from app.drafts import company
from app.families.models import Role
from app.families.tables import Family
from app.helping import deciding
from app.kit.errors import NotFound
from app.kit.i18n import Language
from app.needs import answering as needs
from app.outbox.models import Notice, State
from app.outbox.tables import Message
from app.preparation import service as preparation
from app.reports import case_replies
from app.staff import rules
from app.staff.forms_people import MEMBER_ROLES
from app.written_views import service as written_views

MOST_MESSAGES = 30


@dataclass(frozen=True, slots=True)
class May:
    """What somebody may do with a family's file, so that a page links to nothing else."""

    set_up: bool
    allocate: bool
    call: bool
    share: bool
    read: bool
    decide: bool
    tell: bool
    see_protected: bool
    open_in_emergency: bool
    confirm: bool
    close: bool
    write_breaches: bool
    answer_askings: bool


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as staff see it: to whom, what kind and what became of it; never its words."""

    to: str = field(repr=False)
    notice: Notice
    state: State
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the family with what a page says beside the name."""

    member: Member = field(repr=False)
    language: Language
    children: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unread:
    """How much the family sent that nobody has opened yet."""

    preparations: int
    views: int
    replies: int


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """Everything on a family's first page."""

    family: Family
    children: Mapping[str, str] = field(repr=False)
    members: tuple[MemberLine, ...]
    meetings: tuple[ConferenceDetails, ...]
    staff: tuple[Colleague, ...]
    messages: tuple[MessageLine, ...]
    unread: Unread
    helpers_waiting: int
    calls_waiting: int
    sees_calls: bool
    """Whether this reader is one of those who ring people of this family."""
    corrections_waiting: int
    needs_waiting: int
    breaches_running: int
    reads_company: bool = False
    """Whether this reader is the one who is told who was there when somebody wrote."""
    has_company_waiting: bool = False


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting beside one member: whether they are invited to it, and when that was sent."""

    meeting: ConferenceDetails
    is_invited: bool
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberFile:
    """Everything on a member's page."""

    line: MemberLine
    meetings: tuple[MeetingLine, ...]
    messages: tuple[MessageLine, ...]
    protected: int


def allowed(scope: StaffScope) -> May:
    """Say what this member of staff may do with the files of their families, or with this one."""
    is_emergency = isinstance(scope, CaseScope) and scope.is_emergency
    may = access.may_in_emergency if is_emergency else access.may
    return May(
        set_up=may(scope.role, Permission.SET_UP_CASE),
        allocate=may(scope.role, Permission.ALLOCATE),
        call=may(scope.role, Permission.CALL_CONFERENCE),
        share=may(scope.role, Permission.SHARE_REPORTS),
        read=may(scope.role, Permission.READ_SUBMISSIONS),
        decide=may(scope.role, Permission.DECIDE_EXCLUSION),
        tell=may(scope.role, Permission.TELL_EXCLUSION),
        answer_askings=may(scope.role, Permission.ANSWER_ASKINGS),
        confirm=may(scope.role, Permission.CONFIRM_HELPERS),
        close=may(scope.role, Permission.CLOSE_CASE),
        write_breaches=may(scope.role, Permission.WRITE_BREACHES),
        see_protected=may(scope.role, Permission.SEE_PROTECTED),
        open_in_emergency=access.may(scope.role, Permission.OPEN_IN_EMERGENCY),
    )


def family_file(scope: CaseScope) -> FamilyFile:
    """Return a family's file and record that it was seen."""
    lines = member_lines(scope)
    scope.record(Action.FAMILY_VIEWED, "families", scope.family_id)
    return FamilyFile(
        family=people.family_of(scope),
        children=people.children_of(scope),
        members=lines,
        meetings=tuple(conferences.of_family(scope)),
        staff=tuple(staff_accounts.allocated(scope)),
        messages=_messages(scope, [line.member for line in lines]),
        unread=Unread(
            preparations=preparation.unread_for_case(scope),
            views=written_views.unread_for_case(scope),
            replies=case_replies.count_unread(scope),
        ),
        calls_waiting=calls.waiting(scope),
        sees_calls=calls.may_see(scope),
        corrections_waiting=answering.waiting(scope),
        needs_waiting=sum(needs.waiting_in(scope, [scope.family_id]).values()),
        breaches_running=breaches.count_running(scope, scope.family_id),
        helpers_waiting=sum(deciding.waiting(scope, [scope.family_id]).values()),
        reads_company=company.may_read(scope),
        has_company_waiting=company.may_read(scope) and scope.family_id in company.waiting(scope),
    )


def member_lines(scope: CaseScope) -> tuple[MemberLine, ...]:
    """Return the members of the family, each with their language and the children they are here for."""
    names, linked = people.children_of(scope), people.children_for(scope)
    languages = scope.installation.languages
    return tuple(
        MemberLine(
            member=member,
            language=languages.get(member.language) or languages["en"],
            children={child: names[child] for child in linked.get(member.membership_id, [])},
        )
        for member in people.members_of(scope)
    )


def member_line(scope: CaseScope, membership_id: str) -> MemberLine:
    """Return one member of the family. Raises NotFound."""
    for line in member_lines(scope):
        if line.member.membership_id == membership_id:
            return line
    raise NotFound


def member_file(scope: CaseScope, membership_id: str) -> MemberFile:
    """Return a member's page and record that it was seen. Raises NotFound."""
    line = member_line(scope, membership_id)
    scope.record(Action.FAMILY_VIEWED, "memberships", membership_id)
    return MemberFile(
        line=line,
        meetings=tuple(_meeting_lines(scope, membership_id)),
        messages=_messages(scope, [line.member]),
        protected=len(details_of(scope, membership_id)),
    )


def _meeting_lines(scope: CaseScope, membership_id: str) -> Iterable[MeetingLine]:
    for meeting in conferences.of_family(scope):
        if meeting.stage in rules.TO_COME:
            invited = conferences.invited_members(scope, meeting.id)
            yield MeetingLine(meeting, membership_id in invited, invited.get(membership_id))


def details_of(scope: CaseScope, membership_id: str) -> list[Detail]:
    """Return the protected details of one member."""
    return [one for one in protected.of_family(scope) if one.membership_id == membership_id]


def _messages(scope: CaseScope, members: Iterable[Member]) -> tuple[MessageLine, ...]:
    # A link somebody asked for belongs to no family; a message about another family is not shown here,
    # nor one that would tell a worker that a complaint has been answered.
    names = {member.person_id: member.name for member in members}
    wanted = (
        select(Message)
        .where(
            col(Message.person_id).in_(names),
            or_(col(Message.family_id) == scope.family_id, col(Message.family_id).is_(None)),
            col(Message.notice) != Notice.PRIVATE_SOMETHING_NEW.value,
        )
        .order_by(col(Message.created_at).desc())
        .limit(MOST_MESSAGES)
    )
    return tuple(
        MessageLine(
            names[row.person_id or ""], Notice(row.notice), State(row.state), row.ended_at or row.due_at
        )
        for row in scope.session.execute(wanted).scalars()
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form about a member lets one choose from."""

    roles: tuple[Role, ...]
    languages: tuple[tuple[str, str], ...]
    children: Mapping[str, str] = field(repr=False)


def choices(scope: CaseScope) -> Choices:
    """Return the roles, the council's languages and the family's children."""
    portal = scope.installation
    languages = tuple((tag, portal.languages[tag].name) for tag in portal.offered(scope.authority))
    return Choices(MEMBER_ROLES, languages, people.children_of(scope))


def base_url(scope: StaffScope) -> str:
    """Return the beginning of every address of this portal, for a card that is printed."""
    return scope.installation.settings.base_url.rstrip("/")
