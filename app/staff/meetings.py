"""Call, change and cancel a family's meetings, and invite people to them, as an administrator does."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from app.access import contacts, people, staff_accounts
from app.access.scopes import CaseScope
from app.conferences import exclusions, moving, short_notice
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails, ProfessionalRole
from app.families.models import Role
from app.files import giving_away
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.staff import rules
from app.staff.errors import ComesFirst
from app.staff.forms import CHOOSE_ONE, AttendeeForm, ChangeForm, ConferenceForm
from app.staff.meeting_file import invited_lines
from app.staff.moments import MomentUnreadable, read_moment

NO_DAY = N_("Give the day of the meeting, or say that there is no date yet.")
DAY_AND_NONE = N_("You gave a day and also said that there is no date yet. Keep one of the two.")
ALREADY_CALLED = N_("This meeting has been called already. Look at the family's file.")
PROTECTED = N_(
    "This gives away a protected detail. Everybody who is invited sees it. "
    "Write it differently, or leave it out."
)
# A button pressed twice must not write to somebody twice.
DOUBLE_TAP = timedelta(minutes=1)
F = TypeVar("F", bound=ChangeForm)


def chairs(scope: CaseScope) -> list[tuple[str, str]]:
    """Return who can chair a meeting."""
    return [(one.person_id, one.name) for one in staff_accounts.colleagues(scope, [Role.CHAIR])]


def read_when(submitted: Submitted[F], *, standing: datetime | None = None) -> datetime | None:
    """Return the day and time that a form names, or None; what is wrong is noted in the form."""
    if submitted.problems:
        return None
    form = submitted.values
    if form.no_date:
        if not form.moment.is_empty:
            submitted.refuse("day", DAY_AND_NONE)
        return None
    if form.moment.is_empty:
        submitted.refuse("day", NO_DAY)
        return None
    try:
        return read_moment(form.moment, clock.now(), standing=standing)
    except MomentUnreadable as unreadable:
        submitted.refuse(unreadable.field, unreadable.words)
    return None


def call(scope: CaseScope, submitted: Submitted[ConferenceForm]) -> ConferenceDetails | None:
    """Call a meeting, and open the family to its chair; None when the form has to be put right."""
    meets_at = read_when(submitted)
    _check_chair(scope, submitted)
    check_protected(scope, submitted, "place")
    if submitted.problems:
        return None
    form = submitted.values
    what = short_notice.of_call(scope.authority, form.kind, meets_at, clock.now())
    if what and not form.reason.strip():
        submitted.refuse("reason", what.why_needed)
        return None
    for one in conferences.of_family(scope):
        if one.stage in rules.TO_COME and (one.kind, one.meets_at) == (form.kind, meets_at):
            submitted.refuse(None, ALREADY_CALLED)
            return None
    called = conferences.call(
        scope, kind=form.kind, meets_at=meets_at, place=form.place, chair_id=form.chair or None
    )
    if what:
        moving.explain(scope, called.id, what, form.reason, from_at=None, to_at=meets_at)
    return called


def change(scope: CaseScope, meeting: ConferenceDetails, submitted: Submitted[ChangeForm]) -> bool:
    """Change a meeting and tell whom it was sent to; False when the form has to be put right.

    Raises Conflict for a meeting that is over or cancelled.
    """
    _require_to_come(meeting)
    meets_at = read_when(submitted, standing=meeting.meets_at)
    _check_chair(scope, submitted, standing=meeting.chair_id)
    check_protected(scope, submitted, "place")
    if submitted.problems:
        return False
    form = submitted.values
    is_known = any(one.knows for one in invited_lines(scope, meeting))
    what = short_notice.of_move(meeting, meets_at, clock.now(), is_known=is_known)
    if what and not form.reason.strip():
        submitted.refuse("reason", what.why_needed)
        return False
    if what:
        from_at = meeting.meets_at
        moving.explain(scope, meeting.id, what, form.reason, from_at=from_at, to_at=meets_at)
    conferences.change(scope, meeting.id, meets_at=meets_at, place=form.place, chair_id=form.chair or None)
    _let_pins_wait(scope, meeting.id)
    return True


def _let_pins_wait(scope: CaseScope, conference_id: str) -> None:
    # A card given before the meeting was called or moved must still work on the day.
    until = conferences.pin_lapses_at(conferences.get_for_staff(scope, conference_id))
    here = {one.membership_id for one in people.members_of(scope)}
    for membership_id in here & set(conferences.invited_members(scope, conference_id)):
        if until:
            contacts.let_pin_wait(scope, membership_id, until)


def _require_to_come(meeting: ConferenceDetails) -> None:
    if meeting.stage not in rules.TO_COME:
        raise Conflict(N_("This meeting is over or cancelled. Call a new one instead."))


def _check_chair(scope: CaseScope, submitted: Submitted[F], *, standing: str | None = None) -> None:
    chair = submitted.typed.get("chair")
    if not submitted.problems and chair and chair != standing and chair not in dict(chairs(scope)):
        submitted.refuse("chair", CHOOSE_ONE)


def check_protected(scope: CaseScope, submitted: Submitted[Any], name: str) -> None:
    """Refuse words for everybody invited that hold a protected detail of one of them, or of one who left."""
    readers = {one.membership_id for one in people.members_of(scope)}
    if giving_away.gives_away(scope, str(submitted.typed.get(name, "")), readers):
        submitted.refuse(name, PROTECTED)


def cancel(scope: CaseScope, conference_id: str) -> None:
    """Cancel a meeting and tell whom it was sent to. Raises NotFound, and Conflict when it is over."""
    _require_to_come(conferences.get_for_staff(scope, conference_id))
    conferences.cancel(scope, conference_id)


def invite(scope: CaseScope, conference_id: str, membership_ids: tuple[str, ...]) -> None:
    """Invite members of the family; nothing is sent yet. Raises NotFound, Conflict."""
    _require_to_come(conferences.get_for_staff(scope, conference_id))
    for membership_id in membership_ids:
        conferences.invite(scope, conference_id, membership_id)
    _let_pins_wait(scope, conference_id)


def send_invitation(scope: CaseScope, conference_id: str, membership_id: str) -> bool:
    """Send an invitation, or note that it was given on paper, and say which: True when a message goes.

    Raises NotFound, Conflict, and ComesFirst with what has to be done before.
    """
    _require_to_come(conferences.get_for_staff(scope, conference_id))
    is_stopped = people.family_of(scope).messages_stopped_at is not None
    member = people.member(scope, membership_id)
    kept_out = exclusions.of_member(scope.session, membership_id).get(conference_id)
    hindrance = rules.why_not_send(member, is_stopped=is_stopped, kept_out=kept_out)
    if hindrance:
        raise ComesFirst(hindrance)
    sent_at = conferences.invited_members(scope, conference_id).get(membership_id)
    if sent_at is None or clock.now() - sent_at > DOUBLE_TAP:
        conferences.send_invitation(scope, conference_id, membership_id)
    return member.gets_messages


def add_attendee(scope: CaseScope, conference_id: str, form: AttendeeForm) -> None:
    """Note a professional who will be there, once. Raises NotFound, Conflict."""
    meeting = conferences.get_for_staff(scope, conference_id)
    if (form.role, form.name) not in {(ProfessionalRole(one.role), one.name) for one in meeting.attendees}:
        conferences.add_attendee(scope, conference_id, role=form.role, name=form.name)
