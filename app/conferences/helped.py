"""The meeting of whom a helper helps, without opening it: its council's questions, and if it has begun."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import HelperScope
from app.authorities.models import Authority
from app.conferences import rules
from app.conferences.models import Stage
from app.conferences.opening import read_profile
from app.conferences.tables import Conference, Invitation
from app.kit import clock


@dataclass(frozen=True, slots=True)
class HelpedMeeting:
    """What a helper's pages must know of a meeting; where it is and who comes is another grant."""

    id: str
    stage: Stage
    meets_at: datetime | None
    profile: Authority = field(repr=False)


def current(scope: HelperScope) -> HelpedMeeting | None:
    """Return the meeting that whom they help is here for; the same one that this person sees."""
    wanted = (
        select(Conference)
        .join(Invitation, col(Invitation.conference_id) == col(Conference.id))
        .where(
            col(Invitation.membership_id) == scope.helped_membership_id,
            col(Conference.family_id) == scope.family_id,
        )
    )
    rows = scope.session.execute(wanted).scalars().all()
    return next(iter(rules.in_order([_meeting(row) for row in rows], clock.now())), None)


def _meeting(row: Conference) -> HelpedMeeting:
    stage = rules.stage_of(row.meets_at, is_cancelled=row.cancelled_at is not None, now=clock.now())
    return HelpedMeeting(row.id, stage, row.meets_at, read_profile(row.profile))
