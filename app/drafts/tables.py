"""Drafts with every revision, words held after a session's end, and receipts."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Draft(Row, table=True):
    """Something that one person is writing; its newest version is the one shown."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("membership_id", "kind", "about"),)

    membership_id: str = Field(foreign_key="memberships.id", max_length=26)
    kind: str = Field(max_length=30)
    about: str = Field(max_length=80)
    version: int = 0
    saved_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DraftRevision(Row, table=True):
    """What a draft said at one version; revisions are only ever added."""

    __tablename__ = "draft_revisions"
    __table_args__ = (UniqueConstraint("draft_id", "version"),)

    draft_id: str = Field(foreign_key="drafts.id", max_length=26)
    version: int
    fields_sealed: bytes = Field(sa_type=LargeBinary)


class HeldWords(Row, table=True):
    """What was posted after a session had locked or run out; only its owner sees it, after signing in."""

    __tablename__ = "held_words"
    __table_args__ = (UniqueConstraint("session_id", "address"),)

    session_id: str = Field(foreign_key="sign_in_sessions.id", max_length=26)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    address: str = Field(max_length=200)
    held_at: datetime = Field(sa_type=UtcDateTime)
    fields_sealed: bytes = Field(sa_type=LargeBinary)


class Receipt(Row, table=True):
    """That something was sent: what, when, and a keyed digest of its words; written with them or not."""

    __tablename__ = "receipts"

    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    submission_key: str = Field(max_length=64, unique=True)
    kind: str = Field(max_length=30)
    subject_id: str = Field(max_length=26, index=True)
    reference: str = Field(max_length=11, unique=True)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    digest: str = Field(max_length=64)


class Suggestion(Row, table=True):
    """What a helper wrote for somebody, who alone can use it and send it; each side has its own copy."""

    __tablename__ = "suggestions"
    __table_args__ = (UniqueConstraint("helping_id", "kind", "about"),)

    helping_id: str = Field(foreign_key="helpings.id", max_length=26)
    for_membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    kind: str = Field(max_length=30)
    about: str = Field(max_length=80)
    version: int = 0
    saved_at: datetime = Field(sa_type=UtcDateTime)
    helper_sealed: bytes = Field(sa_type=LargeBinary)
    """What the helper is writing."""
    owner_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What the helper has shown."""
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = Field(default=None, max_length=20)


class Opening(Row, table=True):
    """That a member of staff opened what a family sent: told to whoever sent it, by name and role."""

    __tablename__ = "openings"
    __table_args__ = (Index("ix_openings_subject", "kind", "subject_id"),)

    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    kind: str = Field(max_length=30)
    subject_id: str = Field(max_length=26)
    person_id: str = Field(foreign_key="people.id", max_length=26)
    role: str = Field(max_length=30)
    name_sealed: bytes = Field(sa_type=LargeBinary)
    opened_at: datetime = Field(sa_type=UtcDateTime)


class CompanyAnswer(Row, table=True):
    """Whether anyone helped with, or was there at, what somebody sent; for one named worker only."""

    __tablename__ = "company_answers"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    kind: str = Field(max_length=30)
    subject_id: str | None = Field(default=None, max_length=26)
    answered_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seen_by_id: str | None = Field(default=None, max_length=26)
    answer_sealed: bytes = Field(sa_type=LargeBinary)
