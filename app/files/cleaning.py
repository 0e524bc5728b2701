"""Opens a stranger's PDF and writes it anew without anything that acts, fetches or hides.

Runs only in the checking process.
"""

from io import BytesIO

import filetype
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, PasswordError, Pdf, PdfError, Stream
from pikepdf.sanitize import Sanitizer

from app.files.hidden_words import hidden_words, holders, take_out_replacement_text
from app.files.jpeg import without_metadata
from app.files.models import MOST_PAGES, FileRefused, Refusal

CATALOGUE_KEYS = {
    *("/Type", "/Pages", "/Lang", "/PageLabels", "/MarkInfo", "/StructTreeRoot", "/OCProperties"),
    *("/Outlines", "/Dests", "/Names"),
}
PAGE_KEYS = {
    *(
        "/Type",
        "/Parent",
        "/Resources",
        "/Contents",
        "/Group",
        "/UserUnit",
        "/StructParents",
        "/Tabs",
        "/Rotate",
    ),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
}
NAME_TREES = {"/Dests"}
ACTIONS = {
    *("/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/ResetForm"),
    *(
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/SetOCGState",
        "/Hide",
        "/Named",
    ),
    "/Thread",
}
FORBIDDEN_KEYS = {
    *(
        "/AA",
        "/OpenAction",
        "/JS",
        "/JavaScript",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/XFA",
        "/RichMediaContent",
    ),
    *("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/ActualText", "/Annots", "/AcroForm"),
}


def clean(content: bytes) -> tuple[bytes, int, list[str]]:
    """Return the file written anew, its number of pages, and the words of its hidden places.

    Raises FileRefused.
    """
    if not content:
        raise FileRefused(Refusal.EMPTY)
    # A file that is a web page first and a PDF later is opened by a browser as the web page.
    if not content.startswith(b"%PDF-") or filetype.guess_mime(content) != "application/pdf":
        raise FileRefused(Refusal.NOT_PDF)
    try:
        return _clean(content)
    except PasswordError:
        raise FileRefused(Refusal.LOCKED) from None
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise FileRefused(Refusal.DAMAGED) from None


def _clean(content: bytes) -> tuple[bytes, int, list[str]]:
    # Recovery would guess at what is broken, and could leave pages of a report out without a word.
    with Pdf.open(BytesIO(content), attempt_recovery=False) as pdf:
        pages = _count_pages(pdf)
        words = hidden_words(pdf)
        _print_notes_and_fields_on_the_pages(pdf)
        words += take_out_replacement_text(pdf)
        _take_out_all_that_acts(pdf)
        cleaned = _written(pdf)
    with Pdf.open(BytesIO(cleaned), attempt_recovery=False) as written:
        if len(written.pages) != pages or any(_is_forbidden(holder) for holder in holders(written)):
            raise FileRefused(Refusal.TOO_HARD)
    return cleaned, pages, words


def _count_pages(pdf: Pdf) -> int:
    if pdf.is_encrypted:
        raise FileRefused(Refusal.LOCKED)
    pages = len(pdf.pages)
    if pages > MOST_PAGES:
        raise FileRefused(Refusal.TOO_MANY_PAGES)
    if pages == 0:
        raise FileRefused(Refusal.DAMAGED)
    return pages


def _print_notes_and_fields_on_the_pages(pdf: Pdf) -> None:
    # What a form shows filled in is part of the report; the field itself is not kept.
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _take_out_all_that_acts(pdf: Pdf) -> None:
    sanitizer = Sanitizer().remove_javascript().remove_external_access().remove_attachments()
    sanitizer = sanitizer.remove_multimedia().remove_thumbnails().remove_search_index()
    sanitizer.remove_web_capture().remove_private_app_data().remove_collection().apply(pdf)
    _keep_only(pdf.Root, CATALOGUE_KEYS)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        _keep_only(names, NAME_TREES)
    for page in pdf.pages:
        _keep_only(page.obj, PAGE_KEYS)
    for holder in list(holders(pdf)):
        _defuse(holder)
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]


def _keep_only(holder: Object, allowed: set[str]) -> None:
    for key in set(holder.keys()) - allowed:
        del holder[key]


def _defuse(holder: Object) -> None:
    if isinstance(holder, Stream):
        if holder.get("/Type") in (Name.EmbeddedFile, Name.Metadata):
            holder.write(b"")
        elif holder.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode]):
            holder.write(without_metadata(holder.read_raw_bytes()), filter=Name.DCTDecode)
    elif _acts(holder):
        _keep_only(holder, set())
    for key in FORBIDDEN_KEYS.intersection(holder.keys()):
        del holder[key]


def _acts(holder: Object) -> bool:
    if str(holder.get("/S")) in ACTIONS or "/JS" in holder or "/EF" in holder:
        return True
    return "/Rect" in holder and "/Subtype" in holder


def _is_forbidden(holder: Object) -> bool:
    acts = not isinstance(holder, Stream) and _acts(holder)
    return acts or bool(FORBIDDEN_KEYS.intersection(holder.keys()))


def _written(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        preserve_pdfa=False,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return out.getvalue()
