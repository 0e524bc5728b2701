"""What somebody asks for to take part, thing by thing; what kind of thing it is stands under the seal."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class NeedsSent(Row, table=True):
    """One press of Send; they are counted for each person, so that two at once are told apart."""

    __tablename__ = "needs_sent"
    __table_args__ = (UniqueConstraint("membership_id", "number"),)

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26)
    number: int
    sent_at: datetime = Field(sa_type=UtcDateTime)
    is_beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether a worker sat beside its writer, on the worker's device."""


class NeedRow(Row, table=True):
    """One thing, from one press of Send until the one that left it out or changed it, with its answer."""

    __tablename__ = "needs"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    from_number: int
    until_number: int | None = None
    own_sealed: bytes = Field(sa_type=LargeBinary)
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    is_waiting: bool = True
    """Whether staff have something to look at: a wish without an answer, or one that is gone."""
    state: str | None = Field(default=None, max_length=20)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    answer_own_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer_professionals_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
