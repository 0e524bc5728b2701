"""Files in an S3-compatible store, for more than one machine (optional extra ``scale``).

Who may write there is found as boto3 finds it: its own variables, its files, or the machine's role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.kit.storage import NotStored, StorageUnavailable, prove, require_name

MISSING = {"404", "NoSuchKey", "NotFound"}
SECONDS_TO_CONNECT = 5
SECONDS_TO_READ = 30
TRIES = 3


class S3Storage:
    """Files in one bucket under one prefix."""

    def __init__(self, client: Any, bucket: str, prefix: str, failures: tuple[type[Exception], ...]) -> None:
        """Take a boto3 client, and the errors by which it tells that a call failed."""
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._failures = failures

    def put(self, name: str, content: bytes) -> None:
        """Keep a file; the store itself shows it only when it has all of it."""
        with self._named_errors():
            self._client.put_object(**self._key(name), Body=content)

    def get(self, name: str) -> bytes:
        """Return a file's bytes."""
        with self._named_errors():
            content: bytes = self._client.get_object(**self._key(name))["Body"].read()
        return content

    def delete(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._named_errors():
            self._client.delete_object(**self._key(name))

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""
        try:
            with self._named_errors():
                self._client.head_object(**self._key(name))
        except NotStored:
            return False
        return True

    def stored_before(self, moment: datetime) -> Iterator[str]:
        """Give the names of the files that were put before that moment."""
        with self._named_errors():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix
            )
            listed = [entry for page in pages for entry in page.get("Contents", [])]
        for entry in listed:
            if entry["LastModified"] < moment:
                yield entry["Key"].removeprefix(self._prefix)

    def check(self) -> None:
        """Prove that the bucket takes, gives and forgets a file."""
        prove(self)

    def _key(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + require_name(name)}

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            answer = getattr(error, "response", {})
            if str(answer.get("Error", {}).get("Code")) in MISSING:
                raise NotStored from error
            raise StorageUnavailable from error


def open_s3(url: str) -> S3Storage:
    """Return the store at ``s3://bucket/prefix?endpoint=https://…&region=…``.

    Raises ModuleNotFoundError when the optional extra ``scale`` is not installed.
    """
    import boto3  # noqa: PLC0415 - an optional package, loaded only where it is used
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    parts = urlsplit(url)
    options = parse_qs(parts.query)
    patience = Config(
        connect_timeout=SECONDS_TO_CONNECT,
        read_timeout=SECONDS_TO_READ,
        retries={"max_attempts": TRIES, "mode": "standard"},
    )
    client = boto3.client(
        "s3",
        endpoint_url=options.get("endpoint", [None])[0],
        region_name=options.get("region", [None])[0],
        config=patience,
    )
    return S3Storage(client, parts.netloc, parts.path, (BotoCoreError, ClientError))
