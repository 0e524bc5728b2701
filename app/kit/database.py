"""The engine, the base of all tables, and sessions that keep what they acknowledge."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel

from app.kit import clock
from app.kit.encryption import Place
from app.kit.ids import new_id

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

# FULL waits for the disk at each commit: an acknowledged word survives a power cut.
SQLITE_SETTINGS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "20000",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "temp_store": "MEMORY",
}


WAIT_FOR_TURN_SECONDS = 20
TURN = "holds the writer's turn"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and always given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Refuse a time that does not say where it is."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Give back an aware time; SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel):
    """The base of every table: a random identifier and the moment of creation."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    def place(self, column: str) -> Place:
        """Return where a sealed value of this row stands."""
        return Place(str(self.__tablename__), column, self.id)


def open_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL with the settings that durability needs."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=8, max_overflow=32)
        event.listen(engine, "connect", _prepare_sqlite)
        OneWriter().listen(engine)
        return engine
    options = "-c statement_timeout=5000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=30000"
    return create_engine(
        url, pool_size=8, max_overflow=24, pool_pre_ping=True, connect_args={"options": options}
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite's own transaction handling would begin late and commit around DDL.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in SQLITE_SETTINGS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


class OneWriter:
    """Lets the writers of this process into SQLite in turn.

    SQLite has room for one writer, and lets those that wait try again at random: of many who save at once,
    some would wait for seconds and give up. Other processes still wait as SQLite has them wait.
    """

    def __init__(self) -> None:
        """Begin with nobody writing."""
        self._turn = threading.Lock()

    def listen(self, engine: Engine) -> None:
        """Take part in each transaction of an engine."""
        event.listen(engine, "begin", self._begin)
        # Not at "commit", which is told before the disk has been waited for: the next would come too early.
        event.listen(engine, "rollback", self._end)
        event.listen(engine, "checkin", lambda _connection, record: self._let_go(record.info))

    def _begin(self, connection: Any) -> None:
        # What reads first and writes later cannot wait for the lock; what begins by writing can.
        if not connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get(TURN) and self._turn.acquire(timeout=WAIT_FOR_TURN_SECONDS):
            connection.info[TURN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _end(self, connection: Any) -> None:
        self._let_go(connection.info)

    def _let_go(self, known: dict[str, Any]) -> None:
        if known.pop(TURN, False):
            self._turn.release()


@contextmanager
def open_session(engine: Engine, *, writes: bool) -> Iterator[Session]:
    """Give a session whose one transaction is committed at the end, or rolled back on an error."""
    with engine.connect() as connection:
        bound = connection.execution_options(writes=writes)
        with Session(bind=bound, expire_on_commit=False, autoflush=True) as session:
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
