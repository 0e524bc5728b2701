"""A server that is killed in the middle of a hundred submissions keeps every one that it acknowledged."""

import pickle
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from app.access import sessions
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.drafts.tables import Receipt
from app.families.keys import KeyRoom
from app.families.models import Compartments
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from app.kit.database import open_engine
from app.written_views.tables import WrittenViews
from tests.conftest import Prepared
from tests.support import families, serving, world
from tests.support.families import Someone
from tests.support.world import World

SUBMISSIONS = 100
WRITERS = 4
KILLS = 6
GIVE_UP_AFTER = 400.0


@dataclass
class Server:
    """A server that is killed and started again, and the receipts that it acknowledged."""

    folder: Path
    database_url: str
    port: int = field(default_factory=serving.free_port)
    receipts: dict[str, str] = field(default_factory=dict)
    restarts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the server as an operator would."""
        began = time.monotonic()
        self.process = serving.start(
            self.folder, self.port, database_url=self.database_url, worker="separate"
        )
        self.restarts.append(time.monotonic() - began)

    def kill(self) -> None:
        """Kill the server without a chance to tidy up."""
        self.process.kill()
        self.process.wait(10)

    def keep_killing(self, ended: threading.Event) -> None:
        """Kill and restart at moments that nobody chose, until the writers are done."""
        moments = random.Random(20261124)  # noqa: S311 - the same moments in each run
        for _ in range(KILLS):
            if ended.wait(moments.uniform(0.4, 1.2)):
                return
            self.kill()
            self.start()


@dataclass
class Killed:
    """A server on a copy of the prepared database, and the same database seen from here."""

    server: Server
    installation: Installation
    ada: Someone


@pytest.fixture
def killed(prepared: Prepared) -> Iterator[Killed]:
    """Serve a copy of the prepared database under a process of its own."""
    people: World = pickle.loads(prepared.people)  # noqa: S301 - this process made it
    with prepared.databases.copy() as url:
        installation = replace(prepared.installation, engine=open_engine(url))
        server = Server(installation.settings.data_folder, url)
        server.start()
        yield Killed(server, installation, people.ada)
        server.kill()
        installation.engine.dispose()


def cookie_of(installation: Installation, ada: Someone, number: int) -> str:
    """Add a parent with a meeting ahead and return the cookie of their session."""
    family = families.open_family(installation, ada)
    parent = families.add_member(installation, ada, family, f"Writer{number} Example")
    families.call_meeting(installation, ada, family, parent, meets_at=clock.now() + timedelta(days=9))
    with transaction(installation, writes=True) as session:
        return sessions.begin(session, parent.person_id, parent.membership_id)


class Writer:
    """A parent who sends one letter after another, and presses Send again when nothing comes back."""

    def __init__(self, server: Server, cookie: str) -> None:
        """Take the server and the parent's session."""
        self.server = server
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{SESSION_COOKIE}={cookie}"}
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=headers, timeout=10)
        self.until = time.monotonic() + GIVE_UP_AFTER

    def send(self, words: str) -> None:
        """Write, choose, check and send; note the reference only from a receipt that was shown."""
        token = self._field(self._get("/m/views"), "form_token")
        self._post("/m/views", {"form_token": token, "words": words, "seen_version": "999999999"})
        self._post("/m/views/use", {"form_token": token, "use": "read_out"})
        check = self._get("/m/views/check")
        fields = {name: self._field(check, name) for name in ("form_token", "submission_key", "shown")}
        address = self._post("/m/views/send", fields).headers["location"]
        shown = re.search(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", self._get(address))
        assert shown, "a receipt without a reference"
        self.server.receipts[words] = shown[0]

    def _get(self, path: str) -> str:
        answer = self._again(lambda: self.client.get(path))
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.headers.get('location')}"
        return answer.text

    def _post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        answer = self._again(lambda: self.client.post(path, data=fields))
        assert answer.status_code == 303, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def _again(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        while True:
            try:
                answer = ask()
            except httpx.TransportError:
                answer = httpx.Response(503)
            if answer.status_code != 503:
                return answer
            assert time.monotonic() < self.until, "the server did not come back"
            time.sleep(0.05)

    @staticmethod
    def _field(html: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', html)
        assert found, f"no {name} on the page"
        return found[1]


def test_every_acknowledged_receipt_is_there_once(killed: Killed) -> None:
    server, installation = killed.server, killed.installation
    writers = [Writer(server, cookie_of(installation, killed.ada, number)) for number in range(WRITERS)]
    ended = threading.Event()
    killer = threading.Thread(target=server.keep_killing, args=(ended,))
    killer.start()

    try:
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(_send_all, writers, range(WRITERS)))
    finally:
        ended.set()
        killer.join()
        for writer in writers:
            writer.client.close()
    server.kill()
    server.start()

    assert len(server.receipts) == SUBMISSIONS
    assert len(server.restarts) > 2, "the server was never killed while people wrote"
    assert max(server.restarts) < serving.STARTS_WITHIN
    assert _kept(installation) == {reference: words for words, reference in server.receipts.items()}


def _send_all(writer: Writer, number: int) -> None:
    for turn in range(SUBMISSIONS // WRITERS):
        writer.send(f"Letter {turn} of writer {number}: bedtime is calm now.")


def _kept(installation: Installation) -> dict[str, str]:
    """Return the words of every receipt that the database holds, as the chair would read them."""
    kept: dict[str, str] = {}
    with transaction(installation, writes=False) as session:
        keys = KeyRoom(session, installation.keyring)
        receipts = {row.subject_id: row.reference for row in session.execute(select(Receipt)).scalars()}
        views = session.execute(select(WrittenViews)).scalars().all()
        assert len(views) == len(receipts) == SUBMISSIONS, "something was sent twice, or lost"
        for row in views:
            cipher = keys.cipher(Compartments(world.COUNCIL, row.family_id).professionals)
            sealed = row.professionals_sealed
            assert sealed is not None
            kept[receipts[row.id]] = cipher.open(sealed, row.place("professionals_sealed"))
    return kept
