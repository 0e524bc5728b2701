"""What the pages for writing to the meeting may send."""

from datetime import date, datetime, time
from typing import Annotated

from fastapi import Depends

from app.drafts.forms import SeenVersion
from app.kit.clock import LONDON
from app.kit.forms import Form, FormOf, NothingTyped, Submitted, Words
from app.kit.i18n import N_
from app.written_views.models import Reader, Use

CHOOSE_USE = N_("Choose what the chair does with your words.")
CHOOSE_READER = N_("Choose who read the words out.")


class ViewsForm(Form):
    """The letter. It has no limit here: what is too long to send is still kept."""

    words: str = ""
    seen_version: SeenVersion = 0
    seen_held: str = ""
    then: str = "continue"


class UseForm(Form):
    """What the chair is asked to do with the words."""

    use: Annotated[Use, Words(missing=CHOOSE_USE, wrong=CHOOSE_USE)]


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
UseSubmitted = Annotated[Submitted[UseForm], Depends(FormOf(UseForm))]
ReadOutSubmitted = Annotated[Submitted[ReadOutForm], Depends(FormOf(ReadOutForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
