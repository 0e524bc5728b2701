"""Whether anyone helped with, or was there at, what somebody sent: asked of everyone, told to one worker.

An answer is sealed where its giver cannot read it again, nor anybody who holds their phone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, update
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope, ComplaintsScope, FamilyScope, StaffScope
from app.audit.models import Action
from app.drafts import service as drafts
from app.drafts.models import Company, CompanyAbout, CompanyGiven
from app.drafts.openings import COMPLAINT
from app.drafts.tables import CompanyAnswer, Receipt
from app.families.tables import Family, Membership
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import NotFound

# Every answer is sealed at one length: how long a sealed text is must not say which answer it holds.
LENGTH = max(len(answer.value) for answer in Company)
TWO_TAPS = timedelta(minutes=1)


def keep(
    scope: FamilyScope, kind: str, subject_id: str, answer: Company, *, asked_at: Iterable[str] = ()
) -> None:
    """Keep an answer about something that was sent, beside every earlier one.

    ``asked_at`` are the addresses of the form with the question: what was held for them is let go.
    """
    for address in asked_at:
        drafts.let_go(scope, address)
    if answer is Company.NOT_CHOSEN:
        return
    row = CompanyAnswer(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        kind=kind,
        subject_id=subject_id,
        answered_at=clock.now(),
        answer_sealed=b"",
    )
    to = scope.for_complaints if kind == COMPLAINT else scope.for_safety
    row.answer_sealed = to.seal(answer.value.ljust(LENGTH), row.place("answer_sealed"))
    scope.session.add(row)
    scope.record(Action.COMPANY_ANSWERED, "company_answers", row.id)


def held(scope: FamilyScope, asked_at: Iterable[str]) -> str | None:
    """Return what was chosen on a form that was not sent: its session had ended, or a page was changed."""
    found = [one for address in asked_at if (one := drafts.held_for(scope, address))]
    newest = max(found, key=lambda one: one.held_at, default=None)
    chosen = newest.fields.get("company") if newest else None
    return str(chosen) if chosen in set(Company) else None


def may_read(scope: CaseScope) -> bool:
    """Say whether this is the worker whom the council names, with an allocation of their own."""
    return scope.safety is not None and not scope.is_emergency


def of_case(scope: CaseScope) -> list[CompanyAbout]:
    """Return every answer of this family but those about complaints, newest thing first.

    Raises NotFound for anybody but the worker whom the council names.
    """
    if scope.safety is None or not may_read(scope):
        raise NotFound
    rows = scope.session.execute(_of_family(scope.family_id)).scalars().all()
    scope.record(Action.COMPANY_READ, "families", scope.family_id)
    names = {member.membership_id: member.name for member in people.members_of(scope)}
    references = _references(scope, [row.subject_id or "" for row in rows])
    found: dict[tuple[str, str], list[CompanyAnswer]] = {}
    for row in rows:
        found.setdefault((row.kind, row.subject_id or ""), []).append(row)
    return [
        CompanyAbout(
            kind=kind,
            reference=references.get(subject_id, ""),
            writer=names.get(answers[0].membership_id, ""),
            answers=_opened(scope.safety, answers),
            newest_at=answers[-1].answered_at,
            is_seen=all(row.seen_at for row in answers),
        )
        for (kind, subject_id), answers in reversed(found.items())
    ]


def of_complaint(scope: ComplaintsScope, family_id: str, complaint_id: str) -> tuple[CompanyGiven, ...]:
    """Return the answers about one complaint, for the officer who holds it."""
    wanted = (
        select(CompanyAnswer)
        .where(col(CompanyAnswer.kind) == COMPLAINT, col(CompanyAnswer.subject_id) == complaint_id)
        .order_by(col(CompanyAnswer.answered_at), col(CompanyAnswer.id))
    )
    return _opened(scope.complaints_of(family_id), scope.session.execute(wanted).scalars().all())


def mark_seen(scope: CaseScope, until: datetime) -> None:
    """Note that the named worker has seen every answer up to a moment. Raises NotFound for anybody else."""
    if not may_read(scope):
        raise NotFound
    scope.session.execute(
        update(CompanyAnswer)
        .where(
            col(CompanyAnswer.family_id) == scope.family_id,
            col(CompanyAnswer.kind) != COMPLAINT,
            col(CompanyAnswer.seen_at).is_(None),
            col(CompanyAnswer.answered_at) <= until,
        )
        .values(seen_at=clock.now(), seen_by_id=scope.person_id)
    )
    scope.record(Action.COMPANY_SEEN, "families", scope.family_id)


def waiting(scope: StaffScope) -> set[str]:
    """Return the families of this worker in which somebody was not alone, and nobody has seen it yet.

    For anybody but the worker whom the council names there are none.
    """
    if not scope.is_told_of_safety:
        return set()
    wanted = (
        select(CompanyAnswer)
        .join(Family, col(Family.id) == col(CompanyAnswer.family_id))
        .join(Membership, col(Membership.family_id) == col(Family.id))
        .where(
            col(Membership.person_id) == scope.person_id,
            col(Membership.ended_at).is_(None),
            col(Family.council) == scope.authority.key,
            col(CompanyAnswer.kind) != COMPLAINT,
            col(CompanyAnswer.seen_at).is_(None),
        )
    )
    found: set[str] = set()
    for row in scope.session.execute(wanted).scalars():
        if row.family_id not in found and _answer(scope.safety_of(row.family_id), row) is Company.WITH:
            found.add(row.family_id)
    return found


def _of_family(family_id: str) -> Select[Any]:
    return (
        select(CompanyAnswer)
        .where(col(CompanyAnswer.family_id) == family_id, col(CompanyAnswer.kind) != COMPLAINT)
        .order_by(col(CompanyAnswer.answered_at), col(CompanyAnswer.id))
    )


def _references(scope: CaseScope, subject_ids: Iterable[str]) -> dict[str, str]:
    wanted = select(Receipt).where(col(Receipt.subject_id).in_(list(subject_ids)))
    return {row.subject_id: row.reference for row in scope.session.execute(wanted).scalars()}


def _opened(cipher: Cipher, rows: Iterable[CompanyAnswer]) -> tuple[CompanyGiven, ...]:
    given: list[CompanyGiven] = []
    for row in rows:
        answer = _answer(cipher, row)
        # Two taps on Send are one submission; they are one answer too.
        if not given or given[-1].answer is not answer or row.answered_at > given[-1].at + TWO_TAPS:
            given.append(CompanyGiven(answer, row.answered_at))
    return tuple(given)


def _answer(cipher: Cipher, row: CompanyAnswer) -> Company:
    return Company(cipher.open(row.answer_sealed, row.place("answer_sealed")).strip())
