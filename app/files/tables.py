"""Which files are kept, and where; their words and names are not here."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from app.kit.database import Row


class FileState(StrEnum):
    """Whether a kept file may be opened."""

    CLEAN = "clean"
    ERASED = "erased"


class StoredFile(Row, table=True):
    """One sealed file in the file store."""

    __tablename__ = "stored_files"
    __table_args__ = (CheckConstraint("state IN ('clean', 'erased')", name="state"),)

    storage_name: str = Field(max_length=26, unique=True)
    authority: str = Field(max_length=64, index=True)
    compartment: str = Field(max_length=200)
    # Rounded up, so that a size does not tell which file it is.
    size: int
    sealed_sha256: bytes = Field(sa_type=LargeBinary)
    state: str = Field(default=FileState.CLEAN.value, max_length=10)
