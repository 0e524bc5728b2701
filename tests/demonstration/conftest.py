"""A portal with two councils on which the demonstration has been loaded, copied for every test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlmodel import SQLModel

from app import main
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.authorities.catalogue import Catalogue
from app.demonstration import keeping, loading
from app.demonstration.models import DemonstrationPerson, Made
from app.kit import clock as portal_clock
from app.kit.database import open_engine
from tests.support import installations, world
from tests.support.clocks import Clock
from tests.support.families import Someone

COUNCILS = 2


@dataclass
class Loaded:
    """A portal after the first load."""

    installation: Installation
    app: FastAPI
    databases: installations.Databases
    everybody: list[DemonstrationPerson]


def with_few_councils(installation: Installation) -> Installation:
    """Leave a portal its first councils, so that a test does not take longer with every new one."""
    few = {authority.key: authority for authority in installation.catalogue.all()[:COUNCILS]}
    return replace(installation, catalogue=Catalogue(installation.catalogue.problems, few))


def rows(installation: Installation) -> dict[str, int]:
    """Count the rows of every table but the log's."""
    with system_scope(installation, writes=False) as system:
        return {
            table.name: system.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in SQLModel.metadata.sorted_tables
            if not table.name.startswith("audit")
        }


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, database_server: str | None) -> Iterator[Loaded]:
    """Load the demonstration once."""
    folder = tmp_path_factory.mktemp("demonstration")
    databases = installations.Databases(folder, database_server)
    installation = with_few_councils(installations.build(folder, databases.template_url()))
    installations.prepare(installation.engine)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portal_clock, "now", lambda: world.NOW)
        everybody = loading.load(installation)
    installations.settle(installation.engine)
    yield Loaded(installation, main.create_app(installation), databases, everybody)
    installation.engine.dispose()


@pytest.fixture
def demo(loaded: Loaded, clock: Clock, tmp_path: Path) -> Iterator[Installation]:
    """Give the test a portal of its own on which the demonstration has been loaded."""
    assert clock.moment == world.NOW
    shutil.copy(loaded.installation.settings.data_folder / keeping.NAME, tmp_path)
    settings = loaded.installation.settings.model_copy(update={"data_folder": tmp_path})
    with loaded.databases.copy() as url:
        engine = open_engine(url)
        fresh = replace(loaded.installation, settings=settings, engine=engine)
        loaded.app.state.installation, loaded.app.state.settings = fresh, settings
        yield fresh
        engine.dispose()


@pytest.fixture
def everybody(loaded: Loaded) -> list[DemonstrationPerson]:
    """Everybody whom the first load printed."""
    return loaded.everybody


@pytest.fixture
def demo_app(loaded: Loaded, demo: Installation) -> FastAPI:
    """The web application on this test's demonstration."""
    assert loaded.app.state.installation is demo
    return loaded.app


@pytest.fixture
def cast(demo: Installation, everybody: list[DemonstrationPerson]) -> dict[str, dict[str, Someone]]:
    """Everybody by council and slot, as the tests' browser and builders take them."""
    shown = {person.id: person for person in everybody}
    found: dict[str, dict[str, Someone]] = {}
    for council, about in keeping.read(demo.settings).items():
        found[council] = {one.slot: _someone(shown[one.person_id], one) for one in about.people}
    return found


def _someone(person: DemonstrationPerson, made: Made) -> Someone:
    return Someone(
        person.name,
        person.council,
        person.role,
        person.id,
        person.contact,
        person.pin,
        made.membership_id,
        made.family_id,
    )
