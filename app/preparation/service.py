"""Getting ready: the council's questions with what somebody has written, saved as they go."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.authorities.question_sets import QuestionSet
from app.conferences import service as conferences
from app.drafts import service as drafts
from app.drafts.models import Held, Saved
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.preparation import rules, sending
from app.preparation.forms import AnswerForm
from app.preparation.models import Answer, Answered, AnswerState, Both, Overview, Sheet, Version
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
    is_late = rules.is_late(meeting.meets_at, clock.now())
    return Sheet(meeting.id, meeting.meets_at, meeting.chair_id, form, tuple(answers), is_late, sent_at)


def _answered(form: QuestionSet, place: int, saved: Saved, sent_at: datetime | None) -> Answered:
    question, answer = form.questions[place], _answer_in(saved)
    following = [later.id for later in form.questions[place + 1 :]]
    return Answered(
        question=question,
        number=place + 1,
        of=len(form.questions),
        following=following[0] if following else None,
        answer=answer,
        version=saved.version,
        saved_at=saved.saved_at,
        beside=tuple(saved.fields.get("beside", ())),
        state=rules.state_of(answer, saved.saved_at, sent_at),
        needs_help_first=rules.needs_help_first(question, answer),
    )


def _answer_in(saved: Saved) -> Answer:
    return Answer(saved.fields.get("words", ""), saved.fields.get("score", ""))


def find(scope: FamilyScope, question_id: str) -> Answered:
    """Return one question of the form, with its answer. Raises NotFound."""
    return _find(open_sheet(scope), question_id)


def _find(sheet: Sheet, question_id: str) -> Answered:
    asked = sheet.find(question_id)
    if asked is None:
        raise NotFound
    return asked


def save_answer(scope: FamilyScope, question_id: str, answer: Answer, *, seen_version: int) -> Answered:
    """Keep an answer, and say which other texts its page had not seen. Raises NotFound."""
    sheet = open_sheet(scope)
    before = _find(sheet, question_id)
    about = f"{sheet.conference_id}:{question_id}"
    unseen = rules.unseen(before.version, before.beside, seen_version)
    if not (unseen and answer.is_blank):
        other = _versions(scope, about) if unseen else {}
        beside = [number for number in unseen if not rules.stands_in(other[number].answer, answer)]
        fields = {"words": answer.words, "score": answer.score} | ({"beside": beside} if beside else {})
        drafts.save(scope, KIND, about, fields, seen_version=None)
    drafts.let_go(scope, address(scope, question_id))
    return find(scope, question_id)


def both_texts(scope: FamilyScope, question_id: str) -> Both:
    """Return the newest text of an answer and those that its writer had not seen. Raises NotFound."""
    sheet = open_sheet(scope)
    asked = _find(sheet, question_id)
    versions = _versions(scope, f"{sheet.conference_id}:{question_id}")
    mine = versions.get(asked.version, Version(asked.version, asked.answer))
    return Both(asked, mine, tuple(versions[number] for number in asked.beside))


def choose_text(scope: FamilyScope, question_id: str, keep: str, *, seen_version: int) -> Answered:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    both = both_texts(scope, question_id)
    every = [both.mine, *both.others]
    choices = {str(version.number): version.answer for version in every}
    choices["all"] = rules.together([version.answer for version in every])
    chosen = choices.get(keep, both.mine.answer)
    return save_answer(scope, question_id, chosen, seen_version=seen_version)


def _versions(scope: FamilyScope, about: str) -> dict[int, Version]:
    return {
        one.version: Version(one.version, _answer_in(one)) for one in drafts.revisions(scope, KIND, about)
    }


def held_answer(scope: FamilyScope, asked: Answered) -> Held | None:
    """Return words kept after a session's end that this question's answer does not have yet."""
    held = drafts.held_for(scope, address(scope, asked.id))
    if held is None:
        return None
    answer = Answer(held.fields.get("words", ""), held.fields.get("score", ""))
    return None if answer == asked.answer else held


def form_of(asked: Answered, held: Held | None) -> Submitted[AnswerForm]:
    """Return the form of a question, filled with what is held, or else with what is saved."""
    saved = {"words": asked.answer.words, "score": asked.answer.score, "seen_version": asked.version}
    typed = {name: held.fields.get(name, "") for name in saved} if held else saved
    return blank(AnswerForm, **typed)


def address(scope: FamilyScope, question_id: str) -> str:
    """Return the address to which a question's form is sent."""
    return scope.installation.url("save_question", question=question_id)


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
    )


def unread_for_case(scope: CaseScope) -> int:
    """Count the answers of this family that nobody has opened yet."""
    wanted = select(func.count()).where(
        col(Preparation.family_id) == scope.family_id,
        col(Preparation.opened_at).is_(None),
        col(Preparation.taken_back_at).is_(None),
    )
    return int(scope.session.execute(wanted).scalar_one())
