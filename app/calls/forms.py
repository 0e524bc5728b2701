"""What the pages about calls may send."""

from typing import Annotated

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.calls.models import About, Outcome
from app.drafts.forms import SeenVersion, SubmissionKey
from app.drafts.service import new_submission_key
from app.kit.forms import LONG_TEXT, Form, FormOf, NothingTyped, Submitted, Words
from app.kit.i18n import N_

CHOOSE = N_("Choose what it is about.")


class CallForm(Form):
    """What somebody asks to be rung about, with words or without; the key makes two taps one."""

    about: Annotated[About, Words(missing=CHOOSE, wrong=CHOOSE)]
    words: Annotated[str, StringConstraints(max_length=LONG_TEXT, strip_whitespace=True)] = ""
    submission_key: SubmissionKey = Field(default_factory=new_submission_key)


class ActForm(Form):
    """What staff did about it, and how much had been done when their page was made."""

    outcome: str = ""
    seen_version: SeenVersion = 0

    @property
    def chosen(self) -> Outcome | None:
        """The outcome that a button stands for; None when no button of ours was pressed."""
        return next((one for one in Outcome if one.value == self.outcome), None)


CallSubmitted = Annotated[Submitted[CallForm], Depends(FormOf(CallForm))]
ActSubmitted = Annotated[Submitted[ActForm], Depends(FormOf(ActForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
