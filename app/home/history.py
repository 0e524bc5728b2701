"""Gather what a person sent and who opened it, and what they did here themselves; nobody else's doings."""

from collections.abc import Mapping
from datetime import datetime

from app.access import emergencies, sessions
from app.access.scopes import FamilyScope
from app.calls import service as calls
from app.complaints import service as complaints
from app.drafts import openings
from app.drafts.models import Opened
from app.home import service
from app.home.models import Followed, History
from app.preparation import sending as preparation
from app.reports import asking, replies
from app.reports import reading as reports
from app.written_views import sending as written_views


def history(scope: FamilyScope) -> History:
    """Return what this person sent and who opened it, with what they opened and when they signed in."""
    opened, taken_back = openings.of_own(scope), taken_back_at(scope)
    told = emergencies.told_to_family(scope)
    return History(
        sent=tuple(
            Followed(sent, _openings_of(opened, sent.kind, sent.subject_id), taken_back.get(sent.subject_id))
            for sent in service.sent_things(scope)
        ),
        file_openings=tuple(one for one in opened if one.kind == openings.FILE and one.subject_id in told),
        reports=tuple(one for one in reports.every(scope) if not one.is_new),
        visits=tuple(sessions.visits(scope)),
    )


def _openings_of(opened: list[Opened], kind: str, subject_id: str) -> tuple[Opened, ...]:
    return tuple(one for one in opened if one.kind == kind and one.subject_id == subject_id)


def taken_back_at(scope: FamilyScope) -> Mapping[str, datetime]:
    """Return when each thing was taken back that this person took back."""
    found = {one.id: one.taken_back_at for one in preparation.all_sent(scope)}
    found |= {one.id: one.taken_back_at for one in written_views.all_sent(scope)}
    found |= {one.id: one.taken_back_at for one in replies.every(scope)}
    found |= {one.id: one.taken_back_at for one in asking.every(scope)}
    found |= {one.id: one.taken_back_at for one in complaints.own(scope)}
    found |= {one.id: one.taken_back_at for one in calls.own(scope)}
    return {subject_id: at for subject_id, at in found.items() if at}
