"""What is at rest is sealed: no word, name, contact or PIN of anybody lies in the database or the files."""

import base64
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import LargeBinary, String
from sqlmodel import AutoString, SQLModel, func, select

from app.access.scopes import Installation
from app.demonstration import keeping
from app.families.tables import CompartmentKey, Person
from app.kit.database import open_session
from app.outbox.channels.folder import FolderChannel
from app.outbox.models import ChannelKind
from app.outbox.sending import send_due
from tests.support.browser import Browser
from tests.support.helping import WRITE_ANSWERS, WRITE_LETTER, help_of
from tests.support.world import World
from tests.whole.conftest import Inhabited, Resident, Walk

# Bytes that are no words: digests, keyed indexes, wrapped keys.
BYTES = {
    "audit_chain_heads.hash",
    "audit_entries.earlier_hash",
    "audit_entries.hash",
    "compartment_keys.wrapped",
    "doorbells.digest",
    "people.contact_index",
    "people.former_contact_index",
    "rate_counts.key",
    "sign_in_links.digest",
    "sign_in_sessions.digest",
    "stored_files.sealed_sha256",
    "trusted_browsers.digest",
}
# Texts that no person wrote about another: closed lists, addresses of our own pages, references, digests.
TEXTS = {
    "about": "which of our own questions or things a draft is about",
    "acted_by": "an identifier",
    "action": "a closed list of acts",
    "actor_id": "an identifier",
    "address": "an address of our own pages",
    "answer": "a closed list",
    "answered_by": "an identifier",
    "answered_by_role": "a closed list",
    "author": "a closed list of kinds of authors",
    "authority": "a council's key",
    "chain": "a council's key",
    "compartment": "the name of a compartment: a council's key and identifiers",
    "consent": "a closed list",
    "consent_by": "an identifier",
    "contact_kind": "a closed list",
    "contact_stopped_why": "a closed list",
    "council": "a council's key",
    "covered_pages": "numbers of pages",
    "decided_by": "an identifier",
    "decision": "a closed list",
    "digest": "the SHA-256 on a receipt",
    "end_reason": "a closed list",
    "ended_by": "an identifier",
    "given_by": "an identifier",
    "kind": "a closed list",
    "language": "a language's tag",
    "notice": "a closed list",
    "object_id": "an identifier",
    "object_type": "a table's name",
    "opened_by": "an identifier",
    "opened_by_role": "a closed list",
    "outcome": "a closed list",
    "part": "a closed list",
    "permission": "a closed list",
    "picture_pages": "numbers of pages",
    "pin_hash": "Argon2id over a keyed digest",
    "profile": "the council's own published profile",
    "profile_version": "a date and a digest of that profile",
    "read_out_by": "a closed list",
    "reason": "one of our own sentences, or a closed list",
    "reference": "a random reference",
    "reports_allowed_by": "an identifier",
    "review": "a closed list",
    "reviewed_by": "an identifier",
    "role": "a closed list",
    "session_mark": "part of a session's digest",
    "staff_role": "a closed list",
    "state": "a closed list",
    "storage_name": "a random name",
    "submission_key": "a random key",
    "title": "a closed list of kinds of reports",
    "use": "a closed list",
    "what": "a closed list",
    "wording": "a closed list",
}


@pytest.fixture(scope="module")
def used(inhabited: Inhabited, walks: list[Walk]) -> Installation:
    """A council whose pages have all been read and whose messages have all been sent."""
    assert walks
    installation = inhabited.installation
    visitor = Browser(inhabited.app)
    for resident in inhabited.residents:
        visitor.submit("/barnsley/en/sign-in", contact=resident.who.contact)
    folder = FolderChannel(str(installation.settings.data_folder / "sent"))
    while send_due(installation, {ChannelKind.EMAIL: folder, ChannelKind.SMS: folder}):
        pass
    return installation


def columns() -> Iterator[tuple[str, str, object]]:
    for name, table in sorted(SQLModel.metadata.tables.items()):
        for column in table.columns:
            yield name, column.name, column.type


def test_every_column_of_bytes_is_sealed_or_no_words() -> None:
    unsealed = {
        f"{table}.{name}"
        for table, name, kind in columns()
        if isinstance(kind, LargeBinary) and not name.endswith("_sealed")
    }

    assert unsealed == BYTES


def test_every_column_of_text_is_an_identifier_or_explained() -> None:
    texts = {
        name
        for _, name, kind in columns()
        if isinstance(kind, String | AutoString) and name != "id" and not name.endswith(("_id", "_sealed"))
    }

    assert not texts - set(TEXTS), sorted(texts - set(TEXTS))
    explained_for_nothing = set(TEXTS) - texts - {"actor_id", "object_id"}
    assert not explained_for_nothing, explained_for_nothing


