"""The stylesheet keeps its rules: either direction, any text size, no motion unasked, few bytes."""

import gzip
import re

from app.kit.look import compile_stylesheet
from tests.look.pages import ROOT

SOURCE = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / "portal.css").read_text(), flags=re.DOTALL)
SCRIPT = (ROOT / "static" / "portal.js").read_text()
SHORTHAND = re.compile(r"\b(margin|padding|inset|border-width|border-radius)\s*:\s*([^;]+);")


def at_rule(condition: str) -> str:
    """Return everything that stands inside the blocks of one condition."""
    found = []
    for start in re.finditer(re.escape(condition) + r"[^{]*\{", SOURCE):
        depth, end = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(SOURCE[end], 0)
            end += 1
        found.append(SOURCE[start.end() : end - 1])
    return "".join(found)


def test_nothing_is_tied_to_a_side() -> None:
    assert not re.findall(r"\b(?:left|right)\b", SOURCE)
    assert not re.findall(r"[;{]\s*(?:(?:min-|max-)?(?:width|height)|float|clear)\s*:", SOURCE)


def test_no_shorthand_treats_the_two_sides_differently() -> None:
    for _, value in SHORTHAND.findall(SOURCE):
        sides = value.split()
        assert len(sides) < 4 or sides[1] == sides[3], value


def test_text_grows_with_the_readers_own_size() -> None:
    assert not re.findall(r"font(?:-size)?\s*:[^;]*\dpx", SOURCE)
    assert "100vh" not in SOURCE


def test_nothing_moves_unless_motion_is_welcome() -> None:
    moving = r"(?<![\w-])(?:animation|transition|scroll-behavior)[\w-]*\s*:"
    welcome = at_rule("@media (prefers-reduced-motion: no-preference)")

    assert re.findall(moving, SOURCE) == re.findall(moving, welcome)


def test_every_reader_is_thought_of() -> None:
    for condition in (
        "@media (prefers-color-scheme: dark)",
        "@media (prefers-contrast: more)",
        "@media (forced-colors: active)",
        "@media print",
    ):
        assert at_rule(condition).strip()
    for language in ("ar", "ur", "ckb", "fa"):
        assert f":lang({language})" in SOURCE


def test_focus_is_never_taken_away_without_another_mark() -> None:
    bare = [rule.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*outline:\s*0", SOURCE)]

    assert sorted(bare) == [".tasks a:focus-visible", "main:focus", "main:focus-visible"]
    assert ".tasks a:focus-visible::before { outline:" in SOURCE


def test_a_focused_field_is_never_under_the_bar() -> None:
    assert re.search(r"scroll-padding-block:\s*\d", SOURCE)


def test_nothing_is_fetched_from_anywhere() -> None:
    assert not re.findall(r"url\(|@import|@font-face|http", SOURCE)


def test_both_files_stay_small() -> None:
    stylesheet = compile_stylesheet(SOURCE, "#4b0d5b")

    assert len(gzip.compress(stylesheet, 9)) <= 10_240
    assert len(gzip.compress(SCRIPT.encode(), 9)) <= 8_192


def test_compiling_changes_no_rule() -> None:
    plain = compile_stylesheet(SOURCE).decode()

    assert plain.count("{") == SOURCE.count("{")
    assert plain.count("{") == plain.count("}")


def test_the_script_keeps_nothing_and_writes_no_markup() -> None:
    kept = r"localStorage|sessionStorage|indexedDB|serviceWorker|document\.cookie|caches\b"
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(.on"

    assert not re.findall(kept, SCRIPT)
    assert not re.findall(markup, SCRIPT)
