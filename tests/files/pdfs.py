"""Makes PDFs for the tests: good ones with real text, and the bad ones that strangers send."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from app.files.compose import bind, text_operators, wrap

HEADING = "# "
LEFT, TOP = 72, 760


def make_pdf(pages: list[list[str]], title: str | None = None) -> bytes:
    """Return a PDF of real text; a line that begins with "# " is a heading, every other one a paragraph."""
    pdf = bind([page_content(page) for page in pages])
    if title is not None:
        pdf.docinfo["/Title"] = title
    return saved(pdf)


def page_content(paragraphs: list[str]) -> bytes:
    """Return the operators that write headings and paragraphs from the top of a page."""
    height, operators = TOP, []
    for paragraph in paragraphs:
        heading = paragraph.startswith(HEADING)
        font, size, leading = ("Bold", 16, 22) if heading else ("Plain", 11, 15)
        height -= 10
        for line in wrap(paragraph.removeprefix(HEADING), size, bold=heading):
            operators.append(text_operators(line, font=font, size=size, at=(LEFT, height)))
            height -= leading
    return b"\n".join(operators)


def saved(pdf: Pdf, **how: object) -> bytes:
    """Return the bytes of a document."""
    out = BytesIO()
    pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def opened(content: bytes) -> Pdf:
    """Return a document that a test goes on to change."""
    return Pdf.open(BytesIO(content))


def changed(change: Callable[[Pdf], None], text: str = "The family came to the meeting.") -> bytes:
    """Return a page of text after a change."""
    pdf = bind([page_content([text])])
    change(pdf)
    return saved(pdf)


def with_content(content: bytes) -> bytes:
    """Return a PDF of one page with these operators."""
    return saved(bind([content]))


def locked(password: str) -> bytes:
    """Return a PDF with a password; with an empty one it opens without asking, and is locked all the same."""
    pdf = bind([page_content(["Locked."])])
    return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))


def with_everything_that_acts(pdf: Pdf) -> None:
    """Add each kind of thing that acts, fetches, hides or tells too much."""
    script = Dictionary(S=Name.JavaScript, JS="app.alert('canary-script')")
    launch = Dictionary(S=Name.Launch, F="canary-program.exe", Next=script)
    page = pdf.pages[0]
    pdf.Root.OpenAction = pdf.make_indirect(launch)
    pdf.Root.AA = Dictionary(WC=script)
    page.obj.AA = Dictionary(O=script)
    pdf.attachments["canary-attachment.txt"] = b"canary inside the attachment"
    pdf.Root.Names.JavaScript = Dictionary(Names=Array(["canary", script]))
    page.obj.Annots = Array([_link(pdf), _media(pdf), _note(pdf), _field(pdf)])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([page.obj.Annots[3]]), NeedAppearances=True, XFA=Stream(pdf, b"<a>canary <b/>form</a>")
    )
    page.obj.PieceInfo = Dictionary(Word=Dictionary(Private="canary-private"))
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "canary-xmp"
    pdf.docinfo["/Author"] = "canary-author"


def _link(pdf: Pdf) -> pikepdf.Object:
    action = Dictionary(S=Name.URI, URI="https://canary-link.example/")
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 90, 90]), A=action)
    )


def _media(pdf: Pdf) -> pikepdf.Object:
    media = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([10, 10, 90, 90]))
    media.RichMediaContent = Dictionary(Assets=Dictionary())
    return pdf.make_indirect(media)


def _note(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents="canary-note")
    )


def _field(pdf: Pdf) -> pikepdf.Object:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="canary-field")
    field.V = "filled in by hand"
    field.Rect = Array([72, 100, 300, 120])
    field.DA = "/Plain 11 Tf 0 g"
    field.F = 4
    field.DR = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    return pdf.make_indirect(field)


def bomb(megabytes: int) -> bytes:
    """Return a small PDF whose page is a stream that unpacks to this many megabytes."""
    pdf = bind([b"0 0 m\n" * (megabytes * 1024 * 1024 // 6)])
    return saved(pdf, compress_streams=True)
