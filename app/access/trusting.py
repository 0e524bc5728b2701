"""Browsers that only one person uses, as they said: there a link is enough for a time, without the PIN."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlmodel import Session, col

from app.access.confirming import confirm
from app.access.models import PinAnswer
from app.access.scopes import FamilyScope
from app.access.tables import TrustedBrowser
from app.audit.models import Action
from app.families.tables import Person
from app.kit import clock
from app.kit.encryption import digest
from app.kit.ids import new_token

LASTS = timedelta(days=30)


def is_offered(scope: FamilyScope) -> bool:
    """Say whether somebody may do without the PIN here.

    Never on a phone that others can look at, and never on the device of the staff who sit beside somebody.
    """
    return scope.beside_id is None and _may_trust(scope.session.get_one(Person, scope.person_id))


def _may_trust(person: Person) -> bool:
    answered = person.wording is not None and person.contact_stopped_at is None
    return answered and not person.shared_phone and person.staff_role is None and person.ended_at is None


def trust(scope: FamilyScope, earlier: str, pin: str) -> tuple[PinAnswer, str]:
    """Trust the browser of this session, with the PIN, and return its cookie; what it had before ends.

    An open page alone is not enough: whoever picks up the phone would need no PIN for weeks.
    """
    answer = confirm(scope, scope.person_id, pin, "before this phone goes without")
    if answer is not PinAnswer.RIGHT:
        return answer, ""
    end_one(scope.session, earlier)
    token = new_token()
    row = TrustedBrowser(person_id=scope.person_id, digest=digest(token), until_at=clock.now() + LASTS)
    scope.session.add(row)
    scope.record(Action.BROWSER_TRUSTED, "trusted_browsers", row.id)
    return PinAnswer.RIGHT, token


def is_known(session: Session, cookie: str) -> bool:
    """Say whether a browser is trusted by anybody at this moment."""
    return bool(cookie) and session.execute(_live().where(_is(cookie)).limit(1)).first() is not None


def is_trusted(session: Session, cookie: str, person: Person) -> bool:
    """Say whether a browser is trusted by this person at this moment."""
    own = _live().where(_is(cookie), col(TrustedBrowser.person_id) == person.id)
    return bool(cookie) and _may_trust(person) and session.execute(own).first() is not None


def count(session: Session, person_id: str) -> int:
    """Return how many browsers need no PIN for somebody."""
    wanted = _live().where(col(TrustedBrowser.person_id) == person_id).subquery()
    return int(session.execute(select(func.count()).select_from(wanted)).scalar_one())


def take_back(scope: FamilyScope) -> None:
    """Ask for the PIN again in every browser of this person."""
    end_all(scope.session, scope.person_id)
    scope.record(Action.BROWSERS_FORGOTTEN, "people", scope.person_id)


def end_all(session: Session, person_id: str) -> None:
    """Trust no browser of a person any longer."""
    _end(session, col(TrustedBrowser.person_id) == person_id)


def end_one(session: Session, cookie: str) -> None:
    """Trust one browser no longer."""
    if cookie:
        _end(session, _is(cookie))


def _is(cookie: str) -> ColumnElement[bool]:
    return col(TrustedBrowser.digest) == digest(cookie)


def _live() -> Select[*tuple[Any, ...]]:
    return select(col(TrustedBrowser.id)).where(
        col(TrustedBrowser.ended_at).is_(None), col(TrustedBrowser.until_at) > clock.now()
    )


def _end(session: Session, which: ColumnElement[bool]) -> None:
    ending = update(TrustedBrowser).where(which, col(TrustedBrowser.ended_at).is_(None))
    session.execute(ending.values(ended_at=clock.now()))
