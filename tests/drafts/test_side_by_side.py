"""Two phones that save in the same moment, and what the database tells about words that were sent."""

import hashlib
import json
from threading import Barrier, Thread

from sqlmodel import select

from app.access.scopes import Installation
from app.drafts import service as drafts
from app.drafts.tables import Receipt
from tests.support.families import as_member
from tests.support.installations import POSTGRESQL, chosen_database
from tests.support.world import World


def test_two_phones_that_save_at_once_both_keep_their_words(portal: Installation, people: World) -> None:
    with as_member(portal, people.amira) as scope:
        drafts.save(scope, "views", "meeting", {"words": "before"}, seen_version=None)
    # SQLite lets one transaction write at a time: there the second phone begins when the first has ended.
    together = Barrier(2 if chosen_database() == POSTGRESQL else 1)

    def save(words: str) -> None:
        with as_member(portal, people.amira) as scope:
            assert drafts.read(scope, "views", "meeting").fields
            together.wait(20)
            drafts.save(scope, "views", "meeting", {"words": words}, seen_version=1)

    phones = [Thread(target=save, args=(words,)) for words in ("one phone", "other phone")]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    with as_member(portal, people.amira) as scope:
        kept = {one.fields["words"] for one in drafts.revisions(scope, "views", "meeting")}
    assert kept == {"before", "one phone", "other phone"}


def test_few_words_cannot_be_guessed_from_their_receipt(portal: Installation, people: World) -> None:
    words = json.dumps({"kind": "agree", "text": ""})
    for who, key in ((people.amira, "a" * 32), (people.ben, "b" * 32)):
        with as_member(portal, who) as scope:
            drafts.give_receipt(scope, key, "reply", who.person_id, words)
    with as_member(portal, people.amira) as scope:
        digests = {row.digest for row in scope.session.exec(select(Receipt))}
        assert drafts.digest_of(scope, words) in digests
    assert hashlib.sha256(words.encode()).hexdigest() not in digests
    assert len(digests) == 2
