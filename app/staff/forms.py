"""What the pages about a family, its meetings and its staff may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import AwareDatetime, StringConstraints

from app.conferences.models import ConferenceKind, ProfessionalRole
from app.kit.forms import Form, FormOf, LongText, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import N_
from app.staff.moments import PARTS, TypedMoment

CHOOSE_ONE = N_("Choose one.")
Chosen = Annotated[
    str, StringConstraints(pattern=r"^[a-z2-7]{26}$"), Words(missing=CHOOSE_ONE, wrong=CHOOSE_ONE)
]
Part = Annotated[str, StringConstraints(max_length=20)]


class SeenForm(Form):
    """Up to which moment the page showed answers: one that came later has not been seen."""

    until: AwareDatetime


class FamilyForm(Form):
    """The first names of a new family's children, one on each line."""

    children: LongText = ""


class ChildForm(Form):
    """A child, and the members of the family who are here for that child."""

    name: Annotated[
        ShortText, StringConstraints(min_length=1), Words(missing=N_("Write the child's first name."))
    ]
    members: tuple[str, ...] = ()


class ChangeForm(Form):
    """When and where a meeting is, who chairs it, and why it is moved or so near."""

    day: Part = ""
    month: Part = ""
    year: Part = ""
    hour: Part = ""
    minute: Part = ""
    no_date: Literal["", "yes"] = ""
    place: ShortText = ""
    chair: Annotated[str, StringConstraints(pattern=r"^([a-z2-7]{26})?$"), Words(wrong=CHOOSE_ONE)] = ""
    reason: LongText = ""

    @property
    def moment(self) -> TypedMoment:
        """The day and the time as they were typed."""
        return TypedMoment(**{name: getattr(self, name) for name in PARTS})


class ConferenceForm(ChangeForm):
    """A new meeting: what kind it is, too."""

    kind: Annotated[
        ConferenceKind,
        Words(missing=N_("Choose what kind of meeting it is."), wrong=CHOOSE_ONE),
    ]


class InvitationsForm(Form):
    """Whom to invite."""

    members: Annotated[tuple[str, ...], Words(missing=N_("Choose at least one person."))]


class AttendeeForm(Form):
    """A professional who will be at the meeting; the name may not be known yet."""

    role: Annotated[
        ProfessionalRole,
        Words(missing=N_("Choose what their work is."), wrong=CHOOSE_ONE),
    ]
    name: ShortText = ""


class AllocationForm(Form):
    """Which colleague the family is opened to."""

    person: Chosen


SeenSubmitted = Annotated[Submitted[SeenForm], Depends(FormOf(SeenForm))]
FamilySubmitted = Annotated[Submitted[FamilyForm], Depends(FormOf(FamilyForm))]
ChildSubmitted = Annotated[Submitted[ChildForm], Depends(FormOf(ChildForm))]
ConferenceSubmitted = Annotated[Submitted[ConferenceForm], Depends(FormOf(ConferenceForm))]
ChangeSubmitted = Annotated[Submitted[ChangeForm], Depends(FormOf(ChangeForm))]
InvitationsSubmitted = Annotated[Submitted[InvitationsForm], Depends(FormOf(InvitationsForm))]
AttendeeSubmitted = Annotated[Submitted[AttendeeForm], Depends(FormOf(AttendeeForm))]
AllocationSubmitted = Annotated[Submitted[AllocationForm], Depends(FormOf(AllocationForm))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]
