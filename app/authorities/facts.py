"""The bricks of a profile: words in several languages, facts with their source, and promises."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from app.authorities.checks import (
    DAY_EXPECTED,
    TEXT_EXPECTED,
    PlainWords,
    is_language,
    refuse,
)
from app.kit.i18n import N_

Value = TypeVar("Value")


class Frozen(BaseModel):
    """Something a profile may say: it never changes, and it knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Spoken(Frozen):
    """Words as they are shown, and the language they are in."""

    text: str
    language: str


class Text(RootModel[Mapping[str, PlainWords]]):
    """Words of a council, keyed by language; English is always among them."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="after")
    def _has_real_languages(self) -> Self:
        """Refuse languages that do not exist, and words without English."""
        for tag in self.root:
            if not is_language(tag):
                raise refuse("This language does not exist.", tag, "a language tag such as en or cy")
        if "en" not in self.root:
            found = ", ".join(self.root) or "no language"
            raise refuse("The English words are missing.", found, TEXT_EXPECTED)
        return self

    def say(self, language: str) -> Spoken:
        """Give the words in a language, or in English when the council has none in it."""
        spoken = language if language in self.root else "en"
        return Spoken(text=self.root[spoken], language=spoken)

    @property
    def en(self) -> str:
        """The English words."""
        return self.root["en"]


class Status(StrEnum):
    """How a fact came to us."""

    STATED = "stated"
    CONFIRMED = "confirmed"
    NOT_STATED = "not_stated"


class Ask(StrEnum):
    """Whom a family is told to ask when a council does not say."""

    SOCIAL_WORKER = "social_worker"
    CHAIR = "chair"


ASK_INSTEAD = {
    Ask.SOCIAL_WORKER: N_("Ask your social worker."),
    Ask.CHAIR: N_("Ask the chair."),
}


class Fact(Frozen, Generic[Value]):
    """One thing a council says or does not say, where it says it, and when that was checked."""

    value: Value | None = None
    status: Status = Status.NOT_STATED
    source: str = ""
    checked: date | None = None
    note: str = Field(default="", description="For staff: why the value is missing or in doubt.")
    ask: Ask = Field(default=Ask.SOCIAL_WORKER, description="Whom families ask when it is not stated.")

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        """Refuse a value that nobody stated, and a statement without value, source or date."""
        if self.status is Status.NOT_STATED:
            if self.value is not None:
                raise refuse(
                    "There is a value here, but its status says that nobody stated it.",
                    "status = not_stated, with a value",
                    'status = "stated" with a source, or no value at all',
                )
            return self
        if self.value is None:
            raise refuse("The value is missing.", "no value", "value = …, or status = not_stated")
        if not self.source.strip():
            raise refuse("The source is missing.", "no source", 'source = "Leaflet, …"')
        if self.checked is None:
            raise refuse("The day of the last check is missing.", "no day", DAY_EXPECTED)
        return self

    @property
    def is_known(self) -> bool:
        """Whether the council gave this fact."""
        return self.status is not Status.NOT_STATED

    @property
    def ask_instead(self) -> str:
        """What a family reads when the council does not say (for translation)."""
        return ASK_INSTEAD[self.ask]


class Unit(StrEnum):
    """What a length of time is counted in; a month is not four weeks."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class Strength(StrEnum):
    """How firmly a council says it: "we will" or "we aim to"."""

    PROMISE = "promise"
    AIM = "aim"


class Duration(Frozen):
    """A length of time, as the council counts it."""

    amount: int = Field(ge=1, le=400)
    unit: Unit


class Promise(Frozen):
    """A length of time that a council promises or aims for."""

    duration: Duration
    strength: Strength

    @property
    def is_aim(self) -> bool:
        """Whether the council only aims for it."""
        return self.strength is Strength.AIM
