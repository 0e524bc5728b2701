"""Two taps, or two people, that write into one record in the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

from app.access import making
from app.access.scopes import BreachScope, Installation
from app.access.transactions import transaction
from app.breaches import rules, service, writing
from app.drafts import service as drafts
from tests.breaches.records import entries, rows, write
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.installations import POSTGRESQL, chosen_database
from tests.support.world import World


@contextmanager
def as_keeper(portal: Installation, who: Someone) -> Iterator[BreachScope]:
    """Act as a member of staff who may see such records."""
    with transaction(portal, writes=True) as session:
        yield making.breach_scope(session, portal, making.as_if_signed_in(session, who.person_id))


def at_once(portal: Installation, who: Someone, record: str, *acts: Callable[[BreachScope], None]) -> None:
    """Let each of these know the record, and only then act."""
    # SQLite lets one transaction write at a time: there the second one begins when the first has ended.
    together = Barrier(len(acts) if chosen_database() == POSTGRESQL else 1)

    def run(act: Callable[[BreachScope], None]) -> None:
        with as_keeper(portal, who) as scope:
            known = service.row_of(scope, record)
            together.wait(20)
            act(scope)
            assert known.id == record

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(run, acts))


def test_two_taps_at_once_add_one_entry_and_neither_is_refused(
    portal: Installation, people: World, sam: Browser
) -> None:
    record, key = write(sam, people).url.rpartition("/")[2], drafts.new_submission_key()

    def tap(scope: BreachScope) -> None:
        writing.add_done(scope, record, "Rang Ben, who burned it.", key)

    at_once(portal, people.sam, record, tap, tap)

    assert len(entries(portal)) == 1


def test_of_two_who_say_at_once_that_the_council_knew_earlier_the_earliest_counts(
    portal: Installation, people: World, sam: Browser
) -> None:
    record = write(sam, people).url.rpartition("/")[2]
    (row,) = rows(portal)

    def knew(hours: int) -> Callable[[BreachScope], None]:
        def say(scope: BreachScope) -> None:
            try:
                earlier = row.known_at - timedelta(hours=hours)
                writing.add_known(scope, record, earlier, "The school rang.", drafts.new_submission_key())
            except rules.MomentUnusable:
                assert hours == 1

        return say

    at_once(portal, people.sam, record, knew(5), knew(1))

    assert rows(portal)[0].known_at == row.known_at - timedelta(hours=5)
