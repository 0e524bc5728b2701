"""The made-up reports: composed as PDF files and checked like every other, each distinct one once."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from app.demonstration import words
from app.files import service as files
from app.files.models import Checked
from app.kit.settings import Settings

# Each check is a process of its own; two keep a small machine busy.
CHECKS_AT_ONCE = 2


class Text(StrEnum):
    """The texts that there are; each value is the name of its file."""

    SOCIAL_WORK = "social_work"
    SCHOOL = "school"
    BEFORE_TODAY = "before_today"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Paper:
    """One report about certain children."""

    text: Text
    children: tuple[str, ...]


@contextmanager
def being_checked(papers: Iterable[Paper], settings: Settings) -> Iterator[Mapping[Paper, Future[Checked]]]:
    """Compose and check these reports, each once, while families are made beside it."""
    with ThreadPoolExecutor(CHECKS_AT_ONCE) as checkers:
        yield {paper: checkers.submit(_check, paper, settings) for paper in dict.fromkeys(papers)}


def _check(paper: Paper, settings: Settings) -> Checked:
    return files.check_report(compose(paper), f"{paper.text}.pdf", settings)


def compose(paper: Paper) -> bytes:
    """Return a report as a PDF file."""
    names = dict(zip(("first", "second"), paper.children, strict=False))
    # A text begins with its title, and each section with its heading.
    title, *sections = words.read(paper.text).format(**names).split("\n# ")
    from app.files.compose import compose_report  # noqa: PLC0415 - the server must not carry the PDF library

    return compose_report(title.strip(), [_section(section) for section in sections])


def _section(written: str) -> tuple[str, list[str]]:
    heading, *paragraphs = [part.strip() for part in written.split("\n\n")]
    return heading, paragraphs
