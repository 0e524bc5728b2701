"""What calling, changing and cancelling a meeting have in common: sealing its facts and telling people."""

from sqlalchemy import select
from sqlmodel import col

from app.access import grants, staff_accounts
from app.access.scopes import CaseScope
from app.conferences import exclusions
from app.conferences.tables import Conference, Invitation
from app.families.models import Role
from app.families.tables import Membership
from app.kit.errors import NotFound
from app.outbox import service as outbox
from app.outbox.models import ContactNotAnswered, Notice


def write(scope: CaseScope, row: Conference, place: str, chair_id: str | None) -> None:
    """Seal a meeting's place and its chair's name for the family, and open the family to the chair.

    Raises NotFound for a chair who is not one of this council's.
    """
    row.place_sealed = scope.shared.seal(place, row.place("place_sealed")) if place else None
    if chair_id != row.chair_id or row.chair_name_sealed is None:
        earlier = row.chair_id
        row.chair_id, row.chair_name_sealed = chair_id, None
        if chair_id:
            name = _chair_name(scope, chair_id)
            row.chair_name_sealed = scope.shared.seal(name, row.place("chair_name_sealed"))
        if earlier and earlier != chair_id:
            _close_to(scope, row, earlier)
    scope.session.add(row)


def _close_to(scope: CaseScope, row: Conference, chair_id: str) -> None:
    # What is sent "to the chair" is for whoever chairs, not for one who chairs no meeting of the family now.
    other = select(col(Conference.id)).where(
        col(Conference.family_id) == scope.family_id,
        col(Conference.chair_id) == chair_id,
        col(Conference.id) != row.id,
        col(Conference.cancelled_at).is_(None),
    )
    is_here = any(who.person_id == chair_id for who in staff_accounts.allocated(scope))
    if is_here and scope.session.execute(other.limit(1)).first() is None:
        staff_accounts.release(scope, chair_id)


def _chair_name(scope: CaseScope, chair_id: str) -> str:
    who = staff_accounts.colleague(scope, chair_id)
    if who.role is not Role.CHAIR:
        raise NotFound
    staff_accounts.allocate(scope, chair_id)
    return who.name


def tell_invited(scope: CaseScope, row: Conference, *, is_moved: bool) -> None:
    """Tell those who got an invitation, and who helps them, that something changed.

    Each message names nothing and nobody.
    """
    wanted = (
        select(Membership)
        .join(Invitation, col(Invitation.membership_id) == col(Membership.id))
        .where(
            col(Invitation.conference_id) == row.id,
            col(Invitation.sent_at).is_not(None),
            col(Membership.ended_at).is_(None),
        )
    )
    for place in scope.session.execute(wanted).scalars().all():
        if exclusions.is_change_hidden(scope.session, row, place.id, is_moved=is_moved):
            # That something changed tells them that there is something to find out.
            continue
        _tell(scope, place.person_id, Notice.MEETING_CHANGED)
        for helper_id in grants.who_sees_meeting(scope.session, place.id, row.id):
            _tell(scope, helper_id, Notice.SOMETHING_NEW)


def _tell(scope: CaseScope, person_id: str, notice: Notice) -> None:
    try:
        outbox.enqueue(scope, scope.authority.key, person_id, notice, family_id=scope.family_id)
    except ContactNotAnswered:
        # Their contact is new and not known to be safe: they are told by voice, others at once.
        return
