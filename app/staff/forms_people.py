"""What the pages about one member of a family may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import StringConstraints

from app.families.models import ClosingReason, DetailKind, IdentityCheck, Role, Wording
from app.kit.forms import Form, FormOf, ShortText, Submitted, Words
from app.kit.i18n import N_

CHOOSE_ONE = N_("Choose one.")
WHY_CLOSED = N_("Choose why everything stops.")
HOW_CHECKED = N_("Say how you made sure that it is really this person.")
MEMBER_ROLES = (Role.PARENT, Role.CARER, Role.YOUNG_PERSON)
HOUR = r"^(([01]\d|2[0-3]):00)?$"

Name = Annotated[ShortText, StringConstraints(min_length=1), Words(missing=N_("Write the person's name."))]
LanguageTag = Annotated[
    str, StringConstraints(max_length=20), Words(missing=N_("Choose a language."), wrong=CHOOSE_ONE)
]
Hour = Annotated[str, StringConstraints(pattern=HOUR), Words(wrong=N_("Choose an hour from the list."))]


class MemberForm(Form):
    """Somebody of the family: who they are, how they can be reached, and for which children they are here."""

    name: Name
    role: Annotated[
        Literal[Role.PARENT, Role.CARER, Role.YOUNG_PERSON],
        Words(missing=N_("Choose what this person is to the family."), wrong=CHOOSE_ONE),
    ]
    contact: ShortText = ""
    language: LanguageTag
    children: tuple[str, ...] = ()
    is_under_18: Literal["", "yes"] = ""


class MemberDetailsForm(Form):
    """A name put right, another language, other children."""

    name: Name
    language: LanguageTag
    children: tuple[str, ...] = ()
    is_under_18: Literal["", "yes"] = ""


class ClosingForm(Form):
    """The last day on which somebody can use all their pages; empty when there is none."""

    day: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] = ""


class CaseClosingForm(ClosingForm):
    """For whom everything here stops, why, and to which council they move where they do."""

    reason: Annotated[ClosingReason, Words(missing=WHY_CLOSED, wrong=WHY_CLOSED)]
    to: ShortText = ""
    members: tuple[str, ...] = ()


class ContactForm(Form):
    """An e-mail address, a mobile number, or nothing for paper; and how staff made sure who it is."""

    contact: ShortText = ""
    checked: Annotated[IdentityCheck, Words(missing=HOW_CHECKED, wrong=HOW_CHECKED)]


class SafeContactForm(Form):
    """How this person said it is safe to contact them."""

    wording: Annotated[
        Wording,
        Words(missing=N_("Choose how much a message may say."), wrong=CHOOSE_ONE),
    ]
    shared_phone: Annotated[
        Literal["yes", "no"],
        Words(missing=N_("Say whether anybody else can look at their phone or e-mail."), wrong=CHOOSE_ONE),
    ]
    from_hour: Hour = ""
    until_hour: Hour = ""


class PinForm(Form):
    """The PIN of somebody of the family, as they type it themselves."""

    pin: Annotated[str, StringConstraints(max_length=40), Words(too_long=N_("A PIN has six numbers."))] = ""


class DetailForm(Form):
    """Something about this person that nobody else of the family may learn."""

    kind: Annotated[
        DetailKind,
        Words(missing=N_("Choose what kind of detail it is."), wrong=CHOOSE_ONE),
    ]
    text: Annotated[
        ShortText, StringConstraints(min_length=1), Words(missing=N_("Write the detail to protect."))
    ]


MemberSubmitted = Annotated[Submitted[MemberForm], Depends(FormOf(MemberForm))]
MemberDetailsSubmitted = Annotated[Submitted[MemberDetailsForm], Depends(FormOf(MemberDetailsForm))]
ClosingSubmitted = Annotated[Submitted[ClosingForm], Depends(FormOf(ClosingForm))]
CaseClosingSubmitted = Annotated[Submitted[CaseClosingForm], Depends(FormOf(CaseClosingForm))]
ContactSubmitted = Annotated[Submitted[ContactForm], Depends(FormOf(ContactForm))]
SafeContactSubmitted = Annotated[Submitted[SafeContactForm], Depends(FormOf(SafeContactForm))]
PinSubmitted = Annotated[Submitted[PinForm], Depends(FormOf(PinForm))]
DetailSubmitted = Annotated[Submitted[DetailForm], Depends(FormOf(DetailForm))]
