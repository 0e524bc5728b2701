"""Ask about a report before a meeting: for time, another day or help; sent once, taken back until opened."""

import json

from sqlalchemy import Row, Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails
from app.drafts import service as drafts
from app.families.models import Role
from app.families.tables import Membership
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.reports import reading, rules
from app.reports.asking_models import Answer, Answered, AskedFor, OwnAsking
from app.reports.forms import AskAboutReport
from app.reports.models import Author, Title
from app.reports.tables import Asking, Edition, Report

KIND = "asking"


class AlreadyOpened(Conflict):
    """Somebody has opened it, so it cannot be taken back any more."""

    title = N_("Somebody has opened this")
    words = N_("You cannot take it back now. Tell the chair or your social worker what you want to change.")


def meeting_of(scope: FamilyScope, edition_id: str) -> ConferenceDetails | None:
    """Return the meeting of a report as this person sees it; None when they are not invited to it.

    Raises NotFound for a report that is not theirs.
    """
    wanted = _conference_id(scope, edition_id)
    return next((one for one in conferences.invited(scope) if one.id == wanted), None)


def _conference_id(scope: FamilyScope, edition_id: str) -> str:
    own = reading.editions_of(scope.membership_id, scope.family_id)
    found = scope.session.execute(own.where(col(Edition.id) == edition_id)).one_or_none()
    if found is None:
        raise NotFound
    return str(found[1].conference_id)


def choices(scope: FamilyScope, edition_id: str) -> tuple[AskedFor, ...]:
    """Return what this person can ask for about a report now. Raises NotFound."""
    return rules.to_ask_for(meeting_of(scope, edition_id), clock.now())


def address_of(scope: FamilyScope, edition_id: str) -> str:
    """Return the address of the page on which somebody asks."""
    return scope.installation.url("ask_about_report", report=edition_id)


def send(scope: FamilyScope, edition_id: str, form: AskAboutReport) -> str:
    """Ask the chair and the social worker, and return its identifier; two taps ask once.

    Raises NotFound, and Conflict for a key of somebody else's.
    """
    conference_id = _conference_id(scope, edition_id)
    earlier = drafts.receipt_for(scope, form.submission_key)
    if earlier:
        return earlier.subject_id
    try:
        with scope.session.begin_nested():
            asking_id = _store(scope, edition_id, conference_id, form)
    except IntegrityError as error:
        earlier = drafts.receipt_for(scope, form.submission_key)  # the other tap was first
        if earlier is None:
            raise Conflict from error
        return earlier.subject_id
    scope.record(Action.ASKING_SENT, "report_askings", asking_id)
    _tell_staff(scope)
    return asking_id


def _store(scope: FamilyScope, edition_id: str, conference_id: str, form: AskAboutReport) -> str:
    words = json.dumps(
        {"wanted": [one.value for one in form.wanted], "words": form.words}, ensure_ascii=False
    )
    row = Asking(
        edition_id=edition_id,
        conference_id=conference_id,
        membership_id=scope.membership_id,
        family_id=scope.family_id,
        sent_at=clock.now(),
        is_beside=scope.beside_id is not None,
        own_sealed=b"",
        professionals_sealed=b"",
    )
    row.own_sealed = scope.own.seal(words, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(words, row.place("professionals_sealed"))
    scope.session.add(row)
    scope.session.flush()
    return drafts.give_receipt(scope, form.submission_key, KIND, row.id, words).subject_id


def _tell_staff(scope: FamilyScope) -> None:
    """Tell whoever answers; where nobody does, everybody who works with the family."""
    wanted = select(Membership).where(
        col(Membership.family_id) == scope.family_id, col(Membership.ended_at).is_(None)
    )
    places = scope.session.execute(wanted).scalars().all()
    answering = [one for one in places if rules.answers_askings(Role(one.role))]
    for place in answering or [one for one in places if rules.answers_replies(Role(one.role))]:
        outbox.enqueue(scope, scope.authority.key, place.person_id, Notice.STAFF_SOMETHING_NEW)


def own(scope: FamilyScope, asking_id: str) -> OwnAsking:
    """Return something that this person asked. Raises NotFound."""
    found = scope.session.execute(_own(scope).where(col(Asking.id) == asking_id)).one_or_none()
    if found is None:
        raise NotFound
    return _opened(scope, found)


def every(scope: FamilyScope) -> list[OwnAsking]:
    """Return everything that this person asked, newest first."""
    return [_opened(scope, found) for found in scope.session.execute(_own(scope)).all()]


def about(scope: FamilyScope, edition_id: str) -> list[OwnAsking]:
    """Return what this person asked about one report, newest first."""
    return [one for one in every(scope) if one.report_id == edition_id]


def _own(scope: FamilyScope) -> Select[Asking, str, str]:
    return (
        select(Asking, col(Report.author), col(Report.title))
        .join(Edition, col(Edition.id) == col(Asking.edition_id))
        .join(Report, col(Report.id) == col(Edition.report_id))
        .where(col(Asking.membership_id) == scope.membership_id)
        .order_by(col(Asking.sent_at).desc())
    )


def _opened(scope: FamilyScope, found: Row[Asking, str, str]) -> OwnAsking:
    row, author, title = found
    given = drafts.receipt(scope, row.id)
    wanted, words = read_wish(scope.own.open(row.own_sealed, row.place("own_sealed")))
    return OwnAsking(
        id=row.id,
        report_id=row.edition_id,
        author=Author(author),
        title=Title(title),
        reference=given.reference if given else "",
        sent_at=row.sent_at,
        wanted=wanted,
        words=words,
        opened_at=row.opened_at,
        taken_back_at=row.taken_back_at,
        answered=read_answer(row, scope.own, "own_answer_sealed"),
        is_beside=row.is_beside,
    )


def read_wish(opened: str) -> tuple[tuple[AskedFor, ...], str]:
    """Return what was asked for, and the words beside it."""
    fields = json.loads(opened)
    return tuple(AskedFor(one) for one in fields["wanted"]), fields["words"]


def read_answer(row: Asking, cipher: Cipher, column: str) -> Answered | None:
    """Return the answer, opened with the one key that its reader has."""
    sealed = getattr(row, column)
    if sealed is None or row.answered_at is None:
        return None
    fields = json.loads(cipher.open(sealed, row.place(column)))
    return Answered(
        Answer(fields["answer"]), fields["words"], row.answered_at, Role(row.answered_by_role or "")
    )


def take_back(scope: FamilyScope, asking_id: str) -> None:
    """Take back what nobody has opened; the professionals' copy is gone. Raises NotFound, AlreadyOpened."""
    if own(scope, asking_id).taken_back_at:
        return
    unread = (
        update(Asking)
        .where(
            col(Asking.id) == asking_id, col(Asking.opened_at).is_(None), col(Asking.taken_back_at).is_(None)
        )
        .values(taken_back_at=clock.now(), professionals_sealed=b"")
    )
    if not scope.session.execute(unread).rowcount:  # type: ignore[attr-defined]
        raise AlreadyOpened
    scope.record(Action.TAKEN_BACK, "report_askings", asking_id)
