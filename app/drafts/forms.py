"""What every form of words to write, to choose and to send has: what its page had seen, and who was there."""

import re
from typing import Annotated

from fastapi import Depends
from pydantic import BeforeValidator, Field

from app.drafts.models import Company
from app.drafts.service import new_submission_key
from app.kit.forms import Form, FormOf, Submitted, Words
from app.kit.i18n import N_

CHOOSE_ONE = N_("Choose one of the answers.")
SAVED = N_("Your words are saved. Only you can see them so far.")
SHOWN = N_("Your words are shown now. You can change them and show them again.")
TOO_LONG = N_("Your words are saved, but they are too long to use. Make them %(most)s letters or fewer.")
NOTHING_YET = N_("Write something first, then show it.")
WRONG = N_("We cannot use this answer. Choose one that stands on this page, or none.")


def _version(typed: object) -> int:
    text = str(typed)[:9]
    return int(text) if text.isdecimal() else 0


def _key(typed: object) -> str:
    return str(typed) if re.fullmatch(r"[0-9a-f]{32}", str(typed)) else new_submission_key()


# A page that does not know its version is treated as one that has seen nothing.
SeenVersion = Annotated[int, BeforeValidator(_version)]
# What is no key of ours gets a new one: then only the words themselves tell that they were sent before.
SubmissionKey = Annotated[str, BeforeValidator(_key)]
# Without an answer the rest is sent all the same.
CompanyChosen = Annotated[Company, Words(missing=CHOOSE_ONE, wrong=WRONG)]


class HelpedWordsForm(Form):
    """What a helper writes, and for whom their page was opened."""

    words: str = ""
    helping: str = ""
    seen_version: SeenVersion = 0
    seen_held: str = ""
    then: str = "later"

    @property
    def is_shown(self) -> bool:
        """Whether whom the words are for sees them, once they are saved."""
        return self.then == "show"

    @property
    def notice(self) -> str:
        """What the next page says of the words."""
        return SHOWN if self.is_shown else SAVED

    def why_not(self, *, is_too_long: bool, is_blank: bool) -> str | None:
        """Say why saved words cannot be shown or used as they are."""
        if is_too_long:
            return TOO_LONG
        return NOTHING_YET if self.is_shown and is_blank else None


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


HelpedWordsSubmitted = Annotated[Submitted[HelpedWordsForm], Depends(FormOf(HelpedWordsForm))]
SuggestionSubmitted = Annotated[Submitted[SuggestionForm], Depends(FormOf(SuggestionForm))]
ChoiceSubmitted = Annotated[Submitted[ChoiceForm], Depends(FormOf(ChoiceForm))]
SendSubmitted = Annotated[Submitted[SendForm], Depends(FormOf(SendForm))]
