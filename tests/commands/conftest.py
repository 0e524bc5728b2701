"""A machine on which an operator types commands: its own data folder and its own database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from app import commands, main
from app.access.scopes import Installation
from app.kit.settings import Settings
from tests.conftest import Prepared
from tests.support.browser import ShownPage


@dataclass
class Outcome:
    """What a command said, and its exit status."""

    status: int
    said: str
    complained: str


Run = Callable[..., Outcome]
INVITE = ("staff", "invite", "barnsley", "ruth@barnsley.example.org", "administrator")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Type a command."""

    def type_command(*words: str) -> Outcome:
        monkeypatch.setattr("sys.argv", ["heard", *words])
        capsys.readouterr()
        try:
            commands.main()
            status = 0
        except SystemExit as ending:
            status = int(ending.code or 0)
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    return type_command


@pytest.fixture
def bare_machine(prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine on which nothing has been set up."""
    with prepared.databases.empty() as url:
        monkeypatch.setenv("HEARD_DATA_FOLDER", str(tmp_path / "var"))
        monkeypatch.setenv("HEARD_DATABASE_URL", url)
        yield tmp_path


@pytest.fixture
def machine(bare_machine: Path, run: Run) -> Path:
    """A machine whose database has its schema."""
    assert run("migrate").status == 0
    return bare_machine


@pytest.fixture
def installed(machine: Path) -> Iterator[Installation]:
    """The portal that the commands work on."""
    assert machine.exists()
    installation = main.build_installation(Settings(_env_file=None))
    yield installation
    installation.engine.dispose()


def is_sentence(words: str) -> bool:
    """Say whether a refusal is one line, and no traceback."""
    return len(words.strip().splitlines()) == 1 and "Traceback" not in words


def invited_pin(said: str) -> str:
    """Return the PIN that an invitation printed."""
    found = re.search(r"PIN is (\d{6});", said)
    assert found
    return found[1]


def sign_in(installation: Installation, link: str, pin: str) -> str:
    """Open a link, type a PIN, and return where that leads."""
    client = TestClient(
        main.create_app(installation),
        base_url="https://testserver",
        follow_redirects=False,
        headers={"sec-fetch-site": "same-origin"},
    )
    assert client.get(urlsplit(link).path).status_code == 303
    page = ShownPage(client.get("/s"))
    answer = client.post("/s", data={"form_token": page.value_of("form_token"), "pin": pin})
    return answer.headers["location"]
