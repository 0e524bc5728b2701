"""What the pages about something that reached the wrong person may send."""

from typing import Annotated

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.breaches.models import BY_HAND, BreachKind, Decision, Told
from app.drafts.forms import SubmissionKey
from app.drafts.service import new_submission_key
from app.kit.forms import LONG_TEXT, Form, FormOf, ShortText, Submitted, Words
from app.kit.i18n import N_

CHOOSE_ONE = N_("Choose one.")
NOBODY, ME = "nobody", "me"

Written = StringConstraints(min_length=1, max_length=LONG_TEXT, strip_whitespace=True)
MayBeEmpty = Annotated[str, StringConstraints(max_length=LONG_TEXT, strip_whitespace=True)]


class KeyedForm(Form):
    """The base of forms that add something; the key makes two taps one."""

    submission_key: SubmissionKey = Field(default_factory=new_submission_key)


class BreachForm(KeyedForm):
    """What went where, when it happened, when the council knew, and by whose act it went out."""

    kind: Annotated[BreachKind, Words(missing=N_("Choose what it was."), wrong=CHOOSE_ONE)]
    words: Annotated[str, Written, Words(missing=N_("Write what went where."))]
    happened_on: ShortText = ""
    known_on: ShortText = ""
    known_time: ShortText = ""
    acted: Annotated[ShortText, Words(missing=N_("Choose by whose act it went out."))]

    @property
    def is_by_hand(self) -> bool:
        """Whether it is a kind that people write down; the others begin by themselves."""
        return self.kind in BY_HAND


class DoneForm(KeyedForm):
    """What was done about it."""

    words: Annotated[str, Written, Words(missing=N_("Write what was done."))]


class ToldForm(KeyedForm):
    """Whether the people concerned were told: how, who and when; or why not."""

    told: Annotated[
        Told, Words(missing=N_("Choose how they were told, or that they were not."), wrong=CHOOSE_ONE)
    ]
    words: Annotated[str, Written, Words(missing=N_("Write who was told, or why nobody was."))]
    on: ShortText = ""


class DecisionForm(KeyedForm):
    """Whether it was reported, and when; or why it is not."""

    decision: Annotated[Decision, Words(missing=N_("Choose yes or no."), wrong=N_("Choose yes or no."))]
    reported_on: ShortText = ""
    reported_time: ShortText = ""
    words: MayBeEmpty = ""
    delay: MayBeEmpty = ""


class KnownForm(KeyedForm):
    """Since when the council really knew."""

    known_on: ShortText = ""
    known_time: ShortText = ""
    words: Annotated[str, Written, Words(missing=N_("Write who knew, and from where."))]


BreachSubmitted = Annotated[Submitted[BreachForm], Depends(FormOf(BreachForm))]
DoneSubmitted = Annotated[Submitted[DoneForm], Depends(FormOf(DoneForm))]
ToldSubmitted = Annotated[Submitted[ToldForm], Depends(FormOf(ToldForm))]
DecisionSubmitted = Annotated[Submitted[DecisionForm], Depends(FormOf(DecisionForm))]
KnownSubmitted = Annotated[Submitted[KnownForm], Depends(FormOf(KnownForm))]
