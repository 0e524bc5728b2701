"""Sign-in links and doorbells: made at the moment of sending, good once, found by their digest."""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from app.access import pins, sessions, trusting
from app.access.models import EndReason, PinAnswer, SessionState, SignedIn
from app.access.scopes import Installation, Visitor
from app.access.tables import Doorbell, SignInLink
from app.audit import service as audit
from app.audit.models import Action, Actor
from app.families.models import FAMILY_ROLES, Role
from app.families.tables import Membership, Person, ProtectedDetail
from app.kit import clock
from app.kit.encryption import digest
from app.kit.ids import new_token

MOST_LIVE = 3
DOORBELL_MONTHS = timedelta(days=270)


def make_link(session: Session, installation: Installation, person_id: str) -> str:
    """Make a sign-in link's token; the oldest of more than three live ones dies."""
    now = clock.now()
    live = (
        select(col(SignInLink.id))
        .where(
            col(SignInLink.person_id) == person_id,
            col(SignInLink.used_at).is_(None),
            col(SignInLink.expires_at) > now,
        )
        .order_by(col(SignInLink.created_at).desc())
        .offset(MOST_LIVE - 1)
    )
    for link_id in session.execute(live).scalars().all():
        session.execute(update(SignInLink).where(col(SignInLink.id) == link_id).values(expires_at=now))
    token = new_token()
    lifetime = timedelta(minutes=installation.settings.link_minutes)
    session.add(SignInLink(person_id=person_id, digest=digest(token), expires_at=now + lifetime))
    return token


def make_doorbell(session: Session, person_id: str) -> str:
    """Make the token of a notice's doorbell."""
    token = new_token()
    session.add(Doorbell(person_id=person_id, digest=digest(token), expires_at=clock.now() + DOORBELL_MONTHS))
    return token


def forget_links(session: Session, person_id: str) -> None:
    """Forget every link of a person, used or not: nothing that lies in a mailbox speaks for it any more."""
    session.execute(delete(SignInLink).where(col(SignInLink.person_id) == person_id))


def end_doorbells(session: Session, person_id: str) -> None:
    """End the addresses in every notice so far: they lie where somebody else may read them."""
    session.execute(
        update(Doorbell)
        .where(col(Doorbell.person_id) == person_id, col(Doorbell.expires_at) > clock.now())
        .values(expires_at=clock.now())
    )


def ring(session: Session, token: str) -> str | None:
    """Return whom a doorbell asks a link for: once, until a link has been used since."""
    wanted = select(Doorbell).where(col(Doorbell.digest) == digest(token))
    bell: Doorbell | None = session.execute(wanted).scalar_one_or_none()
    if bell is None or clock.now() >= bell.expires_at:
        return None
    if bell.rung_at and not _used_since(session, bell):
        return None
    bell.rung_at = clock.now()
    session.add(bell)
    return bell.person_id


def _used_since(session: Session, bell: Doorbell) -> bool:
    # A link that ran out unused would otherwise leave the notice dead for good.
    minutes = timedelta(minutes=10)
    if bell.rung_at and clock.now() > bell.rung_at + minutes:
        return True
    used = select(col(SignInLink.id)).where(
        col(SignInLink.person_id) == bell.person_id, col(SignInLink.used_at) >= bell.rung_at
    )
    return session.execute(used.limit(1)).first() is not None


def sign_in(
    visitor: Visitor, token: str, pin: str, *, trusted: str = ""
) -> tuple[PinAnswer, str | None, Person | None]:
    """Use a link with a PIN; return the answer, and when it is right the new session's cookie.

    ``trusted`` is the cookie of a browser that may need no PIN: only its own person's link opens with it.

    Every outcome is an answer and never an error, so that counts of wrong PINs last.
    """
    session, installation = visitor.session, visitor.installation
    wanted = select(col(SignInLink.person_id)).where(col(SignInLink.digest) == digest(token))
    person = _one_at_a_time(session, session.execute(wanted).scalar_one_or_none())
    link = session.execute(
        select(SignInLink).where(col(SignInLink.digest) == digest(token))
    ).scalar_one_or_none()
    if link is None or person is None or not _is_live(link, person):
        return PinAnswer.DEAD, None, None
    is_trusted = trusting.is_trusted(session, trusted, person)
    if not pin.strip() and not is_trusted and not _needs_no_pin(visitor, person):
        return PinAnswer.MISSING, None, None
    if pin.strip() and not pins.is_right(installation, person, pin):
        _count_wrong(visitor, link, person)
        return PinAnswer.WRONG, None, None
    if not _use(session, link):
        return PinAnswer.DEAD, None, None
    return PinAnswer.RIGHT, _begin(visitor, person, with_pin=bool(pin.strip())), person


def _one_at_a_time(session: Session, person_id: str | None) -> Person | None:
    """Return a person while nobody else can try their PIN: guesses made side by side must all be counted."""
    # The lock leaves room for a link that is being made for the same person.
    return session.get(Person, person_id, with_for_update={"key_share": True}) if person_id else None


