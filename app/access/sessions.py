"""Sessions: begun, found by their cookie, kept alive, unlocked and ended."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, bindparam, select, update
from sqlmodel import Session, col

from app.access import rules
from app.access.models import EndReason, SessionState, SignedIn, Visit
from app.access.scopes import FamilyScope, Installation
from app.access.tables import SignInSession
from app.families.tables import Membership, Person
from app.kit import clock
from app.kit.encryption import digest
from app.kit.ids import new_token

LOOK_UP: Select[*tuple[Any, ...]] = (
    select(
        col(SignInSession.id).label("session_id"),
        col(SignInSession.digest),
        col(Person.council),
        col(Person.id).label("person_id"),
        col(Person.staff_role),
        col(Person.language),
        col(Person.name_sealed),
        col(SignInSession.started_at),
        col(SignInSession.last_seen_at),
        col(SignInSession.ended_at),
        col(SignInSession.end_reason),
        col(Person.ended_at).label("person_ended_at"),
        col(SignInSession.membership_id),
        col(Membership.family_id),
        col(Membership.role),
        col(Membership.ended_at).label("membership_ended_at"),
        col(Membership.closes_at),
        col(Membership.welcomed_at),
        col(SignInSession.beside_id),
        col(Person.is_under_18),
    )
    .join(Person, col(Person.id) == col(SignInSession.person_id))
    .join(Membership, col(Membership.id) == col(SignInSession.membership_id), isouter=True)
    .where(col(SignInSession.digest) == bindparam("digest"))
)


MOST_VISITS = 20


def find(session: Session, cookie: str) -> SignedIn | None:
    """Return the session that a cookie names, whatever its state."""
    row = session.execute(LOOK_UP, {"digest": digest(cookie)}).one_or_none()
    return SignedIn(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it


def state_of(signed_in: SignedIn, installation: Installation) -> SessionState:
    """Return the state of a session at this moment."""
    settings = installation.settings
    minutes = settings.staff_idle_minutes if signed_in.is_staff else settings.idle_minutes
    return rules.session_state(
        signed_in,
        clock.now(),
        idle=timedelta(minutes=minutes),
        longest=_longest(signed_in, installation),
    )


def _longest(signed_in: SignedIn, installation: Installation) -> timedelta:
    # On somebody else's device a visit ends with the visit, even when nobody signs out.
    hours = timedelta(hours=installation.settings.session_hours)
    return min(hours, rules.BESIDE_LASTS) if signed_in.beside_id else hours


def takes_words(signed_in: SignedIn, installation: Installation) -> bool:
    """Say whether this session may still add to its owner's words."""
    return rules.takes_words(signed_in, clock.now(), longest=_longest(signed_in, installation))


def begin(
    session: Session, person_id: str, membership_id: str | None, *, beside_id: str | None = None
) -> str:
    """Begin a session and return the value of its cookie.

    ``beside_id`` names the member of staff on whose device this is, beside its person.
    """
    token = new_token()
    now = clock.now()
    session.add(
        SignInSession(
            digest=digest(token),
            person_id=person_id,
            membership_id=membership_id,
            started_at=now,
            last_seen_at=now,
            beside_id=beside_id,
        )
    )
    return token


def choose(session: Session, session_id: str, membership_id: str) -> bool:
    """Bind a session to one place in one family, and say whether it had none before.

    It can never be another one afterwards.
    """
    binding = (
        update(SignInSession)
        .where(col(SignInSession.id) == session_id, col(SignInSession.membership_id).is_(None))
        .values(membership_id=membership_id)
        .returning(col(SignInSession.id))
    )
    return session.execute(binding).first() is not None


def change(session: Session, session_id: str, membership_id: str) -> str | None:
    """End a session for one family and begin its successor for another; None for one that sits beside.

    Never two at once: the cookie of the first opens nothing any more. The day ends when it would have.
    """
    earlier = session.get_one(SignInSession, session_id)
    if earlier.beside_id is not None:
        return None
    token = new_token()
    session.add(
        SignInSession(
            digest=digest(token),
            person_id=earlier.person_id,
            membership_id=membership_id,
            started_at=earlier.started_at,
            last_seen_at=clock.now(),
        )
    )
    end(session, EndReason.REPLACED, session_id=session_id)
    return token


def touch(session: Session, session_id: str) -> None:
    """Note that a session is in use."""
    session.execute(
        update(SignInSession)
        .where(col(SignInSession.id) == session_id, col(SignInSession.ended_at).is_(None))
        .values(last_seen_at=clock.now())
    )


def unlock(session: Session, signed_in: SignedIn) -> str:
    """End a locked session and begin its successor, which ends when the first one would have."""
    token = new_token()
    session.add(
        SignInSession(
            digest=digest(token),
            person_id=signed_in.person_id,
            membership_id=signed_in.membership_id,
            started_at=signed_in.started_at,
            last_seen_at=clock.now(),
            beside_id=signed_in.beside_id,
        )
    )
    end(session, EndReason.UNLOCKED, session_id=signed_in.session_id)
    return token


def end(
    session: Session, reason: EndReason, *, session_id: str | None = None, person_id: str | None = None
) -> None:
    """End one session, or every session of a person."""
    ending = update(SignInSession).where(col(SignInSession.ended_at).is_(None))
    if session_id:
        ending = ending.where(col(SignInSession.id) == session_id)
    else:
        ending = ending.where(col(SignInSession.person_id) == person_id)
    session.execute(ending.values(ended_at=clock.now(), end_reason=reason.value))


def count_wrong(session: Session, session_id: str) -> int:
    """Count a wrong PIN against a locked session and return how many there were."""
    row = session.get_one(SignInSession, session_id)
    row.wrong_pins += 1
    session.add(row)
    return row.wrong_pins


def visits(scope: FamilyScope) -> list[Visit]:
    """Return when this person signed in to this family's pages, the newest first."""
    wanted = (
        select(col(SignInSession.started_at), col(SignInSession.beside_id))
        .where(
            col(SignInSession.person_id) == scope.person_id,
            col(SignInSession.membership_id) == scope.membership_id,
        )
        # A session that was unlocked has a successor, which began when the first one did.
        .distinct()
        .order_by(col(SignInSession.started_at).desc())
        .limit(MOST_VISITS)
    )
    return [Visit(at, beside is not None) for at, beside in scope.session.execute(wanted).all()]
