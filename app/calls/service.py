"""Ask to be rung, see what became of it, take it back: nobody else of the family learns of it."""

import json
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.access.own_details import own_details
from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.calls import ringing, rules
from app.calls.models import KIND, WHO_RINGS, About, Act, Asked, Outcome, Prospect, WhyNot
from app.calls.tables import Call, CallAct
from app.drafts import service as drafts
from app.families.models import ContactKind, Role, Wording
from app.families.tables import Family, Person
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice

# Every choice is sealed at one length: how long a sealed text is must not say what was chosen.
LENGTH = max(len(about.value) for about in About)


class ActedAlready(Conflict):
    """A worker has done something about it."""

    title = N_("This cannot be taken back now")
    words = N_("A worker has done something about it already.")


def prospect(scope: FamilyScope) -> Prospect:
    """Return who would ring this person and on which number; or why they cannot ask."""
    person, details = scope.session.get_one(Person, scope.person_id), own_details(scope)
    family = scope.session.get_one(Family, scope.family_id)
    wording = Wording(person.wording) if person.wording else None
    kind, stopped = ContactKind(person.contact_kind), family.messages_stopped_at is not None
    roles = frozenset(_ringers(scope).values())
    return Prospect(
        who_rings=WHO_RINGS.get(roles, ""),
        number=details.contact if rules.is_safe_to_ring(kind, wording, stopped=stopped) else "",
        from_hour=person.safe_from,
        until_hour=person.safe_until,
        why_not=rules.why_not(
            closed=scope.closes_at is not None and clock.now() >= scope.closes_at,
            somebody_rings=bool(roles),
            still_open=_still_open(scope),
        ),
    )


def _ringers(scope: FamilyScope) -> dict[str, Role]:
    return ringing.staff_of(scope, [scope.family_id]).get(scope.family_id, {})


def _still_open(scope: FamilyScope) -> int:
    wanted = select(func.count()).where(
        col(Call.membership_id) == scope.membership_id,
        col(Call.done_at).is_(None),
        col(Call.taken_back_at).is_(None),
    )
    return int(scope.session.execute(wanted).scalar_one())


def ask(scope: FamilyScope, about: About, words: str, submission_key: str) -> str | WhyNot:
    """Ask to be rung and return its identifier; two taps ask once. Or say why that cannot be.

    Raises Conflict.
    """
    body = json.dumps({"about": about.value.ljust(LENGTH), "words": words}, ensure_ascii=False)
    earlier = drafts.receipt_for(scope, submission_key)
    if earlier and earlier.digest == drafts.digest_of(scope, body):
        return earlier.subject_id
    why_not = prospect(scope).why_not
    if why_not:
        return why_not
    # The page may come back from the browser's memory with other words: that is another request.
    return _ask(scope, body, drafts.new_submission_key() if earlier else submission_key)


def _ask(scope: FamilyScope, body: str, submission_key: str) -> str:
    row = Call(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        asked_at=clock.now(),
        is_beside=scope.beside_id is not None,
        own_sealed=b"",
        professionals_sealed=b"",
    )
    row.own_sealed = scope.own.seal(body, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(body, row.place("professionals_sealed"))
    try:
        with scope.session.begin_nested():
            receipt = drafts.give_receipt(scope, submission_key, KIND, row.id, body)
    except IntegrityError:
        return _of_the_other_tap(scope, submission_key)
    row.asked_at = receipt.sent_at
    scope.session.add(row)
    scope.record(Action.CALL_ASKED, "calls", row.id)
    _tell_staff(scope)
    return row.id


def _of_the_other_tap(scope: FamilyScope, submission_key: str) -> str:
    receipt = drafts.receipt_for(scope, submission_key)
    if receipt is None:
        raise Conflict
    return receipt.subject_id


def _tell_staff(scope: FamilyScope) -> None:
    # Named for no family: where messages to the family are stopped, its staff must be told all the same.
    for person_id in _ringers(scope):
        outbox.enqueue(scope, scope.authority.key, person_id, Notice.STAFF_SOMETHING_NEW)


def own(scope: FamilyScope) -> list[Asked]:
    """Return everything that this person asked to be rung about, newest first."""
    wanted = (
        select(Call)
        .where(col(Call.membership_id) == scope.membership_id)
        .order_by(col(Call.asked_at).desc(), col(Call.id))
    )
    rows = scope.session.execute(wanted).scalars().all()
    acts = acts_of(scope.session, [row.id for row in rows])
    return [opened(row, scope.own, "own_sealed", _acts(acts.get(row.id, []))) for row in rows]


def own_one(scope: FamilyScope, call_id: str) -> Asked:
    """Return one request of this person. Raises NotFound for anybody else's."""
    row = _own_row(scope, call_id)
    acts = _acts(acts_of(scope.session, [row.id]).get(row.id, []))
    receipt = drafts.receipt(scope, row.id)
    return opened(row, scope.own, "own_sealed", acts, receipt.reference if receipt else "")


def _own_row(scope: FamilyScope, call_id: str, *, for_update: bool = False) -> Call:
    row = row_of(scope.session, call_id, for_update=for_update)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    return row


def take_back(scope: FamilyScope, call_id: str) -> None:
    """Take a request back on which nobody has acted. Raises NotFound, ActedAlready."""
    row = _own_row(scope, call_id, for_update=True)
    if row.taken_back_at:
        return
    if acts_of(scope.session, [row.id]):
        raise ActedAlready
    row.taken_back_at = clock.now()
    scope.session.add(row)
    scope.record(Action.TAKEN_BACK, "calls", row.id)


def row_of(session: Session, call_id: str, *, for_update: bool) -> Call | None:
    """Return a request as it stands; for nobody else to change meanwhile when it is for an update."""
    wanted = select(Call).where(col(Call.id) == call_id)
    found: Call | None = session.execute(
        wanted.with_for_update() if for_update else wanted
    ).scalar_one_or_none()
    return found


def acts_of(session: Session, call_ids: Iterable[str]) -> dict[str, list[CallAct]]:
    """Return what was done about some requests, in order."""
    wanted = (
        select(CallAct)
        .where(col(CallAct.call_id).in_(list(call_ids)))
        .order_by(col(CallAct.acted_at), col(CallAct.created_at), col(CallAct.id))
    )
    found: dict[str, list[CallAct]] = {}
    for row in session.execute(wanted).scalars():
        found.setdefault(row.call_id, []).append(row)
    return found


def _acts(rows: Iterable[CallAct]) -> tuple[Act, ...]:
    return tuple(Act(Outcome(row.outcome), row.acted_at) for row in rows)


def opened(row: Call, cipher: Cipher, column: str, acts: tuple[Act, ...], reference: str = "") -> Asked:
    """Return what stands in a row, opened with the one key that its reader has."""
    body = json.loads(cipher.open(getattr(row, column), row.place(column)))
    return Asked(
        id=row.id,
        about=About(body["about"].strip()),
        words=body["words"],
        asked_at=row.asked_at,
        is_beside=row.is_beside,
        taken_back_at=row.taken_back_at,
        done_at=row.done_at,
        acts=acts,
        reference=reference,
    )
