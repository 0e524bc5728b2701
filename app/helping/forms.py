"""What the pages about helpers may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.drafts.forms import SubmissionKey
from app.drafts.service import new_submission_key
from app.families.models import Role
from app.helping.models import Consent, MayDo
from app.kit.forms import Form, FormOf, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import N_

CHOOSE_ONE = N_("Choose one.")
OFFERED = N_("Choose from the boxes on this page.")


class MayForm(Form):
    """What a helper may do, and until when."""

    may: Annotated[tuple[MayDo, ...], Words(wrong=OFFERED)] = ()
    until: ShortText = ""


class HelperForm(MayForm):
    """Somebody who is to help: who it is and how to reach them, what they may do, and until when."""

    name: Annotated[ShortText, StringConstraints(min_length=1), Words(missing=N_("Write their name."))]
    relation: Annotated[
        ShortText,
        StringConstraints(min_length=1),
        Words(missing=N_("Write who they are, for example a friend.")),
    ]
    contact: Annotated[
        ShortText,
        StringConstraints(min_length=1),
        Words(missing=N_("Write their e-mail address or their mobile number.")),
    ]
    role: Annotated[
        Literal[Role.SUPPORTER, Role.ADVOCATE],
        Words(missing=N_("Choose how they help."), wrong=CHOOSE_ONE),
    ]


class AskHelperForm(HelperForm):
    """The same, asked for by whoever is to be helped; the key makes two taps one."""

    submission_key: SubmissionKey = Field(default_factory=new_submission_key)


class CaseHelperForm(HelperForm):
    """The same, written down by staff: for whom, and how that person agreed."""

    member: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z2-7]{26}$"),
        Words(missing=N_("Choose whom they help."), wrong=CHOOSE_ONE),
    ]
    consent: Annotated[
        Literal[Consent.TOLD_US, Consent.IN_WRITING],
        Words(missing=N_("Choose how the person agreed."), wrong=CHOOSE_ONE),
    ]
    agreed_on: ShortText = ""


class DecisionForm(Form):
    """To agree, or to refuse."""

    decision: Annotated[
        Literal["agree", "refuse"], Words(missing=N_("Agree or refuse."), wrong=N_("Agree or refuse."))
    ]


class ReportsForm(Form):
    """Whether the council lets a helper read reports."""

    allowed: Annotated[Literal["yes", "no"], Words(missing=CHOOSE_ONE, wrong=CHOOSE_ONE)]


MaySubmitted = Annotated[Submitted[MayForm], Depends(FormOf(MayForm))]
HelperSubmitted = Annotated[Submitted[AskHelperForm], Depends(FormOf(AskHelperForm))]
CaseHelperSubmitted = Annotated[Submitted[CaseHelperForm], Depends(FormOf(CaseHelperForm))]
DecisionSubmitted = Annotated[Submitted[DecisionForm], Depends(FormOf(DecisionForm))]
ReportsSubmitted = Annotated[Submitted[ReportsForm], Depends(FormOf(ReportsForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
