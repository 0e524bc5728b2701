"""Finds the words of a PDF that no reader sees: notes, form fields, bookmarks, names of attachments.

Every string of every object is taken, whatever it is for: a hiding place that nobody thought of is
searched as well.
"""

import re
from collections.abc import Iterator

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

LONGEST_STRING = 100_000


def holders(pdf: Pdf) -> Iterator[Object]:
    """Give every dictionary and stream of the file, the nested ones too, each once."""
    waiting: list[Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (Dictionary, Stream)):
            yield thing
            inner = list(thing.values())
        elif isinstance(thing, Array):
            inner = list(thing)
        else:
            continue
        waiting.extend(value for value in inner if _is_nested(value))


def _is_nested(value: object) -> bool:
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def hidden_words(pdf: Pdf) -> list[str]:
    """Return every string that stands in the file outside the text of its pages."""
    found: list[str] = []
    for holder in holders(pdf):
        for value in holder.values():
            found.extend(_strings(value))
        if isinstance(holder, Stream) and holder.get("/Type") == Name.Metadata:
            found.extend(_marked_up(holder))
    found.extend(_xml_form(pdf))
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, String):
        text = str(value)[:LONGEST_STRING]
        if any(sign.isalnum() for sign in text):
            yield text
    elif isinstance(value, Array) and not value.is_indirect:
        for inner in value:
            if isinstance(inner, String):
                yield from _strings(inner)


def _marked_up(stream: Stream) -> list[str]:
    text = stream.read_bytes().decode("utf-8", "ignore")
    # A word may be cut by tags, and a value may stand inside one.
    return [text, re.sub(r"<[^<>]*>", "", text)]


def _xml_form(pdf: Pdf) -> Iterator[str]:
    form = pdf.Root.get("/AcroForm")
    parts = form.get("/XFA") if isinstance(form, Dictionary) else None
    for part in parts if isinstance(parts, Array) else [parts]:
        if isinstance(part, Stream):
            yield from _marked_up(part)


def take_out_replacement_text(pdf: Pdf) -> list[str]:
    """Take out and return the texts that a page gives in place of what it shows.

    Read as text, the page would give these words, and the ones it shows would go unsearched.
    """
    found: list[str] = []
    for page in pdf.pages:
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        if isinstance(contents, Stream):
            found.extend(_rewrite(pdf, contents))
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form:
            found.extend(_rewrite(pdf, thing))
    return found


def _rewrite(pdf: Pdf, stream: Stream) -> list[str]:
    content = stream.read_bytes()
    # "#" begins an escaped letter of a name, in which the key could be written otherwise.
    if b"/ActualText" not in content and b"/Alt" not in content and b"#" not in content:
        return []
    form = stream if stream.get("/Subtype") == Name.Form else Stream(pdf, content, Resources=Dictionary())
    form.stream_dict.Subtype = Name.Form
    instructions = parse_content_stream(form)
    found = [text for instruction in instructions for text in _take_out(list(instruction.operands))]
    if found:
        stream.write(unparse_content_stream(instructions))
    return found


def _take_out(operands: list[object]) -> Iterator[str]:
    for operand in operands:
        if isinstance(operand, Dictionary):
            for key in ("/ActualText", "/Alt", "/E"):
                if key in operand:
                    yield str(operand[key])
                    del operand[key]
