"""Move a complaint from one state to the next: the check and the change are one statement."""

from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from app.complaints import rules
from app.complaints.models import Move
from app.complaints.tables import Complaint


def move(
    session: Session, complaint_id: str, step: Move, *only_where: ColumnElement[bool], **values: Any
) -> bool:
    """Make one move, and say whether it was made: not when somebody else was first."""
    before, after = rules.MOVES[step]
    moved = session.execute(
        update(Complaint)
        .where(col(Complaint.id) == complaint_id, col(Complaint.state) == before.value, *only_where)
        .values(state=after.value, **values)
        .returning(col(Complaint.id))
        .execution_options(synchronize_session=False)
    ).first()
    session.expire_all()
    return moved is not None
