"""What a helper writes is theirs until they show it, sealed for each side, and used by one person alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.access import grants, making
from app.access.scopes import HelperScope, Installation
from app.access.transactions import transaction
from app.drafts import newest, suggestions
from app.drafts.models import Held
from app.drafts.suggested import Aside, Outcome, Posted, Written, stands_in
from app.drafts.tables import Suggestion
from app.kit.encryption import SealBroken
from app.kit.errors import NotFound
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone, as_member
from tests.support.helping import READ_LETTER, WRITE_ANSWERS, WRITE_LETTER, help_of, only_for, turn_to
from tests.support.world import NOW, World

KIND, ABOUT, ADDRESS = "views", "meeting", "/m/helped/letter"
CANARY = "CAROLS-CANARY ŵ ش 🙂"


@contextmanager
def as_helper(portal: Installation, who: Someone | None) -> Iterator[HelperScope]:
    """Act as a helper, with what they were granted at this moment."""
    assert who is not None
    with transaction(portal, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id, who.membership_id)
        given = grants.help_given(session, who.membership_id or "")
        assert given is not None
        yield making.helper_scope(session, portal, found, given)


@pytest.fixture
def carol(app: FastAPI, people: World) -> Someone:
    """Carol, who may write for Amira's letter."""
    found = help_of(app, people.amira, WRITE_LETTER).who
    assert found is not None
    return found


def save(portal: Installation, who: Someone, words: str, seen: int = 0, **more: str) -> Written:
    with as_helper(portal, who) as scope:
        helping = more.pop("helping", scope.helping_id)
        posted = Posted({"words": words, **more}, helping, ADDRESS, seen)
        return suggestions.save(scope, KIND, ABOUT, posted)


def show(portal: Installation, who: Someone) -> None:
    with as_helper(portal, who) as scope:
        suggestions.show(scope, KIND, ABOUT)


def waiting(portal: Installation, who: Someone) -> list[tuple[str, str]]:
    """Return whose words wait for somebody's choice."""
    with as_member(portal, who) as scope:
        found = suggestions.waiting(scope, KIND, [ABOUT])[ABOUT]
        return [(one.by, one.fields["words"]) for one in found]


def rows(portal: Installation) -> list[Suggestion]:
    with transaction(portal, writes=False) as session:
        found = list(session.exec(select(Suggestion)).all())
        session.expunge_all()
        return found


def test_carol_has_written_nothing_yet(portal: Installation, carol: Someone) -> None:
    with as_helper(portal, carol) as scope:
        found = suggestions.read_all(scope, KIND, [ABOUT])[ABOUT]

    assert found == Written()
    assert found.is_blank
    assert not found.is_changed
    with as_helper(portal, carol) as scope, pytest.raises(NotFound):
        suggestions.show(scope, KIND, ABOUT)


def test_what_carol_saves_is_sealed_and_nothing_is_sealed_for_amira(
    portal: Installation, carol: Someone
) -> None:
    save(portal, carol, CANARY)

    (row,) = rows(portal)
    assert row.owner_sealed is None
    assert row.shown_at is None
    assert b"CANARY" not in row.helper_sealed


def test_what_carol_shows_is_sealed_once_for_each(
    portal: Installation, people: World, carol: Someone
) -> None:
    save(portal, carol, CANARY)
    show(portal, carol)

    (row,) = rows(portal)
    assert row.owner_sealed is not None
    assert b"CANARY" not in row.owner_sealed
    assert b"Carol" not in row.owner_sealed
    assert waiting(portal, people.amira) == [("Carol", CANARY)]
    with as_member(portal, people.amira) as scope, pytest.raises(SealBroken):
        scope.own.open(row.helper_sealed, row.place("helper_sealed"))
    with as_helper(portal, carol) as scope:
        assert scope.helped is None
        with pytest.raises(SealBroken):
            scope.own.open(row.owner_sealed, row.place("owner_sealed"))


def test_the_same_words_again_are_no_new_version(portal: Installation, carol: Someone, clock: Clock) -> None:
    save(portal, carol, CANARY)
    clock.move(minutes=1)

    again = save(portal, carol, CANARY, 1)

    assert again.version == 1
    assert again.saved_at == NOW


def test_a_save_that_knew_of_the_newest_words_stands_alone(portal: Installation, carol: Someone) -> None:
    save(portal, carol, "First")

    found = save(portal, carol, "Second", 1)

    assert found.fields == {"words": "Second"}
    assert found.aside == ()


def test_a_save_that_did_not_know_puts_the_others_words_aside(portal: Installation, carol: Someone) -> None:
    save(portal, carol, "First phone")

    found = save(portal, carol, "Second phone")

    assert found.aside == (Aside(1, {"words": "First phone"}),)
    assert found.together == {"words": "Second phone\n\nFirst phone"}
    assert save(portal, carol, "Both read", found.version).aside == ()


def test_words_that_contain_the_others_lose_nothing_and_stand_alone(
    portal: Installation, carol: Someone
) -> None:
    save(portal, carol, "First phone")

    assert save(portal, carol, "First   phone and more").aside == ()


