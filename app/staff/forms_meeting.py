"""What the pages about whom the chair asks not to come may send."""

from typing import Annotated

from fastapi import Depends
from pydantic import StringConstraints

from app.conferences.models import KeptOutPart
from app.kit.forms import Form, FormOf, LongText, Submitted, Words
from app.kit.i18n import N_
from app.staff.forms import CHOOSE_ONE


class ExclusionForm(Form):
    """Who is asked not to come, to how much of the meeting, why, and what they do not see."""

    member: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z2-7]{26}$"),
        Words(missing=N_("Choose who is asked not to come."), wrong=CHOOSE_ONE),
    ]
    part: Annotated[
        KeptOutPart,
        Words(missing=N_("Choose the whole meeting, or a part of it."), wrong=CHOOSE_ONE),
    ]
    words: Annotated[
        LongText,
        StringConstraints(min_length=20, strip_whitespace=True),
        Words(missing=N_("Write why, in words for this person. Write at least 20 letters.")),
    ]
    hides: tuple[str, ...] = ()

    @property
    def hides_place(self) -> bool:
        """Whether they do not see where the meeting is."""
        return "place" in self.hides

    @property
    def hides_time(self) -> bool:
        """Whether they do not see when the meeting is."""
        return "time" in self.hides


ExclusionSubmitted = Annotated[Submitted[ExclusionForm], Depends(FormOf(ExclusionForm))]
