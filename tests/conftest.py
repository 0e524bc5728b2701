"""The portal, the clock, the postbox and the people, fresh for every test."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright import sync_api

from app import main
from app.access.scopes import Installation
from app.kit import clock as portal_clock
from app.kit.database import open_engine
from tests.support import figures, installations, postgresql, world
from tests.support.browser import Browser
from tests.support.chromium import launch_options
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on PostgreSQL only what uses the database: everything else has been run on SQLite."""
    if installations.chosen_database() != installations.POSTGRESQL:
        return
    kept = [test for test in items if "database_server" in getattr(test, "fixturenames", ())]
    config.hook.pytest_deselected(items=[test for test in items if test not in set(kept)])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what the tests have counted."""
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.getreports(outcome)]
    for line in figures.lines(found for report in reports for found in report.user_properties):
        terminalreporter.write_line(line)


@pytest.fixture
def count(request: pytest.FixtureRequest) -> figures.Count:
    """Count something that is said at the end of the run."""
    return figures.counting_into(request.node.user_properties)


@dataclass
class Prepared:
    """What every test of a process shares: a portal, its pages, and a database to copy."""

    installation: Installation
    app: FastAPI
    databases: installations.Databases
    people: bytes


@pytest.fixture(scope="session")
def database_server() -> Iterator[str | None]:
    """Start PostgreSQL when this run is for it."""
    if installations.chosen_database() != installations.POSTGRESQL:
        yield None
        return
    with postgresql.running() as url:
        yield url


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, database_server: str | None) -> Iterator[Prepared]:
    """Put a portal together and make the people once."""
    folder = tmp_path_factory.mktemp("portal")
    databases = installations.Databases(folder, database_server)
    installation = installations.build(folder, databases.template_url())
    installations.prepare(installation.engine)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portal_clock, "now", lambda: world.NOW)
        people = world.build(installation)
    installations.settle(installation.engine)
    yield Prepared(installation, main.create_app(installation), databases, pickle.dumps(people))
    installation.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    """Start one Chromium for every test in a browser: a thread has room for one Playwright only."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock on a Tuesday morning in November."""
    return Clock(monkeypatch, world.NOW)


@pytest.fixture
def portal(prepared: Prepared, clock: Clock, tmp_path: Path) -> Iterator[Installation]:
    """Give the test a portal with a database of its own."""
    assert clock.moment == world.NOW
    with prepared.databases.copy() as url:
        engine = open_engine(url)
        storage = installations.storage_in(tmp_path / "files")
        fresh = replace(prepared.installation, engine=engine, storage=storage)
        prepared.app.state.installation = fresh
        yield fresh
        engine.dispose()


@pytest.fixture
def app(portal: Installation, prepared: Prepared) -> FastAPI:
    """The web application on this test's database."""
    assert prepared.app.state.installation is portal
    return prepared.app


@pytest.fixture
def people(prepared: Prepared, portal: Installation) -> World:
    """Everybody, as they were made."""
    assert portal.settings is prepared.installation.settings
    found: World = pickle.loads(prepared.people)  # noqa: S301 - this process made it
    return found


@pytest.fixture
def postbox(portal: Installation) -> Postbox:
    """Everything the portal sends."""
    return Postbox(portal)


@pytest.fixture
def visitor(app: FastAPI) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


def _browser_of(name: str) -> object:
    @pytest.fixture(name=name)
    def somebody(app: FastAPI, people: World) -> Browser:
        return Browser(app, people.person(name))

    return somebody


amira = _browser_of("amira")
ben = _browser_of("ben")
carol = _browser_of("carol")
dev = _browser_of("dev")
sam = _browser_of("sam")
ada = _browser_of("ada")
tess = _browser_of("tess")
olive = _browser_of("olive")
erin = _browser_of("erin")
farid = _browser_of("farid")
