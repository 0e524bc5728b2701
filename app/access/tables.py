"""Sign-in links, doorbells, sessions and counts of tries; of every token only its SHA-256 is kept."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class SignInLink(Row, table=True):
    """A link that somebody asked for: good for minutes, once, and only with the PIN."""

    __tablename__ = "sign_in_links"

    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    digest: bytes = Field(sa_type=LargeBinary, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    wrong_pins: int = 0


class Doorbell(Row, table=True):
    """The address in a notice: it makes the portal send a link to the contact on file, and nothing else."""

    __tablename__ = "doorbells"

    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    digest: bytes = Field(sa_type=LargeBinary, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    rung_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInSession(Row, table=True):
    """One visit of one person in one browser, to one family or one council's desk."""

    __tablename__ = "sign_in_sessions"

    digest: bytes = Field(sa_type=LargeBinary, unique=True)
    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    membership_id: str | None = Field(default=None, foreign_key="memberships.id", max_length=26)
    started_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)
    wrong_pins: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    end_reason: str | None = Field(default=None, max_length=12)
    beside_id: str | None = Field(default=None, max_length=26)
    """The member of staff on whose device this visit is, sitting beside its person."""


class RateCount(Row, table=True):
    """How often something was tried within a span of time, under a key that names nobody."""

    __tablename__ = "rate_counts"
    __table_args__ = (UniqueConstraint("key", "span_began_at"),)

    key: bytes = Field(sa_type=LargeBinary)
    span_began_at: datetime = Field(sa_type=UtcDateTime, index=True)
    tries: int = 1


class TrustedBrowser(Row, table=True):
    """A browser of which its owner said that only they use it: it needs the link, and no PIN, for a time."""

    __tablename__ = "trusted_browsers"

    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    digest: bytes = Field(sa_type=LargeBinary, unique=True)
    until_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Helping(Row, table=True):
    """That one person helps another in a family: asked for by them, looked at by staff, ended by either."""

    __tablename__ = "helpings"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    for_membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    helper_membership_id: str | None = Field(
        default=None, foreign_key="memberships.id", max_length=26, index=True
    )
    role: str = Field(max_length=30)
    state: str = Field(max_length=12)
    own_sealed: bytes = Field(sa_type=LargeBinary)
    """Name, relation and contact as the family typed them, for the family."""
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    """The same, for the staff who look at it."""
    helped_name_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Whom they help, for the helper's own list; sealed with the helper's name and contact."""
    until_at: datetime = Field(sa_type=UtcDateTime)
    consent: str = Field(max_length=20)
    consent_at: datetime = Field(sa_type=UtcDateTime)
    consent_by: str = Field(foreign_key="people.id", max_length=26)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    reports_allowed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reports_allowed_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)


class Grant(Row, table=True):
    """One right of one helper: to what, about which child or thing, for how long, and who gave it."""

    __tablename__ = "grants"

    helping_id: str = Field(foreign_key="helpings.id", max_length=26, index=True)
    permission: str = Field(max_length=40)
    child_id: str | None = Field(default=None, foreign_key="children.id", max_length=26)
    thing_id: str | None = Field(default=None, max_length=26)
    begins_at: datetime = Field(sa_type=UtcDateTime)
    until_at: datetime = Field(sa_type=UtcDateTime)
    given_by: str = Field(foreign_key="people.id", max_length=26)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EmergencyOpening(Row, table=True):
    """That somebody of the staff opened a file without an allocation: why, and who looked at it after."""

    __tablename__ = "emergency_openings"

    council: str = Field(max_length=60, index=True)
    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    reason_sealed: bytes = Field(sa_type=LargeBinary)
    """Sealed with the name and contact of whoever opened it, which the council's staff can open."""
    opened_at: datetime = Field(sa_type=UtcDateTime)
    until_at: datetime = Field(sa_type=UtcDateTime)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    review: str | None = Field(default=None, max_length=20)
