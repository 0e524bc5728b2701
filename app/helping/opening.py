"""Open stored arrangements into what either side sees, and seal what they say about a helper."""

import json
from dataclasses import asdict

from sqlalchemy import select
from sqlmodel import col

from app.access import helpings
from app.access.models import HelpState, Permission
from app.access.scopes import PersonScope
from app.access.tables import Grant, Helping
from app.families.models import Role
from app.helping import rules
from app.helping.models import PERMISSIONS, Arrangement, Consent, ConsentGiven, Described, Wish
from app.kit import clock
from app.kit.encryption import Cipher, Sealer

OWN, PROFESSIONALS = "own_sealed", "professionals_sealed"


def new_row(
    wish: Wish,
    given: ConsentGiven,
    *,
    family_id: str,
    membership_id: str,
    own: Sealer,
    professionals: Sealer,
    helping_id: str,
) -> Helping:
    """Return a new arrangement: what is known of the helper is put where the family reads it, and staff."""
    row = Helping(
        id=helping_id,
        family_id=family_id,
        for_membership_id=membership_id,
        role=wish.role.value,
        state=HelpState.ASKED.value,
        own_sealed=b"",
        professionals_sealed=b"",
        until_at=wish.until_at,
        consent=given.how.value,
        consent_at=given.at,
        consent_by=given.by,
    )
    text = json.dumps(asdict(wish.about), ensure_ascii=False)
    row.own_sealed = own.seal(text, row.place(OWN))
    row.professionals_sealed = professionals.seal(text, row.place(PROFESSIONALS))
    return row


def described(row: Helping, cipher: Cipher, column: str) -> Described:
    """Return what one side knows of a helper."""
    sealed = row.own_sealed if column == OWN else row.professionals_sealed
    return Described(**json.loads(cipher.open(sealed, row.place(column))))


def arrangement(scope: PersonScope, row: Helping, cipher: Cipher, column: str) -> Arrangement:
    """Open one arrangement with the key of one side.

    A family reads of a refusal that it is being checked: a "no" would tell whose contact that is, or whom
    somebody helps already.
    """
    granted = _permissions(scope, row)
    is_refused = row.state == HelpState.REFUSED.value
    state = HelpState.ASKED if is_refused and column == OWN else HelpState(row.state)
    return Arrangement(
        id=row.id,
        about=described(row, cipher, column),
        role=Role(row.role),
        state=state,
        standing=rules.standing_of(state, row.until_at, clock.now()),
        may=tuple(may for may, permission in PERMISSIONS.items() if permission in granted),
        until_at=row.until_at,
        reports_allowed=row.reports_allowed_at is not None,
        consent=Consent(row.consent),
        consent_at=row.consent_at,
        asked_at=row.created_at,
        decided_at=None if state is HelpState.ASKED else row.decided_at,
        ended_at=row.ended_at,
        had_access=row.helper_membership_id is not None,
    )


def _permissions(scope: PersonScope, row: Helping) -> set[Permission]:
    """Return what stands; of an arrangement that has ended, what stood at its end."""
    given = helpings.grants_of(scope, row.id)
    if row.ended_at:
        wanted = select(Grant).where(col(Grant.helping_id) == row.id, col(Grant.ended_at) >= row.ended_at)
        given = list(scope.session.execute(wanted).scalars())
    return {Permission(one.permission) for one in given}
