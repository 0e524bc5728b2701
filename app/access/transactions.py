"""Transactions: one a request, its audit entries written last; and those that last when a request fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.access.scopes import Installation, SystemScope
from app.audit import service as audit
from app.audit.models import SYSTEM, Action, Actor
from app.families.keys import KeyRoom
from app.kit.database import open_session
from app.kit.errors import CannotSave


class WroteOnGet(Exception):
    """A request that only reads has changed something: a fault in the code, never committed."""


@contextmanager
def transaction(installation: Installation, *, writes: bool) -> Iterator[Session]:
    """Give one transaction, with its audit entries written last. Raises CannotSave when it cannot commit."""
    key = installation.keyring.stable("audit")
    try:
        with open_session(installation.engine, writes=writes) as session:
            yield session
            if session.new or session.dirty or session.deleted:
                if not writes:
                    raise WroteOnGet
                session.flush()
            waiting = audit.waiting(session)
            if writes:
                audit.write(session, key, waiting)
        if waiting and not writes:
            with open_session(installation.engine, writes=True) as later:
                audit.write(later, key, waiting)
    except OperationalError as error:
        raise CannotSave from error


@contextmanager
def system_scope(installation: Installation, *, writes: bool = True) -> Iterator[SystemScope]:
    """Give the scope of the operator's commands and of the worker."""
    with transaction(installation, writes=writes) as session:
        yield SystemScope(session, SYSTEM, installation, KeyRoom(session, installation.keyring))


def deny(installation: Installation, actor: Actor, permission: str, *, family_id: str = "") -> None:
    """Note a refusal in a transaction of its own: it lasts although the request fails."""
    with transaction(installation, writes=True) as session:
        audit.record(session, actor, Action.DENIED, reason=permission, family_id=family_id)
