"""Hold the words of a form that was posted after its session had locked or run out."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.access.making import actor_of
from app.access.models import SignedIn
from app.access.scopes import Installation
from app.access.sessions import takes_words
from app.access.transactions import transaction
from app.audit import service as audit
from app.audit.models import Action
from app.drafts.tables import HeldWords
from app.families.keys import KeyRoom
from app.families.models import Compartments
from app.kit import clock


def hold(installation: Installation, signed_in: SignedIn, address: str, fields: Mapping[str, Any]) -> bool:
    """Keep what was typed, once for each form of a session, and say whether it was kept.

    Nothing is held for a session that its owner left or signed out of, nor for staff. A form sends all
    its words each time, so the newest take the place of earlier ones.
    """
    written = {name: value for name, value in fields.items() if value}
    family = signed_in.family_id
    if not written or not signed_in.membership_id or not family or not takes_words(signed_in, installation):
        return False
    with transaction(installation, writes=True) as session:
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
