"""Identifiers nobody guesses, and references that survive being read out over the phone."""

import re

import pytest

from app.kit import ids


def test_identifiers_are_random_and_plain() -> None:
    made = {ids.new_id() for _ in range(500)}

    assert len(made) == 500
    assert all(re.fullmatch(r"[a-z2-7]{26}", one) for one in made)
    assert len(ids.new_token()) == 43


def test_a_reference_has_no_look_alikes() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", ids.new_reference())


@pytest.mark.parametrize(
    "typed", ["01ABC-DEFGH", "01abc defgh", " oiabc-defgh ", "OLABC.DEFGH", "0-1-A-B-C-D-E-F-G-H"]
)
def test_a_reference_is_read_however_it_was_typed(typed: str) -> None:
    assert ids.read_reference(typed) == "01ABC-DEFGH"
