"""What the pages of signing in may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import StringConstraints

from app.kit.forms import Form, FormOf, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import N_

PIN_MISSING = N_("Type the PIN that we gave you.")
TICK = N_("Tick the box if the message is not for you.")
LONGEST_TOKEN = 100
Pin = Annotated[str, StringConstraints(max_length=40)]


class ContactForm(Form):
    """An e-mail address or a mobile number that the council may know."""

    contact: Annotated[
        ShortText,
        StringConstraints(min_length=1),
        Words(missing=N_("Type your e-mail address or your mobile number.")),
    ]


class PinForm(Form):
    """The PIN that staff gave; a link may wait in a hidden field where cookies are off."""

    pin: Annotated[Pin, Words(too_long=N_("A PIN has six numbers."))] = ""
    link: Annotated[str, StringConstraints(max_length=LONGEST_TOKEN)] = ""


class NotMeForm(Form):
    """That a message is for somebody else; ticked by hand, since scanners press buttons.

    The link stands in a hidden field: a page may be read for longer than its cookie lives.
    """

    not_me: Annotated[Literal["yes"], Words(missing=TICK, wrong=TICK)]
    link: Annotated[str, StringConstraints(max_length=LONGEST_TOKEN)] = ""


class FamilyForm(Form):
    """Which of several families a person is here for."""

    family: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$"), Words(missing=N_("Choose one."))]


ContactSubmitted = Annotated[Submitted[ContactForm], Depends(FormOf(ContactForm))]
PinSubmitted = Annotated[Submitted[PinForm], Depends(FormOf(PinForm))]
FamilySubmitted = Annotated[Submitted[FamilyForm], Depends(FormOf(FamilyForm))]
NotMeSubmitted = Annotated[Submitted[NotMeForm], Depends(FormOf(NotMeForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
