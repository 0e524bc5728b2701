"""Conferences, who is invited to them, and which professionals will be there."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Conference(Row, table=True):
    """A meeting about the children of one family, under the profile its council had when it was called."""

    __tablename__ = "conferences"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    kind: str = Field(max_length=12)
    meets_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    earlier_meets_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    place_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    chair_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    chair_name_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    profile_version: str = Field(max_length=80)
    profile: str = Field(sa_type=Text)


class Invitation(Row, table=True):
    """That one person is asked to come; nobody else of the family is told."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("conference_id", "membership_id"),)

    conference_id: str = Field(foreign_key="conferences.id", max_length=26)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Attendee(Row, table=True):
    """A professional who will be at the meeting."""

    __tablename__ = "attendees"

    conference_id: str = Field(foreign_key="conferences.id", max_length=26, index=True)
    role: str = Field(max_length=30)
    name_sealed: bytes = Field(sa_type=LargeBinary)


class Exclusion(Row, table=True):
    """That the chair asked one person not to come to a meeting, or to a part of it."""

    __tablename__ = "exclusions"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    part: str = Field(max_length=10)
    own_sealed: bytes = Field(sa_type=LargeBinary)
    """The words that the chair approved, for the person."""
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    hides_place: bool = True
    hides_time: bool = True
    decided_by: str = Field(foreign_key="people.id", max_length=26)
    decided_at: datetime = Field(sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a worker told them in person or by phone; the page speaks only afterwards."""
    withheld_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when the meeting is not as they last saw it, if they ever did: they are shown none of that."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Move(Row, table=True):
    """Why the day of a meeting changed, or was so near when it was called."""

    __tablename__ = "conference_moves"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26, index=True)
    what: str = Field(max_length=20)
    from_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    to_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    moved_at: datetime = Field(sa_type=UtcDateTime)
    moved_by_id: str = Field(foreign_key="people.id", max_length=26)
    reason_sealed: bytes = Field(sa_type=LargeBinary)
