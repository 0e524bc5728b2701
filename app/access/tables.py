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


class RateCount(Row, table=True):
    """How often something was tried within a span of time, under a key that names nobody."""

    __tablename__ = "rate_counts"
    __table_args__ = (UniqueConstraint("key", "span_began_at"),)

    key: bytes = Field(sa_type=LargeBinary)
    span_began_at: datetime = Field(sa_type=UtcDateTime, index=True)
    tries: int = 1
