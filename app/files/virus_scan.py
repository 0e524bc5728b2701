"""Asks ClamAV about a file. Only its plain "OK" counts as clean; silence or trouble never does."""

from io import BytesIO
from typing import Protocol

from app.files.models import FileRefused, Refusal

SECONDS = 60.0
PORT = 3310
OFF = "off"


class ScanSettings(Protocol):
    """The settings that say whether files are scanned."""

    @property
    def clamd(self) -> str:
        """Where ClamAV listens: ``unix:///path`` or ``host:port``; ``off`` or nothing."""

    @property
    def is_demonstration(self) -> bool:
        """Whether this is made-up data, where cleaning suffices."""


def require_clean(content: bytes, settings: ScanSettings) -> None:
    """Have a file scanned where a scanner is set.

    Raises FileRefused when it is harmful, when it cannot be scanned now, or when production has no scanner
    although nobody has expressly said that it needs none.
    """
    if settings.clamd == OFF or (not settings.clamd and settings.is_demonstration):
        return
    if not settings.clamd:
        raise FileRefused(Refusal.NO_CHECKER)
    verdict = _verdict(content, settings.clamd)
    if verdict == "FOUND":
        raise FileRefused(Refusal.HARMFUL)
    if verdict != "OK":
        raise FileRefused(Refusal.NOT_CHECKED_YET)


def _verdict(content: bytes, address: str) -> str:
    import clamd  # noqa: PLC0415 - a server without a scanner must not carry its client

    try:
        # Beyond its size limit ClamAV hangs up in the middle (BrokenPipeError): the file is not scanned then.
        if address.startswith("unix://"):
            scanner = clamd.ClamdUnixSocket(address.removeprefix("unix://"), timeout=SECONDS)
        else:
            host, _, port = address.removeprefix("tcp://").partition(":")
            scanner = clamd.ClamdNetworkSocket(host, int(port or PORT), timeout=SECONDS)
        answer = scanner.instream(BytesIO(content))
        return str(answer["stream"][0])
    except (clamd.ClamdError, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return "UNKNOWN"
