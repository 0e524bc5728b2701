"""What the first pages may send."""

from typing import Annotated

from fastapi import Depends
from pydantic import ConfigDict

from app.kit.forms import Form, FormOf, NothingTyped, ShortText, Submitted


class LanguageForm(Form):
    """A language, and the page on which it was chosen; the words of that page's form may come along."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: ShortText
    here: ShortText = ""


class KeptWordsForm(Form):
    """The form whose kept words their owner does not want."""

    address: ShortText


ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
LanguageSubmitted = Annotated[Submitted[LanguageForm], Depends(FormOf(LanguageForm))]
KeptWordsSubmitted = Annotated[Submitted[KeptWordsForm], Depends(FormOf(KeptWordsForm))]
