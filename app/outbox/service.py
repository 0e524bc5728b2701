"""Queue a message in the transaction of the act it tells of; cancel what must not leave."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from app.access.scopes import Recording, Visitor
from app.audit import service as audit
from app.audit.models import Action
from app.families.models import ContactKind, Wording
from app.families.tables import Family, Person
from app.kit import clock
from app.outbox.models import ContactNotAnswered, Notice, State
from app.outbox.tables import Message


def enqueue(
    scope: Recording,
    council: str,
    person_id: str,
    notice: Notice,
    *,
    family_id: str | None = None,
    meets_at: datetime | None = None,
) -> Message | None:
    """Queue a notice to a person; None when they get everything on paper or silence is safest.

    Raises ContactNotAnswered before anybody has said how it is safe to contact them.
    """
    person = scope.session.get_one(Person, person_id)
    if person.wording is None and person.staff_role is None:
        raise ContactNotAnswered
    family = scope.session.get_one(Family, family_id) if family_id else None
    silent = person.wording == Wording.SILENT.value or person.contact_kind == ContactKind.NONE.value
    if silent or person.ended_at or (family and (family.messages_stopped_at or family.bereaved_at)):
        return None
    now = clock.now()
    message = Message(
        created_at=now,
        council=council,
        person_id=person_id,
        family_id=family_id,
        notice=notice.value,
        meets_at=meets_at,
        due_at=now,
    )
    scope.session.add(message)
    audit.record(
        scope.session,
        scope.actor,
        Action.MESSAGE_QUEUED,
        object_type="messages",
        object_id=message.id,
        family_id=family_id or "",
        reason=notice.value,
    )
    return message


def ask_for_link(visitor: Visitor, council: str, person_id: str | None) -> None:
    """Queue a sign-in link; for a stranger a message to nobody, so that both cost the same."""
    minutes = timedelta(minutes=visitor.installation.settings.link_minutes)
    now = clock.now()
    visitor.session.add(
        Message(
            created_at=now,
            council=council,
            person_id=person_id,
            notice=Notice.SIGN_IN_LINK.value,
            due_at=now,
            expires_at=now + minutes,
        )
    )


def cancel_for_family(session: Session, family_id: str) -> None:
    """Cancel every message that waits to leave for a family."""
    _cancel(session, col(Message.family_id) == family_id)


def cancel_for_person(session: Session, person_id: str) -> None:
    """Cancel every message that waits to leave for a person."""
    _cancel(session, col(Message.person_id) == person_id)


def cancel_about_meeting(session: Session, person_id: str, family_id: str) -> None:
    """Cancel what waits to tell one person of a meeting: that they are invited to it, or that it changed."""
    about = [Notice.INVITATION.value, Notice.MEETING_CHANGED.value]
    theirs = (col(Message.person_id) == person_id) & (col(Message.family_id) == family_id)
    _cancel(session, theirs & (col(Message.notice).in_(about) | col(Message.meets_at).is_not(None)))


def name_no_day(session: Session, family_id: str, meets_at: datetime) -> None:
    """Let nothing that waits to leave for a family name a moment at which there is no meeting any more.

    The new day stands on the page alone: not everybody who was invited may know it.
    """
    session.execute(
        update(Message)
        .where(
            col(Message.family_id) == family_id,
            col(Message.meets_at) == meets_at,
            col(Message.state) == State.QUEUED.value,
        )
        .values(meets_at=None)
    )


def _cancel(session: Session, which: object) -> None:
    session.execute(
        update(Message)
        .where(which, col(Message.state) == State.QUEUED.value)  # type: ignore[arg-type]
        .values(state=State.CANCELLED.value, ended_at=clock.now())
    )
