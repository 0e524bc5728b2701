"""Whether words for somebody name when or where a meeting is, and the chair hid that from them."""

from app.access.scopes import CaseScope
from app.conferences import exclusions, naming, service


def tells_hidden(scope: CaseScope, membership_id: str, text: str) -> bool:
    """Say whether a text names the time or the place of a meeting, where its reader may not know it."""
    for conference_id, kept_out in exclusions.of_member(scope.session, membership_id).items():
        meeting = service.get_for_staff(scope, conference_id)
        if kept_out.hides_place and naming.names_place(text, meeting.place):
            return True
        if kept_out.hides_time and naming.names_when(text, meeting.meets_at):
            return True
    return False
