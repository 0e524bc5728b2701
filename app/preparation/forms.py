"""What the pages of the preparation form may send."""

import re
from typing import Annotated, Literal

from fastapi import Depends
from pydantic import BeforeValidator, Field

from app.drafts.forms import CompanyChosen
from app.drafts.models import Company
from app.drafts.service import new_submission_key
from app.kit.forms import Form, FormOf, NothingTyped, Submitted
from app.preparation.models import Answer


def _version(typed: object) -> int:
    text = str(typed)[:9]
    return int(text) if text.isdecimal() else 0


def _key(typed: object) -> str:
    return str(typed) if re.fullmatch(r"[0-9a-f]{32}", str(typed)) else new_submission_key()


# A page that does not know its version is treated as one that has seen nothing.
SeenVersion = Annotated[int, BeforeValidator(_version)]
# What is no key of ours gets a new one: then only the words themselves tell that they were sent before.
SubmissionKey = Annotated[str, BeforeValidator(_key)]
Score = Literal["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "not_said", "not_sure"]


class AnswerForm(Form):
    """One question's answer. Its words have no limit here: what is too long to send is still kept."""

    words: str = ""
    score: Score = ""
    seen_version: SeenVersion = 0
    seen_held: str = ""
    then: str = "continue"

    @property
    def answer(self) -> Answer:
        """The answer as it is kept."""
        return Answer(self.words, "" if self.then == "clear" else self.score)


class HelpedAnswerForm(Form):
    """What a helper writes about one question, and for whom their page was opened."""

    words: str = ""
    score: Score = ""
    helping: str = ""
    seen_version: SeenVersion = 0
    seen_held: str = ""
    then: str = "later"


class SuggestionForm(Form):
    """What becomes of a helper's words, as the page showed them beside one's own."""

    suggestion: str = ""
    shown_version: SeenVersion = 0
    seen_version: SeenVersion = 0
    use: str = ""


class ChoiceForm(Form):
    """Which of two texts to keep: the number of a version, or all of them."""

    keep: str = "all"
    seen_version: SeenVersion = 0


class SendForm(Form):
    """Sending what the page showed; the key makes two taps one."""

    submission_key: SubmissionKey = Field(default_factory=new_submission_key)
    shown: str = ""
    company: CompanyChosen = Company.NOT_CHOSEN


AnswerSubmitted = Annotated[Submitted[AnswerForm], Depends(FormOf(AnswerForm))]
HelpedAnswerSubmitted = Annotated[Submitted[HelpedAnswerForm], Depends(FormOf(HelpedAnswerForm))]
SuggestionSubmitted = Annotated[Submitted[SuggestionForm], Depends(FormOf(SuggestionForm))]
ChoiceSubmitted = Annotated[Submitted[ChoiceForm], Depends(FormOf(ChoiceForm))]
SendSubmitted = Annotated[Submitted[SendForm], Depends(FormOf(SendForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
