"""Times come back as they were, and the database waits for the disk."""

import time
from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from app.access.scopes import Installation
from app.families.tables import Family
from app.kit.database import SQLITE_SETTINGS, WAIT_FOR_TURN_SECONDS, open_session
from app.kit.encryption import Place
from tests.support.installations import POSTGRESQL, chosen_database


def test_a_moment_comes_back_aware_and_in_utc(portal: Installation) -> None:
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    family = Family(council="barnsley", reference="AAAAA-AAAAA", messages_stopped_at=moment)
    with open_session(portal.engine, writes=True) as session:
        session.add(family)

    with open_session(portal.engine, writes=False) as session:
        found = session.get_one(Family, family.id)
    assert found.messages_stopped_at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    assert found.messages_stopped_at.tzinfo is UTC
    assert found.place("x") == Place("families", "x", family.id)


def test_a_time_that_does_not_say_where_it_is_is_refused(portal: Installation) -> None:
    naive = datetime(2026, 7, 1, 9, 30)  # noqa: DTZ001 - the mistake that is tried
    family = Family(council="barnsley", reference="AAAAA-AAAAA", messages_stopped_at=naive)

    def keep() -> None:
        with open_session(portal.engine, writes=True) as session:
            session.add(family)

    with pytest.raises(StatementError, match="without a zone"):
        keep()


def test_a_connection_has_the_settings_that_durability_needs(portal: Installation) -> None:
    with portal.engine.connect() as connection:
        if chosen_database() == POSTGRESQL:
            shown = {
                name: connection.execute(text(f"SHOW {name}")).scalar_one()
                for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
            }
            assert "0" not in shown.values()
            return
        found = {
            name: str(connection.execute(text(f"PRAGMA {name}")).scalar_one())
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "secure_delete": "1",
        "trusted_schema": "0",
    }
    assert set(found) <= set(SQLITE_SETTINGS)


def test_a_writer_that_fails_lets_the_next_one_in_at_once(portal: Installation) -> None:
    def fail() -> None:
        with open_session(portal.engine, writes=True) as session:
            session.execute(text("SELECT 1"))
            raise ValueError("a fault")

    began = time.monotonic()
    with pytest.raises(ValueError, match="a fault"):
        fail()
    with open_session(portal.engine, writes=True) as session:
        session.execute(text("SELECT 1"))

    assert time.monotonic() - began < WAIT_FOR_TURN_SECONDS / 2


def test_what_let_go_of_the_database_early_does_not_keep_the_turn(portal: Installation) -> None:
    began = time.monotonic()
    with open_session(portal.engine, writes=True) as session:
        session.execute(text("SELECT 1"))
        session.rollback()
        with open_session(portal.engine, writes=True) as other:
            other.execute(text("SELECT 1"))

    assert time.monotonic() - began < WAIT_FOR_TURN_SECONDS / 2


def test_a_writer_waits_for_the_one_before_and_is_never_refused(portal: Installation) -> None:
    order: list[str] = []

    def later() -> None:
        with open_session(portal.engine, writes=True) as session:
            session.execute(text("SELECT 1"))
            order.append("second")

    with open_session(portal.engine, writes=True) as session:
        session.execute(text("SELECT 1"))
        second = Thread(target=later)
        second.start()
        second.join(0.3)
        order.append("first")
    second.join(10)

    expected = ["first", "second"] if chosen_database() != POSTGRESQL else ["second", "first"]
    assert order == expected
