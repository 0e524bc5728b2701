"""The guide of each council: read once from its folders, rendered when it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.authorities.catalogue import BASE
from app.authorities.layers import folders, stack
from app.authorities.models import Authority
from app.guide.facts import CouncilFacts
from app.guide.models import Entry, GuidePage
from app.guide.phrases import FILE, Phrases, read_phrases
from app.guide.words import Words, read_words
from app.kit.errors import NotFound
from app.kit.i18n import ENGLISH
from app.kit.markdown import FrontMatter, MarkdownPage, MarkdownProblem, read_page
from app.kit.markdown_html import Terms, render

Shelf = Mapping[str, Mapping[str, MarkdownPage]]


@dataclass(frozen=True)
class Guide:
    """Every guide text under one folder: by folder, language and page."""

    shelves: Mapping[str, Shelf]
    chains: Mapping[str, Sequence[str]]
    phrases: Mapping[str, Phrases]
    words: Mapping[str, Words]
    problems: Sequence[MarkdownProblem] = ()

    def contents(self, authority: Authority, language: str) -> list[Entry]:
        """List a council's pages in order."""
        return [_entry(page, spoken) for page, spoken in self._pages(authority, language)]

    def page(self, authority: Authority, language: str, name: str) -> GuidePage:
        """Give one page. Raises NotFound when this council has none of this name."""
        for page in self.whole(authority, language, deeper=0, only=name):
            return page
        raise NotFound

    def whole(
        self, authority: Authority, language: str, *, deeper: int = 1, only: str | None = None
    ) -> list[GuidePage]:
        """Give every page, or only the one that is named, with headings so many levels deeper."""
        pages = self._pages(authority, language)
        entries = [_entry(page, spoken) for page, spoken in pages]
        marked: set[str] = set()
        shown = []
        for at, (page, spoken) in enumerate(pages):
            if only not in (None, page.name):
                continue
            terms = Terms(self.words_in(spoken).addresses, marked)
            facts = CouncilFacts(authority, self._phrases_in(spoken))
            shown.append(
                GuidePage(
                    entry=entries[at],
                    text=render(page, facts=facts, terms=terms, deeper=deeper),
                    number=at + 1,
                    count=len(pages),
                    checked=page.front.checked,
                    previous=entries[at - 1] if at else None,
                    following=entries[at + 1] if at + 1 < len(pages) else None,
                )
            )
        return shown

    def words_in(self, language: str) -> Words:
        """Give the hard words of a language, or the English ones."""
        return self.words.get(language) or self.words[ENGLISH]

    def _phrases_in(self, language: str) -> Phrases:
        return self.phrases.get(language) or self.phrases[ENGLISH]

    def _pages(self, authority: Authority, language: str) -> list[tuple[MarkdownPage, str]]:
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


def _entry(page: MarkdownPage, language: str) -> Entry:
    return Entry(page.name, page.front.title, page.front.description, language)


def load_guide(root: Path, councils: Sequence[Authority]) -> Guide:
    """Read every text under a folder and try each council's pages; a broken one is left out and named."""
    problems: list[MarkdownProblem] = []
    guide = Guide(
        shelves={name: _shelf(root, name, problems) for name in folders(root)},
        chains={council.key: _chain(root, council.key) for council in councils},
        phrases={path.parent.name: read_phrases(path) for path in _base(root, f"guide/*/{FILE}")},
        words={path.stem: read_words(path) for path in _base(root, "words/*.toml")},
    )
    for council in councils:
        for language in council.languages:
            try:
                guide.whole(council, language)
            except MarkdownProblem as problem:
                problems.append(problem)
    return replace(guide, problems=tuple(problems))


def _base(root: Path, pattern: str) -> list[Path]:
    return sorted((root / BASE).glob(pattern))


def _chain(root: Path, key: str) -> list[str]:
    return [*(layer.file.partition("/")[0] for layer in stack(root, key)), BASE]


def _shelf(root: Path, folder: str, problems: list[MarkdownProblem]) -> Shelf:
    shelf: dict[str, dict[str, MarkdownPage]] = {}
    for path in sorted((root / folder / "guide").glob("*/*.md")):
        shown_as = path.relative_to(root).as_posix()
        try:
            page = read_page(path, shown_as)
        except MarkdownProblem as problem:
            problems.append(problem)
            # The general page would take its place, and may be wrong just here: none is shown instead.
            page = MarkdownPage(path.stem, shown_as, FrontMatter(title="", order=0, hidden=True), ())
        shelf.setdefault(path.parent.name, {})[page.name] = page
    return shelf
