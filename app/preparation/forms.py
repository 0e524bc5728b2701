"""What the pages of the preparation form may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import BeforeValidator, StringConstraints

from app.kit.forms import Form, FormOf, NothingTyped, Submitted
from app.preparation.models import Answer


def _version(typed: object) -> int:
    text = str(typed)[:9]
    return int(text) if text.isdecimal() else 0


# A page that does not know its version is treated as one that has seen nothing.
SeenVersion = Annotated[int, BeforeValidator(_version)]
Score = Literal["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "not_said", "not_sure"]


class AnswerForm(Form):
    """One question's answer. Its words have no limit here: what is too long to send is still kept."""

    words: str = ""
    score: Score = ""
    seen_version: SeenVersion = 0
    then: Literal["continue", "later", "clear"] = "continue"

    @property
    def answer(self) -> Answer:
        """The answer as it is kept."""
        return Answer(self.words, "" if self.then == "clear" else self.score)


class ChoiceForm(Form):
    """Which of two texts to keep: the number of a version, or all of them."""

    keep: Annotated[str, StringConstraints(pattern=r"^(all|\d{1,9})$")]
    seen_version: SeenVersion = 0


class SendForm(Form):
    """Sending what the page showed; the key makes two taps one."""

    submission_key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    shown: Annotated[str, StringConstraints(max_length=64)] = ""


AnswerSubmitted = Annotated[Submitted[AnswerForm], Depends(FormOf(AnswerForm))]
ChoiceSubmitted = Annotated[Submitted[ChoiceForm], Depends(FormOf(ChoiceForm))]
SendSubmitted = Annotated[Submitted[SendForm], Depends(FormOf(SendForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
