"""What the pages about wrong details may send."""

import re
from typing import Annotated

from fastapi import Depends
from pydantic import BeforeValidator, Field, StringConstraints

from app.corrections.models import CorrectionKind, Outcome
from app.drafts.service import new_submission_key
from app.kit.forms import LONG_TEXT, Form, FormOf, Submitted, Words
from app.kit.i18n import N_

CHOOSE_KIND = N_("Choose what is wrong.")


def _key(typed: object) -> str:
    return str(typed) if re.fullmatch(r"[0-9a-f]{32}", str(typed)) else new_submission_key()


class CorrectionForm(Form):
    """What is wrong, in a person's own words; the key makes two taps one."""

    kind: Annotated[CorrectionKind, Words(missing=CHOOSE_KIND, wrong=CHOOSE_KIND)]
    words: Annotated[
        str,
        StringConstraints(min_length=1, max_length=LONG_TEXT, strip_whitespace=True),
        Words(missing=N_("Write what is wrong, and what is right.")),
    ]
    submission_key: Annotated[str, BeforeValidator(_key)] = Field(default_factory=new_submission_key)


class OutcomeForm(Form):
    """What staff did about it."""

    outcome: str = ""

    @property
    def chosen(self) -> Outcome | None:
        """The outcome that a button stands for; None when no button of ours was pressed."""
        return next((one for one in Outcome if one.value == self.outcome), None)


CorrectionSubmitted = Annotated[Submitted[CorrectionForm], Depends(FormOf(CorrectionForm))]
OutcomeSubmitted = Annotated[Submitted[OutcomeForm], Depends(FormOf(OutcomeForm))]
