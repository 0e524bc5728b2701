"""Stop every way to somebody at once: their contact is not safe any more, or reaches somebody else."""

from app.access import contacts
from app.access.scopes import Recording
from app.families.models import StopReason
from app.families.tables import Person
from app.outbox import service as outbox


def stop_contact(scope: Recording, person: Person, why: StopReason) -> None:
    """End all that leads to somebody, in the transaction of the scope: whole, or not at all.

    Sessions, links, notices' addresses, trusted browsers and waiting messages end. Nothing more is sent until
    a member of staff has asked anew how it is safe to contact them.
    """
    contacts.stop(scope, person, why)
    outbox.cancel_for_person(scope.session, person.id)
