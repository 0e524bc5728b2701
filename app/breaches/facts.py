"""What the portal itself knows of what reached somebody: from the audit log, which nobody can change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlmodel import Session, col

from app.access.scopes import StaffScope
from app.audit import service as audit
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.breaches.models import Fact, Who
from app.breaches.tables import Breach
from app.families.models import Role
from app.families.tables import Membership, Person
from app.kit.i18n import N_
from app.outbox.models import Notice, State
from app.outbox.tables import Message

BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
TOOK_A_COPY = "original"
CONTACT_CHANGED = "contact: "
WRITTEN_DOWN = N_("%(name)s wrote the contact down.")
EDITION_WORDS = {
    Action.REPORT_SHARED: N_("%(name)s shared the report."),
    Action.REPORT_OPENED: N_("%(name)s opened it."),
    Action.REPORT_READ: N_("%(name)s read it."),
    Action.REPORT_WITHDRAWN: N_("%(name)s took it back."),
}
COPY_WORDS = N_("%(name)s took a copy of the file.")
OPENED = (Action.REPORT_OPENED, Action.REPORT_READ)
OPENED_WORDS = {COPY_WORDS, *(EDITION_WORDS[action] for action in OPENED)}
CONTACT_WORDS = {
    Action.LINK_MADE: N_("A sign-in link was sent there."),
    Action.WRONG_PIN: N_("Somebody typed a wrong PIN."),
    Action.SIGN_IN_PAUSED: N_("Somebody typed wrong PINs, so sign-in was paused."),
    Action.SIGNED_IN: N_(
        "Somebody signed in. The portal cannot know who it was, nor all that they looked at."
    ),
}
SIGNED_IN_WORDS = {
    Action.REPORT_OPENED: N_("A report was opened."),
    Action.REPORT_READ: N_("A report was read."),
    Action.HELP_OPENED: N_("The pages of a helper were opened."),
    Action.HELP_READ: N_("Something was read that a helper may read."),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads about which family, and whether it is open to them."""

    scope: StaffScope
    family_id: str
    is_open_family: bool

    def name(self, person_id: str | None) -> Who:
        """Return somebody by name; people of a family that is not open to this reader by what they are."""
        person = self.scope.session.get(Person, person_id) if person_id else None
        if person is None or person.council != self.scope.authority.key:
            return Who()
        if person.staff_role is None and not self.is_open_family:
            return Who(role=self._role(person.id))
        cipher = self.scope.contact_of(person.id)
        return Who(cipher.open(person.name_sealed, person.place("name_sealed")))

    def _role(self, person_id: str) -> Role | None:
        wanted = select(col(Membership.role)).where(
            col(Membership.person_id) == person_id, col(Membership.family_id) == self.family_id
        )
        found: str | None = self.scope.session.execute(wanted.limit(1)).scalar_one_or_none()
        return Role(found) if found else None


def of_edition(reader: Reader, edition_id: str) -> tuple[Fact, ...]:
    """Return who shared somebody's copy of a report, opened it, read it and took it back, and when."""
    found = audit.history(reader.scope.session, "report_editions", edition_id)
    return _grouped(
        (entry.at, _words_of_edition(entry), reader.name(entry.actor_id))
        for entry in found
        if entry.action in EDITION_WORDS
    )


def _words_of_edition(entry: AuditEntry) -> str:
    is_copy = entry.action == Action.REPORT_READ and entry.reason == TOOK_A_COPY
    return COPY_WORDS if is_copy else EDITION_WORDS[Action(entry.action)]


def was_opened(session: Session, edition_id: str) -> bool:
    """Say whether anybody has opened somebody's copy of a report: that person, or who helps them."""
    return any(entry.action in OPENED for entry in audit.history(session, "report_editions", edition_id))


def who_wrote_contact(session: Session, person_id: str, until: datetime) -> AuditEntry | None:
    """Return the entry that says who wrote down the contact that somebody had at a moment."""
    changed = [
        entry
        for entry in audit.history(session, "people", person_id)
        if entry.reason.startswith(CONTACT_CHANGED) and entry.at <= until
    ]
    if changed:
        return changed[-1]
    places = select(col(Membership.id)).where(col(Membership.person_id) == person_id)
    added = [
        entry
        for place in session.execute(places.order_by(col(Membership.created_at))).scalars()
        for entry in audit.history(session, "memberships", place)
        if entry.action == Action.PERSON_ADDED
    ]
    return added[0] if added else None


def of_contact(reader: Reader, breach: Breach, person_id: str) -> tuple[Fact, ...]:
    """Return what went to a contact, and what was done with it, until somebody said that it is not theirs."""
    session, until = reader.scope.session, breach.begun_at
    found: list[tuple[datetime, str, Who]] = []
    written = who_wrote_contact(session, person_id, until)
    if written:
        found.append((written.at, WRITTEN_DOWN, reader.name(written.actor_id)))
    since = written.at if written else BEFORE_ALL
    theirs = [
        one
        for one in audit.history(session, "people", person_id)
        if since <= one.at <= until and one.action in CONTACT_WORDS
    ]
    found += [(one.at, CONTACT_WORDS[Action(one.action)], Who()) for one in theirs]
    found += [(at, words, Who()) for at, words in _messages(session, breach, person_id, since)]
    signed_in = [one.sequence for one in theirs if one.action == Action.SIGNED_IN]
    if signed_in:
        found += _after_signing_in(session, breach, person_id, min(signed_in))
    return _grouped(sorted(found, key=lambda one: one[0]))


def _messages(
    session: Session, breach: Breach, person_id: str, since: datetime
) -> Iterable[tuple[datetime, str]]:
    # That a complaint was answered is nothing that the workers of a family are told.
    wanted = select(col(Message.ended_at), col(Message.notice)).where(
        col(Message.person_id) == person_id,
        col(Message.state) == State.SENT.value,
        col(Message.ended_at).between(since, breach.begun_at),
        col(Message.notice).not_in([Notice.PRIVATE_SOMETHING_NEW.value, Notice.SIGN_IN_LINK.value]),
        or_(col(Message.family_id) == breach.family_id, col(Message.family_id).is_(None)),
    )
    for at, notice in session.execute(wanted).all():
        yield at, Notice(notice).words


def _after_signing_in(
    session: Session, breach: Breach, person_id: str, sequence: int
) -> list[tuple[datetime, str, Who]]:
    wanted = (
        select(AuditEntry)
        .where(
            col(AuditEntry.chain) == breach.council,
            col(AuditEntry.sequence) > sequence,
            col(AuditEntry.actor_id) == person_id,
            col(AuditEntry.family_id) == breach.family_id,
            col(AuditEntry.action).in_([action.value for action in SIGNED_IN_WORDS]),
            col(AuditEntry.at) <= breach.begun_at,
        )
        .order_by(col(AuditEntry.sequence))
    )
    rows = session.execute(wanted).scalars()
    return [(row.at, SIGNED_IN_WORDS[Action(row.action)], Who()) for row in rows]


def _grouped(found: Iterable[tuple[datetime, str, Who]]) -> tuple[Fact, ...]:
    """Make one line of what the same person did again and again, with its first and its last time."""
    lines: dict[tuple[str, Who], Fact] = {}
    for at, words, somebody in found:
        known = lines.get((words, somebody))
        first, count = (known.at, known.count + 1) if known else (at, 1)
        lines[words, somebody] = Fact(words, somebody, first, at, count)
    return tuple(lines.values())
