"""A report's text as it is sealed: headings and paragraphs, written and read back."""

import hashlib
import json

from app.files.models import Block, BlockKind


def write(blocks: tuple[Block, ...]) -> str:
    """Return blocks as text to be sealed."""
    return json.dumps([[block.kind.value, block.text, block.page] for block in blocks], ensure_ascii=False)


def read(written: str) -> tuple[Block, ...]:
    """Return the blocks that were written."""
    return tuple(Block(BlockKind(kind), text, page) for kind, text, page in json.loads(written))


def digest(sealed_file_sha256: bytes, blocks_sealed: bytes) -> str:
    """Return the digest of a sealed copy as it was given to one person."""
    return hashlib.sha256(sealed_file_sha256 + blocks_sealed).hexdigest()
