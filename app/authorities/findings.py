"""What is wrong with a profile, in words that somebody who does not program can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    FAULT = "fault"
    BEFORE_GOING_LIVE = "before_going_live"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to put right: where it is, what was found there, and what was expected."""

    level: Level
    file: str
    key: str
    found: str
    expected: str
    sentence: str


class ProfileBroken(Exception):
    """A profile cannot be used; every reason is named."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("; ".join(finding.sentence for finding in self.findings))


def fault(file: str, key: str, sentence: str, *, found: str, expected: str) -> Finding:
    """Name something that keeps a council from being served."""
    return Finding(Level.FAULT, file, key, found, expected, sentence)


def to_confirm(file: str, key: str, sentence: str, *, found: str, expected: str) -> Finding:
    """Name something that a council must settle before families use the portal."""
    return Finding(Level.BEFORE_GOING_LIVE, file, key, found, expected, sentence)
