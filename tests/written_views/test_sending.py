"""Two taps in the same moment, and a key that belongs to somebody else."""

import pytest
from sqlalchemy import func, select

from app.access.scopes import FamilyScope, Installation
from app.drafts import service as drafts
from app.drafts.models import Sent
from app.kit.errors import Conflict
from app.written_views import saving, sending, service
from app.written_views.models import Use
from app.written_views.tables import WrittenViews
from tests.support import families
from tests.support.clocks import Clock
from tests.support.world import World

KEY = "0123456789abcdef" * 2


def send(scope: FamilyScope, words: str, seen_version: int = 0) -> Sent:
    """Write a letter and send it."""
    saving.save_text(scope, words, seen_version=seen_version)
    saving.save_use(scope, Use.READ_OUT)
    letter = service.open_letter(scope)
    outcome = sending.send(scope, letter, KEY, shown=sending.digest_of(letter))
    assert isinstance(outcome, Sent)
    return outcome


def test_two_taps_in_the_same_moment_are_one_submission(
    portal: Installation, people: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with families.as_member(portal, people.amira) as scope:
        first = send(scope, "School")
    look_up = drafts.receipt_for
    not_yet: list[None] = [None]
    monkeypatch.setattr(drafts, "receipt_for", lambda *asked: not_yet.pop() if not_yet else look_up(*asked))
    clock.move(seconds=1)

    with families.as_member(portal, people.amira) as scope:
        second = send(scope, "School and football", seen_version=1)

    assert second == first
    with families.as_member(portal, people.amira) as scope:
        assert scope.session.execute(select(func.count()).select_from(WrittenViews)).scalar_one() == 1


def test_a_key_of_somebody_else_gives_no_receipt(portal: Installation, people: World) -> None:
    with families.as_member(portal, people.amira) as scope:
        send(scope, "School")

    with pytest.raises(Conflict), families.as_member(portal, people.ben) as scope:
        send(scope, "Work")
