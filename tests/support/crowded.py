"""A portal with the whole crowd in it, and fresh copies of it for what changes something."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine, event
from sqlmodel import col, update

from app import main
from app.access import sessions
from app.access.scopes import Installation
from app.access.tables import SignInSession
from app.access.transactions import system_scope
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from app.kit.database import open_engine
from app.kit.encryption import digest
from tests.support import asking, crowd, installations
from tests.support.asking import Plain
from tests.support.browser import TOKEN
from tests.support.crowd import Crowd

NUMBERS = count()
SIGN_IN = "/barnsley/en/sign-in"
# What these tables hold is about the requests themselves.
NOTES = ("audit_entries", "audit_chain_heads", "rate_counts", "sqlite_sequence")
DIFFERS = re.compile(r'name="form_token" value="[^"]*"')


@dataclass
class Crowded:
    """The portal, its pages, and everybody."""

    installation: Installation
    app: FastAPI
    crowd: Crowd

    @contextmanager
    def asking(self, name: str) -> Iterator[tuple[Plain, str]]:
        """Give a bare way to ask for pages as somebody, and a token for their forms."""
        cookies = {} if name == "nobody" else {SESSION_COOKIE: self.sign_in(name)}
        with asking.asking(self.app, cookies) as client:
            page = client.get(SIGN_IN)
            token = TOKEN.search(page.text)
            assert token, "the sign-in page gave no token"
            given = page.header("set-cookie").partition(";")[0]
            if given:
                client.cookies = "; ".join(filter(None, (client.cookies, given)))
            yield client, token[1]

    def sign_in(self, name: str) -> str:
        """Begin somebody's session and return its cookie; the one who is asleep has been away for an hour."""
        who = self.crowd["amira" if name == "asleep" else name]
        with system_scope(self.installation) as system:
            cookie = sessions.begin(system.session, who.person_id, who.membership_id)
            if name == "asleep":
                system.session.flush()
                asleep = update(SignInSession).where(col(SignInSession.digest) == digest(cookie))
                system.session.execute(asleep.values(last_seen_at=clock.now() - timedelta(hours=1)))
        return cookie

    @contextmanager
    def copied(self) -> Iterator["Crowded"]:
        """Give a copy of the database in which a test may change what it likes."""
        path = Path(str(self.installation.engine.url.database))
        installations.settle(self.installation.engine)
        fresh = path.with_name(f"copy-{next(NUMBERS)}.sqlite3")
        shutil.copyfile(path, fresh)
        engine = in_haste(open_engine(f"sqlite:///{fresh}"))
        copy = replace(self, installation=replace(self.installation, engine=engine))
        self.app.state.installation = copy.installation
        try:
            yield copy
        finally:
            self.app.state.installation = self.installation
            engine.dispose()
            for left in fresh.parent.glob(f"{fresh.name}*"):
                left.unlink()

    def state(self) -> str:
        """Return a digest of every row that is not about the requests themselves."""
        lines = hashlib.sha256()
        with self.installation.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            for line in raw.iterdump():
                if not line.startswith(tuple(f'INSERT INTO "{table}"' for table in NOTES)):
                    lines.update(line.encode())
        return lines.hexdigest()


def in_haste(engine: Engine) -> Engine:
    """Let a database not wait for the disk: what a test asks of it can be lost."""
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return engine


def build(folder: Path) -> Crowded:
    """Put the portal together and let everybody do what they do."""
    installation = installations.build(folder, f"sqlite:///{folder}/crowd.sqlite3")
    in_haste(installation.engine)
    installations.prepare(installation.engine)
    everybody = crowd.build(installation)
    return Crowded(installation, main.create_app(installation), everybody)
