"""Every kind of bad file is refused with its reason, and a good one loses all that is not for its reader."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from app.files import worker
from app.files.jpeg import without_metadata
from app.files.models import MOST_PAGES, FileRefused, Refusal
from tests.files import pdfs

GOOD = pdfs.make_pdf([["# What we know", "The family came to the meeting."]])


def _zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("report.pdf", GOOD)
    return out.getvalue()


BAD = {
    "nothing": (b"", Refusal.EMPTY),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), Refusal.NOT_PDF),
    "plain text": (b"Just some words.", Refusal.NOT_PDF),
    "an archive with a PDF in it": (_zipped(), Refusal.NOT_PDF),
    "a web page before a PDF": (b"<html><script>1</script></html>" + GOOD, Refusal.NOT_PDF),
    "a PDF with a program behind it": (GOOD + b"MZ" + bytes(50_000), Refusal.DAMAGED),
    "a PDF cut in the middle": (GOOD[: len(GOOD) // 2], Refusal.DAMAGED),
    "a PDF that lost its end": (GOOD[:-60], Refusal.DAMAGED),
    "a PDF's first line alone": (b"%PDF-1.7\n", Refusal.DAMAGED),
    "a PDF with a broken list of objects": (GOOD.replace(b"startxref\n", b"startxref\n9"), Refusal.DAMAGED),
    "a PDF without pages": (pdfs.saved(pikepdf.new()), Refusal.DAMAGED),
    "a locked PDF": (pdfs.locked("secret"), Refusal.LOCKED),
    "a PDF locked with an empty password": (pdfs.locked(""), Refusal.LOCKED),
    "a PDF of 301 pages": (pdfs.make_pdf([["."]] * (MOST_PAGES + 1)), Refusal.TOO_MANY_PAGES),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_its_reason(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        worker.check(content)

    assert refused.value.reason is reason
    assert refused.value.words == reason.words


def test_a_report_of_300_pages_is_taken() -> None:
    checked = worker.check(pdfs.make_pdf([[f"Words of page {page}."] for page in range(MOST_PAGES)]))

    assert checked.pages == MOST_PAGES


FORBIDDEN_TRACES = (
    *(b"JavaScript", b"OpenAction", b"/AA", b"Launch", b"EmbeddedFile", b"RichMedia", b"XFA", b"/URI"),
    *(b"canary", b"/Annot", b"/Info", b"/Metadata", b"/PieceInfo", b"AcroForm"),
)


def test_nothing_that_acts_fetches_or_tells_is_left() -> None:
    dangerous = pdfs.changed(pdfs.with_everything_that_acts)

    cleaned = _unpacked(worker.check(dangerous).cleaned)

    assert [trace for trace in FORBIDDEN_TRACES if trace not in _unpacked(dangerous)] == []
    assert [trace for trace in FORBIDDEN_TRACES if trace in cleaned] == []
    assert b"The family came to the meeting." in cleaned


def test_what_a_form_shows_filled_in_stays_on_the_page() -> None:
    checked = worker.check(pdfs.changed(pdfs.with_everything_that_acts))

    assert "filled in by hand" in [block.text for block in checked.blocks]


def test_words_of_every_hidden_place_are_searched() -> None:
    checked = worker.check(pdfs.changed(pdfs.with_everything_that_acts))

    for place in ("script", "program.exe", "attachment.txt", "note", "field", "private", "xmp", "author"):
        assert f"canary-{place}" in checked.search_text, place
    assert "canary-link" in checked.search_text
    assert "canary form" in checked.search_text


def _bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("canary bookmark", 0))


def _layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
    _write(pdf, b"/OC /L BDC BT /Plain 11 Tf 72 300 Td (canary layer) Tj ET EMC")


def _write(pdf: Pdf, operators: bytes) -> None:
    pdf.pages[0].contents_add(Stream(pdf, operators))


HIDING_PLACES: dict[str, Callable[[Pdf], None]] = {
    "a bookmark": _bookmark,
    "a layer that is switched off": _layer,
    "white words": lambda pdf: _write(pdf, b"1 g BT /Plain 11 Tf 72 300 Td (canary white) Tj ET"),
    "words without ink": lambda pdf: _write(pdf, b"BT 3 Tr /Plain 11 Tf 72 300 Td (canary unseen) Tj ET"),
    "words off the page": lambda pdf: _write(pdf, b"BT /Plain 11 Tf 72 -300 Td (canary outside) Tj ET"),
    "words under a black box": lambda pdf: _write(
        pdf, b"BT /Plain 11 Tf 72 300 Td (canary covered) Tj ET 0 g 60 290 120 24 re f"
    ),
}


@pytest.mark.parametrize("hide", HIDING_PLACES.values(), ids=HIDING_PLACES.keys())
def test_hidden_words_are_searched_and_never_shown(hide: Callable[[Pdf], None]) -> None:
    checked = worker.check(pdfs.changed(hide))

    assert "canary" in checked.search_text
    assert [block.text for block in checked.blocks] == ["The family came to the meeting."]


def test_a_page_with_covered_words_is_named() -> None:
    box = b"BT /Plain 11 Tf 72 300 Td (a name) Tj ET 0 g 60 290 120 24 re f"
    checked = worker.check(pdfs.saved(pikepdf.open(BytesIO(pdfs.with_content(box)))))

    assert checked.covered_pages == (1,)
    assert not checked.has_text


def test_words_given_in_place_of_the_shown_ones_hide_nothing() -> None:
    said = b"/Span <</ActualText (harmless canary)>> BDC BT /Plain 11 Tf 72 300 Td (14 Mill Road) Tj ET EMC"
    checked = worker.check(pdfs.with_content(said))

    assert [block.text for block in checked.blocks] == ["14 Mill Road"]
    assert "harmless canary" in checked.search_text
    assert b"ActualText" not in _unpacked(checked.cleaned)


def test_a_scan_is_taken_and_said_to_have_no_text() -> None:
    checked = worker.check(pdfs.with_content(b"0.5 g 100 100 300 300 re f"))

    assert not checked.has_text
    assert checked.blocks == ()


def test_a_photograph_loses_its_place_and_keeps_its_picture() -> None:
    place = b"\xff\xe1" + (2 + 12).to_bytes(2, "big") + b"Exif\0\0canary"
    comment = b"\xff\xfe" + (2 + 6).to_bytes(2, "big") + b"canary"
    table, scan = b"\xff\xdb\x00\x04\x01\x02", b"\xff\xda\x00\x04\x00\x00picture\xff\xd9"

    cleaned = without_metadata(b"\xff\xd8" + place + comment + table + scan)

    assert cleaned == b"\xff\xd8" + table + scan
    assert without_metadata(b"no photograph") == b"no photograph"


def test_a_photograph_inside_a_report_loses_its_place() -> None:
    photograph = b"\xff\xd8\xff\xe1\x00\x0eExif\0\0canary\xff\xda\x00\x04\x00\x00picture\xff\xd9"

    def add(pdf: Pdf) -> None:
        image = Stream(pdf, photograph, Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = 1, 1, Name.DeviceGray, 8
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=image)

    checked = worker.check(pdfs.changed(add))

    assert b"picture" in checked.cleaned
    assert b"canary" not in checked.cleaned


def _unpacked(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        return pdfs.saved(
            pdf,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            fix_metadata_version=False,
        )
