"""A council in use: the demonstration's people, loaded once, and every page that each of them can reach."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app import main
from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue
from app.demonstration import keeping, loading
from app.kit import clock as portal_clock
from app.kit.database import open_engine
from tests.support import crowded as crowds
from tests.support import installations, world
from tests.support.browser import Browser, ShownPage
from tests.support.crawling import crawl
from tests.support.crowded import Crowded
from tests.support.families import Someone

COUNCIL = "barnsley"


@dataclass
class Resident:
    """Somebody of the demonstration, and the words that only they may read."""

    who: Someone
    canary: str

    @property
    def start(self) -> str:
        """The page that somebody sees first after signing in."""
        return "/m" if self.who.membership_id else "/staff"


@dataclass
class Inhabited:
    """A portal of one council, in which people have read, written, sent and complained."""

    installation: Installation
    app: FastAPI
    residents: list[Resident]

    def browser(self, resident: Resident) -> Browser:
        """Open somebody's browser."""
        return Browser(self.app, resident.who)

    @contextmanager
    def copied(self, folder: Path) -> Iterator["Inhabited"]:
        """Give a copy of the database in which a test may change what it likes."""
        installations.settle(self.installation.engine)
        path = folder / "copy.sqlite3"
        shutil.copyfile(str(self.installation.engine.url.database), path)
        fresh = replace(self.installation, engine=open_engine(f"sqlite:///{path}"))
        self.app.state.installation = fresh
        yield Inhabited(fresh, self.app, self.residents)
        self.app.state.installation = self.installation
        fresh.engine.dispose()

    def speak(self, tag: str) -> None:
        """Let everybody have chosen a language."""
        with self.installation.engine.execution_options(writes=True).begin() as connection:
            connection.execute(text("UPDATE people SET language = :tag"), {"tag": tag})


def with_one_council(installation: Installation) -> Installation:
    """Leave a portal one council."""
    council = installation.catalogue.get(COUNCIL)
    assert council is not None
    return replace(installation, catalogue=Catalogue(installation.catalogue.problems, {COUNCIL: council}))


@pytest.fixture(scope="package")
def inhabited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inhabited]:
    """Load the demonstration of one council; on SQLite, for the pages do not depend on the database."""
    folder = tmp_path_factory.mktemp("inhabited")
    installation = with_one_council(installations.build(folder, f"sqlite:///{folder}/heard.sqlite3"))
    installations.prepare(installation.engine)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portal_clock, "now", lambda: world.NOW)
        yield Inhabited(installation, main.create_app(installation), residents_of(installation))
        installation.engine.dispose()


def residents_of(installation: Installation) -> list[Resident]:
    """Load the demonstration and return its people as the tests know people."""
    shown = {person.id: person for person in loading.load(installation)}
    return [
        Resident(
            Someone(
                shown[made.person_id].name,
                COUNCIL,
                shown[made.person_id].role,
                made.person_id,
                shown[made.person_id].contact,
                made.pin,
                made.membership_id,
                made.family_id,
            ),
            shown[made.person_id].canary or "",
        )
        for council in keeping.read(installation.settings).values()
        for made in council.people
    ]


@dataclass
class Walk:
    """Every page that one resident reached by following links."""

    resident: Resident
    pages: dict[str, ShownPage]

    @property
    def shown(self) -> dict[str, ShownPage]:
        """The pages among them that are whole pages."""
        return {
            path: page
            for path, page in self.pages.items()
            if page.status == 200 and page.response.headers["content-type"].startswith("text/html")
        }


@pytest.fixture(scope="package")
def walks(inhabited: Inhabited) -> list[Walk]:
    """Let everybody open every page they find a way to; the page contract holds on each."""
    return [
        Walk(one, crawl(inhabited.browser(one), [one.start], within=is_personal))
        for one in inhabited.residents
    ]


def is_personal(path: str) -> bool:
    """Say whether an address is one for people who are signed in."""
    return f"{path.partition('?')[0]}/".startswith(("/m/", "/staff/"))


@pytest.fixture(scope="package")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowded]:
    """Make everybody who could ever ask for a page; on SQLite, for access does not depend on the database."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portal_clock, "now", lambda: world.NOW)
        made = crowds.build(tmp_path_factory.mktemp("crowd"))
        yield made
        made.installation.engine.dispose()
