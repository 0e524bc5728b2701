"""Checks what staff share, keeps it sealed, and gives it back whole or not at all."""

import hashlib
from datetime import datetime

from sqlmodel import Session, col, select

from app.files import virus_scan
from app.files.child import check_apart
from app.files.models import MOST_BYTES, Checked, FileDamaged, FileRefused, Refusal
from app.files.tables import FileState, StoredFile
from app.kit.encryption import Cipher, SealBroken, Sealer
from app.kit.errors import NotFound
from app.kit.ids import new_id
from app.kit.storage import NotStored, Storage

ROUNDED_TO = 64 * 1024


def check_report(content: bytes, file_name: str, settings: virus_scan.ScanSettings) -> Checked:
    """Return a report cleaned, with its text for reading and all its words for the search.

    Raises FileRefused with the reason.
    """
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_BIG)
    if not file_name.strip().lower().endswith(".pdf"):
        raise FileRefused(Refusal.WRONG_NAME)
    virus_scan.require_clean(content, settings)
    checked = check_apart(content)
    return Checked(
        cleaned=checked.cleaned,
        pages=checked.pages,
        blocks=checked.blocks,
        search_text=f"{checked.search_text}\n{file_name}",
        covered_pages=checked.covered_pages,
    )


def keep(session: Session, storage: Storage, sealer: Sealer, *, authority: str, content: bytes) -> StoredFile:
    """Seal a checked file, put it into the store, and add its row to the caller's transaction.

    A store that has the file while the transaction fails leaves an orphan, which the sweep removes; the other
    order would leave a row without its file.
    """
    row = StoredFile(
        storage_name=new_id(),
        authority=authority,
        compartment=sealer.compartment,
        size=-(-len(content) // ROUNDED_TO) * ROUNDED_TO,
        sealed_sha256=b"",
    )
    sealed = sealer.seal_bytes(content, row.place("content"))
    row.sealed_sha256 = hashlib.sha256(sealed).digest()
    storage.put(row.storage_name, sealed)
    session.add(row)
    session.flush()
    return row


def read(session: Session, storage: Storage, cipher: Cipher, file_id: str) -> bytes:
    """Return a kept file, verified to its last byte.

    Raises NotFound when there is none, and FileDamaged when it is not what was put there.
    """
    row = session.get(StoredFile, file_id)
    if row is None or row.state != FileState.CLEAN.value:
        raise NotFound
    try:
        sealed = storage.get(row.storage_name)
        if hashlib.sha256(sealed).digest() != row.sealed_sha256:
            raise FileDamaged
        return cipher.open_bytes(sealed, row.place("content"))
    except (NotStored, SealBroken):
        raise FileDamaged from None


def erase(session: Session, storage: Storage, file_id: str) -> None:
    """Remove a kept file for good; its row stays as the trace that there was one. Raises NotFound."""
    row = session.get(StoredFile, file_id)
    if row is None:
        raise NotFound
    row.state = FileState.ERASED.value
    session.add(row)
    session.flush()
    storage.delete(row.storage_name)


def sweep_orphans(session: Session, storage: Storage, older_than: datetime) -> int:
    """Remove stored files of before that moment that no row speaks of, and return how many there were."""
    names = list(storage.stored_before(older_than))
    living = select(StoredFile.storage_name).where(StoredFile.state == FileState.CLEAN.value)
    known = set(session.exec(living.where(col(StoredFile.storage_name).in_(names))).all()) if names else set()
    orphans = [name for name in names if name not in known]
    for name in orphans:
        storage.delete(name)
    return len(orphans)
