"""What family members wrote to a meeting."""

from datetime import datetime

from sqlalchemy import LargeBinary, false
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class WrittenViews(Row, table=True):
    """What one person wrote to a meeting, sealed once for its writer and once for the chair."""

    __tablename__ = "written_views"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    conference_id: str = Field(foreign_key="conferences.id", max_length=26, index=True)
    reference: str = Field(max_length=11, unique=True)
    use: str = Field(max_length=20)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    is_late: bool = False
    own_sealed: bytes = Field(sa_type=LargeBinary)
    professionals_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_by: str | None = Field(default=None, foreign_key="people.id", max_length=26)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_out_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_out_by: str | None = Field(default=None, max_length=20)
    is_beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether a worker sat beside its writer, on the worker's device."""
