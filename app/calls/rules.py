"""Decisions about calls: who rings, which number is safe, and when somebody cannot ask."""

from collections.abc import Iterable

from app.calls.models import Outcome, WhyNot
from app.families.models import ContactKind, Role, Wording

MOST_OPEN = 3


def ringers(present: Iterable[Role], told_to: Role) -> frozenset[Role]:
    """Say which of the workers of a family see that somebody asks to be rung.

    They are the role that the council names for safety, and the social worker. Where neither works with
    the family everybody sees it who does: it must never be nobody.
    """
    there = frozenset(present)
    return there & {told_to, Role.SOCIAL_WORKER} or there


def is_safe_to_ring(kind: ContactKind, wording: Wording | None, *, stopped: bool) -> bool:
    """Say whether a contact is a number of which somebody told staff that it is safe to use."""
    return kind is ContactKind.MOBILE and wording in {Wording.PLAIN, Wording.QUIET} and not stopped


def outcomes(*, taken_back: bool, done: bool) -> tuple[Outcome, ...]:
    """Say what staff can note about a request.

    One that was taken back waits for them too: somebody may have made its writer do that.
    """
    if done:
        return ()
    ending = (Outcome.RANG, Outcome.SAW, Outcome.READ)
    return ending if taken_back else (Outcome.RANG, Outcome.NOT_REACHED, Outcome.SAW)


def why_not(*, closed: bool, somebody_rings: bool, still_open: int) -> WhyNot | None:
    """Say why somebody cannot ask at this time; None when they can."""
    if closed:
        return WhyNot.CLOSED
    if not somebody_rings:
        return WhyNot.NOBODY
    return WhyNot.TOO_MANY if still_open >= MOST_OPEN else None
