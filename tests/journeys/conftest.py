"""A live portal with its people, and a Chromium to walk it with."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app import main
from app.access import links
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.authorities.catalogue import Catalogue
from app.conferences import service as conferences
from app.families.tables import Person
from app.kit import clock
from app.outbox.channels.folder import FolderChannel
from app.outbox.models import ChannelKind
from app.outbox.sending import send_due
from tests.support import families, installations, serving, world
from tests.support.chromium import browsing
from tests.support.families import Someone
from tests.support.world import World


@dataclass
class Live:
    """A portal that really serves, and the folder in which its messages land."""

    address: str
    installation: Installation
    people: World
    postbox: Path
    neutral: str

    def deliver(self) -> None:
        """Send what is due."""
        channel = FolderChannel(str(self.postbox))
        while send_due(self.installation, {ChannelKind.EMAIL: channel, ChannelKind.SMS: channel}):
            pass

    def invitation(self, who: Someone) -> str:
        """Send somebody their invitation and return the address in it."""
        with families.as_case_worker(self.installation, self.people.ada, who.family_id or "") as case:
            conferences.send_invitation(case, self.people.meeting, who.membership_id or "")
        return self.newest_link(who, "/d/")

    def fresh_link(self, who: Someone) -> str:
        """Make a sign-in link, as the operator's command does."""
        with transaction(self.installation, writes=True) as session:
            return f"{self.address}/s/{links.make_link(session, self.installation, who.person_id)}"

    def speak(self, who: Someone, language: str) -> None:
        """Let somebody read in a language."""
        with transaction(self.installation, writes=True) as session:
            session.get_one(Person, who.person_id).language = language

    def newest_link(self, who: Someone, part: str) -> str:
        """Return the newest address with a part like /s/ or /d/ in the messages to somebody."""
        self.deliver()
        messages = [json.loads(path.read_text()) for path in self.postbox.glob("*.json")]
        mine = sorted((m for m in messages if m["to"] == who.contact), key=lambda m: str(m["sent_at"]))
        for message in reversed(mine):
            found = re.search(rf"https?://\S+{part}\S+", str(message["body"]))
            if found:
                return found[0]
        raise AssertionError(f"no message with {part} to {who.name}")


@pytest.fixture
def neutral() -> Iterator[str]:
    """Serve the page to which somebody leaves, at an address of its own."""
    address = f"http://localhost:{serving.free_port()}"
    with serving.somewhere_else(address):
        yield address


@pytest.fixture
def live(tmp_path: Path, neutral: str, request: pytest.FixtureRequest) -> Iterator[Live]:
    """Serve a portal of its own to each journey; only one that leaves is led to the neutral page here."""
    port = serving.free_port()
    made = installations.build(tmp_path, f"sqlite:///{tmp_path / 'heard.sqlite3'}")
    settings = made.settings.model_copy(update={"base_url": f"http://127.0.0.1:{port}"})
    installation = replace(made, settings=settings)
    installations.prepare(installation.engine)
    people = world.build(installation, meets_at=clock.now() + timedelta(days=9))
    if request.node.get_closest_marker("leaves"):
        councils = {
            one.key: one.model_copy(update={"leave_url": f"{neutral}/weather"})
            for one in made.catalogue.all()
        }
        installation = replace(installation, catalogue=Catalogue(made.catalogue.problems, councils))
    with serving.in_thread(main.create_app(installation), port) as address:
        yield Live(address, installation, people, tmp_path / "messages", neutral)
    installation.engine.dispose()


@pytest.fixture
def phone(chromium: Browser, live: Live) -> Iterator[Page]:
    """A phone with a small screen."""
    with browsing(chromium, base_url=live.address, viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


@pytest.fixture
def desk(chromium: Browser, live: Live) -> Iterator[Page]:
    """A wide screen."""
    with browsing(chromium, base_url=live.address, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()
