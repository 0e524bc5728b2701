"""The profile of a council: everything its files may say, and the council as the portal uses it."""

from enum import StrEnum
from typing import Self

from pydantic import Field

from app.authorities.afterwards import CoreGroups, Letter, Notes, Reviews, Visits
from app.authorities.before import (
    Absence,
    Chair,
    Child,
    Exclusion,
    Names,
    People,
    Purpose,
    Reports,
    Supporter,
)
from app.authorities.checks import Colour, HostName, LanguageTag, Link, PlainWords
from app.authorities.contacts import Complaint, Contact, Offices
from app.authorities.facts import Fact, Frozen, Text
from app.authorities.meeting import Access, Meeting, Outcome, Privacy, Scale
from app.authorities.question_sets import GeneralQuestions, QuestionSet

DEFAULT_LEAVE_URL = "https://www.bbc.co.uk/weather"


class Nation(StrEnum):
    """The nations whose rules the portal knows."""

    ENGLAND = "england"
    WALES = "wales"


class Calendar(StrEnum):
    """Whose bank holidays count."""

    ENG = "ENG"
    WLS = "WLS"


class PinRule(StrEnum):
    """Whether a person needs a number beside the link to sign in."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


class SignIn(Frozen):
    """How families sign in."""

    pin: PinRule = PinRule.NEEDED


class ToldTo(StrEnum):
    """Which of a family's workers a council may name for questions of safety."""

    SOCIAL_WORKER = "social_worker"
    CHAIR = "chair"
    ADMINISTRATOR = "administrator"


class Safety(Frozen):
    """Who looks after safety."""

    told_to: ToldTo = Field(
        default=ToldTo.SOCIAL_WORKER,
        description="Which worker alone sees the answers to: was anyone with you when you wrote this?",
    )


class Brand(Frozen):
    """How the pages of this council look."""

    colour: Colour = "#1d3557"


class Profile(Frozen):
    """What the files of a council may say, once its region and nation are added."""

    extends: str | None = Field(
        default=None, description="The folder whose facts hold unless this one differs."
    )
    version: int = Field(default=1, ge=1, description="One higher each time a fact changes.")
    name: PlainWords
    short_name: PlainWords
    nation: Nation
    calendar: Calendar
    brand: Brand = Brand()
    languages: tuple[LanguageTag, ...] = Field(default=("en",), min_length=1)
    hostnames: tuple[HostName, ...] = ()
    leave_url: Link = DEFAULT_LEAVE_URL
    sign_in: SignIn = SignIn()
    safety: Safety = Safety()
    data_controller: Fact[Text] = Fact()
    complaints_owner: Fact[Text] = Fact()
    offices: Offices = Offices()
    names: Names = Names()
    purpose: Purpose = Purpose()
    people: People = People()
    child: Child = Child()
    supporter: Supporter = Supporter()
    reports: Reports = Reports()
    chair: Chair = Chair()
    absence: Absence = Absence()
    exclusion: Exclusion = Exclusion()
    meeting: Meeting = Meeting()
    scale: Scale = Scale()
    question_set: Fact[QuestionSet] = Fact()
    outcome: Outcome = Outcome()
    letter: Letter = Letter()
    notes: Notes = Notes()
    core_groups: CoreGroups = CoreGroups()
    visits: Visits = Visits()
    reviews: Reviews = Reviews()
    privacy: Privacy = Privacy()
    access: Access = Access()
    standards: Fact[tuple[Text, ...]] = Fact()
    standards_missed: Fact[Text] = Fact()
    complaint: Complaint = Complaint()
    useful_contacts: Fact[tuple[Contact, ...]] = Fact()
    helplines: Fact[tuple[Contact, ...]] = Fact()


class Authority(Profile):
    """A council as the portal uses it."""

    key: str
    content_hash: str = Field(description="Changes when anything in the profile changes.")
    general_questions: GeneralQuestions

    @property
    def questions(self) -> QuestionSet:
        """The council's own questions, or the portal's general ones, with the scale where it is used."""
        own = self.question_set.value
        if own is not None:
            return own
        general = self.general_questions
        if not self.scale.used.value:
            return general.form
        scale = general.scale.model_copy(
            update={
                name: fact.value
                for name, fact in (
                    ("text", self.scale.asks),
                    ("low_end", self.scale.low_end),
                    ("high_end", self.scale.high_end),
                )
                if fact.is_known
            }
        )
        return general.form.model_copy(
            update={"id": f"{general.form.id}-scale", "questions": (*general.form.questions, scale)}
        )

    def snapshot(self) -> str:
        """Write the whole profile as text, to be kept with a conference called under it."""
        return self.model_dump_json()

    @classmethod
    def from_snapshot(cls, snapshot: str) -> Self:
        """Read a profile that was kept with a conference."""
        return cls.model_validate_json(snapshot)
