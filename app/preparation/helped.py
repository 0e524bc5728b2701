"""Getting ready as a helper sees it: the council's questions, what they may read, and what they write."""

from dataclasses import dataclass, field

from app.access import helped as helping
from app.access.models import HelpedWith, Permission
from app.access.scopes import HelperScope
from app.audit.models import Action
from app.authorities.question_sets import Question, QuestionSet
from app.conferences import helped as meetings
from app.drafts import newest, suggestions
from app.drafts.suggested import Posted, Written
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.preparation import rules, service
from app.preparation.forms import HelpedAnswerForm
from app.preparation.models import Answer

KIND = service.KIND


@dataclass(frozen=True, slots=True)
class HelpedQuestion:
    """One question with what a helper wrote, and with the answer of whom they help where they may read it."""

    question: Question
    number: int
    of: int
    about: str
    mine: Written
    has_kept: bool
    """Whether words wait for its form that were written when a session had ended."""
    theirs: Answer | None = field(repr=False)

    @property
    def id(self) -> str:
        """The question's name in addresses."""
        return self.question.id

    @property
    def answer(self) -> Answer:
        """What the helper wrote, as an answer."""
        return Answer(**self.mine.fields)

    @property
    def needs_help_first(self) -> bool:
        """Whether what the helper wrote calls for urgent help before anything else."""
        return rules.needs_help_first(self.question, self.answer)


@dataclass(frozen=True, slots=True)
class HelpedSheet:
    """The form of the meeting of whom a helper helps."""

    questions: QuestionSet
    asked: tuple[HelpedQuestion, ...]
    may_read: bool
    may_write: bool


def open_sheet(scope: HelperScope) -> HelpedSheet | None:
    """Return the form as this helper sees it; None while there is no meeting to get ready for."""
    meeting = meetings.current(scope)
    if meeting is None:
        return None
    form = meeting.profile.questions
    may_read = scope.may(Permission.HELP_READ_PREPARATION, meeting.id)
    abouts = [f"{meeting.id}:{question.id}" for question in form.questions]
    mine = suggestions.read_all(scope, KIND, abouts)
    theirs = newest.of_helped(scope, KIND, abouts) if may_read else {}
    given = {
        about: Answer(saved.fields.get("words", ""), saved.fields.get("score", ""))
        for about, saved in theirs.items()
    }
    kept = suggestions.kept_at(scope)
    asked = tuple(
        HelpedQuestion(
            question,
            place + 1,
            len(abouts),
            about,
            mine[about],
            _address(scope, question.id) in kept,
            given.get(about),
        )
        for place, (question, about) in enumerate(zip(form.questions, abouts, strict=True))
    )
    return HelpedSheet(form, asked, may_read, scope.may(Permission.HELP_DRAFT_PREPARATION, meeting.id))


def note_reading(scope: HelperScope, *read: HelpedQuestion) -> None:
    """Note that this helper reads answers, where there are any to read."""
    if any(one.theirs and not one.theirs.is_blank for one in read):
        helping.note(scope, Action.HELP_READ, HelpedWith.ANSWERS)


def find(scope: HelperScope, question_id: str) -> HelpedQuestion:
    """Return one question that this helper may write about. Raises NotFound."""
    sheet = open_sheet(scope)
    found = [one for one in sheet.asked if one.id == question_id] if sheet and sheet.may_write else []
    if not found:
        raise NotFound
    return found[0]


def writing(scope: HelperScope, asked: HelpedQuestion) -> Written:
    """Return what this helper is writing about a question, with words held after a session's end."""
    return suggestions.read(scope, KIND, asked.about, _address(scope, asked.id))


def form_of(scope: HelperScope, mine: Written) -> Submitted[HelpedAnswerForm]:
    """Return the form of a question, filled with what is held, or else with what is saved."""
    form = blank(HelpedAnswerForm, helping=scope.helping_id, **mine.typed)
    form.saved_at = None if mine.held else mine.saved_at
    return form


def save(scope: HelperScope, question_id: str, form: HelpedAnswerForm) -> HelpedQuestion:
    """Keep what a helper wrote about a question, with what their page had not seen. Raises NotFound."""
    asked = find(scope, question_id)
    fields = {"words": form.words, "score": form.score}
    address = _address(scope, question_id)
    posted = Posted(fields, form.helping, address, form.seen_version, form.seen_held)
    mine = suggestions.save(scope, KIND, asked.about, posted)
    if not asked.mine.version and mine.version:
        helping.note(scope, Action.HELP_WROTE, HelpedWith.ANSWERS)
    return find(scope, question_id)


def show(scope: HelperScope, asked: HelpedQuestion) -> None:
    """Show the words to whom they are for, who alone can use them."""
    suggestions.show(scope, KIND, asked.about)
    helping.note(scope, Action.HELP_SHOWED, HelpedWith.ANSWERS)


def _address(scope: HelperScope, question_id: str) -> str:
    return scope.installation.url("save_helped_answer", question=question_id)
