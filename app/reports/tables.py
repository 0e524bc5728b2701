"""Reports as staff added them, each person's own edition, wishes that wait for a second person, replies."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, false, text
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Report(Row, table=True):
    """A report that staff added; nobody of the family can open this row, only an edition of their own."""

    __tablename__ = "reports"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26)
    added_by_id: str = Field(foreign_key="people.id", max_length=26)
    author: str = Field(max_length=20)
    author_name_sealed: bytes = Field(sa_type=LargeBinary)
    title: str = Field(max_length=20)
    language: str = Field(max_length=20)
    pages: int
    minutes: int
    has_text: bool
    covered_pages: str = Field(max_length=1500)
    picture_pages: str = Field(max_length=1500)
    file_id: str = Field(foreign_key="stored_files.id", max_length=26)
    blocks_sealed: bytes = Field(sa_type=LargeBinary)
    search_text_sealed: bytes = Field(sa_type=LargeBinary)


class ReleaseRequest(Row, table=True):
    """That one member of staff wants one person to have a report, and another must decide."""

    __tablename__ = "report_release_requests"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'confirmed', 'refused')", name="state"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="second_person"),
        Index(
            "uq_report_release_requests_asked",
            "report_id",
            "membership_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    report_id: str = Field(foreign_key="reports.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26)
    state: str = Field(max_length=10)
    asked_by_id: str = Field(foreign_key="people.id", max_length=26)
    reason_sealed: bytes = Field(sa_type=LargeBinary)
    decided_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class Edition(Row, table=True):
    """One person's own copy of a report: its grant and its content in one row, never changed, only ended."""

    __tablename__ = "report_editions"
    __table_args__ = (
        Index(
            "uq_report_editions_live",
            "report_id",
            "membership_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    report_id: str = Field(foreign_key="reports.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    shared_at: datetime = Field(sa_type=UtcDateTime)
    shared_by_id: str = Field(foreign_key="people.id", max_length=26)
    is_told: bool
    file_id: str = Field(foreign_key="stored_files.id", max_length=26)
    author_name_sealed: bytes = Field(sa_type=LargeBinary)
    blocks_sealed: bytes = Field(sa_type=LargeBinary)
    # Of the sealed copy as it was given: a proof of what this person got, which tells nobody what it says.
    digest: str = Field(max_length=64)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    withdrawn_because_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class Reply(Row, table=True):
    """What one person says about a report, sealed once for them and once for the professionals."""

    __tablename__ = "report_replies"

    edition_id: str = Field(foreign_key="report_editions.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    own_words_sealed: bytes = Field(sa_type=LargeBinary)
    words_sealed: bytes = Field(sa_type=LargeBinary)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    opened_by_role: str | None = Field(default=None, max_length=30)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_late: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether a worker sat beside its writer, on the worker's device."""


class Asking(Row, table=True):
    """That somebody asks for time, another day or help with a report before a meeting, and the answer."""

    __tablename__ = "report_askings"

    edition_id: str = Field(foreign_key="report_editions.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    own_sealed: bytes = Field(sa_type=LargeBinary)
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    is_beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether a worker sat beside its writer, on the worker's device."""
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by_id: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    answered_by_role: str | None = Field(default=None, max_length=30)
    own_answer_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class Expected(Row, table=True):
    """That staff wait for a report by one kind of author before a meeting."""

    __tablename__ = "expected_reports"
    __table_args__ = (
        Index(
            "uq_expected_reports_live",
            "conference_id",
            "author",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26)
    author: str = Field(max_length=20)
    marked_by_id: str = Field(foreign_key="people.id", max_length=26)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
