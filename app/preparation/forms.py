"""What the pages of the preparation form may send."""

from typing import Annotated, Literal

from fastapi import Depends

from app.drafts.forms import HelpedWordsForm, SeenVersion
from app.kit.forms import Form, FormOf, NothingTyped, Submitted
from app.preparation.models import Answer

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


class HelpedAnswerForm(HelpedWordsForm):
    """What a helper writes about one question, and the number that they chose on a scale."""

    score: Score = ""


AnswerSubmitted = Annotated[Submitted[AnswerForm], Depends(FormOf(AnswerForm))]
HelpedAnswerSubmitted = Annotated[Submitted[HelpedAnswerForm], Depends(FormOf(HelpedAnswerForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
