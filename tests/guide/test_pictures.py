"""The pictures of the Easy Read pages: few, light, drawn in two tones, and without words."""

import gzip
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.guide.easy_read import DRAWN, read_pictures
from app.kit.settings import ROOT

DRAWINGS = sorted(DRAWN.glob("*.svg"))
BASE = ROOT / "authorities/_base"
MOST = 60
LARGEST = 25_000
SHAPES = {"svg", "path", "circle", "rect", "ellipse"}
TONES = {"tone", "paper", "ink", "thick", "dash", "picture", "picture turns"}
ATTRIBUTES = {"class", "viewBox", "aria-hidden", "focusable", "d", "cx", "cy", "r", "rx", "ry", "x", "y"}


def test_there_are_few_and_they_are_light() -> None:
    drawn = "".join(path.read_text() for path in DRAWINGS)

    assert len(DRAWINGS) <= MOST
    assert len(gzip.compress(drawn.encode(), 9)) <= LARGEST


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: str(path.stem))
def test_a_picture_is_shapes_alone(path: Path) -> None:
    drawing = ET.fromstring(path.read_text())  # noqa: S314 - our own file

    assert drawing.get("aria-hidden") == "true"
    assert drawing.get("viewBox") == "0 0 64 64"
    for shape in drawing.iter():
        assert shape.tag in SHAPES
        assert set(shape.attrib) <= ATTRIBUTES | {"width", "height"}
        assert shape.get("class", "tone") in TONES
        assert not (shape.text or "").strip()


def test_every_picture_is_used_and_every_used_one_is_drawn() -> None:
    pages = "".join(path.read_text() for path in (BASE / "easy_read/en").glob("*.md"))
    named = set(re.findall(r"^([a-z-]+): ", pages, re.MULTILINE))
    chosen = {one for table in read_pictures(BASE).chosen.values() for one in table.values()}

    assert named | chosen == {path.stem for path in DRAWINGS}
