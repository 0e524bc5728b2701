"""What a helper writes for somebody: theirs until they show it, and used only by whom they show it to.

Each side has a copy of its own. A helper's two phones are kept apart like anybody's: a save that did not
know of the newest words keeps those as well, and its writer is shown both.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope, HelperScope
from app.audit.models import Action
from app.drafts import service as drafts
from app.drafts.models import Held
from app.drafts.suggested import SCORE, WORDS, Aside, Outcome, Posted, Shown, Written, stands_in
from app.drafts.tables import Suggestion
from app.families.rules import first_name
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_

KNOWN = "suggestions that wait"
WAITING = (
    select(Suggestion)
    .where(
        col(Suggestion.for_membership_id) == bindparam("membership_id"),
        col(Suggestion.owner_sealed).is_not(None),
        col(Suggestion.answered_at).is_(None),
    )
    .order_by(col(Suggestion.shown_at), col(Suggestion.id))
)


class OpenedForAnother(Conflict):
    """The page was opened while its writer helped somebody else: nothing is saved for the wrong person."""

    words = N_("Open the page again, and check whom you help.")


def read_all(scope: HelperScope, kind: str, abouts: Sequence[str]) -> dict[str, Written]:
    """Return what this helper is writing about several things."""
    rows = scope.session.execute(_mine(scope, kind).where(col(Suggestion.about).in_(abouts))).scalars()
    return {about: Written() for about in abouts} | {row.about: _written(scope, row) for row in rows}


def read(scope: HelperScope, kind: str, about: str, address: str) -> Written:
    """Return what this helper is writing, with the words held for its form at this address."""
    found = read_all(scope, kind, [about])[about]
    held = next((one for one in _held(scope, address) if not stands_in(_words(one), found.together)), None)
    return Written(found.version, found.saved_at, found.fields, found.aside, found.shown_at, held)


def kept_at(scope: HelperScope) -> set[str]:
    """Return the addresses of the forms for which words of this helper are held."""
    return {one.address for one in drafts.all_held(scope) if one.fields.get("helping") == scope.helping_id}


def _mine(scope: HelperScope, kind: str) -> Select[Any]:
    return select(Suggestion).where(
        col(Suggestion.helping_id) == scope.helping_id, col(Suggestion.kind) == kind
    )


def _written(scope: HelperScope, row: Suggestion) -> Written:
    kept = json.loads(scope.own.open(row.helper_sealed, row.place("helper_sealed")))
    aside = tuple(Aside(version, fields) for version, fields in kept["aside"])
    return Written(row.version, row.saved_at, kept["fields"], aside, row.shown_at)


def _held(scope: HelperScope, address: str) -> list[Held]:
    """Return the words held for a form, newest first, but none written for somebody helped before."""
    held = [one for one in drafts.all_held(scope) if one.fields.get("helping") == scope.helping_id]
    return [one for one in held if one.address == address]


def _words(held: Held) -> dict[str, str]:
    return {name: str(text) for name, text in held.fields.items() if name in {WORDS, SCORE}}


def save(scope: HelperScope, kind: str, about: str, posted: Posted) -> Written:
    """Keep what a helper wrote, with the texts that their page had not seen put aside.

    Raises OpenedForAnother.
    """
    if posted.helping != scope.helping_id:
        raise OpenedForAnother
    row = _row(scope, kind, about)
    before = _written(scope, row) if row.version else Written()
    unseen = _unseen(scope, before, posted)
    if unseen and not any(text.strip() for text in posted.fields.values()):
        return before
    if not row.version or posted.fields != before.fields or unseen != list(before.aside):
        row.version, row.saved_at = before.version + 1, clock.now()
        kept = {"fields": posted.fields, "aside": [[one.version, one.fields] for one in unseen]}
        text = json.dumps(kept, ensure_ascii=False)
        row.helper_sealed = scope.own.seal(text, row.place("helper_sealed"))
        scope.session.add(row)
        scope.session.flush()
    drafts.let_go(scope, posted.address)
    return _written(scope, row)


def _unseen(scope: HelperScope, before: Written, posted: Posted) -> list[Aside]:
    newest = [Aside(before.version, before.fields)] if before.version else []
    held = [
        Aside(before.version + 1, _words(one))
        for one in _held(scope, posted.address)
        if one.mark != posted.seen_held
    ]
    older = [one for one in (*before.aside, *newest) if one.version > posted.seen_version]
    return [one for one in (*older, *held) if not stands_in(one.fields, posted.fields)]


def _row(scope: HelperScope, kind: str, about: str) -> Suggestion:
    wanted = _mine(scope, kind).where(col(Suggestion.about) == about)
    # Its version may have moved on while this waited for the other phone.
    wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row: Suggestion | None = scope.session.execute(wanted).scalar_one_or_none()
    if row is None:
        row = Suggestion(
            helping_id=scope.helping_id,
            for_membership_id=scope.helped_membership_id,
            kind=kind,
            about=about,
            saved_at=clock.now(),
            helper_sealed=b"",
        )
        try:
            with scope.session.begin_nested():
                scope.session.add(row)
        except IntegrityError:
            row = scope.session.execute(wanted).scalar_one()  # the other phone was first
    return row


def show(scope: HelperScope, kind: str, about: str) -> None:
    """Show the newest words to whom they are for, in place of earlier ones. Raises NotFound for none."""
    row = _row(scope, kind, about)
    if not row.version:
        raise NotFound
    written = _written(scope, row)
    copy = {"by": first_name(scope.name), "version": row.version, "fields": written.fields}
    row.owner_sealed = scope.to_helped.seal(json.dumps(copy, ensure_ascii=False), row.place("owner_sealed"))
    row.shown_at, row.answered_at, row.answer = clock.now(), None, None
    scope.session.add(row)
    scope.session.flush()


def waiting(scope: FamilyScope, kind: str, abouts: Sequence[str]) -> dict[str, list[Shown]]:
    """Return what helpers showed this person that they have not answered, by what it is about."""
    found: dict[str, list[Shown]] = {about: [] for about in abouts}
    for row in _waiting(scope):
        if row.kind == kind and row.about in found:
            found[row.about].append(_shown(scope, row))
    return found


def _waiting(scope: FamilyScope) -> list[Suggestion]:
    """Look up once a request what waits for this person: most have nothing, and every page asks."""
    known: dict[str, list[Suggestion]] = scope.session.info.setdefault(KNOWN, {})
    if scope.membership_id not in known:
        mine = {"membership_id": scope.membership_id}
        known[scope.membership_id] = list(scope.session.execute(WAITING, mine).scalars())
    return known[scope.membership_id]


def waiting_from(scope: FamilyScope, kind: str, abouts: Sequence[str]) -> tuple[str, ...]:
    """Return the first names of the helpers whose words wait for this person's choice, each once."""
    shown = [one for found in waiting(scope, kind, abouts).values() for one in found]
    return tuple(dict.fromkeys(one.by for one in sorted(shown, key=lambda one: one.shown_at)))


def _shown(scope: FamilyScope, row: Suggestion) -> Shown:
    copy = json.loads(scope.own.open(row.owner_sealed or b"", row.place("owner_sealed")))
    shown_at = row.shown_at or row.saved_at
    return Shown(row.id, row.about, copy["by"], copy["version"], copy["fields"], shown_at)


def answer(scope: FamilyScope, kind: str, suggestion_id: str, chosen: Outcome) -> None:
    """Note what this person did with what a helper showed; nothing is sent, and the helper is not told.

    Raises NotFound for what was not shown to them, or is answered.
    """
    mine = {"membership_id": scope.membership_id}
    wanted = WAITING.where(col(Suggestion.id) == suggestion_id, col(Suggestion.kind) == kind)
    wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row: Suggestion | None = scope.session.execute(wanted, mine).scalar_one_or_none()
    if row is None:
        raise NotFound
    row.answered_at, row.answer = clock.now(), chosen.value
    scope.session.add(row)
    scope.session.info.pop(KNOWN, None)
    scope.record(Action.SUGGESTION_ANSWERED, "suggestions", row.id, reason=chosen.value)
