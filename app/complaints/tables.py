"""Complaints, each sealed twice, and the officers who may not deal with one because it names them."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Complaint(Row, table=True):
    """What somebody complained about: once for them, once for the council's complaints officers."""

    __tablename__ = "complaints"
    __table_args__ = (Index("ix_complaints_council_state", "council", "state"),)

    council: str = Field(max_length=60)
    family_id: str = Field(foreign_key="families.id", max_length=26)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    reference: str = Field(max_length=11, unique=True)
    state: str = Field(max_length=12)
    own_sealed: bytes = Field(sa_type=LargeBinary)
    officer_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    holder_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer_version: int = 0
    answer_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer_own_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer_saved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stop_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether a worker sat beside its writer, on the worker's device."""


class ComplaintStop(Row, table=True):
    """That somebody does not want to go on with a complaint, why, and what became of it; each is kept."""

    __tablename__ = "complaint_stops"

    complaint_id: str = Field(foreign_key="complaints.id", max_length=26, index=True)
    submission_key: str = Field(max_length=64, unique=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""
    own_sealed: bytes = Field(sa_type=LargeBinary)
    officer_sealed: bytes = Field(sa_type=LargeBinary)
    taken_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = Field(default=None, max_length=20)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    answer_own_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer_officer_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class NamedOfficer(Row, table=True):
    """That an officer is named in a complaint, so that somebody else has to take it."""

    __tablename__ = "named_officers"
    __table_args__ = (UniqueConstraint("complaint_id", "person_id"),)

    complaint_id: str = Field(foreign_key="complaints.id", max_length=26)
    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
