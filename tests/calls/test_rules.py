"""Who rings, which number is safe, and when somebody cannot ask."""

import pytest

from app.calls import rules
from app.calls.models import WHO_RINGS, Outcome, WhyNot
from app.families.models import ContactKind, Role, Wording

SW, CHAIR, ADMIN = Role.SOCIAL_WORKER, Role.CHAIR, Role.ADMINISTRATOR
EVERY = [{SW}, {CHAIR}, {ADMIN}, {SW, CHAIR}, {SW, ADMIN}, {CHAIR, ADMIN}, {SW, CHAIR, ADMIN}]


@pytest.mark.parametrize(
    ("present", "told_to", "ring"),
    [
        ({SW, CHAIR, ADMIN}, SW, {SW}),
        ({SW, CHAIR, ADMIN}, CHAIR, {SW, CHAIR}),
        ({SW, CHAIR, ADMIN}, ADMIN, {SW, ADMIN}),
        ({CHAIR, ADMIN}, CHAIR, {CHAIR}),
        ({SW, ADMIN}, CHAIR, {SW}),
        ({CHAIR, ADMIN}, SW, {CHAIR, ADMIN}),
        ({ADMIN}, SW, {ADMIN}),
        (set(), SW, set()),
    ],
)
def test_the_named_worker_and_the_social_worker_ring_or_else_whoever_is_there(
    present: set[Role], told_to: Role, ring: set[Role]
) -> None:
    assert rules.ringers(present, told_to) == ring


@pytest.mark.parametrize("told_to", [SW, CHAIR, ADMIN])
def test_somebody_always_rings_where_somebody_works_and_has_words_for_it(told_to: Role) -> None:
    for present in EVERY:
        assert WHO_RINGS[rules.ringers(present, told_to)]


@pytest.mark.parametrize(
    ("kind", "wording", "stopped", "safe"),
    [
        (ContactKind.MOBILE, Wording.PLAIN, False, True),
        (ContactKind.MOBILE, Wording.QUIET, False, True),
        (ContactKind.MOBILE, Wording.SILENT, False, False),
        (ContactKind.MOBILE, None, False, False),
        (ContactKind.MOBILE, Wording.QUIET, True, False),
        (ContactKind.EMAIL, Wording.QUIET, False, False),
        (ContactKind.NONE, Wording.QUIET, False, False),
    ],
)
def test_a_number_is_safe_when_somebody_said_so(
    kind: ContactKind, wording: Wording | None, *, stopped: bool, safe: bool
) -> None:
    assert rules.is_safe_to_ring(kind, wording, stopped=stopped) is safe


@pytest.mark.parametrize(
    ("closed", "somebody", "still_open", "answer"),
    [
        (False, True, 0, None),
        (False, True, 2, None),
        (False, True, 3, WhyNot.TOO_MANY),
        (False, False, 0, WhyNot.NOBODY),
        (True, True, 0, WhyNot.CLOSED),
    ],
)
def test_when_somebody_cannot_ask(
    *, closed: bool, somebody: bool, still_open: int, answer: WhyNot | None
) -> None:
    assert rules.why_not(closed=closed, somebody_rings=somebody, still_open=still_open) is answer


def test_every_outcome_can_be_noted_at_some_time_and_none_after_the_end() -> None:
    still, back = (rules.outcomes(taken_back=one, done=False) for one in (False, True))

    assert {*still, *back} == {*Outcome}
    assert all(one.ends_it for one in back)
    assert rules.outcomes(taken_back=True, done=True) == rules.outcomes(taken_back=False, done=True) == ()
