"""Writing to the meeting: one letter, saved as it is written, and what the chair is asked to do with it."""

from sqlalchemy import func, select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.authorities.before import AbsentRoute
from app.authorities.facts import Text
from app.authorities.models import Authority
from app.conferences import service as conferences
from app.conferences.lateness import lateness
from app.drafts import service as drafts
from app.drafts import side_by_side, suggestions
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.i18n import N_
from app.written_views import rules, sending
from app.written_views.models import Letter, Overview, Use, WritingState
from app.written_views.tables import WrittenViews

KIND = "views"
USE_KIND = "views_use"
NO_MEETING = N_("There is no meeting to write to yet. Ask your social worker.")
WRITTEN_WAYS = {AbsentRoute.CHAIR_READS_OUT, AbsentRoute.PRESENTED}


def open_letter(scope: FamilyScope) -> Letter:
    """Return what this person is writing to their meeting. Raises NotFound without a meeting."""
    meeting = conferences.current(scope)
    if meeting is None:
        raise NotFound(NO_MEETING)
    saved = drafts.read(scope, KIND, meeting.id)
    use = drafts.read(scope, USE_KIND, meeting.id).fields.get("use")
    return Letter(
        conference_id=meeting.id,
        chair_id=meeting.chair_id,
        ways=_ways(meeting.profile),
        text=saved.fields.get("words", ""),
        version=saved.version,
        saved_at=saved.saved_at,
        aside=side_by_side.aside(saved),
        use=Use(use) if use else None,
        lateness=lateness(meeting.meets_at, clock.now()),
    )


def _ways(profile: Authority) -> tuple[Text, ...]:
    ways = profile.absence.ways.value or ()
    return tuple(way.words for way in ways if way.route in WRITTEN_WAYS)


def overview(scope: FamilyScope) -> Overview:
    """Say how far this person is, for the first page."""
    if conferences.current(scope) is None:
        return Overview(WritingState.NOT_STARTED.words, None, None, None, None)
    letter = open_letter(scope)
    sent = sending.last_sent(scope, letter.conference_id)
    sent_at = sent.sent_at if sent else None
    return Overview(
        rules.state_of(letter, sent_at).words,
        None if letter.is_blank else letter.saved_at,
        sent_at,
        sent.opened_at if sent else None,
        sending.read_out_at(scope, sent) if sent else None,
        suggestions.waiting_from(scope, KIND, [letter.conference_id]),
    )


def unread_for_case(scope: CaseScope) -> int:
    """Count the letters of this family that nobody has opened yet."""
    wanted = select(func.count()).where(
        col(WrittenViews.family_id) == scope.family_id,
        col(WrittenViews.opened_at).is_(None),
        col(WrittenViews.taken_back_at).is_(None),
    )
    return int(scope.session.execute(wanted).scalar_one())
