"""Load the demonstration: make what is missing, move what is there to today, and say who there is.

A council is made in one transaction, and its PINs are written down just before that is committed. A load
that is killed therefore leaves a council that is whole, or none and a note that does not count.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.access import pins
from app.access.scopes import Installation, SystemScope
from app.access.transactions import system_scope, transaction
from app.audit.models import Action
from app.authorities.models import Authority
from app.demonstration import cast, finding, keeping, moving, papers, rules, settling, sharing
from app.demonstration.acting import Acting
from app.demonstration.councils import Making
from app.demonstration.models import DemonstrationPerson, Household, Made, MadeCouncil
from app.families.tables import Person
from app.kit import clock
from app.kit.settings import Settings, UnsafeSettings

Missing = tuple[int, Authority]


def load(installation: Installation) -> list[DemonstrationPerson]:
    """Make every council's people once, move their dates to today, and return everybody.

    Raises UnsafeSettings in production.
    """
    require_demonstration(installation.settings)
    with keeping.alone(installation.settings):
        kept = keeping.read(installation.settings)
        missing = _refresh(installation, kept)
        _make(installation, kept, missing)
    return listed(installation)


def require_demonstration(settings: Settings) -> None:
    """Refuse made-up people among real ones. Raises UnsafeSettings."""
    if not settings.is_demonstration:
        raise UnsafeSettings("The demonstration is made-up data; production refuses it.")


def listed(installation: Installation) -> list[DemonstrationPerson]:
    """Return everybody who has been made, council by council. Raises UnsafeSettings in production."""
    require_demonstration(installation.settings)
    kept = keeping.read(installation.settings)
    everybody: list[DemonstrationPerson] = []
    with system_scope(installation, writes=False) as system:
        for index, authority in enumerate(installation.catalogue.all()):
            found = finding.find(system, authority, index, kept.get(authority.key))
            if found:
                everybody += finding.people_of(system, authority, found)
    return everybody


def _refresh(installation: Installation, kept: dict[str, MadeCouncil]) -> list[Missing]:
    """Bring the councils that are there to today, and return those that are not."""
    missing = []
    for index, authority in enumerate(installation.catalogue.all()):
        with system_scope(installation) as system:
            found = finding.find(system, authority, index, kept.get(authority.key))
            if found is None:
                missing.append((index, authority))
                continue
            kept[authority.key] = _brought_to_today(system, authority, found)
            keeping.write(installation.settings, kept)
    return missing


def _brought_to_today(system: SystemScope, authority: Authority, found: MadeCouncil) -> MadeCouncil:
    today = clock.today()
    if found.loaded_on != today:
        for household, family_id in finding.households_of(found).items():
            _move(system, authority, household, family_id, found.loaded_on)
    people = [_with_pin(system, one, is_new_day=found.loaded_on != today) for one in found.people]
    return MadeCouncil(tuple(people), today)


def _move(
    system: SystemScope, authority: Authority, household: Household, family_id: str, loaded_on: date | None
) -> None:
    session, today = system.session, clock.today()
    meeting = moving.meeting_of(session, family_id)
    target = rules.meets_at(household, today, authority.calendar.value)
    if meeting and meeting.meets_at and target:
        moving.move(session, family_id, target - meeting.meets_at)
    elif loaded_on:
        moving.move(session, family_id, today - loaded_on)
    if meeting and meeting.meets_at != target:
        meeting.meets_at = target
        session.add(meeting)


def _with_pin(system: SystemScope, one: Made, *, is_new_day: bool) -> Made:
    """Return somebody with the PIN that opens their page; a fresh one when nobody remembers it."""
    person = system.session.get_one(Person, one.person_id)
    if is_new_day:
        settling.let_pin_wait(person)
    if one.pin and person.pin_hash == one.pin_hash:
        return one
    pin = pins.give(system.installation, person, clock.now() + settling.PINS_WAIT)
    system.session.add(person)
    system.record(Action.PIN_GIVEN, "people", person.id, reason="demonstration")
    return replace(one, pin=pin, pin_hash=person.pin_hash or "")


def _make(installation: Installation, kept: dict[str, MadeCouncil], missing: Sequence[Missing]) -> None:
    wanted = [
        paper
        for index, authority in missing
        for household in Household
        for paper in sharing.papers_of(household, index, cast.cast_of(authority.key, index))
    ]
    with papers.being_checked(wanted, installation.settings) as checked:
        for index, authority in missing:
            with transaction(installation, writes=True) as session:
                making = Making(Acting(session, installation), authority, index, checked)
                kept[authority.key] = making.make()
                keeping.write(installation.settings, kept)
