"""Meetings: what a family sees of the one it is invited to, and how staff call, change and cancel one."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from app.access.contacts import member_person
from app.access.models import Permission
from app.access.scopes import CaseScope, FamilyScope, HelperScope, StaffScope
from app.audit.models import Action
from app.conferences import calling, exclusions, rules
from app.conferences.models import ConferenceDetails, ConferenceKind, ProfessionalRole, Stage, Upcoming
from app.conferences.opening import open_all
from app.conferences.tables import Attendee, Conference, Invitation
from app.families.tables import Family, Membership
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound
from app.outbox import service as outbox
from app.outbox.models import Notice


def invited(scope: FamilyScope) -> list[ConferenceDetails]:
    """Return the meetings that this person is invited to, the one that matters most first."""
    # Every part of a page asks for the meeting, and no request of a family's changes one.
    known: dict[str, list[ConferenceDetails]] = scope.session.info.setdefault("invited", {})
    if scope.membership_id not in known:
        known[scope.membership_id] = _read_invited(scope)
    return known[scope.membership_id]


def _read_invited(scope: FamilyScope) -> list[ConferenceDetails]:
    return shown_to(scope.session, scope.shared, scope.family_id, scope.membership_id)


def shown_to(
    session: Session, shared: Cipher | None, family_id: str, membership_id: str
) -> list[ConferenceDetails]:
    """Return the meetings of one person as they may see them; whoever helps them sees no more.

    Without the shared key they stay closed: no place and no name.
    Who was told not to come has a page about the meeting, invited to it or not.
    """
    kept_out = exclusions.of_member(session, membership_id)
    told = [one.conference_id for one in kept_out.values() if one.told_at]
    wanted = (
        select(Conference)
        .join(
            Invitation,
            (col(Invitation.conference_id) == col(Conference.id))
            & (col(Invitation.membership_id) == membership_id),
            isouter=True,
        )
        .where(
            col(Invitation.id).is_not(None) | col(Conference.id).in_(told),
            col(Conference.family_id) == family_id,
        )
    )
    return open_all(session, shared, session.execute(wanted).scalars().all(), kept_out)


def invited_of_helped(scope: HelperScope) -> list[ConferenceDetails]:
    """Return the meetings of whom somebody helps; nothing when seeing the meeting was not granted."""
    if scope.shared is None or Permission.HELP_SEE_MEETING not in scope.granted:
        return []
    return shown_to(scope.session, scope.shared, scope.family_id, scope.helped_membership_id)


def current(scope: FamilyScope) -> ConferenceDetails | None:
    """Return the meeting this person is here for, or None when they are invited to none."""
    return next(iter(invited(scope)), None)


def get(scope: FamilyScope, conference_id: str) -> ConferenceDetails:
    """Return one meeting that this person is invited to. Raises NotFound."""
    for meeting in invited(scope):
        if meeting.id == conference_id:
            return meeting
    raise NotFound


def hides_when(scope: FamilyScope, conference_id: str) -> bool:
    """Say whether nothing may tell this person when a meeting is, or whether it has been."""
    return any(
        one.id == conference_id and one.is_hidden and one.stage is Stage.NO_DATE for one in invited(scope)
    )


def is_cancelled(scope: FamilyScope, conference_id: str) -> bool:
    """Say whether a meeting that this person was invited to is cancelled."""
    return any(one.id == conference_id and one.stage is Stage.CANCELLED for one in invited(scope))


def of_family(scope: CaseScope) -> list[ConferenceDetails]:
    """Return the meetings of the family, the one that matters most first."""
    wanted = select(Conference).where(col(Conference.family_id) == scope.family_id)
    return open_all(scope.session, scope.shared, scope.session.execute(wanted).scalars().all())


def get_for_staff(scope: CaseScope, conference_id: str) -> ConferenceDetails:
    """Return one meeting of the family. Raises NotFound."""
    return open_all(scope.session, scope.shared, [_row(scope, conference_id)])[0]


def upcoming(scope: StaffScope) -> list[Upcoming]:
    """Return the meetings on this person's desk: without a date, soon, today, or over a short while ago."""
    now = clock.now()
    first, last = rules.desk_span(now, scope.authority.calendar.value)
    wanted = (
        select(Conference, Family)
        .join(Family, col(Family.id) == col(Conference.family_id))
        .join(Membership, col(Membership.family_id) == col(Family.id))
        .where(
            col(Membership.person_id) == scope.person_id,
            col(Membership.ended_at).is_(None),
            col(Family.council) == scope.authority.key,
            col(Conference.cancelled_at).is_(None),
            col(Conference.meets_at).is_(None) | col(Conference.meets_at).between(first, last),
        )
    )
    found = {row.id: _on_the_desk(row, family, now) for row, family in scope.session.execute(wanted).all()}
    return rules.in_order(found.values(), now)


def _on_the_desk(row: Conference, family: Family, now: datetime) -> Upcoming:
    stage = rules.stage_of(row.meets_at, is_cancelled=False, now=now)
    return Upcoming(row.id, family.id, family.reference, ConferenceKind(row.kind), stage, row.meets_at)


def pin_lapses_at(conference: ConferenceDetails) -> datetime | None:
    """Say until when an unused PIN waits for this meeting; None leaves it to the general rule."""
    return rules.pin_lapses_at(conference.meets_at, clock.now())