def _is_live(link: SignInLink, person: Person) -> bool:
    # A link may have been on its way at the very moment when its contact was stopped.
    stopped = person.contact_stopped_at if person.staff_role is None else None
    ended = link.used_at or person.ended_at or stopped or clock.now() >= link.expires_at
    return not ended and link.wrong_pins < pins.WRONG_PER_LINK and not pins.is_paused(person)


def _use(session: Session, link: SignInLink) -> bool:
    now = clock.now()
    using = (
        update(SignInLink)
        .where(
            col(SignInLink.id) == link.id,
            col(SignInLink.used_at).is_(None),
            col(SignInLink.expires_at) > now,
        )
        .values(used_at=now)
    )
    if session.execute(using.returning(col(SignInLink.id))).first() is None:
        return False
    session.execute(
        update(SignInLink)
        .where(col(SignInLink.person_id) == link.person_id, col(SignInLink.used_at).is_(None))
        .values(expires_at=now)
    )
    return True


def _begin(visitor: Visitor, person: Person, *, with_pin: bool) -> str:
    session = visitor.session
    person.pin_used_at = person.pin_used_at or clock.now()
    if with_pin:
        # Without the PIN nobody has shown that the wrong ones were slips of its owner.
        person.wrong_pins = 0
    session.add(person)
    places = [] if person.staff_role else memberships_of(session, person.id)
    cookie = sessions.begin(session, person.id, places[0].id if len(places) == 1 else None)
    actor = Actor(person.id, person.staff_role or "family", person.council, digest(cookie)[:8].hex())
    reason = "" if with_pin else "without a PIN"
    audit.record(session, actor, Action.SIGNED_IN, object_type="people", object_id=person.id, reason=reason)
    return cookie


def _count_wrong(visitor: Visitor, link: SignInLink, person: Person) -> None:
    session = visitor.session
    link.wrong_pins += 1
    paused = pins.count_wrong(person)
    session.add_all([link, person])
    actor = Actor(person.id, "visitor", person.council)
    action = Action.SIGN_IN_PAUSED if paused else Action.WRONG_PIN
    audit.record(session, actor, action, object_type="people", object_id=person.id)


def memberships_of(session: Session, person_id: str) -> list[Membership]:
    """Return a person's places in families, oldest first."""
    wanted = (
        select(Membership)
        .where(
            col(Membership.person_id) == person_id,
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_([role.value for role in FAMILY_ROLES]),
        )
        .order_by(col(Membership.created_at))
    )
    return list(session.execute(wanted).scalars())


def _needs_no_pin(visitor: Visitor, person: Person) -> bool:
    authority = visitor.installation.catalogue.get(person.council)
    if authority is None or authority.sign_in.pin.value == "needed" or person.staff_role:
        return False
    families = [place.family_id for place in memberships_of(visitor.session, person.id)]
    protected = select(col(ProtectedDetail.id)).where(col(ProtectedDetail.family_id).in_(families)).limit(1)
    shared = (
        select(col(Person.id))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.family_id).in_(families), col(Person.shared_phone).is_(True))
        .limit(1)
    )
    found = [visitor.session.execute(wanted).first() for wanted in (protected, shared)]
    return not any(found)


def unlock(visitor: Visitor, cookie: str, pin: str) -> tuple[PinAnswer, str | None]:
    """Open a locked session again with the PIN; five wrong ones end it."""
    session = visitor.session
    known = sessions.find(session, cookie)
    person = _one_at_a_time(session, known.person_id if known else None)
    signed_in = sessions.find(session, cookie)
    if signed_in is None or person is None or not _is_locked(visitor, signed_in, person):
        return PinAnswer.DEAD, None
    if not pin.strip():
        return PinAnswer.MISSING, None
    actor = Actor(
        person.id, signed_in.role or Role(person.staff_role or "parent"), person.council, signed_in.mark
    )
    if pins.is_right(visitor.installation, person, pin):
        audit.record(session, actor, Action.SESSION_UNLOCKED, object_type="people", object_id=person.id)
        return PinAnswer.RIGHT, sessions.unlock(session, signed_in)
    paused = pins.count_wrong(person)
    session.add(person)
    action = Action.SIGN_IN_PAUSED if paused else Action.WRONG_PIN
    audit.record(session, actor, action, object_type="people", object_id=person.id)
    if sessions.count_wrong(session, signed_in.session_id) >= pins.WRONG_PER_LINK:
        sessions.end(session, EndReason.TIME, session_id=signed_in.session_id)
    return PinAnswer.WRONG, None


def _is_locked(visitor: Visitor, signed_in: SignedIn, person: Person) -> bool:
    state = sessions.state_of(signed_in, visitor.installation)
    return state is SessionState.LOCKED and not pins.is_paused(person)
