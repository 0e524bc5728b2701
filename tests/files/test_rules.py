"""A protected detail is found however it is written, and plain words are left in peace."""

import pytest

from app.files.models import DetailKind, ProtectedDetail
from app.files.rules import find_protected

AMIRA = "amira"
ADDRESS = ProtectedDetail(DetailKind.ADDRESS, "Flat 2, 14 Mill Road, Northampton, NN1 2AB", AMIRA)
POSTCODE = ProtectedDetail(DetailKind.POSTCODE, "NN1 2AB", AMIRA)
PHONE = ProtectedDetail(DetailKind.PHONE, "07700 900123", AMIRA)
LANDLINE = ProtectedDetail(DetailKind.PHONE, "+44 1632 960456", AMIRA)
NAME = ProtectedDetail(DetailKind.NAME, "Jo Lee", AMIRA)
NEW_NAME = ProtectedDetail(DetailKind.NAME, "Fiona O’Brien", AMIRA)
SCHOOL = ProtectedDetail(DetailKind.WORDS, "St Mary's Infant School", AMIRA)
EMAIL = ProtectedDetail(DetailKind.EMAIL, "amira.k@example.org", AMIRA)

FOUND = [
    (ADDRESS, "She lives at Flat 2, 14 Mill Road, Northampton NN1 2AB now."),
    (ADDRESS, "flat 2 14 MILL ROAD"),
    (ADDRESS, "seen at 2/14 Mill Rd."),
    (ADDRESS, "Apartment 2\n14 Mill\nRoad"),
    (ADDRESS, "14 Mill Ro-\nad, Northamp-\nton"),
    (ADDRESS, "14\u200b Mi\u00adll \u2060Road"),
    (ADDRESS, "１４ Ｍｉｌｌ Ｒｏａｄ"),
    (ADDRESS, "the house in Mill Road"),
    (ADDRESS, "post to nn12ab"),
    (ADDRESS, "1 4 M i l l R o a d"),
    (ADDRESS, "moved/to/14-Mill-Road"),
    (ADDRESS, "at14MillRoad"),
    (POSTCODE, "postcode NN12AB."),
    (POSTCODE, "postcode nn1-2ab"),
    (POSTCODE, "postcode NNl 2AB, as a scanner reads it"),
    (POSTCODE, "NN1\n2AB"),
    (PHONE, "ring 07700900123"),
    (PHONE, "ring +44 (0)7700 900 123"),
    (PHONE, "ring 0044-7700-900-123"),
    (PHONE, "ring 07700.900.123 after six"),
    (PHONE, "0770\n0900123"),
    (PHONE, "٠٧٧٠٠ ٩٠٠١٢٣"),
    (LANDLINE, "01632 960456"),
    (LANDLINE, "ring 960 456 in town"),
    (NAME, "with JO LEE at home"),
    (NAME, "Lee, Jo"),
    (NAME, "Jo\nLee"),
    (NEW_NAME, "ﬁona O'Brien"),
    (NEW_NAME, "Fíona OBrien"),
    (NEW_NAME, "FIONAOBRIEN"),
    (SCHOOL, "Saint Marys infant-school"),
    (EMAIL, "write to Amira.K@Example.org"),
]

NOT_FOUND = [
    (ADDRESS, "The family lives at 3 Church Walk."),
    (ADDRESS, "They met at the mill. The road was closed on 14 May."),
    (POSTCODE, "section 1 and 2 above"),
    (POSTCODE, "NN1 2AC"),
    (PHONE, "07700 900124"),
    (LANDLINE, "reference 1960456"),
    (NAME, "The banjo leeway"),
    (NAME, "Jo went. Ms Leeson came."),
    (SCHOOL, "the infant school"),
]


@pytest.mark.parametrize(("detail", "text"), FOUND, ids=[text for _detail, text in FOUND])
def test_a_detail_is_found_however_it_is_written(detail: ProtectedDetail, text: str) -> None:
    hits = find_protected(f"The report begins here. {text} The report ends.", [detail])

    assert [hit.detail for hit in hits] == [detail]


@pytest.mark.parametrize(("detail", "text"), NOT_FOUND, ids=[text for _detail, text in NOT_FOUND])
def test_other_words_are_left_in_peace(detail: ProtectedDetail, text: str) -> None:
    assert find_protected(text, [detail]) == []


def test_a_hit_shows_the_words_around_it() -> None:
    text = (
        "The school rang. "
        + "x" * 200
        + " On Monday she moved to 14\nMill Road with the children. "
        + "y" * 200
    )

    (hit,) = find_protected(text, [ADDRESS])

    assert "she moved to 14 Mill Road with the children" in hit.excerpt
    assert len(hit.excerpt) <= 120


def test_each_detail_is_named_once_and_all_are_named() -> None:
    text = "Jo Lee, NN1 2AB. Again: Jo Lee, NN1 2AB."

    hits = find_protected(text, [NAME, PHONE, POSTCODE])

    assert [hit.detail for hit in hits] == [NAME, POSTCODE]


@pytest.mark.parametrize("empty", ["", " ", "—", "\u200b"])
def test_a_detail_without_letters_finds_nothing(empty: str) -> None:
    assert find_protected("any words", [ProtectedDetail(kind, empty, AMIRA) for kind in DetailKind]) == []
