"""Open a file in an emergency: the family can see it later, and whoever looks at it afterwards is told."""

from app.access import emergencies, people, staff_accounts
from app.access.emergencies import Opened
from app.access.scopes import StaffScope
from app.drafts import openings
from app.families.models import HELPER_ROLES, Role
from app.outbox import service as outbox
from app.outbox.models import Notice


def open_file(scope: StaffScope, reference: str, reason: str) -> Opened:
    """Open a file for an hour, if there is one with this reference in this council."""
    opened = emergencies.open_file(scope, reference, reason)
    if opened.opening_id:
        case = emergencies.scope_of(scope, opened.family_id)
        for member in people.members_of(case):
            if member.role not in HELPER_ROLES:
                openings.note(case, member.membership_id, openings.FILE, opened.opening_id)
        for colleague in staff_accounts.colleagues(scope, [Role.COUNCIL_ADMIN]):
            outbox.enqueue(scope, scope.authority.key, colleague.person_id, Notice.STAFF_SOMETHING_NEW)
    return opened