def test_a_sealed_column_holds_bytes() -> None:
    for table, name, kind in columns():
        if name.endswith("_sealed"):
            assert isinstance(kind, LargeBinary), f"{table}.{name}"


def words_of(resident: Resident) -> list[str]:
    """Return what must not lie about: somebody's name, contact and planted words."""
    return [word for word in (resident.who.name, resident.who.contact, resident.canary) if word]


def spellings(word: str) -> Iterator[bytes]:
    """Give a word as it might lie in a file, at any offset within a base64 text."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode())
    for shift in range(3):
        coded = base64.b64encode(b"\x00" * shift + plain)
        yield coded[(shift * 8 + 5) // 6 : len(coded) - 4]


def at_rest(installation: Installation) -> dict[str, bytes]:
    """Return every file that the portal keeps, unpacked where it is packed; messages sent are not kept."""
    folder = installation.settings.data_folder
    kept = {}
    for path in sorted(folder.rglob("*")):
        about_people = path.name == keeping.NAME or path.parent.name == "sent"
        if path.is_file() and not about_people and path.suffix != ".key":
            kept[path.relative_to(folder).as_posix()] = path.read_bytes()
    return kept


def unpacked(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, zlib.error, EOFError):
        return content


def test_nothing_of_anybody_lies_in_the_files(used: Installation, inhabited: Inhabited) -> None:
    kept = at_rest(used)
    names = set(kept)

    assert any(name.endswith(".sqlite3") for name in names)
    assert any(name.startswith("files/") for name in names), "the demonstration keeps reports"
    for path, content in kept.items():
        whole = content + unpacked(content)
        for resident in inhabited.residents:
            for word in words_of(resident):
                for spelling in spellings(word):
                    assert spelling not in whole, f"{word} lies in {path}"


def test_nothing_that_a_helper_writes_lies_in_the_database(
    portal: Installation, app: FastAPI, people: World, amira: Browser
) -> None:
    helper = help_of(app, people.amira, WRITE_ANSWERS, WRITE_LETTER, name="Quintessa Holt")
    helper.submit("/m/helped/answers/going_well", words="HELPERS-CANARY answer", then="show")
    helper.submit("/m/helped/letter", words="HELPERS-CANARY letter", then="later")
    amira.submit("/m/prepare/going_well/suggestion", use="theirs")

    kept = b"".join(every_value(portal))
    assert len(kept) > 10_000
    for word in ("HELPERS-CANARY", "Quintessa"):
        for spelling in spellings(word):
            assert spelling not in kept, word


def every_value(installation: Installation) -> Iterator[bytes]:
    """Give every value of every row of the database."""
    with installation.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(*table.columns)):
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def test_no_pin_and_no_link_lies_in_the_database(used: Installation, inhabited: Inhabited) -> None:
    kept = b"".join(at_rest(used).values())
    sent = "".join(path.read_text() for path in (used.settings.data_folder / "sent").glob("*.json"))
    tokens = re.findall(r"/(?:s|d)/([A-Za-z0-9_-]{40,})", sent)

    assert tokens
    for token in tokens:
        assert token.encode() not in kept
    for resident in inhabited.residents:
        assert not re.search(rb"(?<!\d)" + resident.who.pin.encode() + rb"(?!\d)", kept), resident.who.name


def test_the_search_would_find_what_is_not_sealed(tmp_path: Path) -> None:
    for lying in ("Samira Nouri", "canary-abcdef"):
        for coded in (
            lying.encode(),
            lying.encode("utf-16-le"),
            base64.b64encode(b"x" + lying.encode() + b"yz"),
            base64.b64encode(b"xy" + lying.encode() + b"z"),
            gzip.compress(lying.encode()),
        ):
            path = tmp_path / "file"
            path.write_bytes(b"before" + coded if coded[:2] != b"\x1f\x8b" else coded)
            content = path.read_bytes()
            assert any(spelling in content + unpacked(content) for spelling in spellings(lying)), coded


def test_names_and_contacts_open_with_the_key_and_only_there(
    used: Installation, inhabited: Inhabited
) -> None:
    with open_session(used.engine, writes=False) as session:
        for resident in inhabited.residents:
            person = session.get_one(Person, resident.who.person_id)
            assert len(person.name_sealed) == 1 + 12 + len(resident.who.name.encode()) + 16
        assert session.exec(select(func.count()).select_from(CompartmentKey)).one() > len(inhabited.residents)
