"""The audit log's tables: entries that only grow, and the head of each chain."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.kit.database import Row, UtcDateTime


class AuditEntry(Row, table=True):
    """One act. Triggers in the database refuse to change or delete it."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("chain", "sequence"),
        Index("ix_audit_entries_object", "object_type", "object_id"),
    )

    chain: str = Field(max_length=60)
    sequence: int
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: str = Field(max_length=60)
    role: str = Field(max_length=30)
    session_mark: str = Field(max_length=16)
    action: str = Field(max_length=40)
    object_type: str = Field(max_length=40)
    object_id: str = Field(max_length=60)
    family_id: str = Field(max_length=26)
    reason: str = Field(max_length=60)
    earlier_hash: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class ChainHead(SQLModel, table=True):
    """The newest entry of a chain; its row is the chain's lock."""

    __tablename__ = "audit_chain_heads"

    chain: str = Field(primary_key=True, max_length=60)
    sequence: int = 0
    hash: bytes = Field(default=b"", sa_type=LargeBinary)
