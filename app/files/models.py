"""What checking a file can find, and the words for a person whose file cannot be taken."""

from dataclasses import dataclass
from enum import StrEnum

from app.kit.errors import PortalError
from app.kit.i18n import N_

MOST_BYTES = 15 * 1024 * 1024
MOST_PAGES = 300


class Refusal(StrEnum):
    """Why a file cannot be taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    WRONG_NAME = "wrong_name"
    NOT_PDF = "not_pdf"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"
    DAMAGED = "damaged"
    TOO_HARD = "too_hard"
    HARMFUL = "harmful"
    NOT_CHECKED_YET = "not_checked_yet"
    NO_CHECKER = "no_checker"

    @property
    def words(self) -> str:
        """What to tell the person, and what they can do about it."""
        return WORDS[self]


WORDS = {
    Refusal.EMPTY: N_("This file is empty. Choose the file again."),
    Refusal.TOO_BIG: N_(
        "This file is too big. It can be up to 15 MB. Save it with smaller pictures and try again."
    ),
    Refusal.WRONG_NAME: N_("The name of this file does not end in .pdf. Save it as a PDF and try again."),
    Refusal.NOT_PDF: N_("This is not a PDF file. Save it as a PDF and try again."),
    Refusal.LOCKED: N_("This file is locked with a password. Save it again without one and try again."),
    Refusal.TOO_MANY_PAGES: N_("This file has more than 300 pages. Split it into smaller files."),
    Refusal.DAMAGED: N_(
        "This file is damaged, so parts may be missing. Save it as a PDF again and try once more."
    ),
    Refusal.TOO_HARD: N_("We could not open this file safely. Save it as a PDF again and try once more."),
    Refusal.HARMFUL: N_("This file could harm a phone or computer. We did not keep it. Tell your IT team."),
    Refusal.NOT_CHECKED_YET: N_("We cannot check files for viruses right now. Try again in a few minutes."),
    Refusal.NO_CHECKER: N_(
        "Files cannot be sent yet, as no virus check is set up. Tell the people who run this site."
    ),
}


class FileRefused(PortalError):
    """A file cannot be taken; the reason says why."""

    status = 422
    title = N_("We cannot take this file")

    def __init__(self, reason: Refusal) -> None:
        """Take the reason, whose words become the error's."""
        super().__init__(reason.words)
        self.reason = reason


class FileDamaged(PortalError):
    """A kept file is not what was put there, so nothing of it is shown."""

    status = 503
    title = N_("We cannot open this file right now")
    words = N_("The file did not pass our safety check. Ask the people who shared it to add it again.")


class BlockKind(StrEnum):
    """What a piece of a report is to its reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph, with the page on which it begins."""

    kind: BlockKind
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that passed every check: its cleaned bytes, and what it says, seen or hidden."""

    cleaned: bytes
    pages: int
    blocks: tuple[Block, ...]
    search_text: str
    covered_pages: tuple[int, ...]
    """Pages with words that cannot be seen, such as white ones or ones under a black box."""

    @property
    def has_text(self) -> bool:
        """Whether the report can be read as text; a scan cannot."""
        return bool(self.blocks)


class DetailKind(StrEnum):
    """What sort of thing a protected detail is; each is looked for in its own way."""

    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    NAME = "name"
    EMAIL = "email"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ProtectedDetail:
    """Something about one person that no other person may read."""

    kind: DetailKind
    text: str
    person: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A protected detail that a file gives away, with the words around it."""

    detail: ProtectedDetail
    excerpt: str
