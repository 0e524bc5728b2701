"""What becomes of a contact when somebody else says that our message has reached them: it ends, on record."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from app.access import contacts, rates
from app.access.scopes import Recording, Visitor
from app.access.tables import Doorbell, SignInLink
from app.audit.models import Actor
from app.breaches import beginning
from app.families.models import StopReason
from app.families.tables import Person
from app.kit import clock
from app.kit.encryption import digest
from app.outbox import stopping

# Somebody may look at a message days after its link has run out, and still be the wrong person.
LINK_TELLS_FOR = timedelta(days=30)


def of_link(visitor: Visitor, token: str, network: str) -> None:
    """Stop the contact to which a sign-in link went; a stranger's token stops nothing, and looks the same."""
    wanted = select(col(SignInLink.person_id)).where(
        col(SignInLink.digest) == digest(token), col(SignInLink.expires_at) > clock.now() - LINK_TELLS_FOR
    )
    _stop(visitor, visitor.session.execute(wanted).scalar_one_or_none(), network)


def of_doorbell(visitor: Visitor, token: str, network: str) -> None:
    """Stop the contact to which a notice went; an address that has ended stops nothing a second time."""
    wanted = select(col(Doorbell.person_id)).where(
        col(Doorbell.digest) == digest(token), col(Doorbell.expires_at) > clock.now()
    )
    _stop(visitor, visitor.session.execute(wanted).scalar_one_or_none(), network)


def _stop(visitor: Visitor, person_id: str | None, network: str) -> None:
    within = rates.count(visitor.session, visitor.installation, f"not me from|{network}", rates.PER_NETWORK)
    # Two who press at once, or one who taps twice, begin one record.
    person = visitor.session.get(Person, person_id, with_for_update=True) if person_id and within else None
    if person is None or person.ended_at:
        return
    scope = Recording(visitor.session, Actor("visitor", "visitor", person.council))
    if person.staff_role:
        # Their colleagues reach them at work; what the message led to ends all the same.
        contacts.end_ways_in(scope.session, person.id)
        return
    beginning.of_wrong_contact(scope, person)
    stopping.stop_contact(scope, person, StopReason.WRONG_PERSON)
