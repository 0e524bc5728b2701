"""Set up a family's file: its children and people, how each is reached, and who of the staff may open it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.access import closings, contacts, people, protected, staff_accounts, standing
from app.access.people import Member
from app.access.scopes import CaseScope, StaffScope
from app.access.staff_accounts import Colleague
from app.conferences import exclusions
from app.conferences import service as conferences
from app.families.models import HELPER_ROLES, SafeContact, StopReason, Wording
from app.families.tables import Family
from app.kit import clock, working_days
from app.kit.errors import NotFound
from app.kit.i18n import ENGLISH, N_, Language
from app.outbox import service as outbox
from app.outbox import stopping
from app.staff import rules
from app.staff.errors import AlreadyThere, ComesFirst, TooManyNames
from app.staff.forms_people import ContactForm, DetailForm, MemberDetailsForm, MemberForm

MOST_CHILDREN = 20
LONGEST_NAME = 200
FURTHEST = timedelta(days=730)
NO_DAY = N_("Choose a day.")
NO_SUCH_DAY = N_("Choose a day, or leave it empty.")
GONE_BY = N_("This day has gone by. Choose today or a later day.")
TOO_FAR = N_("This is more than two years away. Check the year.")


@dataclass(frozen=True, slots=True)
class GivenPin:
    """A PIN in the one moment in which anybody can see it."""

    member: Member = field(repr=False)
    pin: str = field(repr=False)
    language: Language


def open_family(scope: StaffScope, children: str) -> Family:
    """Open a family with the children's names, one on each line. Raises TooManyNames."""
    names = [line.strip() for line in children.splitlines() if line.strip()]
    if len(names) > MOST_CHILDREN or any(len(name) > LONGEST_NAME for name in names):
        raise TooManyNames
    return people.open_family(scope, children=names)


def add_child(scope: CaseScope, name: str, membership_ids: Sequence[str]) -> None:
    """Add a child. Raises AlreadyThere."""
    if _same(name, people.children_of(scope).values()):
        raise AlreadyThere
    people.add_child(scope, name, membership_ids=membership_ids)


def add_member(scope: CaseScope, form: MemberForm) -> str:
    """Add somebody to the family and return their place in it.

    Raises AlreadyThere, ContactUnreadable and ContactTaken.
    """
    if _same(form.name, (one.name for one in people.members_of(scope))):
        raise AlreadyThere
    place = people.add_member(
        scope, form.name, form.role, contact=form.contact, language=form.language, child_ids=form.children
    )
    standing.set_under_18(scope, place.id, is_under_18=form.is_under_18 == "yes")
    closings.cover(scope, place)
    return place.id


def _same(name: str, others: Iterable[str]) -> bool:
    return name.casefold() in {other.casefold() for other in others}


def change_member(scope: CaseScope, membership_id: str, form: MemberDetailsForm) -> None:
    """Put right a name, a language, or for which children somebody is here. Raises AlreadyThere, NotFound."""
    others = [one.name for one in people.members_of(scope) if one.membership_id != membership_id]
    if _same(form.name, others):
        raise AlreadyThere
    people.change_member(
        scope, membership_id, name=form.name, language=form.language, child_ids=form.children
    )
    standing.set_under_18(scope, membership_id, is_under_18=form.is_under_18 == "yes")


def change_contact(scope: CaseScope, membership_id: str, form: ContactForm) -> None:
    """Record another contact and cancel what waits for the old one.

    Raises NotFound, ContactUnreadable and ContactTaken.
    """
    if contacts.change_contact(scope, membership_id, form.contact, checked=form.checked):
        outbox.cancel_for_person(scope.session, people.member(scope, membership_id).person_id)


def answer_safe_contact(scope: CaseScope, membership_id: str, answer: SafeContact) -> None:
    """Record how contact is safe; where silence is safest, cancel what waits. Raises NotFound."""
    contacts.answer_safe_contact(scope, membership_id, answer)
    if answer.wording is Wording.SILENT:
        outbox.cancel_for_person(scope.session, people.member(scope, membership_id).person_id)


def stop_contact(scope: CaseScope, membership_id: str) -> None:
    """Use a contact no longer, since it is not safe; end all that leads there.

    Raises NotFound, KeptElsewhere.
    """
    _, person = contacts.kept_person(scope, membership_id)
    stopping.stop_contact(scope, person, StopReason.UNSAFE)