def test_an_empty_save_that_did_not_know_changes_nothing(portal: Installation, carol: Someone) -> None:
    save(portal, carol, "First phone")

    assert save(portal, carol, " ").fields == {"words": "First phone"}


def test_a_number_is_no_part_of_another_number() -> None:
    assert not stands_in({"words": "", "score": "1"}, {"words": "", "score": "10"})
    assert stands_in({"words": "a", "score": ""}, {"words": "b a", "score": "10"})
    assert stands_in({"words": "a", "score": "1"}, {"words": "a", "score": "1"})


def test_of_two_texts_put_together_the_newest_number_counts() -> None:
    older = Aside(1, {"words": "Old", "score": "3"})

    assert Written(fields={"words": "New", "score": ""}, aside=(older,)).together == {
        "words": "New\n\nOld",
        "score": "3",
    }
    assert Written(fields={"words": "New", "score": "7"}, aside=(older,)).together["score"] == "7"


def test_the_form_holds_what_was_held_with_a_mark_of_it() -> None:
    held = Held("id", ADDRESS, NOW, {"words": "Held", "seen_version": "2", "helping": "x", "then": "show"})

    assert Written(fields={"words": "Saved"}, held=held).typed == {
        "words": "Held",
        "seen_version": "2",
        "seen_held": f"id-{NOW.timestamp()}",
    }


def test_a_page_that_was_opened_for_somebody_else_saves_nothing(
    portal: Installation, app: FastAPI, people: World, carol: Someone
) -> None:
    with as_helper(portal, carol) as scope:
        earlier = scope.helping_id
    turn_to(app, Browser(app, carol), people.ben)

    with pytest.raises(suggestions.OpenedForAnother):
        save(portal, carol, CANARY, helping=earlier)
    assert rows(portal) == []


def test_what_carol_wrote_for_amira_is_not_there_when_she_helps_ben(
    portal: Installation, app: FastAPI, people: World, carol: Someone
) -> None:
    save(portal, carol, CANARY)
    turn_to(app, Browser(app, carol), people.ben)

    with as_helper(portal, carol) as scope:
        assert suggestions.read_all(scope, KIND, [ABOUT])[ABOUT] == Written()
    save(portal, carol, "For Ben")
    show(portal, carol)
    assert waiting(portal, people.ben) == [("Carol", "For Ben")]
    assert waiting(portal, people.amira) == []


def test_only_amira_answers_and_only_once(portal: Installation, people: World, carol: Someone) -> None:
    save(portal, carol, CANARY)
    (row,) = rows(portal)
    with as_member(portal, people.amira) as scope, pytest.raises(NotFound):
        suggestions.answer(scope, KIND, row.id, Outcome.USED)
    show(portal, carol)
    with as_member(portal, people.ben) as scope, pytest.raises(NotFound):
        suggestions.answer(scope, KIND, row.id, Outcome.USED)
    with as_member(portal, people.amira) as scope, pytest.raises(NotFound):
        suggestions.answer(scope, "preparation", row.id, Outcome.USED)

    with as_member(portal, people.amira) as scope:
        suggestions.answer(scope, KIND, row.id, Outcome.JOINED)

    assert waiting(portal, people.amira) == []
    assert rows(portal)[0].answer == "joined"
    with as_member(portal, people.amira) as scope, pytest.raises(NotFound):
        suggestions.answer(scope, KIND, row.id, Outcome.USED)


def test_words_shown_again_wait_again(portal: Installation, people: World, carol: Someone) -> None:
    save(portal, carol, "First")
    show(portal, carol)
    with as_member(portal, people.amira) as scope:
        suggestions.answer(scope, KIND, rows(portal)[0].id, Outcome.NOT_USED)

    save(portal, carol, "Second", 1)
    assert waiting(portal, people.amira) == []
    show(portal, carol)

    assert waiting(portal, people.amira) == [("Carol", "Second")]
    assert rows(portal)[0].answer is None


def test_two_phones_that_begin_at_once_share_one_text(portal: Installation, carol: Someone) -> None:
    save(portal, carol, "First phone")
    (row,) = rows(portal)

    with transaction(portal, writes=True) as session:
        session.add(Suggestion(**row.model_dump(exclude={"id"})))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_nothing_of_whom_they_help_opens_to_a_helper_who_may_only_write(
    portal: Installation, carol: Someone
) -> None:
    with as_helper(portal, carol) as scope:
        assert (scope.helped, scope.shared) == (None, None)
        with pytest.raises(NotFound):
            newest.of_helped(scope, KIND, [ABOUT])


def test_a_grant_can_be_for_one_thing(portal: Installation, app: FastAPI, people: World) -> None:
    reader = help_of(app, people.amira, READ_LETTER, WRITE_ANSWERS).who
    only_for(portal, READ_LETTER, thing=people.meeting)

    with as_helper(portal, reader) as scope:
        assert scope.may(READ_LETTER, people.meeting)
        assert not scope.may(READ_LETTER, people.other_meeting)
        assert scope.may(WRITE_ANSWERS, people.other_meeting)
        assert not scope.may(WRITE_LETTER, people.meeting)
