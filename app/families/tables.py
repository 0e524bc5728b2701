"""Families, people, their places in a family, children, protected details, and wrapped keys."""

from datetime import datetime, time

from sqlalchemy import LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from app.kit.database import Row, UtcDateTime


class Family(Row, table=True):
    """A family that a council works with; staff know it by its reference."""

    __tablename__ = "families"

    council: str = Field(max_length=60, index=True)
    reference: str = Field(max_length=11, unique=True)
    messages_stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    bereaved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Person(Row, table=True):
    """Somebody a council knows: a member of families, or staff. A contact belongs to one person only."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("council", "contact_index"),)

    council: str = Field(max_length=60)
    staff_role: str | None = Field(default=None, max_length=30)
    name_sealed: bytes = Field(sa_type=LargeBinary)
    contact_kind: str = Field(default="none", max_length=10)
    contact_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    contact_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    former_contact_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Of the contact before this one, so that whoever has it now is not taken for a stranger."""
    language: str = Field(default="en", max_length=20)
    wording: str | None = Field(default=None, max_length=10)
    shared_phone: bool = False
    safe_from: time | None = None
    safe_until: time | None = None
    pin_hash: str | None = Field(default=None, max_length=200)
    pin_lapses_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pin_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    wrong_pins: int = 0
    wrong_pins_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    contact_stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    contact_stopped_why: str | None = Field(default=None, max_length=20)
    is_under_18: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Membership(Row, table=True):
    """A person's place in a family: as parent, or as staff allocated to it; who gave it, and until when."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("family_id", "person_id", "role"),)

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    person_id: str = Field(foreign_key="people.id", max_length=26, index=True)
    role: str = Field(max_length=30)
    given_by: str | None = Field(default=None, max_length=26)
    welcomed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closing_id: str | None = Field(default=None, max_length=26)
    """The decision about several members that set this day, so that it can be taken back."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CaseClosing(Row, table=True):
    """That everything here stops for a family or for some of it, and where they go; staff alone read that."""

    __tablename__ = "case_closings"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    reason: str = Field(max_length=20)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    to_sealed: bytes = Field(sa_type=LargeBinary)
    decided_by: str = Field(foreign_key="people.id", max_length=26)
    decided_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Child(Row, table=True):
    """A child the meeting is about; before birth there is no name yet."""

    __tablename__ = "children"

    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    name_sealed: bytes = Field(sa_type=LargeBinary)


class ChildLink(Row, table=True):
    """Which children a member of the family is here for: a father of one sees that one only."""

    __tablename__ = "child_links"
    __table_args__ = (UniqueConstraint("child_id", "membership_id"),)

    child_id: str = Field(foreign_key="children.id", max_length=26)
    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)


class ProtectedDetail(Row, table=True):
    """Something about one person that must never reach another: an address, a school, a name."""

    __tablename__ = "protected_details"

    membership_id: str = Field(foreign_key="memberships.id", max_length=26, index=True)
    family_id: str = Field(foreign_key="families.id", max_length=26, index=True)
    kind: str = Field(max_length=20)
    text_sealed: bytes = Field(sa_type=LargeBinary)


class CompartmentKey(Row, table=True):
    """A compartment's key, wrapped by a master key; destroying it destroys what it sealed."""

    __tablename__ = "compartment_keys"

    compartment: str = Field(max_length=160, unique=True)
    master: int
    wrapped: bytes = Field(sa_type=LargeBinary)
