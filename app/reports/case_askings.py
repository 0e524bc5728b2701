"""What a family asks about reports before a meeting, as staff see it: opened by a press, and answered."""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope, StaffScope
from app.audit.models import Action
from app.conferences import telling as meetings
from app.drafts import openings
from app.families.tables import Membership
from app.files import giving_away
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import ContactNotAnswered, Notice
from app.reports.asking import KIND, read_answer, read_wish
from app.reports.asking_models import Answer, CaseAsking
from app.reports.forms import AnswerAsking
from app.reports.models import Author, Title
from app.reports.tables import Asking, Edition, Report

SAY_WHY = N_("Say why not, in words that they can read.")
GIVES_AWAY = N_(
    "These words give away a protected detail of somebody else in the family. "
    "Write them differently, or leave it out."
)
NAMES_WHEN = N_("This person is not shown when or where the meeting is. Leave the day and the place out.")


def of_meeting(scope: CaseScope, conference_id: str) -> list[CaseAsking]:
    """Return what was asked before one meeting, newest first, without what it says."""
    return [one for one in _every(scope) if one.conference_id == conference_id]


def _every(scope: CaseScope) -> list[CaseAsking]:
    writers = {one.membership_id: one for one in people.members_of(scope)}
    wanted = (
        select(Asking, col(Report.author), col(Report.title))
        .join(Edition, col(Edition.id) == col(Asking.edition_id))
        .join(Report, col(Report.id) == col(Edition.report_id))
        .where(col(Asking.family_id) == scope.family_id, col(Asking.taken_back_at).is_(None))
        .order_by(col(Asking.sent_at).desc())
    )
    found = scope.session.execute(wanted).all()
    mine = openings.opened_by(scope, KIND, [row.id for row, _, _ in found])
    return [
        CaseAsking(
            id=row.id,
            conference_id=row.conference_id,
            membership_id=row.membership_id,
            writer=writers[row.membership_id].name if row.membership_id in writers else "",
            author=Author(author),
            title=Title(title),
            sent_at=row.sent_at,
            opened_at=row.opened_at,
            answered_at=row.answered_at,
            is_open_to_me=row.id in mine,
            is_beside=row.is_beside,
        )
        for row, author, title in found
    ]


def read(scope: CaseScope, asking_id: str) -> CaseAsking:
    """Return something that was asked, and what it says once this reader has opened it. Raises NotFound."""
    about = next((one for one in _every(scope) if one.id == asking_id), None)
    if about is None:
        raise NotFound
    if not about.is_open_to_me:
        return about
    row = _row(scope, asking_id)
    opened = scope.professionals.open(row.professionals_sealed, row.place("professionals_sealed"))
    wanted, words = read_wish(opened)
    scope.record(Action.ASKING_READ, "report_askings", asking_id)
    answered = read_answer(row, scope.professionals, "answer_sealed")
    return replace(about, wanted=wanted, words=words, answered=answered)


def open_asking(scope: CaseScope, asking_id: str) -> None:
    """Note that a member of staff opens it: its writer sees who, and cannot take it back any more.

    Raises NotFound.
    """
    row = _row(scope, asking_id, for_update=True)
    if row.opened_at is None:
        row.opened_at = clock.now()
        scope.session.add(row)
    if openings.note(scope, row.membership_id, KIND, row.id):
        scope.record(Action.ASKING_READ, "report_askings", row.id, reason="opened")


def answer(scope: CaseScope, asking: CaseAsking, submitted: Submitted[AnswerAsking]) -> bool:
    """Answer what was asked, and let its writer know; the last answer counts.

    False when the form has to be put right. Raises NotFound.
    """
    if not submitted.problems:
        _check(scope, asking, submitted)
    if submitted.problems:
        return False
    row, form = _row(scope, asking.id, for_update=True), submitted.values
    said, words = read_answer(row, scope.professionals, "answer_sealed"), form.words.strip()
    if said and (said.answer, said.words) == (form.answer, words):
        return True  # the second of two taps
    fields = json.dumps({"answer": form.answer.value, "words": words}, ensure_ascii=False)
    to_writer = scope.for_member(row.membership_id)
    row.own_answer_sealed = to_writer.seal(fields, row.place("own_answer_sealed"))
    row.answer_sealed = scope.professionals.seal(fields, row.place("answer_sealed"))
    row.answered_at, row.answered_by_id = clock.now(), scope.person_id
    row.answered_by_role = scope.role.value
    scope.session.add(row)
    scope.record(Action.ASKING_ANSWERED, "report_askings", row.id)
    _tell_writer(scope, row)
    return True


def _check(scope: CaseScope, asking: CaseAsking, submitted: Submitted[AnswerAsking]) -> None:
    words, reader = submitted.values.words, asking.membership_id
    if submitted.values.answer is Answer.NO and not words.strip():
        submitted.refuse("words", SAY_WHY)
    elif giving_away.gives_away(scope, words, {reader}):
        submitted.refuse("words", GIVES_AWAY)
    elif meetings.tells_hidden(scope, reader, words):
        submitted.refuse("words", NAMES_WHEN)


def _tell_writer(scope: CaseScope, row: Asking) -> None:
    place = scope.session.get_one(Membership, row.membership_id)
    if place.ended_at:
        return
    council, notice = scope.authority.key, Notice.SOMETHING_NEW
    try:
        outbox.enqueue(scope, council, place.person_id, notice, family_id=scope.family_id)
    except ContactNotAnswered:
        # Nobody may write to them: they read the answer on the page, or hear it.
        return


def _row(scope: CaseScope, asking_id: str, *, for_update: bool = False) -> Asking:
    wanted = select(Asking).where(
        col(Asking.id) == asking_id,
        col(Asking.family_id) == scope.family_id,
        col(Asking.taken_back_at).is_(None),
    )
    if for_update:
        # As it is now: the page before it may have been read while somebody else answered.
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row: Asking | None = scope.session.execute(wanted).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def waiting_before(scope: StaffScope, conference_ids: Iterable[str]) -> set[str]:
    """Return before which meetings somebody asked something that nobody has answered."""
    wanted = select(col(Asking.conference_id)).where(
        col(Asking.conference_id).in_(list(conference_ids)),
        col(Asking.answered_at).is_(None),
        col(Asking.taken_back_at).is_(None),
    )
    return set(scope.session.execute(wanted).scalars())
