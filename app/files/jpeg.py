"""Photographs inside a report: takes out where and when they were taken, and leaves the picture alone."""

START = b"\xff\xd8"
SCAN_BEGINS = 0xDA
COMMENT = 0xFE
# JFIF (0), colour profile (2) and Adobe's colour transform (14) decide how the picture looks.
KEPT_APPLICATION_SEGMENTS = {0xE0, 0xE2, 0xEE}
APPLICATION_SEGMENTS = range(0xE0, 0xF0)


def without_metadata(picture: bytes) -> bytes:
    """Return the JPEG without EXIF, GPS, XMP, thumbnails and comments; anything else comes back unchanged."""
    if not picture.startswith(START):
        return picture
    kept, position = [START], 2
    while position + 4 <= len(picture) and picture[position] == 0xFF:  # noqa: PLR2004 - begins every marker
        marker = picture[position + 1]
        if marker == SCAN_BEGINS:
            break
        end = position + 2 + int.from_bytes(picture[position + 2 : position + 4], "big")
        if _shows_the_picture(marker):
            kept.append(picture[position:end])
        position = end
    return b"".join(kept) + picture[position:]


def _shows_the_picture(marker: int) -> bool:
    if marker == COMMENT:
        return False
    return marker not in APPLICATION_SEGMENTS or marker in KEPT_APPLICATION_SEGMENTS
