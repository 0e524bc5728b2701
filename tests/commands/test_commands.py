"""The operator's commands: each in words and, where a program asks, as JSON; refusals are one sentence."""

import json
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlmodel import col, select

from app import main
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.audit.tables import AuditEntry
from app.families.tables import CompartmentKey, Person
from tests.commands.conftest import INVITE, Run, invited_pin, is_sentence, sign_in
from tests.support.browser import Browser
from tests.support.installations import POSTGRESQL, chosen_database


def test_migrating_twice_is_migrating_once(bare_machine: Path, run: Run) -> None:
    for _ in range(2):
        outcome = run("migrate")
        assert (outcome.status, outcome.said) == (0, "The database has the newest schema.\n")
    assert (bare_machine / "var" / "demonstration.key").exists()


def test_a_command_before_the_database_exists_says_what_to_do(bare_machine: Path, run: Run) -> None:
    outcome = run(*INVITE)

    assert bare_machine.exists()
    assert outcome.status == 1
    assert "heard migrate" in outcome.complained
    assert is_sentence(outcome.complained)


def test_a_check_says_ok_for_each_thing(machine: Path, run: Run) -> None:
    outcome = run("check")

    lines = outcome.said.splitlines()
    named = [line.split(":")[0].split()[1] for line in lines]
    assert machine.exists()
    assert set(named) >= {
        "database",
        "keys",
        "storage",
        "mail",
        "clock",
        "disk",
        "authorities",
        "translations",
    }
    broken = [line for line in lines if not line.startswith("ok ")]
    if chosen_database() == POSTGRESQL:
        # The tests' server is told not to wait for the disk.
        assert broken == [line for line in lines if "commits do not wait for the disk" in line]
        assert outcome.status == 1
    else:
        assert (outcome.status, broken) == (0, [])


def test_a_check_names_a_fault_and_fails(bare_machine: Path, run: Run) -> None:
    outcome = run("check")

    assert bare_machine.exists()
    assert outcome.status == 1
    assert "FAULT database: Fault: the schema is empty" in outcome.said
    assert "heard migrate" in outcome.said


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("HEARD_MAIL_URL=smtp://127.0.0.1:1", "FAULT mail: ConnectionRefusedError"),
        ("HEARD_AUTHORITIES=/nowhere", "FAULT authorities"),
        ("HEARD_MODE=production", "FAULT settings: HEARD_KEY_FILE is not set"),
    ],
)
@pytest.mark.usefixtures("machine")
def test_a_check_finds_what_is_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch, setting: str, fault: str
) -> None:
    name, _, value = setting.partition("=")
    monkeypatch.setenv(name, value)

    outcome = run("check")

    assert outcome.status == 1
    assert fault in outcome.said


def test_a_check_finds_that_the_keys_are_not_those(machine: Path, run: Run) -> None:
    assert run(*INVITE).status == 0
    key = machine / "var" / "demonstration.key"
    key.write_text("ab" * 32 + "\n")

    outcome = run("check")

    assert "FAULT keys: SealBroken" in outcome.said


def test_the_first_account_is_made_and_can_sign_in(installed: Installation, run: Run) -> None:
    outcome = run(*INVITE, "--name", "Ruth Ashdown")
    link = run("person", "link", "ruth@barnsley.example.org").said.strip()

    assert outcome.status == 0
    assert "administrator of barnsley" in outcome.said
    assert sign_in(installed, link, invited_pin(outcome.said)) == "/staff"


def test_an_invitation_is_in_the_log_without_its_pin(installed: Installation, run: Run) -> None:
    pin = invited_pin(run(*INVITE).said)

    with system_scope(installed, writes=False) as system:
        entries = system.session.exec(select(AuditEntry)).all()
        people = system.session.exec(select(Person)).all()
    assert [entry.action for entry in entries] == ["staff.invited"]
    assert pin not in repr(people)
    assert "ruth" not in repr(people)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere", "ruth@example.org", "chair"), "There is no council nowhere"),
        (("barnsley", "not an address", "chair"), "is not an e-mail address"),
        (("barnsley", "07700 900123", "chair"), "is not an e-mail address"),
        (("barnsley", "ruth@example.org", "parent"), "parent is not a role of staff"),
        (("barnsley", "ruth@example.org", "operator"), "operator is not a role of staff"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    installed: Installation, run: Run, words: tuple[str, ...], why: str
) -> None:
    outcome = run("staff", "invite", *words)

    assert outcome.status == 1
    assert why in outcome.complained
    assert is_sentence(outcome.complained)
    with system_scope(installed, writes=False) as system:
        assert not system.session.exec(select(Person)).all()


@pytest.mark.usefixtures("machine")
def test_an_address_belongs_to_one_account(run: Run) -> None:
    assert run(*INVITE).status == 0

    outcome = run("staff", "invite", "barnsley", "RUTH@barnsley.example.org", "chair")

    assert outcome.status == 1
    assert "already has the address" in outcome.complained
    assert run("staff", "invite", "kensington-and-chelsea", INVITE[3], "chair").status == 0


@pytest.mark.parametrize(
    "words", [("staff", "invite"), ("no-such-command",), ("staff", "invite", "a", "b", "c"), ("keys",), ()]
)
def test_words_that_are_no_command_are_explained(machine: Path, run: Run, words: tuple[str, ...]) -> None:
    outcome = run(*words)

    assert machine.exists()
    assert outcome.status == 2
    assert "Traceback" not in outcome.complained


def test_routes_are_the_same_in_words_and_as_json(run: Run) -> None:
    listed = json.loads(run("routes", "--json").said)
    lines = run("routes").said.splitlines()

    assert [(one["method"], one["path"], one["guard"]) for one in listed] == main.list_routes()
    assert [tuple(line.split(maxsplit=2)) for line in lines] == main.list_routes()


def test_a_family_from_before_a_key_existed_is_given_it_and_its_pages_open(
    run: Run, portal: Installation, amira: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA_FOLDER", str(portal.settings.data_folder))
    monkeypatch.setenv("HEARD_DATABASE_URL", portal.engine.url.render_as_string(hide_password=False))
    with portal.engine.execution_options(writes=True).begin() as connection:
        connection.execute(delete(CompartmentKey).where(col(CompartmentKey.compartment).like("%|safety")))

    outcome = run("migrate")

    assert outcome.status == 0
    assert amira.get("/m").heading == "Your meeting"
