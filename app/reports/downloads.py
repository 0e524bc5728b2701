"""A report's file as a download: a neutral name, and nothing that a browser keeps, runs or lists."""

from fastapi import Response

from app.files import serving
from app.kit.headers import PERSONAL


def download(content: bytes, identifier: str) -> Response:
    """Return a file to keep; its name tells nothing to who looks into a phone's downloads."""
    response = serving.attachment_response(content, serving.neutral_name(identifier))
    response.headers.update(PERSONAL)
    return response
