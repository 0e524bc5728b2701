"""The outbox: what is to be sent to whom; never the words, which are made when it leaves."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Message(Row, table=True):
    """One notice to one person. A request for a stranger's link leaves a message to nobody."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_due", "state", "due_at"),)

    council: str = Field(max_length=60)
    person_id: str | None = Field(default=None, foreign_key="people.id", max_length=26, index=True)
    family_id: str | None = Field(default=None, foreign_key="families.id", max_length=26, index=True)
    notice: str = Field(max_length=30)
    meets_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = Field(default="queued", max_length=10)
    due_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(default="", max_length=60)
