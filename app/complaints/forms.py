"""What the pages about complaints may send."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.complaints import rules
from app.complaints.answering import AnswerDraft
from app.complaints.models import NEEDED, Answer, Question
from app.complaints.stops import Outcome
from app.complaints.writing import Asked, Missing
from app.drafts.forms import CompanyChosen
from app.drafts.forms import SubmissionKey as AnyKey
from app.drafts.models import Company
from app.drafts.service import new_submission_key
from app.kit.forms import Form, FormOf, LongText, NothingTyped, ShortText, Submitted, Words, blank
from app.kit.i18n import N_

NOT_OFFERED = N_("We cannot use this answer. Choose one that stands on this page.")
TWO_TEXTS = N_("You wrote one answer in two places. Open it, and put together what you want to keep.")
CHANGED = N_("Your words were changed on another page or phone. Check them, then send them.")
CHOOSE = N_("Choose: stop it, or go on all the same.")
TOO_LONG = Words(
    too_long=N_("This is too long to keep. Make it %(max_length)s letters or fewer, then go on.")
)
SubmissionKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Then(StrEnum):
    """What to do once an answer is kept."""

    GO_ON = "go_on"
    LATER = "later"


class AnswerForm(Form):
    """One question: words, choices, or one way."""

    words: Annotated[LongText, TOO_LONG] = ""
    chosen: tuple[ShortText, ...] = ()
    way: ShortText = ""
    seen_version: int = 0
    seen_held: float = 0
    then: Then = Then.GO_ON

    @property
    def answer(self) -> Answer:
        """What was written and chosen."""
        return Answer(self.words, (*self.chosen, *([self.way] if self.way else [])))


class SendForm(Form):
    """The page that shows everything before it is sent."""

    submission_key: SubmissionKey
    shown: ShortText
    company: CompanyChosen = Company.NOT_CHOSEN


class StopForm(Form):
    """That somebody does not want to go on, and why; the key makes two taps one."""

    words: Annotated[LongText, TOO_LONG] = ""
    company: CompanyChosen = Company.NOT_CHOSEN
    submission_key: AnyKey = Field(default_factory=new_submission_key)


class DecisionForm(Form):
    """What an officer does about the wish that the page showed, with words to whoever asked."""

    outcome: Annotated[Outcome, Words(missing=CHOOSE, wrong=CHOOSE)]
    words: Annotated[LongText, TOO_LONG] = ""
    shown: ShortText = ""


class OfficerAnswerForm(Form):
    """An officer's answer while it is being written."""

    text: Annotated[LongText, TOO_LONG] = ""
    seen_version: int = 0
    then: Then = Then.GO_ON


class SendAnswerForm(Form):
    """The page that shows an answer before it is sent, with the version that it shows."""

    seen_version: int


AnswerSubmitted = Annotated[Submitted[AnswerForm], Depends(FormOf(AnswerForm))]
SendSubmitted = Annotated[Submitted[SendForm], Depends(FormOf(SendForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
StopSubmitted = Annotated[Submitted[StopForm], Depends(FormOf(StopForm))]
DecisionSubmitted = Annotated[Submitted[DecisionForm], Depends(FormOf(DecisionForm))]
OfficerAnswerSubmitted = Annotated[Submitted[OfficerAnswerForm], Depends(FormOf(OfficerAnswerForm))]
SendAnswerSubmitted = Annotated[Submitted[SendAnswerForm], Depends(FormOf(SendAnswerForm))]


def filled(asked: Asked) -> Submitted[AnswerForm]:
    """Return a question's form with what has been written so far."""
    form = blank(AnswerForm, **asked.typed)
    form.saved_at = None if asked.held_at else asked.saved_at
    return form


def filled_answer(draft: AnswerDraft) -> Submitted[OfficerAnswerForm]:
    """Return an officer's form with what has been written so far."""
    form = blank(OfficerAnswerForm, text=draft.text)
    form.saved_at = draft.saved_at
    return form


def check_offered(submitted: Submitted[AnswerForm], asked: Question) -> None:
    """Refuse a choice that the question does not offer."""
    if not submitted.problems and not rules.is_offered(asked, submitted.values.answer.chosen):
        submitted.refuse(_choice_field(asked), NOT_OFFERED)


def check_needed(submitted: Submitted[AnswerForm], asked: Question) -> None:
    """Refuse to go on without an answer where nothing can be done without one."""
    values = submitted.values
    goes_on = values.then is Then.GO_ON and not submitted.autosave
    if goes_on and not rules.is_answered(asked, values.answer):
        submitted.refuse(_choice_field(asked) if asked.options else "words", NEEDED[asked.step])


def refuse_missing(submitted: Submitted[SendForm], missing: Missing) -> None:
    """Say why nothing was sent."""
    words = [NEEDED[step] for step in missing.steps]
    words += [TWO_TEXTS] if missing.unsettled else []
    words += [CHANGED] if missing.is_changed else []
    for one in words:
        submitted.refuse(None, one)


def point_to(submitted: Submitted[Any], *shown: str) -> None:
    """Let problems name only fields that a reader can see: a link to a hidden one leads nowhere."""
    submitted.problems = [
        found if found.field in shown else replace(found, field=None) for found in submitted.problems
    ]


def shown_fields(asked: Question) -> set[str]:
    """Return the fields that somebody sees on a question's page."""
    field = _choice_field(asked)
    return {"words"} if field is None else {"words", field} if asked.box else {field}


def _choice_field(asked: Question) -> str | None:
    if not asked.options:
        return None
    return "way" if asked.is_choice_of_one else "chosen"


def seen_version(submitted: Submitted[Any]) -> int:
    """Return the version that a page with problems was made from; the oldest when it cannot be read."""
    typed = str(submitted.typed.get("seen_version", ""))
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - no draft has so many versions
