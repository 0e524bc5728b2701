"""A report is checked at the door, kept sealed, and given back whole or not at all."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel, select

from app.files import service
from app.files.models import MOST_BYTES, FileDamaged, FileRefused, Refusal
from app.files.tables import StoredFile
from app.kit import clock
from app.kit.encryption import Cipher, Keyring, new_key
from app.kit.errors import NotFound
from app.kit.settings import Settings
from app.kit.storage import FolderStorage, StorageFull
from tests.files import pdfs

DEMONSTRATION = Settings(mode="demo", clamd="")
REPORT = pdfs.make_pdf([["# What we know", "The family came to the meeting."]])
WORDS = b"%PDF- the words of a report" * 3000


@pytest.fixture
def session() -> Iterator[Session]:
    """A database that holds this folder's table only."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["stored_files"]])
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    """An empty folder for files."""
    return FolderStorage(tmp_path / "files")


@pytest.fixture
def cipher() -> Cipher:
    """The cipher of Amira's compartment."""
    return _cipher("person:amira")


def _cipher(compartment: str) -> Cipher:
    keyring = Keyring([secrets.token_bytes(32)])
    number, wrapped = keyring.wrap(new_key(), compartment)
    return keyring.unwrap(wrapped, compartment, number=number)


def _keep(session: Session, storage: FolderStorage, cipher: Cipher) -> StoredFile:
    return service.keep(session, storage, cipher.sealer(), authority="barnsley", content=WORDS)


def test_a_report_is_taken_with_its_text_and_its_name_is_searched() -> None:
    checked = service.check_report(REPORT, "Report on 14 Mill Road.PDF", DEMONSTRATION)

    assert [block.text for block in checked.blocks] == ["What we know", "The family came to the meeting."]
    assert "Report on 14 Mill Road.PDF" in checked.search_text


def test_a_report_of_exactly_15_mb_is_not_too_big() -> None:
    with pytest.raises(FileRefused) as refused:
        service.check_report(b"x" * MOST_BYTES, "report.pdf", DEMONSTRATION)

    assert refused.value.reason is Refusal.NOT_PDF


REFUSED = {
    "one byte more than 15 MB": (b"x" * (15 * 1024 * 1024 + 1), "report.pdf", Refusal.TOO_BIG),
    "nothing": (b"", "report.pdf", Refusal.EMPTY),
    "a PDF under another name": (REPORT, "report.docx", Refusal.WRONG_NAME),
    "a PDF without a name": (REPORT, "", Refusal.WRONG_NAME),
    "a picture under a PDF's name": (b"\x89PNG\r\n\x1a\n" + bytes(99), "report.pdf", Refusal.NOT_PDF),
}


@pytest.mark.parametrize(("content", "name", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_report_is_refused_at_the_door(content: bytes, name: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        service.check_report(content, name, DEMONSTRATION)

    assert refused.value.reason is reason
    assert refused.value.status == 422


def test_every_reason_has_words_of_its_own() -> None:
    assert len({reason.words for reason in Refusal}) == len(Refusal)


def test_a_kept_file_comes_back_whole(session: Session, storage: FolderStorage, cipher: Cipher) -> None:
    row = _keep(session, storage, cipher)

    assert service.read(session, storage, cipher, row.id) == WORDS


def test_a_kept_file_tells_nothing_to_who_steals_it(
    session: Session, storage: FolderStorage, cipher: Cipher
) -> None:
    row = _keep(session, storage, cipher)

    assert b"words" not in storage.get(row.storage_name)
    assert row.size == 128 * 1024
    assert row.storage_name != row.id


def test_a_file_of_another_compartment_does_not_open(
    session: Session, storage: FolderStorage, cipher: Cipher
) -> None:
    row = _keep(session, storage, cipher)

    with pytest.raises(FileDamaged):
        service.read(session, storage, _cipher("person:ben"), row.id)


def test_a_file_put_in_anothers_place_does_not_open(
    session: Session, storage: FolderStorage, cipher: Cipher
) -> None:
    one, other = _keep(session, storage, cipher), _keep(session, storage, cipher)
    other.storage_name, other.sealed_sha256 = one.storage_name, one.sealed_sha256
    session.expunge(one)

    with session.no_autoflush, pytest.raises(FileDamaged):
        service.read(session, storage, cipher, other.id)


@pytest.mark.parametrize(
    "harm", [lambda sealed: sealed[:-1], lambda sealed: sealed[:-1] + b"!", lambda _: b""]
)
def test_of_a_damaged_file_nothing_is_given(
    session: Session, storage: FolderStorage, cipher: Cipher, harm: Callable[[bytes], bytes]
) -> None:
    row = _keep(session, storage, cipher)
    path = storage.folder / row.storage_name
    path.write_bytes(harm(path.read_bytes()))

    with pytest.raises(FileDamaged):
        service.read(session, storage, cipher, row.id)


def test_a_lost_file_is_named_as_damaged(session: Session, storage: FolderStorage, cipher: Cipher) -> None:
    row = _keep(session, storage, cipher)
    storage.delete(row.storage_name)

    with pytest.raises(FileDamaged):
        service.read(session, storage, cipher, row.id)


def test_an_erased_file_is_gone_and_leaves_its_trace(
    session: Session, storage: FolderStorage, cipher: Cipher
) -> None:
    row = _keep(session, storage, cipher)

    service.erase(session, storage, row.id)

    assert not storage.exists(row.storage_name)
    with pytest.raises(NotFound):
        service.read(session, storage, cipher, row.id)


def test_an_unknown_file_is_not_found(session: Session, storage: FolderStorage, cipher: Cipher) -> None:
    with pytest.raises(NotFound):
        service.read(session, storage, cipher, "unknown")
    with pytest.raises(NotFound):
        service.erase(session, storage, "unknown")


def test_files_whose_transaction_failed_are_swept(
    session: Session, storage: FolderStorage, cipher: Cipher
) -> None:
    lost = _keep(session, storage, cipher).storage_name
    session.rollback()
    kept = _keep(session, storage, cipher).storage_name

    too_young = service.sweep_orphans(session, storage, clock.now() - timedelta(hours=1))
    swept = service.sweep_orphans(session, storage, clock.now() + timedelta(minutes=1))

    assert (too_young, swept) == (0, 1)
    assert not storage.exists(lost)
    assert storage.exists(kept)


def test_a_sweep_of_an_empty_store_removes_nothing(session: Session, storage: FolderStorage) -> None:
    assert service.sweep_orphans(session, storage, clock.now()) == 0


def test_a_full_disk_leaves_no_row(
    session: Session, storage: FolderStorage, cipher: Cipher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_name: str, _content: bytes) -> None:
        raise StorageFull

    monkeypatch.setattr(storage, "put", full)

    with pytest.raises(StorageFull):
        _keep(session, storage, cipher)
    assert session.exec(select(StoredFile)).all() == []
