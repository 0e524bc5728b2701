"""The words of needs: what can be asked for, in which language, and what staff say of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.kit.i18n import N_

KIND = "needs"


class NeedKind(StrEnum):
    """Everything that somebody can ask for, in the order of the boxes on the page."""

    INTERPRETER = "interpreter"
    SIGNER = "signer"
    HEARING_LOOP = "hearing_loop"
    READER = "reader"
    LARGE_PRINT = "large_print"
    BREAKS = "breaks"
    STEP_FREE = "step_free"
    SEPARATE_ROOM = "separate_room"
    SEPARATE_TIME = "separate_time"
    CHILDCARE = "childcare"
    TRAVEL = "travel"
    MORE = "more"

    @property
    def words(self) -> str:
        """The thing as both sides read it."""
        return KIND_WORDS[self]

    @property
    def is_private(self) -> bool:
        """Whether it may be about somebody's safety, so that no first page names it."""
        return self in {NeedKind.SEPARATE_ROOM, NeedKind.SEPARATE_TIME, NeedKind.MORE}


KIND_WORDS = {
    NeedKind.INTERPRETER: N_("An interpreter"),
    NeedKind.SIGNER: N_("A signer"),
    NeedKind.HEARING_LOOP: N_("A hearing loop"),
    NeedKind.READER: N_("Somebody who reads things out to me"),
    NeedKind.LARGE_PRINT: N_("Papers in large print"),
    NeedKind.BREAKS: N_("Breaks"),
    NeedKind.STEP_FREE: N_("A way in without steps"),
    NeedKind.SEPARATE_ROOM: N_("To wait in a room of my own"),
    NeedKind.SEPARATE_TIME: N_("To come and go at another time than others"),
    NeedKind.CHILDCARE: N_("Somebody to look after my children"),
    NeedKind.TRAVEL: N_("Help to get there"),
    NeedKind.MORE: N_("In my own words"),
}
BOXES = tuple(kind for kind in NeedKind if kind is not NeedKind.MORE)


class Gender(StrEnum):
    """Whether a woman or a man should interpret."""

    EITHER = ""
    WOMAN = "woman"
    MAN = "man"

    @property
    def words(self) -> str:
        """The choice as both sides read it."""
        return GENDER_WORDS[self]


GENDER_WORDS = {
    Gender.WOMAN: N_("A woman"),
    Gender.MAN: N_("A man"),
    Gender.EITHER: N_("It does not matter"),
}
# Those that people in England and Wales most often ask an interpreter for; any other one can be written.
SPOKEN = {
    "": "",
    "sq": N_("Albanian"),
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "bg": N_("Bulgarian"),
    "yue": N_("Cantonese"),
    "prs": N_("Dari"),
    "fa": N_("Farsi"),
    "fr": N_("French"),
    "gu": N_("Gujarati"),
    "hu": N_("Hungarian"),
    "it": N_("Italian"),
    "kmr": N_("Kurdish (Kurmanji)"),
    "ckb": N_("Kurdish (Sorani)"),
    "lt": N_("Lithuanian"),
    "cmn": N_("Mandarin"),
    "ps": N_("Pashto"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "pa": N_("Punjabi"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sk": N_("Slovak"),
    "so": N_("Somali"),
    "es": N_("Spanish"),
    "syl": N_("Sylheti"),
    "ta": N_("Tamil"),
    "ti": N_("Tigrinya"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "vi": N_("Vietnamese"),
    "cy": N_("Welsh"),
}


class NeedState(StrEnum):
    """What staff say of something that somebody asked for."""

    SEEN = "seen"
    ARRANGED = "arranged"
    CANNOT = "cannot"

    @property
    def words(self) -> str:
        """The state as both sides read it."""
        return STATE_WORDS[self]


STATE_WORDS = {
    NeedState.SEEN: N_("Seen"),
    NeedState.ARRANGED: N_("Arranged"),
    NeedState.CANNOT: N_("We cannot do this"),
}


class NotSent(StrEnum):
    """Why what somebody asked for was not taken, with everything kept in the form."""

    NOTHING = "nothing"
    MOVED_ON = "moved_on"

    @property
    def words(self) -> str:
        """What to do about it."""
        return NOT_SENT_WORDS[self]


NOT_SENT_WORDS = {
    NotSent.NOTHING: N_("Tick what would help you, or write it."),
    NotSent.MOVED_ON: N_(
        "You sent something else from another page since. It stands above. "
        "Check your answers here, then press the button again."
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that somebody asks for; the details of an interpreter are empty for all others."""

    kind: NeedKind
    words: str = field(default="", repr=False)
    spoken: str = field(default="", repr=False)
    spoken_other: str = field(default="", repr=False)
    dialect: str = field(default="", repr=False)
    gender: Gender = Gender.EITHER
    is_stranger: bool = False

    @property
    def spoken_words(self) -> str:
        """The language from the list, where one was chosen."""
        return SPOKEN[self.spoken]


@dataclass(frozen=True, slots=True)
class Need:
    """One wish with its time, and with what staff said of it.

    It stands from one press of Send until a later one that left it out or changed it.
    """

    id: str
    wish: Wish
    from_number: int
    until_number: int | None
    is_waiting: bool
    state: NeedState | None
    answered_at: datetime | None
    answer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What one press of Send changed."""

    number: int
    at: datetime
    is_beside: bool
    new: tuple[Wish, ...]
    changed: tuple[tuple[Wish, Wish], ...]
    """What was asked for before, and instead of it now."""
    gone: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class OwnNeeds:
    """What somebody asks for now, and how often they have pressed Send."""

    number: int
    sent_id: str | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class SentNeeds:
    """One press of Send: everything that stood after it, and what it changed."""

    reference: str
    sent_at: datetime
    wishes: tuple[Wish, ...]
    change: Change

    @property
    def is_beside(self) -> bool:
        """Whether a worker sat beside its writer, on the worker's device."""
        return self.change.is_beside


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page says: how much was asked for, and the answers to what it may name."""

    asked: int = 0
    answered: tuple[Need, ...] = ()
    has_private_answer: bool = False


@dataclass(frozen=True, slots=True)
class CaseNeeds:
    """What one member of the family asks for, as staff see it; whoever has left has no name here."""

    name: str = field(repr=False)
    standing: tuple[Need, ...]
    gone: tuple[Need, ...]
    """What they do not need any more, and no worker has taken note of that."""
    changes: tuple[Change, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether there is something for staff to look at."""
        return any(need.is_waiting for need in (*self.standing, *self.gone))
