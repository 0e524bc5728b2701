"""The words of the demonstration: its households, its people, and the messages they got."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.authorities.models import Authority
from app.families.models import Role


class Household(StrEnum):
    """The families that each council has, named for what they show."""

    SEPARATED = "separated"
    TODAY = "today"
    PAST = "past"
    NO_DATE = "no_date"
    EXPECTING = "expecting"


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to be made in one council; the slot says who they are in every council."""

    slot: str
    role: Role
    name: str
    contact: str
    household: Household | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Somebody who has been made: their rows, and the PIN that they were given."""

    slot: str
    person_id: str
    pin: str = field(default="", repr=False)
    pin_hash: str = field(default="", repr=False)
    membership_id: str | None = None
    family_id: str | None = None


@dataclass(frozen=True, slots=True)
class MadeCouncil:
    """Everybody in one council, and the day that its dates are relative to; None when nobody knows it."""

    people: tuple[Made, ...]
    loaded_on: date | None


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody whom anyone may be while trying the portal out."""

    id: str
    shows: str
    """What can be seen as this person, in words to be translated."""
    council: str
    role: Role
    family: str | None
    name: str
    contact: str
    pin: str
    canary: str | None

    def as_json(self) -> dict[str, str | None]:
        """Return what the command prints for programs."""
        return {
            "council": self.council,
            "role": self.role.value,
            "family": self.family,
            "name": self.name,
            "contact": self.contact,
            "pin": self.pin,
            "canary": self.canary,
        }


@dataclass(frozen=True, slots=True)
class CouncilShown:
    """A council with everybody whom a visitor can be there."""

    council: Authority
    people: tuple[DemonstrationPerson, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message; with an address of the portal when it is a link."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that the portal sent to somebody."""

    sent_at: datetime
    subject: str
    pieces: tuple[Piece, ...] = field(repr=False)
