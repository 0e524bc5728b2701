"""What families asked to have put right."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Correction(Row, table=True):
    """Something that somebody says is wrong about them, sealed once for them and once for their workers."""

    __tablename__ = "corrections"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    kind: str = Field(max_length=20)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    own_sealed: bytes = Field(sa_type=LargeBinary)
    professionals_sealed: bytes = Field(sa_type=LargeBinary)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    outcome: str | None = Field(default=None, max_length=20)
