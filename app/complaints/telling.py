"""Tell somebody who complained that there is something new, in no other way than they asked for."""

from enum import StrEnum

from app.access.scopes import ComplaintsScope
from app.complaints.models import Reply
from app.complaints.tables import Complaint
from app.families.tables import Membership
from app.outbox import service as outbox
from app.outbox.models import ContactNotAnswered, Notice


class Told(StrEnum):
    """Whether a message goes out."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    ASKED_OTHERWISE = "asked_otherwise"


def tell(scope: ComplaintsScope, row: Complaint, reply: Reply) -> Told:
    """Send a message to whoever asked to be answered on this site."""
    if reply is not Reply.SITE:
        return Told.ASKED_OTHERWISE
    person_id = scope.session.get_one(Membership, row.membership_id).person_id
    try:
        message = outbox.enqueue(
            scope, row.council, person_id, Notice.PRIVATE_SOMETHING_NEW, family_id=row.family_id
        )
    except ContactNotAnswered:
        return Told.NOT_TOLD
    return Told.TOLD if message else Told.NOT_TOLD
