"""Counts of tries, under keys that name nobody, in transactions that last whatever happens next."""

import hmac
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.access.scopes import Installation
from app.access.tables import RateCount
from app.kit import clock
from app.kit.ids import new_id

PER_CONTACT = ((timedelta(minutes=15), 3), (timedelta(hours=1), 6), (timedelta(hours=24), 10))
PER_NETWORK = ((timedelta(minutes=15), 20), (timedelta(hours=1), 60))
KEPT_FOR = timedelta(hours=48)


def count(
    session: Session, installation: Installation, what: str, limits: tuple[tuple[timedelta, int], ...]
) -> bool:
    """Count one try and say whether it is still within every limit."""
    within = True
    for span, most in limits:
        began = _beginning(span)
        key = hmac.digest(
            installation.keyring.stable(f"rate|{clock.today()}"), f"{what}|{span}".encode(), "sha256"
        )
        within = _add(session, key, began) <= most and within
    session.execute(delete(RateCount).where(col(RateCount.span_began_at) < clock.now() - KEPT_FOR))
    return within


def _beginning(span: timedelta) -> datetime:
    seconds = int(span.total_seconds())
    return datetime.fromtimestamp(int(clock.now().timestamp()) // seconds * seconds, UTC)


def _add(session: Session, key: bytes, began: datetime) -> int:
    name = session.get_bind().dialect.name
    insert = postgresql.insert if name == "postgresql" else sqlite.insert
    adding = insert(RateCount).values(
        id=new_id(), created_at=clock.now(), key=key, span_began_at=began, tries=1
    )
    adding = adding.on_conflict_do_update(
        index_elements=["key", "span_began_at"], set_={"tries": col(RateCount.tries) + 1}
    )
    session.execute(adding)
    wanted = select(col(RateCount.tries)).where(
        col(RateCount.key) == key, col(RateCount.span_began_at) == began
    )
    return int(session.execute(wanted).scalar_one())
