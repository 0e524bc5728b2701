"""The Easy Read edition: a picture and a short sentence for each thought, page for page with the guide."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.guide.facts import CouncilFacts
from app.guide.models import EasyReadPart, EasyReadRow
from app.guide.short_sentences import ShortSentence, short_sentences
from app.kit.markdown import PLACEHOLDER, Line, MarkdownPage, MarkdownProblem
from app.kit.markdown_html import Piece
from app.kit.settings import ROOT

KIND = "easy_read"
PICTURES = f"{KIND}/pictures.toml"
DRAWN = ROOT / "templates" / "guide" / "pictures"
HEADING = "## "
ROW = re.compile(r"(?P<picture>[a-z][a-z-]*): +(?P<words>\S.*)")


@dataclass(frozen=True)
class Pictures:
    """Which pictures are drawn, and which one stands beside a person or a step of a council."""

    drawn: Collection[str]
    chosen: Mapping[str, Mapping[str, str]]

    def beside(self, fact: str, about: str, named: str) -> str:
        """Give the picture of a person or step, or the one that the page names."""
        return self.chosen.get(fact, {}).get(about, named)


def read_pictures(root: Path) -> Pictures:
    """Read which pictures there are, and the choice that the general texts make among them."""
    path = root / PICTURES
    chosen = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Pictures({drawing.stem for drawing in DRAWN.glob("*.svg")}, chosen)


@dataclass(frozen=True)
class EasyReadWriter:
    """Writes the rows of one page for one council."""

    page: MarkdownPage
    facts: CouncilFacts
    pictures: Pictures

    def parts(self) -> list[EasyReadPart]:
        """Give the rows under their headings; a heading without rows is left out.

        Raises MarkdownProblem for a line that is no row, an unknown picture and an unknown fact.
        """
        parts = [EasyReadPart("", [])]
        for line in self.page.lines:
            if not self._holds(line) or not line.text.strip():
                continue
            if line.text.startswith(HEADING):
                parts.append(EasyReadPart(line.text.removeprefix(HEADING), []))
            else:
                parts[-1].rows.extend(self._rows(line))
        return [part for part in parts if part.rows]

    def _holds(self, line: Line) -> bool:
        try:
            # Every condition is asked, so that a mistake in any of them is found at every council.
            held = [self.facts.holds(condition) for condition in line.conditions]
        except KeyError as error:
            raise self._problem(line, f"{error.args[0]} is not a fact or value that exists.") from error
        return all(held)

    def _rows(self, line: Line) -> Iterator[EasyReadRow]:
        row = ROW.fullmatch(line.text.strip())
        if row is None or row["picture"] not in self.pictures.drawn:
            raise self._problem(line, "Write the name of a picture, a colon, and one short sentence.")
        alone = PLACEHOLDER.fullmatch(row["words"])
        try:
            for sentence in self._sentences(alone[1]) if alone else [self._filled(row["words"])]:
                picture = self.pictures.beside(alone[1] if alone else "", sentence.about, row["picture"])
                yield EasyReadRow(picture, sentence.pieces)
        except KeyError as error:
            raise self._problem(line, f"{error.args[0]} is not a fact that can be quoted.") from error

    def _sentences(self, fact: str) -> Sequence[ShortSentence]:
        return list(short_sentences(self.facts, fact))

    def _filled(self, words: str) -> ShortSentence:
        pieces: list[Piece] = []
        for at, part in enumerate(PLACEHOLDER.split(words)):
            if at % 2 == 0:
                pieces.append(Piece(part))
            else:
                pieces.extend(piece for phrase in self.facts.phrases(part) for piece in phrase)
        return ShortSentence([piece for piece in pieces if piece.text])

    def _problem(self, line: Line, words: str) -> MarkdownProblem:
        return MarkdownProblem(self.page.file, line.number, words)
