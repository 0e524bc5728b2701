"""Runs migrations on the engine it is given, each run in one transaction on either database."""

import importlib
from pathlib import Path
from typing import Literal

from alembic import context
from sqlalchemy import Engine
from sqlmodel import AutoString, SQLModel

from app.kit.database import UtcDateTime
from app.kit.settings import ROOT

for tables in sorted(Path(ROOT / "app").glob("*/tables.py")):
    importlib.import_module(f"app.{tables.parent.name}.tables")


def render(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write a column's type in SQLAlchemy's own words: a migration must not depend on today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})"
    return False


def run() -> None:
    """Run what was asked for."""
    engine: Engine = context.config.attributes["engine"]
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            render_item=render,
            transactional_ddl=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
