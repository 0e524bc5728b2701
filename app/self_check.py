"""What the portal needs to run, each looked at once: ok, or why not."""

import shutil
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlmodel import col

from app import main, migrating
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.authorities.check import check as check_authorities
from app.authorities.findings import Level
from app.families.tables import CompartmentKey
from app.kit import clock
from app.kit.settings import Settings, UnsafeSettings

WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
LEAST_FREE = 1024**3
LEAST_SHARE = 0.05
FULL = 2  # SQLite's number for synchronous=FULL


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    is_ok: bool
    words: str


class Fault(Exception):
    """Something that the portal needs is not as it must be; the message says what."""


def run(settings: Settings) -> list[Line]:
    """Look at everything the portal needs."""
    try:
        installation = main.build_installation(settings)
    except (UnsafeSettings, OSError, ValueError) as error:
        return [Line("settings", is_ok=False, words=str(error))]
    try:
        return [_look(name, check, installation) for name, check in CHECKS.items()]
    finally:
        installation.engine.dispose()


def _look(name: str, check: Callable[[Installation], str], installation: Installation) -> Line:
    try:
        return Line(name, is_ok=True, words=check(installation))
    except Exception as error:  # noqa: BLE001 - whatever it is, the operator must read it
        return Line(name, is_ok=False, words=f"{type(error).__name__}: {error}"[:300])


def _database(installation: Installation) -> str:
    newest = ScriptDirectory.from_config(migrating.configuration(installation.engine)).get_current_head()
    with installation.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found != newest:
            raise Fault(f"the schema is {found or 'empty'}, the newest is {newest}; run heard migrate")
        if installation.engine.dialect.name == "sqlite":
            broken = connection.execute(text("PRAGMA quick_check")).scalar_one()
            mode = connection.execute(text("PRAGMA synchronous")).scalar_one()
            if broken != "ok" or mode != FULL:
                raise Fault(f"quick_check says {broken}, synchronous is {mode}")
            return "SQLite, every commit waits for the disk"
        durable = {
            name: connection.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("fsync", "synchronous_commit")
        }
        if set(durable.values()) != {"on"}:
            raise Fault(f"commits do not wait for the disk: {durable}")
        return "PostgreSQL, every commit waits for the disk"


def _keys(installation: Installation) -> str:
    with system_scope(installation, writes=False) as system:
        wanted = select(col(CompartmentKey.compartment)).limit(1)
        compartment = system.session.execute(wanted).scalar_one_or_none()
        if compartment:
            system.keys.cipher(compartment)
    return f"{installation.keyring.newest + 1} master key(s), and what is sealed opens"


def _storage(installation: Installation) -> str:
    installation.storage.check()
    return "a file can be kept, read and removed"


def _mail(installation: Installation) -> str:
    address = urlsplit(installation.settings.mail)
    if address.scheme in {"smtp", "smtps"}:
        maker = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
        with maker(address.hostname or "localhost", address.port or 25, timeout=10) as server:
            server.noop()
        return f"the mail server {address.hostname} answers"
    if address.scheme == "folder" and not installation.settings.is_demonstration:
        raise Fault("messages would be written to a folder, links and all; set HEARD_MAIL_URL")
    return f"messages go to {address.scheme}: nobody is asked whether it answers"


def _clock(_installation: Installation) -> str:
    now = clock.now()
    if not WRITTEN <= now < WRITTEN.replace(year=2100):
        raise Fault(f"it says {now:%Y-%m-%d %H:%M}, which cannot be")
    return f"it is {clock.in_london(now):%d %B %Y, %H:%M} in London"


def _disk(installation: Installation) -> str:
    usage = shutil.disk_usage(installation.settings.data_folder)
    needed = max(LEAST_FREE, int(usage.total * LEAST_SHARE))
    if usage.free < needed:
        raise Fault(f"{usage.free // 1024**2} MB free; keep at least {needed // 1024**2} MB")
    return f"{usage.free // 1024**3} GB free"


def _authorities(installation: Installation) -> str:
    findings = check_authorities(installation.settings.authorities)
    faults = [finding for finding in findings if finding.level is Level.FAULT]
    if faults:
        raise Fault(f"{len(faults)} faults, the first in {faults[0].file}: {faults[0].sentence}")
    count = len(installation.catalogue.all())
    return f"{count} councils; {len(findings)} things to settle before going live (heard authorities check)"


def _translations(installation: Installation) -> str:
    unchecked = [language.tag for language in installation.languages.values() if not language.is_checked]
    said = f"; not checked by a translator: {', '.join(unchecked)}" if unchecked else ""
    return f"{len(installation.languages)} language(s){said}"


CHECKS: dict[str, Callable[[Installation], str]] = {
    "database": _database,
    "keys": _keys,
    "storage": _storage,
    "mail": _mail,
    "clock": _clock,
    "disk": _disk,
    "authorities": _authorities,
    "translations": _translations,
}
