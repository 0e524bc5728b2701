"""The PINs: the same ones again as long as they are remembered, working ones always, for nobody else."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.access import pins
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.demonstration import keeping, loading, settling
from app.demonstration.models import DemonstrationPerson
from app.families.tables import Person
from tests.demonstration.conftest import rows
from tests.support.clocks import Clock


def is_right(installation: Installation, person: DemonstrationPerson) -> bool:
    """Say whether the printed PIN opens somebody's page."""
    with system_scope(installation, writes=False) as system:
        return pins.is_right(installation, system.session.get_one(Person, person.id), person.pin)


def test_a_pin_waits_for_weeks(
    demo: Installation, everybody: list[DemonstrationPerson], clock: Clock
) -> None:
    clock.move(days=60)

    assert is_right(demo, everybody[0])
    assert is_right(demo, everybody[-1])


def test_the_file_of_pins_is_for_its_owner_alone(demo: Installation) -> None:
    loading.load(demo)
    path = demo.settings.data_folder / keeping.NAME

    assert path.stat().st_mode & 0o777 == 0o600


def test_without_its_file_the_same_people_get_fresh_pins(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    before = rows(demo)
    (demo.settings.data_folder / keeping.NAME).unlink()

    again = loading.load(demo)

    assert [replace(person, pin="") for person in again] == [replace(person, pin="") for person in everybody]
    assert rows(demo) == before
    assert is_right(demo, again[0])
    assert is_right(demo, again[-1])


@pytest.mark.parametrize("written", ["", "{", "[]", '{"barnsley": 3}', '{"barnsley": {"people": [{}]}}'])
def test_a_broken_file_is_as_good_as_none(demo: Installation, written: str) -> None:
    (demo.settings.data_folder / keeping.NAME).write_text(written)

    assert keeping.read(demo.settings) == {}


def test_somebody_with_a_new_pin_gets_one_that_can_be_printed(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    with system_scope(demo) as system:
        person = system.session.get_one(Person, everybody[-1].id)
        pins.give(demo, person)
        system.session.add(person)

    assert loading.listed(demo)[-1].pin == ""
    again = loading.load(demo)

    assert again[:-1] == everybody[:-1]
    assert is_right(demo, again[-1])


def test_a_pin_that_was_used_is_left_alone(demo: Installation, clock: Clock) -> None:
    with system_scope(demo, writes=False) as system:
        person = system.session.execute(select(Person).limit(1)).scalar_one()
        person.pin_used_at = clock.moment
        before = person.pin_lapses_at
        settling.let_pin_wait(person)

        assert person.pin_lapses_at == before
        system.session.rollback()
