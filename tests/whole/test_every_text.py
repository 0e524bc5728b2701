"""Every text reaches a translator whole, and comes back with its placeholders and its markup."""

import re
from collections import Counter
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.kit import i18n
from tests import catalogue
from tests.support.saying import say

TAG = re.compile(r"</?\w+[^>]*>")
NAMED = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def every_text() -> Catalog:
    """Read every text of the code and the templates."""
    return catalogue.extract()


def texts_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return set(NAMED.findall(text))


def test_texts_of_python_and_of_templates_are_found(every_text: Catalog) -> None:
    from_python = every_text.get("Check the address, or go back to the start.")
    from_a_template = [
        message for message in every_text if any("templates/" in str(place[0]) for place in message.locations)
    ]

    assert from_python is not None
    assert len(from_a_template) > 100


def test_every_placeholder_has_a_name(every_text: Catalog) -> None:
    for message in every_text:
        for text in texts_of(message):
            assert not re.search(r"%[^(%]|\{\w*\}", NAMED.sub("", text).replace("%%", "")), text


def test_every_text_is_one_trimmed_line(every_text: Catalog) -> None:
    for message in every_text:
        for text in texts_of(message):
            assert text == " ".join(text.split()), text


def test_a_text_holds_no_markup_but_links_and_emphasis(every_text: Catalog) -> None:
    allowed = re.compile(
        r'</?(a|strong|bdi)>|<bdi dir="ltr">|<a href="(%\(\w+\)s|https://[^"]+)"( rel="noreferrer")?>'
    )

    for message in every_text:
        for text in texts_of(message):
            for tag in TAG.findall(text):
                assert allowed.fullmatch(tag), text


@pytest.mark.parametrize("tag", sorted(catalogue.PLURALS))
def test_plurals_are_those_of_the_unicode_consortium(tag: str) -> None:
    rule = c2py(catalogue.PLURALS[tag].partition("plural=")[2].rstrip(";"))
    known = Locale.parse(tag).plural_form

    pairs = {(rule(number), known(number)) for number in range(2_000)}

    assert len({form for form, _ in pairs}) == len({name for _, name in pairs}) == len(pairs)
    assert f"nplurals={len(pairs)};" in catalogue.PLURALS[tag]


def test_a_translation_keeps_placeholders_and_markup() -> None:
    for path in catalogue.LOCALES.glob("*/LC_MESSAGES/*.po"):
        translated = read_po(BytesIO(path.read_bytes()))

        assert dict(translated.mime_headers)["Plural-Forms"] == catalogue.PLURALS[path.parents[1].name]
        for message in translated:
            check_translation(message)


def check_translation(message: Message) -> None:
    given = [message.string] if isinstance(message.string, str) else list(message.string or ())
    wanted = texts_of(message)[-1]
    for text in filter(None, given):
        assert placeholders(text) <= placeholders(wanted), text
        if len(given) == 1:
            assert placeholders(text) == placeholders(wanted), text
        assert Counter(TAG.findall(text)) == Counter(TAG.findall(wanted)), text
        assert not re.search(r"%(?!\(\w+\)s|%)", text), text


def test_a_translation_that_loses_a_name_is_refused() -> None:
    with pytest.raises(AssertionError, match="Bore da"):
        check_translation(Message("Good morning, %(name)s", "Bore da"))
    with pytest.raises(AssertionError, match="help"):
        check_translation(Message('See <a href="%(url)s">help</a>', "%(url)s help"))


def test_a_new_language_gets_a_catalogue_and_keeps_its_translations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "languages.toml").write_text("[en]\n[cy]\n")

    assert catalogue.update(tmp_path) == 0
    path = tmp_path / "cy/LC_MESSAGES/portal.po"
    asked = 'msgid "Please wait a little"\nmsgstr "'
    path.write_text(path.read_text().replace(asked, asked + "Arhoswch ychydig"))
    assert catalogue.update(tmp_path) == 0

    assert "Arhoswch ychydig" in path.read_text()
    assert catalogue.PLURALS["cy"] in path.read_text().replace('"\n"', "")
    assert i18n.read_catalogue(path.read_bytes()).gettext("Please wait a little") == "Arhoswch ychydig"
    assert catalogue.check(tmp_path) == 0
    assert "texts." in capsys.readouterr().out


def test_a_catalogue_that_is_behind_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "portal.pot").write_text('msgid "An older text"\nmsgstr ""\n')

    assert catalogue.check(tmp_path) == 1

    said = capsys.readouterr().out
    assert "- An older text" in said
    assert "run make messages" in said


def test_the_command_wants_a_word_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogue.main([]) == 2
    assert "check or update" in capsys.readouterr().out


def test_saying_writes_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("Done.")

    assert capsys.readouterr().out == "Done.\n"
