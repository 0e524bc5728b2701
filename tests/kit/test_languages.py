"""Languages are read straight from their files, and the best one offered is found."""

from pathlib import Path

import pytest

from app.kit import i18n
from app.kit.i18n import N_, load_languages

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Hello"
msgstr "Helo"

msgctxt "verb"
msgid "Save"
msgstr "Cadw"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s diwrnod"
msgstr[1] "%(n)s o ddyddiau"

msgctxt "wait"
msgid "%(n)s hour"
msgid_plural "%(n)s hours"
msgstr[0] "%(n)s awr"
msgstr[1] "%(n)s o oriau"

#, fuzzy
msgid "Perhaps"
msgstr "Efallai"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with English, Welsh and Urdu."""
    (tmp_path / "languages.toml").write_text(
        '[en]\nname = "English"\ndirection = "ltr"\nreviewed = "2026-11-24"\n'
        '[cy]\nname = "Cymraeg"\ndirection = "ltr"\n'
        '[ur]\nname = "اردو"\ndirection = "rtl"\n'
    )
    source = tmp_path / "cy" / "LC_MESSAGES" / "portal.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    return tmp_path


def test_languages_are_read_in_order(folder: Path) -> None:
    languages = load_languages(folder)

    assert list(languages) == ["en", "cy", "ur"]
    assert len(languages) == 3
    assert languages["ur"].direction == "rtl"
    assert [language.tag for language in languages.values() if language.is_checked] == ["en"]


def test_a_text_is_translated_into_the_language_of_the_page(folder: Path) -> None:
    languages = load_languages(folder)

    with i18n.speaking(languages["cy"]):
        assert i18n.current().tag == "cy"
        assert i18n.gettext("Hello") == "Helo"
        assert i18n.pgettext("verb", "Save") == "Cadw"
        assert [i18n.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2)] == [
            "%(n)s diwrnod",
            "%(n)s o ddyddiau",
        ]
        assert i18n.npgettext("wait", "%(n)s hour", "%(n)s hours", 3) == "%(n)s o oriau"
        assert i18n.gettext("Perhaps") == "Perhaps", "nobody has checked it"
        assert i18n.gettext("Not there") == "Not there"
        assert i18n.gettext("") == "", "the catalogue's own header is no text"
    with i18n.speaking(languages["ur"]):
        assert i18n.gettext("Hello") == "Hello"


def test_a_page_inside_a_page_speaks_its_own_language(folder: Path) -> None:
    languages = load_languages(folder)

    with i18n.speaking(languages["cy"]):
        with i18n.speaking(languages["en"]):
            assert i18n.gettext("Hello") == "Hello"
        assert i18n.gettext("Hello") == "Helo"


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "en"),
        ("cy", "cy"),
        ("cy-GB", "cy"),
        ("CY-gb;q=0.9, en;q=0.8", "cy"),
        ("en;q=0.1, ur;q=0.9", "ur"),
        ("fr, de", "en"),
        ("fr, ur;q=0.2", "ur"),
        ("cy;q=0", "en"),
        ("cy;q=nonsense, ur;q=0.1", "ur"),
        (";;;,,q=1", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_best_language_offered_is_found(folder: Path, accepted: str, tag: str) -> None:
    languages = load_languages(folder)

    assert languages.best_of(accepted, ["en", "cy", "ur"]).tag == tag


def test_a_language_that_is_not_offered_is_not_taken(folder: Path) -> None:
    assert load_languages(folder).best_of("cy", ["en", "ur", "fr"]).tag == "en"


def test_marking_changes_nothing() -> None:
    assert N_("Hello") == "Hello"
