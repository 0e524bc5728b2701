"""People and offices a family can reach, with any doubt about the number kept beside it."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from app.authorities.checks import Link, PlainWords, require_email, require_phone
from app.authorities.facts import Fact, Frozen, Text


class ContactKind(StrEnum):
    """How somebody can be reached."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WORDS = "words"


class Contact(Frozen):
    """One way to reach somebody."""

    name: Text
    kind: ContactKind
    value: PlainWords
    website: Link | None = None
    about: Text | None = Field(default=None, description="What they do, or when they answer.")
    doubt: str = Field(
        default="", description="For staff: why this contact may be wrong. Then it is no link."
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        """Refuse a phone number or an e-mail address that is none."""
        if self.kind is ContactKind.PHONE:
            require_phone(self.value)
        if self.kind is ContactKind.EMAIL:
            require_email(self.value)
        return self

    @property
    def is_in_doubt(self) -> bool:
        """Whether this contact may be wrong."""
        return bool(self.doubt)

    @property
    def href(self) -> str | None:
        """The address of a link that rings or writes, or None when it may not be one."""
        if self.is_in_doubt:
            return None
        if self.kind is ContactKind.PHONE:
            return "tel:" + self.value.replace(" ", "")
        return "mailto:" + self.value if self.kind is ContactKind.EMAIL else None


class Offices(Frozen):
    """Whom a family can ask at the council."""

    questions: Fact[Text] = Fact()
    office: Fact[tuple[Contact, ...]] = Fact()
    sign_in_help: Fact[Contact] = Fact()
    out_of_hours: Fact[Contact] = Fact()


class ComplaintSubject(StrEnum):
    """What a council takes complaints about."""

    HOW_IT_WAS_RUN = "how_it_was_run"
    DECISION = "decision"
    KIND_OF_WORRY = "kind_of_worry"
    PLAN = "plan"
    PROCESS = "process"


class Complaint(Frozen):
    """How a family can say that it is unhappy or does not agree."""

    about: Fact[tuple[ComplaintSubject, ...]] = Fact()
    about_in_words: Fact[Text] = Fact()
    appeal: Fact[Text] = Fact()
    routes: Fact[tuple[Text, ...]] = Fact()
    contacts: Fact[tuple[Contact, ...]] = Fact()