def call(
    scope: CaseScope,
    *,
    kind: ConferenceKind,
    meets_at: datetime | None,
    place: str,
    chair_id: str | None,
) -> ConferenceDetails:
    """Call a meeting under today's profile of the council, and open the family to its chair.

    Raises NotFound for a chair who is not one of this council's.
    """
    row = Conference(
        family_id=scope.family_id,
        kind=kind.value,
        meets_at=meets_at,
        profile_version=f"{scope.authority.version}:{scope.authority.content_hash}"[:80],
        profile=scope.authority.snapshot(),
    )
    calling.write(scope, row, place, chair_id)
    scope.session.flush()
    scope.record(Action.CONFERENCE_CALLED, "conferences", row.id, reason=kind.value)
    return get_for_staff(scope, row.id)


def change(
    scope: CaseScope, conference_id: str, *, meets_at: datetime | None, place: str, chair_id: str | None
) -> bool:
    """Change a meeting, tell those who were invited, and say whether the date changed.

    Raises NotFound, and Conflict when it has been cancelled.
    """
    row, before = _standing_row(scope, conference_id), get_for_staff(scope, conference_id)
    is_moved = meets_at != row.meets_at
    if is_moved and row.meets_at:
        row.earlier_meets_at = row.meets_at
        outbox.name_no_day(scope.session, scope.family_id, row.meets_at)
    if (is_moved and row.meets_at) or place != before.place:
        row.changed_at = clock.now()
    row.meets_at = meets_at
    calling.write(scope, row, place, chair_id)
    scope.record(Action.CONFERENCE_CHANGED, "conferences", row.id, reason="date" if is_moved else "")
    if is_moved or place != before.place:
        exclusions.withhold(scope, row.id)
        calling.tell_invited(scope, row, is_moved=is_moved)
    return is_moved


def cancel(scope: CaseScope, conference_id: str) -> None:
    """Cancel a meeting and tell those who were invited. Raises NotFound, and Conflict when it was before."""
    row = _standing_row(scope, conference_id)
    row.cancelled_at = clock.now()
    scope.session.add(row)
    scope.record(Action.CONFERENCE_CANCELLED, "conferences", row.id)
    if row.meets_at:
        outbox.name_no_day(scope.session, scope.family_id, row.meets_at)
    calling.tell_invited(scope, row, is_moved=True)


def invite(scope: CaseScope, conference_id: str, membership_id: str) -> None:
    """Ask a member of the family to come; nothing is sent yet. Raises NotFound, Conflict."""
    row = _standing_row(scope, conference_id)
    member_person(scope, membership_id)
    if _invitation(scope, row.id, membership_id) is None:
        scope.session.add(Invitation(conference_id=row.id, membership_id=membership_id))
        scope.session.flush()
        scope.record(Action.INVITED, "memberships", membership_id)


def invited_members(scope: CaseScope, conference_id: str) -> dict[str, datetime | None]:
    """Return who is invited and when each invitation was sent. Raises NotFound."""
    row = _row(scope, conference_id)
    wanted = select(Invitation).where(col(Invitation.conference_id) == row.id)
    return {found.membership_id: found.sent_at for found in scope.session.execute(wanted).scalars()}


def send_invitation(scope: CaseScope, conference_id: str, membership_id: str) -> None:
    """Send somebody their invitation. Raises NotFound, Conflict, and ContactNotAnswered with nothing sent."""
    row = _standing_row(scope, conference_id)
    found = _invitation(scope, row.id, membership_id)
    if found is None:
        raise NotFound
    _, person = member_person(scope, membership_id)
    is_hidden = exclusions.is_time_hidden(scope.session, row.id, membership_id)
    outbox.enqueue(
        scope,
        scope.authority.key,
        person.id,
        Notice.INVITATION,
        family_id=scope.family_id,
        meets_at=None if is_hidden else row.meets_at,
    )
    found.sent_at = clock.now()
    scope.session.add(found)


def add_attendee(scope: CaseScope, conference_id: str, *, role: ProfessionalRole, name: str) -> None:
    """Note a professional who will be there. Raises NotFound, Conflict."""
    row = _standing_row(scope, conference_id)
    attendee = Attendee(conference_id=row.id, role=role.value, name_sealed=b"")
    attendee.name_sealed = scope.shared.seal(name, attendee.place("name_sealed"))
    scope.session.add(attendee)
    scope.session.flush()
    scope.record(Action.CONFERENCE_CHANGED, "attendees", attendee.id, reason=role.value)


def remove_attendee(scope: CaseScope, conference_id: str, attendee_id: str) -> None:
    """Take a professional off the list. Raises NotFound."""
    row = _row(scope, conference_id)
    attendee = scope.session.get(Attendee, attendee_id)
    if attendee is None or attendee.conference_id != row.id:
        raise NotFound
    scope.session.delete(attendee)
    scope.session.flush()
    scope.record(Action.CONFERENCE_CHANGED, "attendees", attendee_id)


def _invitation(scope: CaseScope, conference_id: str, membership_id: str) -> Invitation | None:
    wanted = select(Invitation).where(
        col(Invitation.conference_id) == conference_id, col(Invitation.membership_id) == membership_id
    )
    found: Invitation | None = scope.session.execute(wanted).scalar_one_or_none()
    return found


def _row(scope: CaseScope, conference_id: str) -> Conference:
    row = scope.session.get(Conference, conference_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    return row


def _standing_row(scope: CaseScope, conference_id: str) -> Conference:
    row = _row(scope, conference_id)
    if row.cancelled_at:
        raise Conflict
    return row
