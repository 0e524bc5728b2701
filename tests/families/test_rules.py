"""Contacts in one spelling, and PINs that nobody tries first."""

import pytest

from app.families.models import Compartments, ContactKind, DetailKind, Role, contact_compartment
from app.families.rules import first_name, is_weak_pin, read_contact


@pytest.mark.parametrize(
    ("typed", "kind", "spelling"),
    [
        ("amira@example.org", ContactKind.EMAIL, "amira@example.org"),
        ("  Amira@Example.ORG ", ContactKind.EMAIL, "amira@example.org"),
        ("\uff41mira@example.org", ContactKind.EMAIL, "amira@example.org"),
        ("a.b+c@mail.example.co.uk", ContactKind.EMAIL, "a.b+c@mail.example.co.uk"),
        ("07700 900123", ContactKind.MOBILE, "+447700900123"),
        ("(07700) 900-123", ContactKind.MOBILE, "+447700900123"),
        ("+44 7700 900123", ContactKind.MOBILE, "+447700900123"),
        ("0044 7700.900.123", ContactKind.MOBILE, "+447700900123"),
    ],
)
def test_a_contact_has_one_spelling(typed: str, kind: ContactKind, spelling: str) -> None:
    assert read_contact(typed) == (kind, spelling)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "amira",
        "amira@",
        "@example.org",
        "amira@example",
        "a b@example.org",
        "a@b@example.org",
        "amira@example.org, ben@example.org",
        "Amira <amira@example.org>",
        "x" * 65 + "@example.org",
        "a@" + "x" * 200 + ".org",
        "01226 700900",
        "07700 90012",
        "07700 9001234",
        "+33 6 12 34 56 78",
        "999",
        "07700 900123 or 07700 900124",
    ],
)
def test_what_is_no_contact_is_none(typed: str) -> None:
    assert read_contact(typed) is None


@pytest.mark.parametrize(
    "pin", ["000000", "777777", "123456", "456789", "987654", "890123", "123123", "121212"]
)
def test_a_pin_that_people_try_first_is_weak(pin: str) -> None:
    assert is_weak_pin(pin)


@pytest.mark.parametrize("pin", ["284751", "100200", "112358", "135790", "246813", "123654", "121221"])
def test_other_pins_are_not(pin: str) -> None:
    assert not is_weak_pin(pin)


def test_every_compartment_of_a_family_is_another() -> None:
    names = Compartments("barnsley", "f")
    every = [names.shared, names.professionals, names.complaints, names.own("a"), names.own("b")]
    every += [contact_compartment("barnsley", "a"), Compartments("barnsley", "g").shared]

    assert len(set(every)) == len(every)
    assert all(name.startswith("barnsley|") for name in every)


def test_every_role_and_every_kind_of_detail_has_words() -> None:
    assert all(role.words for role in Role)
    assert all(kind.words for kind in DetailKind)


@pytest.mark.parametrize(
    ("name", "first"), [("Amira Haddad", "Amira"), ("  Ilse ", "Ilse"), ("", ""), ("آمنة خان", "آمنة")]
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first
