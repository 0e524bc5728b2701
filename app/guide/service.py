"""The guide of each council: read once from its folders, rendered when it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.authorities.catalogue import BASE
from app.authorities.check import before_going_live
from app.authorities.findings import Finding
from app.authorities.layers import stack
from app.authorities.models import Authority
from app.guide import easy_read
from app.guide.council_facts import FactGroup, council_facts
from app.guide.easy_read import EasyReadWriter, Pictures, read_pictures
from app.guide.facts import CouncilFacts
from app.guide.library import Library, open_library
from app.guide.models import EasyReadPage, Entry, GuidePage, Place
from app.guide.phrases import FILE, Phrases, read_phrases
from app.guide.words import Words, read_words
from app.kit.errors import NotFound
from app.kit.i18n import ENGLISH
from app.kit.markdown import MarkdownPage, MarkdownProblem
from app.kit.markdown_html import Terms, render

KIND = "guide"


@dataclass(frozen=True)
class Guide:
    """Every guide text under one folder, in full and in Easy Read."""

    texts: Library
    easy_texts: Library
    pictures: Pictures
    phrases: Mapping[str, Phrases]
    words: Mapping[str, Words]
    unsettled: Mapping[str, Sequence[Finding]]
    problems: list[MarkdownProblem] = field(default_factory=list)

    def contents(self, authority: Authority, language: str) -> list[Entry]:
        """List a council's pages in order."""
        return [_entry(page, spoken) for page, spoken in self.texts.pages(authority, language)]

    def page(self, authority: Authority, language: str, name: str) -> GuidePage:
        """Give one page. Raises NotFound when this council has none of this name."""
        for page in self.whole(authority, language, deeper=0, only=name):
            return page
        raise NotFound

    def whole(
        self, authority: Authority, language: str, *, deeper: int = 1, only: str | None = None
    ) -> list[GuidePage]:
        """Give every page, or only the one that is named, with headings so many levels deeper."""
        pages = self.texts.pages(authority, language)
        entries = [_entry(page, spoken) for page, spoken in pages]
        easy = {page.name for page, _ in self._easy_pages(authority, language)}
        marked: set[str] = set()
        shown = []
        for at, (page, spoken) in enumerate(pages):
            if only not in (None, page.name):
                continue
            terms = Terms(self.words_in(spoken).addresses, marked)
            text = render(page, facts=self._facts(authority, spoken), terms=terms, deeper=deeper)
            place, checked = _place(entries, at), page.front.checked
            shown.append(GuidePage(entries[at], text, place, checked, has_easy_read=page.name in easy))
        return shown

    def easy_contents(self, authority: Authority, language: str) -> list[Entry]:
        """List a council's Easy Read pages in the order of the guide."""
        return [_entry(page, spoken) for page, spoken in self._easy_pages(authority, language)]

    def easy_page(self, authority: Authority, language: str, name: str) -> EasyReadPage:
        """Give one Easy Read page. Raises NotFound when this council has none of this name."""
        pages = self._easy_pages(authority, language)
        entries = [_entry(page, spoken) for page, spoken in pages]
        for at, (page, spoken) in enumerate(pages):
            if page.name == name:
                writer = EasyReadWriter(page, self._facts(authority, spoken), self.pictures)
                return EasyReadPage(entries[at], writer.parts(), _place(entries, at))
        raise NotFound

    def facts_for_staff(self, authority: Authority, language: str) -> list[FactGroup]:
        """List every fact of a council with where it comes from."""
        return council_facts(self._facts(authority, language))

    def words_in(self, language: str) -> Words:
        """Give the hard words of a language, or the English ones."""
        return self.words.get(language) or self.words[ENGLISH]

    def _facts(self, authority: Authority, language: str) -> CouncilFacts:
        return CouncilFacts(authority, self.phrases.get(language) or self.phrases[ENGLISH])

    def _easy_pages(self, authority: Authority, language: str) -> list[tuple[MarkdownPage, str]]:
        """Keep to the guide's own pages and order: a page that a council hides is hidden here too."""
        written = {pair[0].name: pair for pair in self.easy_texts.pages(authority, language)}
        names = [page.name for page, _ in self.texts.pages(authority, language)]
        return [written[name] for name in names if name in written]


def _entry(page: MarkdownPage, language: str) -> Entry:
    return Entry(page.name, page.front.title, page.front.description, language)


def _place(entries: Sequence[Entry], at: int) -> Place:
    previous = entries[at - 1] if at else None
    following = entries[at + 1] if at + 1 < len(entries) else None
    return Place(at + 1, len(entries), previous, following)


def load_guide(root: Path, councils: Sequence[Authority]) -> Guide:
    """Read every text under a folder and try each council's pages; a broken one is left out and named."""
    problems: list[MarkdownProblem] = []
    guide = Guide(
        texts=open_library(root, KIND, councils, problems),
        easy_texts=open_library(root, easy_read.KIND, councils, problems),
        pictures=read_pictures(root / BASE),
        phrases={path.parent.name: read_phrases(path) for path in _base(root, f"{KIND}/*/{FILE}")},
        words={path.stem: read_words(path) for path in _base(root, "words/*.toml")},
        unsettled={one.key: sorted(before_going_live(one, stack(root, one.key))) for one in councils},
    )
    for council in councils:
        for language in _written(guide, council):
            try:
                guide.whole(council, language)
                for entry in guide.easy_contents(council, language):
                    guide.easy_page(council, language, entry.name)
            except MarkdownProblem as problem:
                problems.append(problem)
    return replace(guide, problems=problems)


def _written(guide: Guide, council: Authority) -> list[str]:
    """Name the languages of a council that differ from English in any text."""
    texts = [*guide.texts.shelves.values(), *guide.easy_texts.shelves.values()]
    return [tag for tag in council.languages if tag == ENGLISH or any(tag in shelf for shelf in texts)]


def _base(root: Path, pattern: str) -> list[Path]:
    return sorted((root / BASE).glob(pattern))
