"""Deal with complaints: only the officer who holds one reads it, and never one who is named in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import ComplaintsScope
from app.audit.models import Action
from app.complaints import moving, opening, rules, stopping
from app.complaints.models import Answer, Answered, Answers, Move, Reply, State, Step
from app.complaints.stops import Stop
from app.complaints.tables import Complaint, NamedOfficer
from app.drafts import company, openings
from app.drafts.models import CompanyGiven
from app.families.models import Role
from app.families.tables import Family, Membership, Person
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.i18n import N_


class Held(StrEnum):
    """What became of an officer's wish to take a complaint."""

    TAKEN = "taken"
    TOO_LATE = "too_late"
    NAMED = "named"

    @property
    def words(self) -> str:
        """The sentence that the officer reads."""
        return HELD_WORDS[self]


HELD_WORDS = {
    Held.TAKEN: N_("You have this complaint now. Only you can read it."),
    Held.TOO_LATE: N_("You cannot take this complaint any more. Somebody else was first."),
    Held.NAMED: N_("Your name stands in this complaint. Somebody else has to take it."),
}


@dataclass(frozen=True, slots=True)
class StopRead:
    """A wish to stop as the officer who holds the complaint reads it; not when it names them."""

    stop: Stop
    company: tuple[CompanyGiven, ...]
    names_reader: bool


@dataclass(frozen=True, slots=True)
class ComplaintRead:
    """A complaint as the officer who holds it reads it."""

    id: str
    reference: str
    family_reference: str
    sent_at: datetime
    answered_at: datetime | None
    language: str
    role: Role
    name: str = field(repr=False)
    answers: list[Answered] = field(repr=False)
    has_draft: bool = False
    answer: str | None = field(default=None, repr=False)
    company: tuple[CompanyGiven, ...] = ()
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""
    stopped_at: datetime | None = None
    stops: tuple[StopRead, ...] = ()

    @property
    def asks_to_stop(self) -> bool:
        """Whether the officer has to decide about a wish to stop."""
        return any(one.stop.is_open for one in self.stops)

    @property
    def names_reader(self) -> bool:
        """Whether a wish to stop names the officer, so that somebody else has to go on with it."""
        return any(one.names_reader for one in self.stops)


def hold(scope: ComplaintsScope, complaint_id: str) -> Held:
    """Take a complaint, unless it names the officer or somebody else was first. Raises NotFound."""
    row = _of_council(scope, complaint_id)
    if row.holder_id == scope.person_id and row.state == State.HELD.value:
        return Held.TAKEN
    if row.state != State.RECEIVED.value:
        return Held.TOO_LATE
    if _is_named(scope, row):
        scope.record(Action.COMPLAINT_HOLD_REFUSED, "complaints", complaint_id, reason="named")
        return Held.NAMED
    now = clock.now()
    taken = moving.move(
        scope.session,
        complaint_id,
        Move.HOLD,
        holder_id=scope.person_id,
        opened_at=func.coalesce(col(Complaint.opened_at), now),
    )
    if not taken:
        return Held.TOO_LATE
    openings.note_complaint(scope, row.family_id, row.membership_id, complaint_id)
    scope.record(Action.COMPLAINT_HELD, "complaints", complaint_id)
    return Held.TAKEN


def _is_named(scope: ComplaintsScope, row: Complaint) -> bool:
    wanted = select(NamedOfficer).where(
        col(NamedOfficer.complaint_id) == row.id, col(NamedOfficer.person_id) == scope.person_id
    )
    if scope.session.execute(wanted).first():
        return True
    in_stops = any(one.names_reader for one in stops_of(scope, row))
    if not in_stops and not rules.names_officer(scope.name, answers_of(scope, row)):
        return False
    _remember_named(scope, row.id)
    return True


def _remember_named(scope: ComplaintsScope, complaint_id: str) -> None:
    try:
        with scope.session.begin_nested():
            scope.session.add(NamedOfficer(complaint_id=complaint_id, person_id=scope.person_id))
    except IntegrityError:
        return  # it is known already


