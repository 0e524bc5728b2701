"""Bring a database to the newest schema, one migration at a time, whole or not at all."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from app.kit.settings import ROOT


def configuration(engine: Engine) -> Config:
    """Return Alembic's configuration for one database; there is no file of addresses to keep."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision."""
    command.upgrade(configuration(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database down to a revision."""
    command.downgrade(configuration(engine), revision)
