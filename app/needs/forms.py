"""What the pages about help to take part may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import AfterValidator, Field

from app.drafts.forms import SeenVersion, SubmissionKey
from app.drafts.service import new_submission_key
from app.kit.forms import Form, FormOf, LongText, ShortText, Submitted, Words
from app.kit.i18n import N_
from app.needs import rules
from app.needs.models import SPOKEN, Gender, NeedKind, NeedState, Wish

OFFERED = N_("Choose from the boxes on this page.")
FROM_LIST = N_("Choose a language from the list, or write it below.")
CHOOSE = N_("Choose what you say of it.")


def _in_list(tag: str) -> str:
    if tag not in SPOKEN:
        raise ValueError(tag)
    return tag


class NeedsForm(Form):
    """Everything that somebody asks for; all of it may stay empty. The key makes two taps one."""

    things: Annotated[tuple[NeedKind, ...], Words(wrong=OFFERED)] = ()
    spoken: Annotated[str, AfterValidator(_in_list), Words(wrong=FROM_LIST)] = ""
    spoken_other: ShortText = ""
    dialect: ShortText = ""
    gender: Annotated[Gender, Words(wrong=OFFERED)] = Gender.EITHER
    stranger: Annotated[Literal["", "yes"], Words(wrong=OFFERED)] = ""
    sign: ShortText = ""
    more: LongText = ""
    seen_version: SeenVersion = 0
    submission_key: SubmissionKey = Field(default_factory=new_submission_key)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What it asks for."""
        return rules.wishes(self.things, {name: str(getattr(self, name)) for name in rules.DETAILS})


class AnswerForm(Form):
    """What staff say of one thing, with words that the person reads."""

    state: Annotated[NeedState, Words(missing=CHOOSE, wrong=CHOOSE)]
    words: LongText = ""


NeedsSubmitted = Annotated[Submitted[NeedsForm], Depends(FormOf(NeedsForm))]
AnswerSubmitted = Annotated[Submitted[AnswerForm], Depends(FormOf(AnswerForm))]
