"""Reading a form's body: in memory only, within limits, as text that can be shown again."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.kit.errors import NotAllowed, TooLarge

KIBIBYTE = 1024
TEXT_LIMIT = 1024 * KIBIBYTE
FILE_LIMIT = 15 * 1024 * KIBIBYTE
BODY_LIMIT = FILE_LIMIT + 1024 * KIBIBYTE
MOST_FIELDS = 100
TOKEN = "form_token"  # noqa: S105 - the field's name
AUTOSAVE_HEADER = "x-autosave"


@dataclass
class UploadedFile:
    """A file as it was sent: nothing about it is believed yet."""

    name: str
    content: bytes = field(repr=False)


@dataclass
class Sent:
    """The fields of one form, cleaned so that they can be shown again."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, UploadedFile] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    token: str = ""
    autosave: bool = False


class _InMemory(MultiPartParser):
    # The library's own limit of 1 MB would write the rest to an unsealed temporary file.
    spool_max_size = BODY_LIMIT


async def read(request: Request, *, with_files: bool = False) -> Sent:
    """Read the form that a request carries. Raises TooLarge, and NotAllowed for another kind of body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        sent = await _read_multipart(request, BODY_LIMIT if with_files else TEXT_LIMIT)
    elif kind in {"application/x-www-form-urlencoded", ""}:
        body = b"".join([part async for part in _limited(request, TEXT_LIMIT)])
        sent = _read_urlencoded(body)
    else:
        raise NotAllowed
    sent.token = (sent.fields.pop(TOKEN, None) or [""])[-1]
    sent.autosave = AUTOSAVE_HEADER in request.headers
    return sent


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    read_so_far = 0
    if int(request.headers.get("content-length") or 0) > limit:
        raise TooLarge
    async for part in request.stream():
        read_so_far += len(part)
        if read_so_far > limit:
            raise TooLarge
        yield part


def _read_urlencoded(body: bytes) -> Sent:
    sent = Sent()
    for pair in body.split(b"&", MOST_FIELDS)[:MOST_FIELDS] if body else []:
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        _add(sent, unquote_to_bytes(name), unquote_to_bytes(value))
    return sent


async def _read_multipart(request: Request, limit: int) -> Sent:
    parser = _InMemory(
        request.headers,
        _limited(request, limit),
        max_files=10,
        max_fields=MOST_FIELDS,
        max_part_size=TEXT_LIMIT,
    )
    try:
        form: FormData = await parser.parse()
    except MultiPartException as error:
        raise NotAllowed from error
    sent = Sent()
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                sent.files[name] = UploadedFile(value.filename[:120], await value.read())
        else:
            _add(sent, name.encode("utf-8", "surrogateescape"), value.encode("utf-8", "surrogateescape"))
    await form.close()
    return sent


def _add(sent: Sent, name: bytes, value: bytes) -> None:
    key = name.decode("utf-8", "replace")[:100]
    text = value.decode("utf-8", "replace")
    clean = text.replace("\x00", "").replace("\ufffd", "").replace("\r\n", "\n")
    if clean != text.replace("\r\n", "\n"):
        sent.broken.add(key)
    sent.fields.setdefault(key, []).append(clean)
