"""A portal to test against: made once for each test process, with a fresh database for every test."""

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from app import main, migrating
from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue
from app.kit.i18n import Languages
from app.kit.settings import Settings
from app.kit.storage import Storage, open_storage
from tests.support import postgresql
from tests.support.pseudo import pseudo_languages

POSTGRESQL = "postgresql"
UNSPOKEN = "gv"


def chosen_database() -> str:
    """Return which database this run is for: sqlite unless HEARD_TEST_DATABASE says postgresql."""
    return os.environ.get("HEARD_TEST_DATABASE", "sqlite")  # noqa: TID251 - the tests' own switch


def build(folder: Path, database_url: str) -> Installation:
    """Put a portal together in a folder, speaking the two pseudo-languages as well.

    As outside of tests, every council offers a language that the portal does not speak yet.
    """
    settings = Settings(data_folder=folder, database_url=database_url, worker="separate", _env_file=None)
    installation = main.build_installation(settings)
    languages = Languages([*installation.languages.values(), *pseudo_languages()])
    offered = (*languages, UNSPOKEN)
    councils = {
        authority.key: authority.model_copy(update={"languages": offered})
        for authority in installation.catalogue.all()
    }
    catalogue = Catalogue(installation.catalogue.problems, councils)
    return replace(installation, languages=languages, catalogue=catalogue)


class Databases:
    """Gives every test its own copy of one prepared database."""

    def __init__(self, folder: Path, server: str | None) -> None:
        """Take a folder for SQLite, or the address of a PostgreSQL server."""
        self.folder = folder
        self.server = server
        self.template = f"prepared_{uuid.uuid4().hex[:12]}"

    def template_url(self) -> str:
        """Return the address of the database that is prepared once."""
        if self.server is None:
            return f"sqlite:///{self.folder / self.template}.sqlite3"
        self._command(f'CREATE DATABASE "{self.template}"')
        return self._url(self.template)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Give the address of a fresh copy, and take it away afterwards."""
        name = f"copy_{uuid.uuid4().hex[:12]}"
        if self.server is None:
            path = self.folder / f"{name}.sqlite3"
            shutil.copyfile(self.folder / f"{self.template}.sqlite3", path)
        else:
            self._command(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')
        with self._until_done(name) as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the address of a database in which nothing stands yet, and take it away afterwards."""
        name = f"empty_{uuid.uuid4().hex[:12]}"
        if self.server is not None:
            self._command(f'CREATE DATABASE "{name}"')
        with self._until_done(name) as url:
            yield url

    @contextmanager
    def _until_done(self, name: str) -> Iterator[str]:
        if self.server is None:
            yield f"sqlite:///{self.folder / name}.sqlite3"
            for left in self.folder.glob(f"{name}*"):
                left.unlink()
            return
        yield self._url(name)
        self._command(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _url(self, name: str) -> str:
        return re.sub(r"/postgres\?", f"/{name}?", self.server or "")

    def _command(self, statement: str) -> None:
        postgresql.command(self.server or "", statement)


def prepare(engine: Engine) -> None:
    """Bring a database to the newest schema."""
    migrating.upgrade(engine)


def settle(engine: Engine) -> None:
    """Leave the database in one file, and let go of it, so that it can be copied."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def storage_in(folder: Path) -> Storage:
    """Return a store of files in a folder."""
    return open_storage(f"file://{folder}")
