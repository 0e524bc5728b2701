"""The operator's commands on a running portal: proofs, keys, production, the demonstration, the servers."""

import json
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import commands, main, worker
from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue, load_catalogue
from app.kit.settings import ROOT
from tests.audit.test_service import tamper
from tests.commands.conftest import INVITE, Run, invited_pin, is_sentence, sign_in


def test_the_log_is_verified_and_a_change_in_it_is_told(installed: Installation, run: Run) -> None:
    run(*INVITE)
    assert run("audit", "verify").said == "Every chain of the audit log holds.\n"

    tamper(installed, "UPDATE audit_entries SET role = 'somebody'")

    outcome = run("audit", "verify")
    assert outcome.status == 1
    assert outcome.said == "platform, entry 1: an entry was changed.\n"


def test_keys_are_rotated_and_everything_still_opens(machine: Path, run: Run) -> None:
    pin = invited_pin(run(*INVITE).said)
    link = run("person", "link", INVITE[3]).said.strip()
    key = machine / "var" / "demonstration.key"
    before = key.read_text()

    outcome = run("keys", "rotate")

    assert outcome.said.startswith("1 keys are wrapped with the new master key.")
    assert key.read_text().startswith(before)
    assert len(key.read_text().splitlines()) == 2
    with commands._installation() as renewed:  # noqa: SLF001 - what every command works on
        assert sign_in(renewed, link, pin) == "/staff"
    assert run("audit", "verify").status == 0
    assert run("keys", "rotate").status == 0
    assert run("audit", "verify").status == 0


def test_profiles_are_checked_where_they_lie(tmp_path: Path, run: Run) -> None:
    shutil.copytree(ROOT / "authorities", tmp_path / "councils")

    sound = run("authorities", "check", str(tmp_path / "councils"))
    (tmp_path / "councils" / "barnsley" / "profile.toml").write_text("name = ")
    broken = run("authorities", "check", str(tmp_path / "councils"))

    assert sound.status == 0
    assert run("authorities", "check").said == sound.said.replace(
        str(tmp_path / "councils"), "authorities"
    ) or (sound.said)
    assert broken.status == 1
    assert "barnsley" in broken.said
    assert "profile.toml" in broken.said


@pytest.mark.parametrize("contact", ["nobody@example.org", "07700 900999", "neither", ""])
def test_a_link_for_nobody_is_refused(machine: Path, run: Run, contact: str) -> None:
    outcome = run("person", "link", contact)

    assert machine.exists()
    assert outcome.status == 1
    assert "Nobody has the contact" in outcome.complained


def test_a_link_is_for_the_council_that_was_named(machine: Path, run: Run) -> None:
    assert machine.exists()
    run(*INVITE)

    assert run("person", "link", INVITE[3], "--council", "kensington-and-chelsea").status == 1
    assert run("person", "link", INVITE[3], "--council", "barnsley").status == 0


PRODUCTION = {"HEARD_MODE": "production", "HEARD_BASE_URL": "https://heard.example.org"}


@pytest.fixture
def in_production(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the machine to production, with a key of its own."""
    key = machine / "secret" / "heard.key"
    key.parent.mkdir()
    key.write_text("cd" * 32 + "\n")
    key.chmod(0o600)
    for name, value in (PRODUCTION | {"HEARD_KEY_FILE": str(key)}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HEARD_MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("HEARD_SMS_URL", "smtp://127.0.0.1:1")


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("demo",), "production refuses it"),
        (("demo", "--json"), "production refuses it"),
        (("person", "link", "ruth@example.org"), "only to the contact on file"),
    ],
)
def test_production_refuses_what_is_for_trying_out(run: Run, words: tuple[str, ...], why: str) -> None:
    outcome = run(*words)

    assert outcome.status == 1
    assert why in outcome.complained


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("HEARD_BASE_URL", "http://heard.example.org", "is not https"),
        ("HEARD_BASE_URL", None, "HEARD_BASE_URL is not set"),
        ("HEARD_KEY_FILE", None, "HEARD_KEY_FILE is not set"),
        ("HEARD_KEY_FILE", "/nowhere/heard.key", "heard.key"),
    ],
)
def test_production_does_not_start_unsafe(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, why: str
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)

    for words in (INVITE, ("migrate",), ("audit", "verify")):
        outcome = run(*words)
        assert outcome.status == 1
        assert why in outcome.complained
        assert is_sentence(outcome.complained)


@pytest.mark.usefixtures("in_production")
def test_production_shows_no_demonstration(run: Run) -> None:
    assert run("staff", "invite", "barnsley", "ruth@example.org", "chair").status == 0

    with commands._installation() as installation:  # noqa: SLF001 - what every command works on
        app = main.create_app(installation)
        assert isinstance(app, FastAPI)
        client = TestClient(app, base_url="https://heard.example.org")
        assert client.get("/demo").status_code == 404
        assert "made up" not in client.get("/barnsley/en/").text
        assert TestClient(app, base_url="https://127.0.0.1").get("/").status_code == 421


def test_the_demonstration_is_printed_for_people_and_for_programs(
    machine: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.exists()
    every = load_catalogue(ROOT / "authorities")
    one = Catalogue(every.problems, {"barnsley": every.all()[0]})
    monkeypatch.setattr("app.main.load_catalogue", lambda _folder: one)

    printed = json.loads(run("demo", "--json").said)
    lines = run("demo").said.splitlines()

    assert {frozenset(person) for person in printed} == {
        frozenset({"council", "role", "family", "name", "contact", "pin", "canary"})
    }
    assert len(lines) == len(printed)
    assert [person["pin"] for person in printed] == [line.rpartition(" ")[2] for line in lines]
    assert all((person["family"] is None) == (person["canary"] is None) for person in printed)
    assert all(re.fullmatch(r"\d{6}", person["pin"]) for person in printed)


def test_a_worker_ends_when_it_is_told_to(machine: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[threading.Event] = []

    def interrupted(_installation: Installation, ending: threading.Event) -> None:
        ended.append(ending)
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "run", interrupted)

    assert machine.exists()
    assert run("worker").status == 0
    assert ended[0].is_set()


def test_the_server_is_started_without_telling_anything(
    machine: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: started.update(options, app=app))

    assert run("serve", "--host", "127.0.0.1", "--port", "8001").status == 0

    assert machine.exists()
    assert (started["host"], started["port"], started["workers"]) == ("127.0.0.1", 8001, 1)
    assert not started["access_log"]
    assert not started["server_header"]
    assert not started["proxy_headers"]
    assert isinstance(commands.application(), FastAPI)


@pytest.mark.parametrize(("answer", "status"), [(200, 0), (503, 1)])
def test_a_server_is_asked_whether_it_is_healthy(run: Run, answer: int, status: int) -> None:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *_anything: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        assert run("healthy", "--port", str(server.server_port)).status == status
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
