"""Record an act, read acts back, and prove that nobody changed the record.

Entries wait in the session and are written last before the commit, so that a chain's lock is held as
briefly as can be. A request that only reads writes its entries in a transaction of their own, before
the first byte of the answer.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.audit.models import Action, Actor, Broken
from app.audit.tables import AuditEntry, ChainHead
from app.kit import clock
from app.kit.ids import new_id

WAITING = "audit entries that wait for the commit"
HASHED = (
    "chain sequence at actor_id role session_mark action object_type object_id family_id reason".split()  # noqa: SIM905
)


def record(
    session: Session,
    actor: Actor,
    action: Action,
    *,
    object_type: str = "",
    object_id: str = "",
    family_id: str = "",
    reason: str = "",
) -> None:
    """Note an act; it is written with the transaction it belongs to."""
    entry = {
        "id": new_id(),
        "created_at": clock.now(),
        "chain": actor.council,
        "at": clock.now(),
        "actor_id": actor.id,
        "role": actor.role,
        "session_mark": actor.session_mark,
        "action": action.value,
        "object_type": object_type,
        "object_id": object_id,
        "family_id": family_id,
        "reason": reason[:60],
    }
    session.info.setdefault(WAITING, []).append(entry)


def waiting(session: Session) -> list[dict[str, Any]]:
    """Take the entries that wait in a session."""
    taken: list[dict[str, Any]] = session.info.pop(WAITING, [])
    return taken


def write(session: Session, key: bytes, entries: Iterable[dict[str, Any]]) -> None:
    """Chain entries and add them; the last thing a transaction does."""
    by_chain: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_chain.setdefault(entry["chain"], []).append(entry)
    for chain in sorted(by_chain):
        head = _lock(session, chain)
        sequence, earlier = head.sequence, head.hash
        for entry in by_chain[chain]:
            sequence += 1
            entry |= {"sequence": sequence, "earlier_hash": earlier}
            earlier = entry["hash"] = _hash(key, earlier, entry)
        session.execute(insert(AuditEntry), by_chain[chain])
        session.execute(
            update(ChainHead).where(col(ChainHead.chain) == chain).values(sequence=sequence, hash=earlier)
        )


def _lock(session: Session, chain: str) -> ChainHead:
    wanted = select(ChainHead).where(col(ChainHead.chain) == chain).with_for_update()
    wanted = wanted.execution_options(populate_existing=True)
    found: ChainHead | None = session.execute(wanted).scalar_one_or_none()
    if found is None:
        try:
            with session.begin_nested():
                session.execute(insert(ChainHead).values(chain=chain, sequence=0, hash=b""))
        except IntegrityError:
            pass  # another process began this chain in the same moment
        found = session.execute(wanted).scalar_one()
    return found


def _hash(key: bytes, earlier: bytes, entry: dict[str, Any]) -> bytes:
    facts = {name: entry[name] for name in HASHED}
    facts["at"] = facts["at"].isoformat()
    return hmac.digest(key, earlier + json.dumps(facts, sort_keys=True).encode(), "sha256")


def verify(session: Session, key: bytes) -> list[Broken]:
    """Walk every chain and return each place where an entry was changed, moved, added or cut off."""
    broken: list[Broken] = []
    heads = {head.chain: head for head in session.execute(select(ChainHead)).scalars()}
    chains = session.execute(select(col(AuditEntry.chain)).distinct()).scalars().all()
    for chain in sorted(set(chains) | set(heads)):
        broken += _verify_chain(session, key, chain, heads.get(chain))
    return broken


def _verify_chain(session: Session, key: bytes, chain: str, head: ChainHead | None) -> list[Broken]:
    sequence, earlier = 0, b""
    entries = select(AuditEntry).where(col(AuditEntry.chain) == chain).order_by(col(AuditEntry.sequence))
    for entry in session.execute(entries).scalars():
        sequence += 1
        if entry.sequence != sequence:
            return [Broken(chain, sequence, "an entry is missing")]
        facts = {name: getattr(entry, name) for name in HASHED}
        if entry.earlier_hash != earlier or entry.hash != _hash(key, earlier, facts):
            return [Broken(chain, sequence, "an entry was changed")]
        earlier = entry.hash
    if head is None or head.sequence != sequence or head.hash != earlier:
        return [Broken(chain, sequence, "the end was cut off")]
    return []


def history(session: Session, object_type: str, object_id: str) -> Sequence[AuditEntry]:
    """Return what happened to one thing, oldest first."""
    wanted = (
        select(AuditEntry)
        .where(col(AuditEntry.object_type) == object_type, col(AuditEntry.object_id) == object_id)
        .order_by(col(AuditEntry.at), col(AuditEntry.sequence))
    )
    return session.execute(wanted).scalars().all()
