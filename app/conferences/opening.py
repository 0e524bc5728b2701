"""Open stored meetings into what is shown; both families and staff read them through the shared key."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.authorities.models import Authority
from app.conferences import rules
from app.conferences.models import (
    ConferenceDetails,
    ConferenceKind,
    KeptOut,
    Professional,
    ProfessionalRole,
)
from app.conferences.tables import Attendee, Conference
from app.kit import clock
from app.kit.encryption import Cipher

ATTENDEES = (
    select(Attendee)
    .where(col(Attendee.conference_id).in_(bindparam("conferences", expanding=True)))
    .order_by(col(Attendee.created_at), col(Attendee.id))
)
NOBODY_KEPT_OUT: Mapping[str, KeptOut] = {}


@lru_cache(maxsize=64)
def read_profile(snapshot: str) -> Authority:
    """Return the profile that was kept with a conference; few differ, and each never changes."""
    return Authority.from_snapshot(snapshot)


def open_all(
    session: Session,
    shared: Cipher | None,
    rows: Sequence[Conference],
    kept_out: Mapping[str, KeptOut] = NOBODY_KEPT_OUT,
) -> list[ConferenceDetails]:
    """Open meetings, the one that matters most first, as somebody sees them who is kept out of some."""
    now = clock.now()
    people = _professionals(session, shared, [row.id for row in rows]) if shared else {}
    opened = [_opened(shared, row, tuple(people.get(row.id, ()))) for row in rows]
    seen = [rules.as_seen_by(one, kept_out.get(one.id), now) for one in opened]
    return rules.in_order(seen, now)


def _opened(shared: Cipher | None, row: Conference, people: tuple[Professional, ...]) -> ConferenceDetails:
    place, chair = row.place_sealed, row.chair_name_sealed
    return ConferenceDetails(
        id=row.id,
        family_id=row.family_id,
        kind=ConferenceKind(row.kind),
        stage=rules.stage_of(row.meets_at, is_cancelled=row.cancelled_at is not None, now=clock.now()),
        meets_at=row.meets_at,
        place=shared.open(place, row.place("place_sealed")) if shared and place else "",
        chair_name=shared.open(chair, row.place("chair_name_sealed")) if shared and chair else None,
        chair_id=row.chair_id,
        profile=read_profile(row.profile),
        changed_at=row.changed_at,
        earlier_meets_at=row.earlier_meets_at,
        attendees=people,
        called_at=row.created_at,
        as_it_is_since=row.changed_at,
    )


def _professionals(session: Session, shared: Cipher, conferences: list[str]) -> dict[str, list[Professional]]:
    found: dict[str, list[Professional]] = {}
    for row in session.execute(ATTENDEES, {"conferences": conferences}).scalars():
        name = shared.open(row.name_sealed, row.place("name_sealed"))
        found.setdefault(row.conference_id, []).append(Professional(row.id, ProfessionalRole(row.role), name))
    return found
