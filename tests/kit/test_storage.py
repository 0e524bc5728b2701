"""Files are wholly there or not at all, whatever the disk does, and no name leads out of the store."""

import errno
import os
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from app.kit import clock
from app.kit.storage import FolderStorage, NotStored, Storage, StorageFull, StorageUnavailable, open_storage
from app.kit.storage_s3 import S3Storage


class CallFailed(Exception):
    """What boto3 raises, with the same shape of answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.response = {"Error": {"Code": code}}


class Bucket:
    """The five calls of boto3's client that the store makes, in memory."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.failing: str | None = None

    def put_object(self, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - boto3's own names
        self._answer(Bucket)
        self.objects[Key] = (Body, clock.now())

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        self._answer(Bucket)
        if Key not in self.objects:
            raise CallFailed("NoSuchKey")
        return {"Body": BytesIO(self.objects[Key][0])}

    def head_object(self, Bucket: str, Key: str) -> None:  # noqa: N803
        self._answer(Bucket)
        if Key not in self.objects:
            raise CallFailed("404")

    def delete_object(self, Bucket: str, Key: str) -> None:  # noqa: N803
        self._answer(Bucket)
        self.objects.pop(Key, None)

    def get_paginator(self, call: str) -> "Bucket":
        assert call == "list_objects_v2"
        return self

    def paginate(self, Bucket: str, Prefix: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        self._answer(Bucket)
        yield {}
        for key, (_content, moment) in sorted(self.objects.items()):
            if key.startswith(Prefix):
                yield {"Contents": [{"Key": key, "LastModified": moment}]}

    def _answer(self, bucket: str) -> None:
        assert bucket == "heard-files"
        if self.failing:
            raise CallFailed(self.failing)


@pytest.fixture
def folder(tmp_path: Path) -> FolderStorage:
    """A store in a folder that does not exist yet."""
    return FolderStorage(tmp_path / "deep" / "files")


@pytest.fixture
def bucket() -> Bucket:
    """An empty bucket."""
    return Bucket()


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, folder: FolderStorage, bucket: Bucket) -> Storage:
    """Each kind of store in turn."""
    return (
        folder if request.param == "folder" else S3Storage(bucket, "heard-files", "/reports/", (CallFailed,))
    )


def test_a_file_is_put_read_and_removed(storage: Storage) -> None:
    storage.put("abc", b"words")
    there = storage.exists("abc")
    read = storage.get("abc")
    storage.delete("abc")

    assert (there, read) == (True, b"words")
    assert not storage.exists("abc")


def test_a_file_that_is_not_there_is_named_as_such(storage: Storage) -> None:
    assert not storage.exists("abc")
    with pytest.raises(NotStored):
        storage.get("abc")
    storage.delete("abc")


def test_a_later_file_of_the_same_name_takes_its_place(storage: Storage) -> None:
    storage.put("abc", b"old")
    storage.put("abc", b"new")

    assert storage.get("abc") == b"new"


def test_older_files_are_listed(storage: Storage) -> None:
    storage.put("abc", b"words")

    assert list(storage.stored_before(clock.now() + timedelta(minutes=1))) == ["abc"]
    assert list(storage.stored_before(clock.now() - timedelta(minutes=1))) == []


def test_a_store_proves_itself_and_leaves_nothing_behind(storage: Storage) -> None:
    storage.check()

    assert list(storage.stored_before(clock.now() + timedelta(minutes=1))) == []


PATH_TRICKS = [
    "../abc",
    "/etc/passwd",
    "a/b",
    "..",
    ".",
    "",
    "ABC",
    "a\0b",
    "a\nb",
    "abc.part",
    "a" * 129,
    "%2e%2e",
]


@pytest.mark.parametrize("name", PATH_TRICKS)
def test_no_name_leads_out_of_the_store(storage: Storage, name: str) -> None:
    for verb in (storage.get, storage.delete, storage.exists):
        with pytest.raises(ValueError, match="name"):
            verb(name)
    with pytest.raises(ValueError, match="name"):
        storage.put(name, b"words")


def test_files_are_for_their_owner_alone(folder: FolderStorage) -> None:
    folder.put("abc", b"words")

    assert (folder.folder / "abc").stat().st_mode & 0o777 == 0o600
    assert folder.folder.stat().st_mode & 0o777 == 0o700


def test_the_disk_is_waited_for_before_and_after_the_name_is_given(
    folder: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        waited.append(folder.exists("abc"))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)

    folder.put("abc", b"words")

    assert waited == [False, True]


@pytest.mark.parametrize(
    ("trouble", "named"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EROFS, StorageUnavailable)],
)
def test_a_full_or_closed_disk_leaves_the_earlier_file_whole(
    folder: FolderStorage, monkeypatch: pytest.MonkeyPatch, trouble: int, named: type[Exception]
) -> None:
    folder.put("abc", b"old")

    def fail(_handle: int) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(named) as failed:
        folder.put("abc", b"new")

    assert type(failed.value) is named
    assert folder.get("abc") == b"old"
    assert [path.name for path in folder.folder.iterdir()] == ["abc"]


def test_what_a_killed_process_left_half_written_is_swept(folder: FolderStorage) -> None:
    folder.put("abc", b"words")
    half = folder.folder / "0123.part"
    half.write_bytes(b"wo")

    names = list(folder.stored_before(clock.now() + timedelta(minutes=1)))

    assert names == ["abc"]
    assert not half.exists()


def test_a_store_that_gives_back_something_else_fails_its_proof(
    folder: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "get", lambda _name: b"something else")

    with pytest.raises(StorageUnavailable):
        folder.check()


@pytest.mark.parametrize("code", ["AccessDenied", "SlowDown", "NoSuchBucket"])
def test_a_bucket_that_refuses_is_unavailable_and_never_empty(bucket: Bucket, code: str) -> None:
    storage = S3Storage(bucket, "heard-files", "", (CallFailed,))
    bucket.failing = code

    for verb in (storage.get, storage.delete, storage.exists):
        with pytest.raises(StorageUnavailable):
            verb("abc")
    with pytest.raises(StorageUnavailable):
        list(storage.stored_before(clock.now()))


def test_a_bucket_keeps_files_under_its_prefix(bucket: Bucket) -> None:
    S3Storage(bucket, "heard-files", "/reports/2026/", (CallFailed,)).put("abc", b"words")
    S3Storage(bucket, "heard-files", "", (CallFailed,)).put("def", b"words")

    assert sorted(bucket.objects) == ["def", "reports/2026/abc"]


def test_a_folder_is_opened_by_its_address(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}/with%20space")

    storage.put("abc", b"words")

    assert (tmp_path / "with space" / "abc").read_bytes() == b"words"


def test_a_bucket_without_the_optional_package_says_which_one_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)

    with pytest.raises(ModuleNotFoundError, match="boto3"):
        open_storage("s3://heard-files/reports")


@pytest.mark.parametrize("url", ["ftp://host/folder", "file://host/folder", "file://", "s3://", "folder", ""])
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="HEARD_STORAGE_URL"):
        open_storage(url)
