"""Send what is due: lease, check again, make the words, hand over, note what became of it.

At-least-once: a message is doubled only when a provider took it and the process died before noting that.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlmodel import Session, col

from app.access import links
from app.access.scopes import Installation, SystemScope
from app.access.transactions import system_scope
from app.audit.models import Action
from app.families.models import HELPER_ROLES, ContactKind, Wording, contact_compartment
from app.families.tables import Family, Membership, Person
from app.kit import clock, i18n, logs
from app.kit.errors import PortalError
from app.outbox import rules
from app.outbox.models import Channel, ChannelKind, DeliveryFailed, Notice, Outgoing, State
from app.outbox.tables import Message

LEASE = timedelta(seconds=60)
AT_ONCE = 20
Channels = Mapping[ChannelKind, Channel]


def send_due(installation: Installation, channels: Channels) -> int:
    """Send every message that is due and return how many were tried."""
    leased = _lease(installation)
    for message_id in leased:
        _send(installation, channels, message_id)
    return len(leased)


def _send(installation: Installation, channels: Channels, message_id: str) -> None:
    failure: DeliveryFailed | None = None
    try:
        outgoing = _prepare(installation, message_id)
        if outgoing is None:
            return
        channels[outgoing.channel].send(outgoing)
    except DeliveryFailed as error:
        failure = error
    except PortalError:
        raise
    except Exception as error:  # noqa: BLE001 - a message that cannot be made must not hold up the others
        logs.write("message fault", message=message_id, error=logs.describe(error))
        failure = DeliveryFailed("it could not be made", permanent=False)
    _note(installation, message_id, failure)


def _lease(installation: Installation) -> list[str]:
    now = clock.now()
    due = (
        select(Message)
        .where(
            col(Message.state) == State.QUEUED.value,
            col(Message.due_at) <= now,
            or_(col(Message.lease_until).is_(None), col(Message.lease_until) < now),
        )
        .order_by(col(Message.due_at))
        .limit(AT_ONCE)
    )
    with system_scope(installation, writes=False) as looking:
        if looking.session.execute(due.limit(1)).first() is None:
            return []
    with system_scope(installation) as system:
        found = system.session.execute(due.with_for_update(skip_locked=True)).scalars().all()
        for message in found:
            message.lease_until = now + LEASE
            message.tries += 1
            system.session.add(message)
        return [message.id for message in found]


def _prepare(installation: Installation, message_id: str) -> Outgoing | None:
    with system_scope(installation) as system:
        message = system.session.get_one(Message, message_id)
        if not _is_still_ours(message):
            return None
        person = system.session.get(Person, message.person_id) if message.person_id else None
        if person is None:
            _end(message, State.NOTHING)
            return None
        stop = _reason_to_stop(system.session, message, person)
        if stop:
            _end(message, State.CANCELLED, stop)
            system.record(Action.MESSAGE_CANCELLED, "messages", message.id, reason=stop)
            return None
        safe_at = _safe_at(message, person)
        if safe_at > clock.now():
            message.due_at, message.lease_until, message.tries = safe_at, None, message.tries - 1
            return None
        return _make(system, message, person)


def _is_still_ours(message: Message) -> bool:
    # Those before it in the batch may have taken so long that another worker has it by now.
    now = clock.now()
    held = message.state == State.QUEUED.value and message.lease_until and message.lease_until >= now
    message.lease_until = now + LEASE if held else message.lease_until
    return bool(held)


def _reason_to_stop(session: Session, message: Message, person: Person) -> str:
    return _person_is_out_of_reach(session, message, person) or _moment_is_wrong(message, person)


def _person_is_out_of_reach(session: Session, message: Message, person: Person) -> str:
    places = links.memberships_of(session, person.id) if person.staff_role is None else []
    if _is_stopped(session, message, places):
        return "messages of this family are stopped"
    if person.ended_at or person.contact_sealed is None:
        return "contact is no longer used"
    if person.staff_role is not None:
        return ""
    # A helper who is ended before their invitation left would be led to a page that is not there.
    if message.family_id not in {None, *(place.family_id for place in places)}:
        return "no longer in this family"
    if message.notice != Notice.PRIVATE_SOMETHING_NEW.value and _has_closed(message, places):
        return "their pages in this family have closed"
    return "silence is safest for this person" if person.wording in {None, Wording.SILENT.value} else ""


def _has_closed(message: Message, places: list[Membership]) -> bool:
    return any(
        place.closes_at is not None and clock.now() >= place.closes_at
        for place in places
        if place.family_id == message.family_id
    )


def _moment_is_wrong(message: Message, person: Person) -> str:
    if message.expires_at and clock.now() >= message.expires_at:
        return "too old to be of use"
    is_safe = rules.is_safe_hour(clock.now(), person.safe_from, person.safe_until)
    if message.notice == Notice.SIGN_IN_LINK.value and person.shared_phone and not is_safe:
        return "outside this person's safe hours"
    return ""


def _is_stopped(session: Session, message: Message, places: list[Membership]) -> bool:
    # A link that was asked for belongs to no family. But the one switch says that nothing is sent to these
    # people, and anybody who knows a contact can ask for a link.
    # Whoever helps elsewhere must not learn, from what stays away, what happens in the family they help.
    own = [place for place in places if place.role not in HELPER_ROLES]
    families = {place.family_id for place in own or places} | ({message.family_id} - {None})
    reasons = [col(Family.messages_stopped_at).is_not(None)]
    if message.notice != Notice.SIGN_IN_LINK.value:
        # After a death nothing is sent that they did not ask for; what they sent must stay within reach.
        reasons.append(col(Family.bereaved_at).is_not(None))
    stopped = select(col(Family.id)).where(col(Family.id).in_(families), or_(*reasons))
    return session.execute(stopped.limit(1)).first() is not None


def _safe_at(message: Message, person: Person) -> datetime:
    # Somebody who asks for a link on a phone that is theirs alone is there to read it.
    if message.notice == Notice.SIGN_IN_LINK.value:
        return clock.now()
    return rules.next_safe(clock.now(), person.safe_from, person.safe_until)


def _end(message: Message, state: State, reason: str = "") -> None:
    message.state, message.reason = state.value, reason[:60]
    message.ended_at, message.lease_until = clock.now(), None


def _make(system: SystemScope, message: Message, person: Person) -> Outgoing:
    installation = system.installation
    authority = installation.catalogue.get(person.council)
    if authority is None or person.contact_sealed is None:
        raise LookupError(person.council)
    tag = person.language if person.language in installation.offered(authority) else i18n.ENGLISH
    language = installation.languages[tag]
    contact = system.keys.cipher(contact_compartment(person.council, person.id))
    kind = ChannelKind.EMAIL if person.contact_kind == ContactKind.EMAIL.value else ChannelKind.SMS
    words = {
        "council": authority,
        "language": language,
        "wording": person.wording or Wording.QUIET.value,
        "meets_at": message.meets_at,
        "minutes": installation.settings.link_minutes,
        "link": installation.settings.base_url.rstrip("/") + _address(system, message, person, tag),
    }
    parts = ("subject", "body") if kind is ChannelKind.EMAIL else ("", "text")
    with i18n.speaking(language):
        subject, body = (
            installation.messages.get_template(f"{Notice(message.notice).folder}/{part}.txt")
            .render(words)
            .strip()
            if part
            else ""
            for part in parts
        )
    to = contact.open(person.contact_sealed, person.place("contact_sealed"))
    return Outgoing(message.id, to, kind, subject, body, tag)


def _address(system: SystemScope, message: Message, person: Person, tag: str) -> str:
    session, installation = system.session, system.installation
    if message.notice == Notice.SIGN_IN_LINK.value:
        system.record(Action.LINK_MADE, "people", person.id)
        return installation.url("open_link", token=links.make_link(session, installation, person.id))
    token = links.make_doorbell(session, person.id)
    return installation.url("show_doorbell", council=person.council, language=tag, token=token)


def _note(installation: Installation, message_id: str, failure: DeliveryFailed | None) -> None:
    with system_scope(installation) as system:
        message = system.session.get_one(Message, message_id)
        again = None
        if failure is None:
            _end(message, State.SENT)
            system.record(Action.MESSAGE_SENT, "messages", message.id)
            return
        if not failure.permanent:
            again = rules.next_try(message.created_at, clock.now(), message.tries)
        if again:
            message.due_at, message.lease_until = again, None
        else:
            _end(message, State.FAILED, failure.reason)
            system.record(Action.MESSAGE_FAILED, "messages", message.id, reason=failure.reason)
        logs.write("delivery failed", message=message.id, permanent=failure.permanent)
