"""How a file leaves: as a download with a neutral name, which no browser runs, frames or keeps."""

import re

from fastapi import Response

NEUTRAL_NAME = re.compile(r"document-[a-z0-9-]{1,40}\.pdf")
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def neutral_name(reference: str) -> str:
    """Return a file name that tells nothing to who looks into a phone's downloads."""
    return f"document-{re.sub('[^a-z0-9]', '', reference.lower())[:10]}.pdf"


def attachment_response(content: bytes, name: str) -> Response:
    """Return a PDF as a download under a neutral name. Raises ValueError for any other name."""
    if not NEUTRAL_NAME.fullmatch(name):
        raise ValueError("a download's name must be neutral")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=HEADERS | disposition)