def release(scope: ComplaintsScope, complaint_id: str) -> bool:
    """Put a complaint back for others, and say whether it was held. Raises NotFound.

    A colleague may do it too, for somebody who is ill or has left; not one who is named in it.
    """
    row = _of_council(scope, complaint_id)
    if row.holder_id != scope.person_id and _is_named(scope, row):
        raise NotFound
    if not moving.move(scope.session, complaint_id, Move.RELEASE, holder_id=None):
        return False
    scope.record(Action.COMPLAINT_RELEASED, "complaints", complaint_id)
    return True


def say_named(scope: ComplaintsScope, complaint_id: str) -> None:
    """Put a complaint back because it is about the officer who holds it, for good. Raises NotFound."""
    held_by_me(scope, complaint_id, State.HELD)
    mine = col(Complaint.holder_id) == scope.person_id
    if not moving.move(scope.session, complaint_id, Move.RELEASE, mine, holder_id=None):
        raise NotFound
    _remember_named(scope, complaint_id)
    scope.record(Action.COMPLAINT_RELEASED, "complaints", complaint_id, reason="named")


def read(scope: ComplaintsScope, complaint_id: str) -> ComplaintRead:
    """Return a complaint to the officer who holds it, and note that it was read. Raises NotFound."""
    row = held_by_me(scope, complaint_id, State.HELD, State.ANSWERED, State.STOPPED)
    place = scope.session.get_one(Membership, row.membership_id)
    person = scope.session.get_one(Person, place.person_id)
    scope.record(Action.COMPLAINT_READ, "complaints", row.id)
    return ComplaintRead(
        row.id,
        row.reference,
        scope.session.get_one(Family, row.family_id).reference,
        row.created_at,
        row.answered_at,
        language=scope.installation.languages[person.language].name,
        role=Role(place.role),
        name=scope.contact_of(person.id).open(person.name_sealed, person.place("name_sealed")),
        answers=opening.given(scope.authority, answers_of(scope, row)),
        has_draft=row.answer_sealed is not None,
        answer=answer_of(scope, row) if row.answered_at else None,
        company=company.of_complaint(scope, row.family_id, row.id),
        is_beside=row.is_beside,
        stopped_at=row.stopped_at,
        stops=tuple(stops_of(scope, row)),
    )


def answers_of(scope: ComplaintsScope, row: Complaint) -> Answers:
    """Return what a complaint says; nothing once it has been taken back."""
    if row.officer_sealed is None:
        return {}
    cipher = scope.complaints_of(row.family_id)
    return opening.read(cipher.open(row.officer_sealed, row.place("officer_sealed")))


def reply_of(scope: ComplaintsScope, row: Complaint) -> Reply:
    """Return how its writer asked to be answered."""
    return Reply(answers_of(scope, row)[Step.REPLY].chosen[0])


def stops_of(scope: ComplaintsScope, row: Complaint) -> list[StopRead]:
    """Return every wish to stop a complaint, the earliest first; its reason not to whom it names."""
    cipher, found = scope.complaints_of(row.family_id), []
    for one in stopping.rows_of(scope.session, row.id):
        stop = stopping.opened(one, cipher, "officer_sealed", "answer_officer_sealed")
        is_named = rules.names_officer(scope.name, {Step.WHAT_HAPPENED: Answer(stop.words)})
        shown = replace(stop, words="") if is_named else stop
        found.append(StopRead(shown, company.of_complaint(scope, row.family_id, one.id), is_named))
    return found


def answer_of(scope: ComplaintsScope, row: Complaint) -> str:
    """Return the answer as far as it is written."""
    if row.answer_sealed is None:
        return ""
    return scope.complaints_of(row.family_id).open(row.answer_sealed, row.place("answer_sealed"))


def held_by_me(scope: ComplaintsScope, complaint_id: str, *states: State) -> Complaint:
    """Return a complaint that this officer holds. Raises NotFound for any other."""
    row = _of_council(scope, complaint_id)
    if row.holder_id != scope.person_id or State(row.state) not in states:
        raise NotFound
    return row


def _of_council(scope: ComplaintsScope, complaint_id: str) -> Complaint:
    row = scope.session.get(Complaint, complaint_id)
    if row is None or row.council != scope.authority.key or row.state == State.TAKEN_BACK.value:
        raise NotFound
    return row
