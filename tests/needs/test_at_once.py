"""Somebody leaves out what they asked for in the moment in which staff arrange it: staff learn that."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.drafts import service as drafts
from app.kit.errors import Conflict
from app.kit.forms import Submitted
from app.needs import answering, service
from app.needs.forms import AnswerForm
from app.needs.models import NeedState
from tests.needs.asking import ask, rows
from tests.support.browser import Browser
from tests.support.families import as_case_worker, as_member
from tests.support.installations import POSTGRESQL, chosen_database
from tests.support.world import World


def test_what_is_arranged_and_left_out_at_once_is_known_to_be_gone(
    portal: Installation, people: World, amira: Browser
) -> None:
    ask(amira, things=["breaks"])
    with transaction(portal, writes=False) as session:
        need = rows(session)[0].id
    # SQLite lets one transaction write at a time: there the second one begins when the first has ended.
    together = Barrier(2 if chosen_database() == POSTGRESQL else 1)

    def arrange() -> None:
        form = Submitted[AnswerForm](typed={}, problems=[])
        form._values = AnswerForm(state=NeedState.ARRANGED, words="Every half hour.")  # noqa: SLF001 - as its maker does
        try:
            with as_case_worker(portal, people.sam, people.family.id) as case:
                answering.find(case, need)
                together.wait(20)
                answering.answer(case, need, form)
        except Conflict:
            return  # it was left out first, and staff are told so

    def leave_out() -> None:
        with as_member(portal, people.amira) as scope:
            seen = service.own(scope)
            together.wait(20)
            service.ask(scope, (), drafts.new_submission_key(), seen_version=seen.number)

    with ThreadPoolExecutor(2) as threads:
        for one in (threads.submit(arrange), threads.submit(leave_out)):
            one.result()

    with transaction(portal, writes=False) as session:
        (row,) = rows(session)
        assert row.until_number == 2
        assert row.is_waiting == (row.state == NeedState.ARRANGED)
