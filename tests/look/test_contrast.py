"""Every pair of colours that meets on a page can be read, in both themes and in a council's brand."""

import re
from itertools import product

import pytest

from app.kit.look import asset_name, compile_stylesheet, contrast, holds_as_brand
from tests.look.pages import ROOT

SOURCE = (ROOT / "static" / "portal.css").read_text()
THEMES = ("light", "dark")
TEXT = [
    *product(("ink", "quiet", "brand", "stop", "good"), ("paper", "card")),
    ("on-brand", "brand"),
    ("ink", "brand-soft"),
    ("ink", "warm-soft"),
    ("ink", "good-soft"),
    ("ink", "stop-soft"),
    ("ink", "line"),
    ("quiet", "brand-soft"),
    ("paper", "ink"),
]
SECONDARY = [
    ("brand", "brand-soft"),
    ("brand", "warm-soft"),
    ("warm", "warm-soft"),
    ("good", "good-soft"),
    ("stop", "stop-soft"),
]
EDGES = [("edge", "paper"), ("edge", "card")]
GROUNDS = ["paper", "card", "brand", "brand-soft", "warm-soft", "stop-soft", "good-soft", "ink"]
BRANDS = ["#4b0d5b", "#003366", "#5c1a1a", "#14401f", "#333333", "#000000", "#5a4000"]


def tokens(css: str, theme: str) -> dict[str, str]:
    """Return the colours of one theme: the first or the second value of each token."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", css):
        found.setdefault(name, []).append(value)
    return {name: values[min(THEMES.index(theme), len(values) - 1)] for name, values in found.items()}


def test_black_on_white_is_the_most_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_in_another_notation_is_refused() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        contrast("teal", "#ffffff")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_text_holds_seven_to_one(theme: str, words: str, ground: str) -> None:
    colours = tokens(SOURCE, theme)

    assert contrast(colours[words], colours[ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), SECONDARY)
def test_words_on_a_soft_ground_hold_four_and_a_half_to_one(theme: str, words: str, ground: str) -> None:
    colours = tokens(SOURCE, theme)

    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_a_control_holds_three_to_one(theme: str, edge: str, ground: str) -> None:
    colours = tokens(SOURCE, theme)

    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_focus_ring_is_seen_on_every_ground(theme: str, ground: str) -> None:
    colours = tokens(SOURCE, theme)

    ring = [contrast(colours[part], colours[ground]) for part in ("focus", "focus-ink")]

    assert max(ring) >= 3


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("theme", THEMES)
def test_a_councils_colour_is_readable_wherever_it_lands(brand: str, theme: str) -> None:
    colours = tokens(compile_stylesheet(SOURCE, brand).decode(), theme)

    assert theme == "dark" or colours["brand"] == brand
    assert contrast(colours["on-brand"], colours["brand"]) >= 7
    assert contrast(colours["brand"], colours["card"]) >= 6.5
    assert contrast(colours["ink"], colours["brand-soft"]) >= 7
    assert contrast(colours["brand"], colours["brand-soft"]) >= 4.5


@pytest.mark.parametrize("pale", ["#ffcc00", "#1e90ff", "#ff0000"])
def test_a_colour_that_white_cannot_be_read_on_is_left_out(pale: str) -> None:
    assert not holds_as_brand(pale)
    assert compile_stylesheet(SOURCE, pale) == compile_stylesheet(SOURCE)


def test_an_asset_is_named_after_its_content() -> None:
    first, second = asset_name("portal.css", b"a"), asset_name("portal.css", b"b")

    assert first != second
    assert re.fullmatch(r"portal\.[0-9a-f]{12}\.css", first)
