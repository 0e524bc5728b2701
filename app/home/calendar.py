"""An entry for the calendar of a phone, which others may see: the time, and the word appointment."""

from datetime import datetime

from fastapi import Response

from app.kit import clock
from app.kit.ids import new_id
from app.kit.pages import Page

UTC_STAMP = "%Y%m%dT%H%M%SZ"


def entry(page: Page, begins_at: datetime) -> Response:
    """Return the entry as a file whose name says nothing either."""
    text = page.render(
        "home/appointment.ics",
        uid=new_id(),
        made=f"{clock.now():{UTC_STAMP}}",
        begins=f"{begins_at:{UTC_STAMP}}",
    )
    # The format asks for these ends of lines.
    lines = "\r\n".join(text.strip().splitlines()) + "\r\n"
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(lines.encode(), media_type="text/calendar; charset=utf-8", headers=headers)
