"""Write one migration from the difference between the tables and the newest schema.

python -m tests.new_migration what_changes
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from app import migrating
from app.kit.database import open_engine
from tests.support.saying import say

NAME = re.compile(r"^[a-z][a-z0-9_]{2,39}$")


def main(arguments: list[str]) -> int:
    """Write the migration that was named and return the exit status."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not NAME.match(name):
        say("Name what changes, in small letters: make migration name=what_changes")
        return 2
    say(f"Read it, then commit it: {write(name)}")
    return 0


def write(name: str) -> Path:
    """Bring an empty database to the newest schema, and write what the tables still differ in."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/empty.sqlite3")
        try:
            migrating.upgrade(engine)
            config = migrating.configuration(engine)
            number = f"{len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1:04}"
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            made = command.revision(config, name, autogenerate=True, rev_id=number)
        finally:
            engine.dispose()
    if isinstance(made, list) or made is None:
        raise ValueError("one migration was expected")
    path = Path(made.path)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)  # noqa: S603
    return path


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
