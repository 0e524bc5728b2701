"""What reached the wrong person, and what was added to each record over time."""

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Breach(Row, table=True):
    """That something about a family reached the wrong person. What is added later stands in its entries."""

    __tablename__ = "breaches"

    council: str = Field(max_length=60, index=True)
    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    reference: str = Field(max_length=11, unique=True)
    kind: str = Field(max_length=20)
    membership_id: str | None = Field(default=None, foreign_key="memberships.id", max_length=26)
    """Whose contact it was, or who had the report; nobody when it was written down by hand."""
    thing_id: str | None = Field(default=None, max_length=26)
    """The edition that was taken back."""
    contact_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The contact as it stood then, byte for byte as it is sealed with its person's name."""
    words_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    happened_on: date | None = None
    known_at: datetime = Field(sa_type=UtcDateTime)
    begun_at: datetime = Field(sa_type=UtcDateTime)
    begun_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    acted_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    agreed_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    submission_key: str | None = Field(default=None, max_length=32, unique=True)
    decision: str | None = Field(default=None, max_length=20)
    reported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When somebody wrote down that the people concerned were told, or why not."""


class BreachEntry(Row, table=True):
    """Something that was added to a record, by whom and when; never changed."""

    __tablename__ = "breach_entries"

    breach_id: str = Field(foreign_key="breaches.id", max_length=26, index=True)
    kind: str = Field(max_length=20)
    answer: str | None = Field(default=None, max_length=20)
    said_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    said_on: date | None = None
    words_sealed: bytes = Field(sa_type=LargeBinary)
    written_at: datetime = Field(sa_type=UtcDateTime)
    written_by_id: str = Field(foreign_key="people.id", max_length=26)
    submission_key: str | None = Field(default=None, max_length=32, unique=True)
