"""Records outlive code: the schema goes up and down whole, and is what the tables say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from app import migrating
from app.access.scopes import Installation
from app.kit.database import open_engine
from app.kit.settings import ROOT
from tests import new_migration
from tests.conftest import Prepared

VERSIONS = ROOT / "migrations" / "versions"
FAILING = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None

def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("DELETE FROM families")
    op.execute("SELECT nothing FROM nowhere")
"""


@pytest.fixture
def empty(prepared: Prepared) -> Iterator[Engine]:
    """Open a database of this run's kind in which nothing stands."""
    with prepared.databases.empty() as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in SQLModel.metadata.tables
        }


def revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_there_is_one_line_of_migrations(empty: Engine) -> None:
    scripts = ScriptDirectory.from_config(migrating.configuration(empty))

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    files = sorted(path.name for path in VERSIONS.glob("*.py"))
    numbers = [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [name.partition("_")[0] for name in files] == numbers


def test_the_schema_is_what_the_tables_say(empty: Engine) -> None:
    migrating.upgrade(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_schema_goes_up_and_down_and_up(empty: Engine) -> None:
    migrating.upgrade(empty)
    first = {name: inspect(empty).get_columns(name) for name in inspect(empty).get_table_names()}
    migrating.downgrade(empty, "base")
    left = inspect(empty).get_table_names()
    migrating.upgrade(empty)

    assert left == ["alembic_version"]
    assert sorted(inspect(empty).get_table_names()) == sorted(first)
    assert set(first) == {*SQLModel.metadata.tables, "alembic_version"}


def test_going_up_twice_changes_nothing(empty: Engine) -> None:
    migrating.upgrade(empty)
    before = revision_of(empty)

    migrating.upgrade(empty)

    assert revision_of(empty) == before


def test_every_row_survives_each_step_but_the_first(portal: Installation) -> None:
    before = counts(portal.engine)
    scripts = ScriptDirectory.from_config(migrating.configuration(portal.engine))
    base = scripts.get_base() or ""

    migrating.downgrade(portal.engine, base)
    migrating.upgrade(portal.engine)

    assert before["people"] >= 10
    assert counts(portal.engine) == before


def test_a_migration_that_fails_leaves_nothing_half_done(portal: Installation, tmp_path: Path) -> None:
    before, revision = counts(portal.engine), revision_of(portal.engine)
    (tmp_path / "9999_fails.py").write_text(FAILING.format(head=revision))
    config = migrating.configuration(portal.engine)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{VERSIONS}\n{tmp_path}")

    with pytest.raises(DBAPIError):
        command.upgrade(config, "head")

    assert "half_done" not in inspect(portal.engine).get_table_names()
    assert counts(portal.engine) == before
    assert revision_of(portal.engine) == revision


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entries SET reason = 'another'", "DELETE FROM audit_entries"]
)
def test_the_database_itself_keeps_the_audit_log_as_it_is(portal: Installation, change: str) -> None:
    before = counts(portal.engine)["audit_entries"]

    with (
        pytest.raises(DBAPIError, match="the audit log only grows"),
        portal.engine.execution_options(writes=True).begin() as connection,
    ):
        connection.execute(text(change))

    assert before > 0
    assert counts(portal.engine)["audit_entries"] == before


def test_a_migration_says_in_its_name_what_changes(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], [""], ["What changes"], ["a", "b"]):
        assert new_migration.main(arguments) == 2

    assert "make migration name=what_changes" in capsys.readouterr().out
