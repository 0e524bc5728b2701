"""Hold the words of a form that could not be saved: its session had ended, or another button was pressed."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from app.access.making import actor_of
from app.access.models import SignedIn
from app.access.scopes import Installation, PersonScope
from app.access.sessions import takes_words
from app.access.transactions import transaction
from app.audit import service as audit
from app.audit.models import Action
from app.drafts.tables import HeldWords
from app.families.keys import KeyRoom
from app.families.models import Compartments
from app.kit import clock
from app.kit.form_body import Sent

# What a page sends beside words: a form of these alone was only a button.
NOT_WORDS = {
    "seen_version",
    "then",
    "submission_key",
    "shown",
    "keep",
    "language",
    "here",
    "pin",
    "helping",
    "until",
}
LONGEST_ADDRESS = 200


def hold(installation: Installation, signed_in: SignedIn, address: str, fields: Mapping[str, Any]) -> bool:
    """Keep what was typed, once for each form of a session, and say whether it was kept.

    Nothing is held for a session that its owner left or signed out of, nor for staff. A form sends all
    its words each time, so the newest take the place of earlier ones.
    """
    with transaction(installation, writes=True) as session:
        return _hold(session, installation, signed_in, address, fields)


def hold_brought(
    scope: PersonScope, signed_in: SignedIn, address: str, sent: Sent, several: Collection[str]
) -> bool:
    """Keep the words of a form whose page was left by a button that is not the form's own."""
    fields = words_of(sent, several)
    is_own_page = address.startswith("/m/") and len(address) <= LONGEST_ADDRESS
    return (
        is_own_page
        and has_words(fields)
        and _hold(scope.session, scope.installation, signed_in, address, fields)
    )


def words_of(sent: Sent, several: Collection[str] = ()) -> dict[str, str | list[str]]:
    """Return the fields of a form, each as it was last written; of those that allow several, all ticks."""
    return {name: values if name in several else values[-1] for name, values in sent.fields.items()}


def has_words(fields: Mapping[str, Any]) -> bool:
    """Say whether a form brought more than pressed buttons."""
    return any(value for name, value in fields.items() if name not in NOT_WORDS)


def _hold(
    session: Session, installation: Installation, signed_in: SignedIn, address: str, fields: Mapping[str, Any]
) -> bool:
    written = {name: value for name, value in fields.items() if value}
    family = signed_in.family_id
    if not written or not signed_in.membership_id or not family or not takes_words(signed_in, installation):
        return False
    cipher = KeyRoom(session, installation.keyring).cipher(
        Compartments(signed_in.council, family).own(signed_in.membership_id)
    )
    wanted = select(HeldWords).where(
        col(HeldWords.session_id) == signed_in.session_id, col(HeldWords.address) == address
    )
    row = session.execute(wanted).scalar_one_or_none() or HeldWords(
        session_id=signed_in.session_id,
        membership_id=signed_in.membership_id,
        address=address,
        held_at=clock.now(),
        fields_sealed=b"",
    )
    row.held_at = clock.now()
    text = json.dumps(written, ensure_ascii=False)
    row.fields_sealed = cipher.seal(text, row.place("fields_sealed"))
    session.add(row)
    audit.record(session, actor_of(signed_in), Action.WORDS_HELD, family_id=family)
    return True
