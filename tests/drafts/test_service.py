"""No word is lost between two phones, nothing is sent twice under one key, and nobody else sees a draft."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.access.scopes import Installation
from app.drafts import service as drafts
from app.drafts.models import NOTHING, OtherWords, Saved
from app.drafts.tables import DraftRevision, Receipt
from tests.support.clocks import Clock
from tests.support.families import Someone, as_member
from tests.support.world import World

KIND, ABOUT = "views", "meeting"
FIRST = {"words": "One phone, ŵ ش 🙂"}
SECOND = {"words": "The other phone"}


def save(portal: Installation, who: Someone, fields: dict[str, str], seen: int | None) -> Saved | OtherWords:
    with as_member(portal, who) as scope:
        return drafts.save(scope, KIND, ABOUT, fields, seen_version=seen)


def read(portal: Installation, who: Someone) -> Saved:
    with as_member(portal, who) as scope:
        return drafts.read(scope, KIND, ABOUT)


def test_nothing_is_written_yet(portal: Installation, people: World) -> None:
    assert read(portal, people.amira) == NOTHING
    assert NOTHING.is_empty


def test_what_is_saved_is_read_again(portal: Installation, people: World) -> None:
    saved = save(portal, people.amira, FIRST, 0)

    assert isinstance(saved, Saved)
    assert saved.version == 1
    assert read(portal, people.amira).fields == FIRST


def test_every_save_is_kept(portal: Installation, people: World) -> None:
    save(portal, people.amira, FIRST, 0)
    save(portal, people.amira, SECOND, 1)

    with as_member(portal, people.amira) as scope:
        kept = drafts.revisions(scope, KIND, ABOUT)
    assert [(one.version, one.fields) for one in kept] == [(2, SECOND), (1, FIRST)]


def test_the_same_words_again_are_no_new_version(portal: Installation, people: World) -> None:
    save(portal, people.amira, FIRST, 0)

    again = save(portal, people.amira, FIRST, 0)

    assert isinstance(again, Saved)
    assert again.version == 1


def test_a_phone_that_did_not_know_of_the_newest_words_is_shown_both(
    portal: Installation, people: World
) -> None:
    save(portal, people.amira, FIRST, 0)

    answer = save(portal, people.amira, SECOND, 0)

    assert isinstance(answer, OtherWords)
    assert answer.theirs.fields == FIRST
    with as_member(portal, people.amira) as scope:
        assert {one.fields["words"] for one in drafts.revisions(scope, KIND, ABOUT)} == {
            FIRST["words"],
            SECOND["words"],
        }


@pytest.mark.parametrize("seen", [None, 1])
def test_a_page_that_cannot_know_or_knows_is_shown_nothing_else(
    portal: Installation, people: World, seen: int | None
) -> None:
    save(portal, people.amira, FIRST, 0)

    assert isinstance(save(portal, people.amira, SECOND, seen), Saved)


def test_an_emptied_draft_is_no_words_to_be_shown(portal: Installation, people: World) -> None:
    save(portal, people.amira, {"words": ""}, 0)

    assert isinstance(save(portal, people.amira, SECOND, 0), Saved)


def test_a_draft_is_its_writers_alone(portal: Installation, people: World) -> None:
    save(portal, people.amira, FIRST, 0)

    assert read(portal, people.ben) == NOTHING
    with as_member(portal, people.ben) as scope:
        assert drafts.revisions(scope, KIND, ABOUT) == []
    with as_member(portal, people.amira) as scope:
        kept = scope.session.exec(select(DraftRevision)).one()
        assert b"One phone" not in kept.fields_sealed


def test_several_drafts_are_read_at_once(portal: Installation, people: World) -> None:
    with as_member(portal, people.amira) as scope:
        drafts.save(scope, KIND, "one", FIRST, seen_version=0)
        drafts.save(scope, KIND, "two", SECOND, seen_version=0)
        found = drafts.read_all(scope, KIND, ["one", "two", "three"])

    assert {about: saved.fields for about, saved in found.items()} == {
        "one": FIRST,
        "two": SECOND,
        "three": {},
    }


def test_a_draft_that_was_sent_stays(portal: Installation, people: World, clock: Clock) -> None:
    save(portal, people.amira, FIRST, 0)
    with as_member(portal, people.amira) as scope:
        drafts.mark_sent(scope, KIND, ABOUT)

    assert read(portal, people.amira).sent_at == clock.moment
    assert read(portal, people.amira).fields == FIRST


def test_a_receipt_is_given_once_for_a_key(portal: Installation, people: World) -> None:
    key = drafts.new_submission_key()
    with as_member(portal, people.amira) as scope:
        given = drafts.give_receipt(scope, key, KIND, "s" * 26, "words")

    with as_member(portal, people.amira) as scope:
        assert drafts.receipt_for(scope, key) == given
        assert drafts.receipt(scope, "s" * 26) == given
        assert drafts.receipts(scope) == [given]
        assert drafts.receipt_for(scope, drafts.new_submission_key()) is None


def test_a_key_cannot_be_used_twice(portal: Installation, people: World) -> None:
    key = drafts.new_submission_key()

    def give(who: Someone) -> None:
        with as_member(portal, who) as scope:
            drafts.give_receipt(scope, key, KIND, "s" * 26, "words")

    give(people.amira)
    with pytest.raises(IntegrityError):
        give(people.ben)


def test_a_receipt_is_its_owners_alone(portal: Installation, people: World) -> None:
    key = drafts.new_submission_key()
    with as_member(portal, people.amira) as scope:
        drafts.give_receipt(scope, key, KIND, "s" * 26, "words")

    with as_member(portal, people.ben) as scope:
        assert drafts.receipt_for(scope, key) is None
        assert drafts.receipt(scope, "s" * 26) is None
        assert drafts.receipts(scope) == []


def test_a_receipt_can_be_read_out_and_shows_whether_words_were_changed(
    portal: Installation, people: World
) -> None:
    with as_member(portal, people.amira) as scope:
        given = drafts.give_receipt(scope, drafts.new_submission_key(), KIND, "s" * 26, "words")

        assert given.digest == drafts.digest_of(scope, "words")
        assert given.digest != drafts.digest_of(scope, "other words")
        assert len(given.reference) == 11
        assert "words" not in repr(scope.session.exec(select(Receipt)).one())
