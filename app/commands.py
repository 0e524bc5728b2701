"""The operator's commands. Each says what it did in words, or as JSON where a program asks."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import httpx
import typer
import uvicorn
from sqlalchemy.exc import ProgrammingError

from app import main as wiring
from app import migrating, self_check, worker
from app.access import contacts, links, staff_accounts
from app.access.scopes import Installation, SystemScope
from app.access.transactions import system_scope
from app.audit import service as audit
from app.audit.models import Action
from app.authorities.check import check as check_authorities
from app.authorities.check import render
from app.authorities.findings import Level
from app.demonstration import loading
from app.families import keys
from app.families.models import Role
from app.families.rules import read_contact
from app.kit.encryption import add_master_key, read_keyring
from app.kit.errors import CannotSave
from app.kit.settings import ROOT, Settings, UnsafeSettings

heard = typer.Typer(no_args_is_help=True, add_completion=False, help="Heard: the portal for families.")
authorities = typer.Typer(no_args_is_help=True, help="The councils' profiles.")
staff = typer.Typer(no_args_is_help=True, help="Staff accounts.")
audits = typer.Typer(no_args_is_help=True, help="The audit log.")
key_commands = typer.Typer(no_args_is_help=True, help="The master keys.")
people = typer.Typer(no_args_is_help=True, help="Sign-in without mail.")
heard.add_typer(authorities, name="authorities")
heard.add_typer(staff, name="staff")
heard.add_typer(audits, name="audit")
heard.add_typer(key_commands, name="keys")
heard.add_typer(people, name="person")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Run the command that was asked for; a refusal is a sentence, not a traceback."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        heard()
    except (UnsafeSettings, PermissionError, FileNotFoundError) as refusal:
        refuse(str(refusal))
    except (CannotSave, ProgrammingError):
        refuse("The database cannot be used. heard migrate makes its schema; heard check says what is wrong.")


def refuse(sentence: str) -> None:
    """Print why not, and end with a failing status."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


@contextmanager
def _installation() -> Iterator[Installation]:
    installation = wiring.build_installation(Settings())
    try:
        yield installation
    finally:
        installation.engine.dispose()


@heard.command()
def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve the portal; sends messages itself unless HEARD_WORKER=separate."""
    Settings().refuse_unsafe()
    uvicorn.run(
        "app.commands:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
        log_level="warning",
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )


def application() -> object:
    """Make the web application of one server process."""
    return wiring.create_app(wiring.build_installation(Settings()))


@heard.command()
def healthy(port: int = 8000) -> None:
    """Ask the server on this machine for its first page; fails when it does not answer."""
    own = urlsplit(Settings().base_url).netloc
    answer = httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": own}, timeout=4)
    raise typer.Exit(0 if answer.is_success else 1)


@heard.command("worker")
def run_worker() -> None:
    """Send messages until stopped; many may run at once."""
    with _installation() as installation:
        ending = threading.Event()
        try:
            worker.run(installation, ending)
        except KeyboardInterrupt:
            ending.set()


@heard.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with _installation() as installation:
        migrating.upgrade(installation.engine)
        with system_scope(installation) as system:
            keys.complete(system.session, installation.keyring)
        print("The database has the newest schema.")


@heard.command()
def demo(as_json: AsJson = False) -> None:  # noqa: FBT002 - a switch of the command line
    """Load the demonstration, or move its dates to today, and print every person in it."""
    with _installation() as installation:
        if not installation.settings.is_demonstration:
            refuse("The demonstration is made-up data; production refuses it.")
        everybody = loading.load(installation)
        if as_json:
            print(json.dumps([person.as_json() for person in everybody], ensure_ascii=False, indent=1))
            return
        for person in everybody:
            print(
                f"{person.council:26} {person.role:20} {person.name:24} {person.contact:44} PIN {person.pin}"
            )


@heard.command("check")
def check_installation() -> None:
    """Check everything the portal needs; fails for a fault, not for what a council has yet to confirm."""
    found = self_check.run(Settings())
    for line in found:
        print(f"{'ok   ' if line.is_ok else 'FAULT'} {line.name}: {line.words}")
    raise typer.Exit(0 if all(line.is_ok for line in found) else 1)


@authorities.command("check")
def check_profiles(folder: Annotated[Path, typer.Argument()] = ROOT / "authorities") -> None:
    """Check every council's profile and say what stands in the way of going live."""
    findings = check_authorities(folder)
    for line in render(findings):
        print(line)
    raise typer.Exit(1 if any(finding.level is Level.FAULT for finding in findings) else 0)


@staff.command()
def invite(council: str, email: str, role: Role, name: str = "") -> None:
    """Make a staff account and print its PIN, once."""
    with _installation() as installation:
        if installation.catalogue.get(council) is None:
            refuse(f"There is no council {council}; heard authorities check lists them.")
        try:
            with system_scope(installation) as system:
                _, pin = staff_accounts.add_staff(system, council, name or email, email, role)
        except staff_accounts.NotAnEmail:
            refuse(f"{email} is not an e-mail address.")
        except contacts.ContactTaken:
            refuse(f"Somebody at {council} already has the address {email}.")
        except ValueError:
            refuse(f"{role.value} is not a role of staff.")
        else:
            print(
                f"{email} can sign in as {role.value} of {council}. The PIN is {pin}; it is not shown again."
            )


@heard.command()
def routes(as_json: AsJson = False) -> None:  # noqa: FBT002 - a switch of the command line
    """Print every route with its guard."""
    listed = wiring.list_routes()
    if as_json:
        print(
            json.dumps([dict(zip(("method", "path", "guard"), row, strict=True)) for row in listed], indent=1)
        )
        return
    for method, path, guard in listed:
        print(f"{method:6} {path:60} {guard}")


@audits.command()
def verify() -> None:
    """Prove that nobody changed the audit log."""
    with _installation() as installation, system_scope(installation, writes=False) as system:
        broken = audit.verify(system.session, installation.keyring.stable("audit"))
    for place in broken:
        print(f"{place.chain}, entry {place.sequence}: {place.reason}.")
    if broken:
        raise typer.Exit(1)
    print("Every chain of the audit log holds.")


@key_commands.command()
def rotate() -> None:
    """Add a master key and wrap every compartment's key with it; what was sealed stays readable."""
    settings = Settings()
    settings.refuse_unsafe()
    add_master_key(settings.keys)
    with _installation() as installation, system_scope(installation) as system:
        count = keys.rotate(system.session, read_keyring(settings.keys))
        system.record(Action.KEYS_ROTATED, reason=str(count))
    print(f"{count} keys are wrapped with the new master key. Restart the portal so that it uses it.")


@people.command()
def link(contact: str, council: str = "") -> None:
    """Make and print a sign-in link, for a machine without mail; refused in production."""
    with _installation() as installation:
        if not installation.settings.is_demonstration:
            refuse("In production a link goes only to the contact on file.")
        with system_scope(installation) as system:
            found = _find(system, contact, council)
            if found is None:
                refuse(f"Nobody has the contact {contact}.")
                return
            token = links.make_link(system.session, installation, found)
            system.record(Action.LINK_MADE, "people", found)
        print(installation.settings.base_url.rstrip("/") + installation.url("open_link", token=token))


def _find(system: SystemScope, contact: str, council: str) -> str | None:
    installation, spelling = system.installation, read_contact(contact)
    if spelling is None:
        return None
    for authority in installation.catalogue.all():
        if council in {"", authority.key}:
            index = installation.keyring.blind_index(authority.key, spelling[1])
            person = contacts.find_by_index(system, authority.key, index)
            if person:
                return person.id
    return None
