"""The words of corrections: what can be wrong, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.kit.i18n import N_

KIND = "correction"


class CorrectionKind(StrEnum):
    """What somebody says is wrong about them."""

    MY_NAME = "my_name"
    CHILDS_NAME = "childs_name"
    CONTACT = "contact"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as its writer reads it."""
        return KIND_WORDS[self]

    @property
    def words_for_staff(self) -> str:
        """The kind as staff read it."""
        return STAFF_WORDS[self]


KIND_WORDS = {
    CorrectionKind.MY_NAME: N_("My name"),
    CorrectionKind.CHILDS_NAME: N_("A child's name"),
    CorrectionKind.CONTACT: N_("My phone number or e-mail address"),
    CorrectionKind.OTHER: N_("Something else"),
}
STAFF_WORDS = {
    CorrectionKind.MY_NAME: N_("Their own name"),
    CorrectionKind.CHILDS_NAME: N_("A child's name"),
    CorrectionKind.CONTACT: N_("Phone number or e-mail address"),
    CorrectionKind.OTHER: N_("Something else"),
}


class Outcome(StrEnum):
    """What staff did about it."""

    PUT_RIGHT = "put_right"
    NOT_CHANGED = "not_changed"

    @property
    def words(self) -> str:
        """The outcome as both sides read it."""
        return OUTCOME_WORDS[self]

    @property
    def words_for_staff(self) -> str:
        """The outcome as the button says that brings it about."""
        return STAFF_OUTCOME_WORDS[self]


OUTCOME_WORDS = {
    Outcome.PUT_RIGHT: N_("Put right"),
    Outcome.NOT_CHANGED: N_("Not changed"),
}
STAFF_OUTCOME_WORDS = {
    Outcome.PUT_RIGHT: N_("I have put it right for %(name)s"),
    Outcome.NOT_CHANGED: N_("I did not change it for %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked to have put right, and what became of it."""

    id: str
    kind: CorrectionKind
    words: str = field(repr=False)
    asked_at: datetime
    outcome: Outcome | None
    answered_at: datetime | None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CaseAsked:
    """The same for staff: with who asked. Nobody is named who is no longer in the family."""

    asked: Asked
    membership_id: str
    name: str = field(repr=False)
