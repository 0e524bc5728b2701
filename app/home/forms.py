"""What the first pages may send."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends
from pydantic import ConfigDict

from app.drafts.forms import CHOOSE_ONE, CompanyChosen
from app.drafts.models import Company
from app.home.models import SentThing
from app.kit.errors import NotFound
from app.kit.forms import Form, FormOf, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import N_

CHOOSE_THING = N_("Choose what your answer is about.")


class LanguageForm(Form):
    """A language, and the page on which it was chosen; the words of that page's form may come along."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: ShortText
    here: ShortText = ""


class LaterForm(Form):
    """Which thing that was sent, and who was there when it was written."""

    about: Annotated[ShortText, Words(missing=CHOOSE_THING)]
    company: CompanyChosen


class KeptWordsForm(Form):
    """The form whose kept words their owner does not want."""

    address: ShortText


ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
LanguageSubmitted = Annotated[Submitted[LanguageForm], Depends(FormOf(LanguageForm))]
KeptWordsSubmitted = Annotated[Submitted[KeptWordsForm], Depends(FormOf(KeptWordsForm))]
LaterSubmitted = Annotated[Submitted[LaterForm], Depends(FormOf(LaterForm))]


def thing_meant(submitted: Submitted[LaterForm], sent: Sequence[SentThing]) -> SentThing | None:
    """Return the thing that an answer is about, or say what is missing.

    Raises NotFound for somebody who sent nothing: their page has no form.
    """
    if not sent:
        raise NotFound
    if submitted.problems:
        return None
    values = submitted.values
    found = next((one for one in sent if one.subject_id == values.about), None)
    if found is None:
        submitted.refuse("about", CHOOSE_THING)
    if values.company is Company.NOT_CHOSEN:
        submitted.refuse("company", CHOOSE_ONE)
    return None if submitted.problems else found
