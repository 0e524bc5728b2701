"""What the pages for writing to the meeting may send."""

import re
from datetime import date, datetime, time
from typing import Annotated

from fastapi import Depends
from pydantic import BeforeValidator, Field

from app.drafts.forms import CompanyChosen
from app.drafts.models import Company
from app.drafts.service import new_submission_key
from app.kit.clock import LONDON
from app.kit.forms import Form, FormOf, NothingTyped, Submitted, Words
from app.kit.i18n import N_
from app.written_views.models import Reader, Use

CHOOSE_USE = N_("Choose what the chair does with your words.")
CHOOSE_READER = N_("Choose who read the words out.")


def _version(typed: object) -> int:
    text = str(typed)[:9]
    return int(text) if text.isdecimal() else 0


def _key(typed: object) -> str:
    return str(typed) if re.fullmatch(r"[0-9a-f]{32}", str(typed)) else new_submission_key()


# A page that does not know its version is treated as one that has seen nothing.
SeenVersion = Annotated[int, BeforeValidator(_version)]
# What is no key of ours gets a new one: then only the words themselves tell that they were sent before.
SubmissionKey = Annotated[str, BeforeValidator(_key)]


class ViewsForm(Form):
    """The letter. It has no limit here: what is too long to send is still kept."""

    words: str = ""
    seen_version: SeenVersion = 0
    seen_held: str = ""
    then: str = "continue"


class HelpedLetterForm(Form):
    """What a helper writes for a letter, and for whom their page was opened."""

    words: str = ""
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


class UseForm(Form):
    """What the chair is asked to do with the words."""

    use: Annotated[Use, Words(missing=CHOOSE_USE, wrong=CHOOSE_USE)]


class SendForm(Form):
    """Sending what the page showed; the key makes two taps one."""

    submission_key: SubmissionKey = Field(default_factory=new_submission_key)
    shown: str = ""
    company: CompanyChosen = Company.NOT_CHOSEN


class ReadOutForm(Form):
    """When words were read out in the meeting, and by whom."""

    day: Annotated[date, Words(wrong=N_("Write the day, for example 2026-12-03."))]
    hour: Annotated[time, Words(wrong=N_("Write the time, for example 14:30."))]
    reader: Annotated[Reader, Words(missing=CHOOSE_READER, wrong=CHOOSE_READER)]

    @property
    def at(self) -> datetime:
        """The moment, as a clock in London showed it."""
        return datetime.combine(self.day, self.hour.replace(tzinfo=None), LONDON)


ViewsSubmitted = Annotated[Submitted[ViewsForm], Depends(FormOf(ViewsForm))]
HelpedLetterSubmitted = Annotated[Submitted[HelpedLetterForm], Depends(FormOf(HelpedLetterForm))]
SuggestionSubmitted = Annotated[Submitted[SuggestionForm], Depends(FormOf(SuggestionForm))]
ChoiceSubmitted = Annotated[Submitted[ChoiceForm], Depends(FormOf(ChoiceForm))]
UseSubmitted = Annotated[Submitted[UseForm], Depends(FormOf(UseForm))]
SendSubmitted = Annotated[Submitted[SendForm], Depends(FormOf(SendForm))]
ReadOutSubmitted = Annotated[Submitted[ReadOutForm], Depends(FormOf(ReadOutForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
