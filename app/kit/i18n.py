"""Languages: catalogues read straight from .po files, and the language of the page being made.

Python marks texts with ``N_``; templates translate them. The language stands in a context variable
while one page is rendered, so that a component can translate without being handed the language.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "portal"
ENGLISH = "en"


def N_(text: str) -> str:  # noqa: N802 - the name that every gettext tool knows
    """Mark a text for the catalogue and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the portal: its tag, its own name, its direction and its catalogue."""

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    babel: Locale
    reviewed: str | None = None
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False, repr=False)

    @property
    def is_checked(self) -> bool:
        """Whether a translator has checked this language's texts."""
        return self.reviewed is not None


class Languages(Mapping[str, Language]):
    """Every language the portal can speak, English first."""

    def __init__(self, languages: list[Language]) -> None:
        """Take the languages in the order in which they are offered."""
        self._languages = {language.tag: language for language in languages}

    def __getitem__(self, tag: str) -> Language:
        """Return the language with this tag."""
        return self._languages[tag]

    def __iter__(self) -> Iterator[str]:
        """Go through the tags in order."""
        return iter(self._languages)

    def __len__(self) -> int:
        """Count the languages."""
        return len(self._languages)

    def best_of(self, accepted: str, offered: list[str]) -> Language:
        """Return the offered language that an Accept-Language header likes best; English if none."""
        for tag in _by_weight(accepted):
            for candidate in (tag, tag.partition("-")[0]):
                if candidate in offered and candidate in self._languages:
                    return self._languages[candidate]
        return self._languages[ENGLISH]


def _by_weight(accepted: str) -> list[str]:
    weighted: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        tag, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            weight = 0.0
        if tag and weight > 0:
            weighted.append((weight, tag.strip().lower()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]


def load_languages(folder: Path) -> Languages:
    """Read languages.toml and each language's catalogue; there is no compiled file to forget."""
    listed = tomllib.loads((folder / "languages.toml").read_text())
    return Languages([_load(folder, tag, about) for tag, about in listed.items()])


def _load(folder: Path, tag: str, about: Mapping[str, str]) -> Language:
    source = folder / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
    return Language(
        tag=tag,
        name=about["name"],
        direction="rtl" if about["direction"] == "rtl" else "ltr",
        babel=Locale.parse(tag, sep="-"),
        reviewed=about.get("reviewed"),
        catalogue=read_catalogue(source.read_bytes()) if source.exists() else NullTranslations(),
    )


def read_catalogue(source: bytes) -> GNUTranslations:
    """Return the translations of one .po file."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source)))
    compiled.seek(0)
    return GNUTranslations(compiled)


_current: ContextVar[Language] = ContextVar("language of the page being made")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Make pages in this language inside the block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Language:
    """Return the language of the page being made."""
    return _current.get()


def gettext(message: str) -> str:
    """Translate a text into the language of the page; the catalogue's own header is not a text."""
    return current().catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a text that counts."""
    return current().catalogue.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a short text whose meaning the context settles."""
    return current().catalogue.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, n: int) -> str:
    """Translate a short text that counts."""
    return current().catalogue.npgettext(context, singular, plural, n)
