"""Who in a family has seen that a meeting changed: noted in the log as its page is shown, once a change."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences.models import ConferenceDetails, Stage
from app.conferences.tables import Conference
from app.kit.errors import NotFound

MEETINGS = "conferences"


def note(scope: FamilyScope, meeting: ConferenceDetails | None) -> None:
    """Note that this person is shown a day that changed; nothing of a day that they do not see."""
    if meeting is None or meeting.meets_at is None or meeting.is_hidden:
        return
    if meeting.as_it_is_since is None or meeting.stage not in {Stage.AHEAD, Stage.TODAY}:
        return
    wanted = select(col(AuditEntry.id)).where(
        col(AuditEntry.object_type) == MEETINGS,
        col(AuditEntry.object_id) == meeting.id,
        col(AuditEntry.action) == Action.MEETING_SEEN.value,
        col(AuditEntry.actor_id) == scope.person_id,
        col(AuditEntry.at) >= meeting.as_it_is_since,
    )
    if scope.session.execute(wanted.limit(1)).first() is None:
        scope.record(Action.MEETING_SEEN, MEETINGS, meeting.id)


def by_person(scope: CaseScope, conference_id: str) -> Mapping[str, datetime]:
    """Return when each person last saw a new state of a meeting of this family. Raises NotFound."""
    row = scope.session.get(Conference, conference_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    wanted = (
        select(col(AuditEntry.actor_id), col(AuditEntry.at))
        .where(
            col(AuditEntry.object_type) == MEETINGS,
            col(AuditEntry.object_id) == conference_id,
            col(AuditEntry.action) == Action.MEETING_SEEN.value,
        )
        .order_by(col(AuditEntry.at))
    )
    return {found.actor_id: found.at for found in scope.session.execute(wanted).all()}
