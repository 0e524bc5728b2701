"""A body is read in memory, within limits, as text that can be shown again."""

from typing import Any

import anyio
import pytest
from starlette.requests import Request

from app.kit import form_body
from app.kit.errors import NotAllowed, TooLarge
from app.kit.form_body import Sent

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


def read(body: bytes, kind: str = URLENCODED, *, with_files: bool = False, **headers: str) -> Sent:
    """Read a body that arrives in pieces."""
    pieces = [body[start : start + 4096] for start in range(0, len(body), 4096)] or [b""]
    waiting = [
        {"type": "http.request", "body": piece, "more_body": index + 1 < len(pieces)}
        for index, piece in enumerate(pieces)
    ]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    named = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    request = Request({"type": "http", "method": "POST", "headers": raw}, receive)
    return anyio.run(lambda: form_body.read(request, with_files=with_files))


def part(name: str, content: bytes, filename: str = "") -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


END = b"--x--\r\n"


def test_fields_are_read_in_order_and_the_token_is_set_apart() -> None:
    sent = read(b"form_token=t&body=Hello+there%21&body=again&empty=")

    assert sent.token == "t"
    assert sent.fields == {"body": ["Hello there!", "again"], "empty": [""]}
    assert not sent.broken
    assert not sent.autosave


def test_any_script_and_any_line_end_is_read() -> None:
    assert read("body=ش%F0%9F%99%82%0D%0Aŵ".encode()).fields == {"body": ["ش🙂\nŵ"]}


@pytest.mark.parametrize("body", [b"body=a%00b", b"body=a%ffb", b"body=a\xff\xfeb", b"body=a%ef%bf%bdb"])
def test_signs_that_cannot_be_kept_are_taken_out_and_told(body: bytes) -> None:
    sent = read(body)

    assert sent.fields == {"body": ["ab"]}
    assert sent.broken == {"body"}


def test_an_empty_body_is_an_empty_form() -> None:
    assert read(b"") == read(b"", "") == Sent()


def test_an_autosave_says_so() -> None:
    assert read(b"a=1", x_autosave="1").autosave


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/mixed", "nonsense"])
def test_another_kind_of_body_is_refused(kind: str) -> None:
    with pytest.raises(NotAllowed):
        read(b"{}", kind)


def test_a_body_that_says_it_is_too_large_is_not_even_read() -> None:
    with pytest.raises(TooLarge):
        read(b"a=1", content_length=str(form_body.TEXT_LIMIT + 1))


def test_a_body_that_is_too_large_without_saying_so_is_refused() -> None:
    assert len(read(b"a=" + b"x" * (form_body.TEXT_LIMIT - 2)).fields["a"][0]) == form_body.TEXT_LIMIT - 2
    with pytest.raises(TooLarge):
        read(b"a=" + b"x" * form_body.TEXT_LIMIT)


def test_no_more_than_a_hundred_fields_are_read() -> None:
    assert len(read(b"&".join(b"f%d=1" % number for number in range(500))).fields) <= form_body.MOST_FIELDS


def test_fields_and_files_arrive_together() -> None:
    body = (
        part("form_token", b"t")
        + part("title", "Adroddiad ŵ".encode())
        + part("file", b"%PDF\x00\xff", "a.pdf")
    )

    sent = read(body + END, MULTIPART, with_files=True)

    assert sent.token == "t"
    assert sent.fields == {"title": ["Adroddiad ŵ"]}
    assert (sent.files["file"].name, sent.files["file"].content) == ("a.pdf", b"%PDF\x00\xff")
    assert "PDF" not in repr(sent.files["file"])


def test_a_file_field_without_a_file_is_none() -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n'

    assert read(body + END, MULTIPART, with_files=True).files == {}


def test_a_large_file_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    content = b"y" * (3 * 1024 * 1024)

    sent = read(part("file", content, "a.pdf") + END, MULTIPART, with_files=True)

    assert sent.files["file"].content == content


def test_a_form_without_files_takes_no_large_body() -> None:
    content = part("file", b"y" * (form_body.TEXT_LIMIT + 1), "a.pdf") + END

    with pytest.raises(TooLarge):
        read(content, MULTIPART)
    assert read(content, MULTIPART, with_files=True).files


@pytest.mark.parametrize("body", [b"", b"--x", b"nonsense", b"--x\r\nnonsense: \r\n\r\nhi\r\n--x--\r\n"])
def test_a_broken_parcel_is_refused_or_empty(body: bytes) -> None:
    try:
        sent = read(body, MULTIPART)
    except NotAllowed:
        return
    assert sent == Sent()


def test_a_long_name_of_a_file_or_a_field_is_cut() -> None:
    sent = read(
        part("f" * 500, b"1") + part("file", b"1", "n" * 500 + ".pdf") + END, MULTIPART, with_files=True
    )

    assert max(map(len, sent.fields)) == 100
    assert len(sent.files["file"].name) == 120
