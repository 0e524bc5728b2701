"""Who asked to be rung, and what staff did about it."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Call(Row, table=True):
    """That somebody asks to be rung. About what is sealed with their words: for them, and for workers."""

    __tablename__ = "calls"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    is_beside: bool = False
    own_sealed: bytes = Field(sa_type=LargeBinary)
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CallAct(Row, table=True):
    """One thing that a member of staff did about it: rang, did not reach them, or saw them."""

    __tablename__ = "call_acts"

    call_id: str = Field(foreign_key="calls.id", max_length=26, index=True)
    outcome: str = Field(max_length=20)
    acted_at: datetime = Field(sa_type=UtcDateTime)
    acted_by: str = Field(foreign_key="people.id", max_length=26)
