"""What the made-up people wrote; most texts hold their writer's own word, which stands nowhere else."""

from enum import StrEnum
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"


class Words(StrEnum):
    """The texts that there are; each value is the name of its file."""

    ANSWERS = "answers"
    VIEWS = "views"
    REPLY = "reply"
    COMPLAINT = "complaint"
    REMEDY = "remedy"
    COMPLAINT_ANSWER = "complaint_answer"
    HELPER = "helper"
    EXCLUSION = "exclusion"


def written(text: Words, canary: str = "") -> str:
    """Return a text as somebody wrote it, with their own word in it."""
    return read(text).format(canary=canary)


def answers(canary: str) -> list[str]:
    """Return answers that fit what any council asks first."""
    return written(Words.ANSWERS, canary).split("\n\n")


@cache
def read(name: str) -> str:
    """Return the text of a file."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").strip()