def give_pin(scope: CaseScope, membership_id: str) -> GivenPin:
    """Give a fresh PIN that waits until the day after the next meeting. Raises NotFound."""
    kept_out = exclusions.of_member(scope.session, membership_id)
    ahead = [
        one
        for one in conferences.of_family(scope)
        if one.stage in rules.TO_COME
        and one.meets_at
        # The card says by when it must be used: that would give away a day that they may not know.
        and membership_id in conferences.invited_members(scope, one.id)
        and not (one.id in kept_out and kept_out[one.id].hides_time)
    ]
    lapses_at = conferences.pin_lapses_at(ahead[0]) if ahead else None
    pin = contacts.give_pin(scope, membership_id, lapses_at=lapses_at)
    member = people.member(scope, membership_id)
    tag = member.language if member.language in scope.installation.offered(scope.authority) else ENGLISH
    return GivenPin(member, pin, scope.installation.languages[tag])


def end_member(scope: CaseScope, membership_id: str) -> None:
    """Close the family to one of its members, and cancel what waits for them. Raises NotFound."""
    person_id = people.member(scope, membership_id).person_id
    people.end_member(scope, membership_id)
    outbox.cancel_for_person(scope.session, person_id)


def protect_detail(scope: CaseScope, membership_id: str, form: DetailForm) -> None:
    """Protect a detail of one member; one that is protected already stays as it is. Raises NotFound."""
    known = {(one.membership_id, one.kind, one.text.casefold()) for one in protected.of_family(scope)}
    if (membership_id, form.kind, form.text.casefold()) not in known:
        protected.add(scope, membership_id, form.kind, form.text)


def remove_detail(scope: CaseScope, membership_id: str, detail_id: str) -> None:
    """Take away a protected detail of one member. Raises NotFound."""
    if detail_id not in {one.id for one in protected.of_family(scope) if one.membership_id == membership_id}:
        raise NotFound
    protected.remove(scope, detail_id)


def stop_messages(scope: CaseScope) -> None:
    """Stop every message to the family, and cancel those that wait."""
    people.stop_messages(scope, stopped=True)
    _cancel_all(scope)


def mark_bereaved(scope: CaseScope) -> None:
    """Note a death in the family: nothing is sent, what waits is cancelled, their first page is quiet."""
    standing.set_bereaved(scope, bereaved=True)
    _cancel_all(scope)


def close_on(scope: CaseScope, membership_id: str, day: str) -> str | None:
    """Say on which day a member's pages close, or that they stay open; return what is wrong with the day.

    Raises NotFound.
    """
    if not day:
        standing.set_closing(scope, membership_id, None)
        return None
    closes_at = last_moment(day)
    if isinstance(closes_at, str):
        return closes_at
    standing.set_closing(scope, membership_id, closes_at)
    return None


def last_moment(day: str) -> datetime | str:
    """Return the end of a day that was typed, or what is wrong with it."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return NO_SUCH_DAY
    if on < clock.today():
        return GONE_BY
    return TOO_FAR if on > clock.today() + FURTHEST else working_days.end_of(on)


def _cancel_all(scope: CaseScope) -> None:
    outbox.cancel_for_family(scope.session, scope.family_id)
    for member in people.members_of(scope):
        # What waits for a helper may be about a family of their own.
        if member.role not in HELPER_ROLES:
            outbox.cancel_for_person(scope.session, member.person_id)


def resume_messages(scope: CaseScope) -> None:
    """Let messages go out again; what was cancelled stays cancelled."""
    people.stop_messages(scope, stopped=False)


def to_allocate(scope: CaseScope) -> list[Colleague]:
    """Return the colleagues whom this family can be opened to."""
    there = {one.person_id for one in staff_accounts.allocated(scope)}
    return [one for one in staff_accounts.colleagues(scope, rules.CASE_ROLES) if one.person_id not in there]


def allocate(scope: CaseScope, person_id: str) -> None:
    """Open the family to a colleague. Raises NotFound for anybody who cannot work with a family's file."""
    if staff_accounts.colleague(scope, person_id).role not in rules.CASE_ROLES:
        raise NotFound
    staff_accounts.allocate(scope, person_id)


def release(scope: CaseScope, person_id: str) -> None:
    """Close the family to a colleague. Raises NotFound, and ComesFirst for one whom it cannot do without."""
    there = staff_accounts.allocated(scope)
    role = next((one.role for one in there if one.person_id == person_id), None)
    if role is None:
        raise NotFound
    if rules.is_needed(role, [one.role for one in there]):
        raise ComesFirst(N_("Somebody must be able to set up this family. Add another administrator first."))
    meetings = [one for one in conferences.of_family(scope) if one.stage in rules.TO_COME]
    if any(one.chair_id == person_id for one in meetings):
        raise ComesFirst(
            N_("This person chairs a meeting that is still to come. Choose another chair first.")
        )
    staff_accounts.release(scope, person_id)
