"""Texts that lie in folders: the general ones, and those that a nation, region or council wrote itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.authorities.catalogue import BASE
from app.authorities.layers import folders, stack
from app.authorities.models import Authority
from app.kit.i18n import ENGLISH
from app.kit.markdown import FrontMatter, MarkdownPage, MarkdownProblem, read_page

Shelf = Mapping[str, Mapping[str, MarkdownPage]]


@dataclass(frozen=True)
class Library:
    """Every text of one kind: by folder, language and name, and where each council looks, its own first."""

    shelves: Mapping[str, Shelf]
    chains: Mapping[str, Sequence[str]]

    def pages(self, authority: Authority, language: str) -> list[tuple[MarkdownPage, str]]:
        """List a council's pages in order, each with the language it is in."""
        found: dict[str, tuple[MarkdownPage, str]] = {}
        # What a council wrote itself, even in English, is nearer the truth there than a general page.
        for folder in reversed(self.chains.get(authority.key, (BASE,))):
            for spoken in (ENGLISH, language):
                pages = self.shelves.get(folder, {}).get(spoken, {})
                found |= {name: (page, spoken) for name, page in pages.items()}
        return sorted(
            (pair for pair in found.values() if not pair[0].front.hidden),
            key=lambda pair: (pair[0].front.order, pair[0].name),
        )


def open_library(
    root: Path, kind: str, councils: Sequence[Authority], problems: list[MarkdownProblem]
) -> Library:
    """Read every text of one kind under a folder; what cannot be read is left out and named."""
    return Library(
        shelves={name: _shelf(root, name, kind, problems) for name in folders(root)},
        chains={council.key: _chain(root, council.key) for council in councils},
    )


def _chain(root: Path, key: str) -> list[str]:
    return [*(layer.file.partition("/")[0] for layer in stack(root, key)), BASE]


def _shelf(root: Path, folder: str, kind: str, problems: list[MarkdownProblem]) -> Shelf:
    shelf: dict[str, dict[str, MarkdownPage]] = {}
    for path in sorted((root / folder / kind).glob("*/*.md")):
        shown_as = path.relative_to(root).as_posix()
        try:
            page = read_page(path, shown_as)
        except MarkdownProblem as problem:
            problems.append(problem)
            # The general page would take its place, and may be wrong just here: none is shown instead.
            page = MarkdownPage(path.stem, shown_as, FrontMatter(title="", order=0, hidden=True), ())
        shelf.setdefault(path.parent.name, {})[page.name] = page
    return shelf
