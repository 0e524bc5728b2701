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
    is_before = col(Complaint.state) == before.value
    return change(session, complaint_id, is_before, *only_where, state=after.value, **values)


def change(session: Session, complaint_id: str, *only_where: ColumnElement[bool], **values: Any) -> bool:
    """Change a complaint that is still as it has to be, and say whether it was."""
    changed = session.execute(
        update(Complaint)
        .where(col(Complaint.id) == complaint_id, *only_where)
        .values(**values)
        .returning(col(Complaint.id))
        .execution_options(synchronize_session=False)
    ).first()
    session.expire_all()
    return changed is not None
