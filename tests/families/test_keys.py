"""Each compartment has a key of its own; what is destroyed with it stays shut."""

import pytest
from sqlmodel import col, delete, select

from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.families import keys
from app.families.keys import KeyRoom, NoSuchCompartment
from app.families.tables import CompartmentKey
from app.kit.encryption import Keyring, Place, SealBroken, new_key
from tests.support.browser import Browser
from tests.support.world import World

HERE = Place("views", "words_sealed", "v" * 26)


def test_a_made_key_is_found_again(portal: Installation) -> None:
    with system_scope(portal) as system:
        sealed = system.keys.make("one").seal("words", HERE)

    with system_scope(portal) as system:
        assert system.keys.cipher("one").open(sealed, HERE) == "words"
        assert [cipher.compartment for cipher in system.keys.ciphers("one", "one")] == ["one", "one"]
        assert system.keys.sealer("one").compartment == "one"


@pytest.mark.parametrize("asked", [("two",), ("one", "two")])
def test_a_compartment_that_never_was_does_not_open(portal: Installation, asked: tuple[str, ...]) -> None:
    with system_scope(portal) as system:
        system.keys.make("one")
        with pytest.raises(NoSuchCompartment):
            system.keys.ciphers(*asked)


def test_destroying_a_key_destroys_what_it_sealed(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    with system_scope(portal) as system:
        own = col(CompartmentKey.compartment).endswith(f"own:{people.amira.membership_id}")
        system.session.execute(delete(CompartmentKey).where(own))

    assert amira.client.get("/m").status_code == 500
    assert ben.get("/m").status == 200


def test_rotation_wraps_every_key_anew_and_once(portal: Installation) -> None:
    older = portal.keyring
    newer = Keyring([older._masters[0], new_key()])  # noqa: SLF001 - the key file would hold both
    with system_scope(portal) as system:
        sealed = system.keys.make("one").seal("words", HERE)
        system.session.flush()
        count = keys.rotate(system.session, newer)
        assert keys.rotate(system.session, newer) == 0

    with system_scope(portal) as system:
        rows = system.session.exec(select(CompartmentKey)).all()
        assert count == len(rows)
        assert {row.master for row in rows} == {1}
        assert KeyRoom(system.session, newer).cipher("one").open(sealed, HERE) == "words"


def test_a_wrapped_key_that_was_moved_does_not_open(portal: Installation) -> None:
    with system_scope(portal) as system:
        system.keys.make("one")
        system.keys.make("two")
        system.session.flush()
        one, two = (
            system.session.exec(select(CompartmentKey).where(CompartmentKey.compartment == name)).one()
            for name in ("one", "two")
        )
        one.wrapped, two.wrapped = two.wrapped, one.wrapped
        system.session.flush()
        with pytest.raises(SealBroken):
            KeyRoom(system.session, portal.keyring).cipher("one")


def test_two_values_swapped_between_people_are_refused_and_others_go_on(
    portal: Installation, people: World, ada: Browser, tess: Browser
) -> None:
    with portal.engine.execution_options(writes=True).begin() as connection:
        rows = connection.exec_driver_sql("SELECT id, name_sealed FROM people").all()
        names = {str(row[0]): row[1] for row in rows}
        table = CompartmentKey.metadata.tables["people"]
        for owner, other in ((people.amira, people.ben), (people.ben, people.amira)):
            connection.execute(
                table.update().where(table.c.id == owner.person_id).values(name_sealed=names[other.person_id])
            )

    assert ada.client.get(f"/staff/families/{people.family.id}").status_code == 500
    assert tess.get(f"/staff/families/{people.other_family.id}").status == 200
