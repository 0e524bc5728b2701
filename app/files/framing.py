"""How the checking process hands its answer over: a length, a JSON description, then the cleaned file.

The parent trusts none of it: every field is typed and bounded before it is used.
"""

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.files.models import MOST_PAGES, Block, BlockKind, Checked, FileRefused, Refusal

LENGTH_BYTES = 8
MOST_SEARCH_TEXT = 8_000_000
MOST_ANSWER = 96 * 1024 * 1024


def pack_refusal(reason: Refusal) -> bytes:
    """Return the answer that says why a file cannot be taken."""
    return _pack({"verdict": "refused", "reason": reason.value}, b"")


def pack_checked(checked: Checked) -> bytes:
    """Return the answer for a file that passed."""
    description = {
        "verdict": "clean",
        "pages": checked.pages,
        "blocks": [[block.kind.value, block.text, block.page] for block in checked.blocks],
        "search_text": checked.search_text,
        "covered_pages": checked.covered_pages,
    }
    return _pack(description, checked.cleaned)


def _pack(description: dict[str, object], cleaned: bytes) -> bytes:
    header = json.dumps(description).encode()
    return len(header).to_bytes(LENGTH_BYTES, "big") + header + cleaned


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


PageNumber = Annotated[int, Field(ge=1, le=MOST_PAGES)]
_BlockParts = tuple[Literal["heading", "paragraph"], Annotated[str, Field(min_length=1)], PageNumber]


class _Clean(_Strict):
    verdict: Literal["clean"]
    pages: PageNumber
    blocks: list[_BlockParts]
    search_text: Annotated[str, Field(max_length=MOST_SEARCH_TEXT)]
    covered_pages: list[PageNumber]


class _Refused(_Strict):
    verdict: Literal["refused"]
    reason: Literal["empty", "not_pdf", "locked", "too_many_pages", "damaged", "too_hard"]


class _Description(BaseModel):
    answer: Annotated[_Clean | _Refused, Field(discriminator="verdict")]


def unpack(answer: bytes) -> Checked:
    """Return what the checking process found.

    Raises FileRefused with its reason, or with TOO_HARD when the answer is not whole.
    """
    end = LENGTH_BYTES + int.from_bytes(answer[:LENGTH_BYTES], "big")
    cleaned = answer[end:]
    try:
        found = _Description.model_validate_json(b'{"answer":' + answer[LENGTH_BYTES:end] + b"}").answer
    except ValidationError:
        raise FileRefused(Refusal.TOO_HARD) from None
    if isinstance(found, _Refused):
        raise FileRefused(Refusal(found.reason))
    if not cleaned.startswith(b"%PDF-"):
        raise FileRefused(Refusal.TOO_HARD)
    blocks = tuple(Block(BlockKind(kind), text, page) for kind, text, page in found.blocks)
    return Checked(cleaned, found.pages, blocks, found.search_text, tuple(found.covered_pages))
