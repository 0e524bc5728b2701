"""Getting ready: the council's questions with what somebody has written, saved as they go."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.authorities.question_sets import QuestionSet
from app.conferences import service as conferences
from app.conferences.lateness import lateness
from app.drafts import service as drafts
from app.drafts import side_by_side, suggestions
from app.drafts.models import Saved
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.i18n import N_
from app.preparation import rules, sending
from app.preparation.models import Answer, Answered, AnswerState, Overview, Sheet
from app.preparation.tables import Preparation

KIND = "preparation"
NO_MEETING = N_("There is no meeting to get ready for yet. Ask your social worker.")


def open_sheet(scope: FamilyScope) -> Sheet:
    """Return the form of this person's meeting as they have filled it in. Raises NotFound."""
    meeting = conferences.current(scope)
    if meeting is None:
        raise NotFound(NO_MEETING)
    form = meeting.profile.questions
    abouts = {question.id: f"{meeting.id}:{question.id}" for question in form.questions}
    written = drafts.read_all(scope, KIND, list(abouts.values()))
    sent = sending.last_sent(scope, meeting.id)
    sent_at = sent.sent_at if sent else None
    answers = [
        _answered(form, place, written[abouts[question.id]], sent_at)
        for place, question in enumerate(form.questions)
    ]
    late = lateness(meeting.meets_at, clock.now())
    return Sheet(meeting.id, meeting.chair_id, form, tuple(answers), late, sent_at)


def _answered(form: QuestionSet, place: int, saved: Saved, sent_at: datetime | None) -> Answered:
    question = form.questions[place]
    answer = Answer(saved.fields.get("words", ""), saved.fields.get("score", ""))
    following = [later.id for later in form.questions[place + 1 :]]
    return Answered(
        question=question,
        number=place + 1,
        of=len(form.questions),
        following=following[0] if following else None,
        answer=answer,
        version=saved.version,
        saved_at=saved.saved_at,
        aside=side_by_side.aside(saved),
        state=rules.state_of(answer, saved.saved_at, sent_at),
        needs_help_first=rules.needs_help_first(question, answer),
    )


def find(scope: FamilyScope, question_id: str) -> tuple[Sheet, Answered]:
    """Return the form and one of its questions. Raises NotFound."""
    sheet = open_sheet(scope)
    asked = sheet.find(question_id)
    if asked is None:
        raise NotFound
    return sheet, asked


def about(sheet: Sheet, question_id: str) -> str:
    """Return what a question's draft is about: this question of this meeting."""
    return f"{sheet.conference_id}:{question_id}"


def overview(scope: FamilyScope) -> Overview:
    """Say how far this person is, for the first page."""
    if conferences.current(scope) is None:
        return Overview(AnswerState.NOT_STARTED.words, None, None, None)
    sheet = open_sheet(scope)
    sent = sending.last_sent(scope, sheet.conference_id)
    given = sheet.given
    changed = any(one.state is AnswerState.STARTED for one in given)
    state = AnswerState.SENT if sent and not changed else AnswerState.STARTED
    saved = [one.saved_at for one in given if one.saved_at]
    return Overview(
        (state if given or sent else AnswerState.NOT_STARTED).words,
        max(saved, default=None),
        sent.sent_at if sent else None,
        sent.opened_at if sent else None,
        suggestions.waiting_from(scope, KIND, [about(sheet, one.id) for one in sheet.answers]),
    )


def unread_for_case(scope: CaseScope) -> int:
    """Count the answers of this family that nobody has opened yet."""
    wanted = select(func.count()).where(
        col(Preparation.family_id) == scope.family_id,
        col(Preparation.opened_at).is_(None),
        col(Preparation.taken_back_at).is_(None),
    )
    return int(scope.session.execute(wanted).scalar_one())
