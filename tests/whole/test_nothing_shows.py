"""Whatever one parent does, the other parent's pages stay as they were: no count, time or mark tells."""

import re
from pathlib import Path

import pytest

from app.families.models import Role
from tests.support.browser import Browser, ShownPage
from tests.support.crawling import crawl, press_everything
from tests.whole.conftest import Inhabited, Resident, is_personal

# A calendar entry has a new identifier each time, so that two people's entries cannot be laid side by side.
DIFFERS = re.compile(r'name="form_token" value="[^"]*"|"[0-9a-f]{32}"|UID:\w+')


def two_parents(inhabited: Inhabited) -> tuple[Resident, Resident]:
    """Return the two parents of one family."""
    parents = [one for one in inhabited.residents if one.who.role is Role.PARENT]
    first = next(
        one for one in parents if [other.who.family_id for other in parents].count(one.who.family_id) > 1
    )
    second = next(one for one in parents if one is not first and one.who.family_id == first.who.family_id)
    return first, second


def masked(pages: dict[str, ShownPage]) -> dict[str, str]:
    """Return each page without what differs on every answer."""
    return {
        path: f"{page.status} {page.location} {DIFFERS.sub('', page.html)}" for path, page in pages.items()
    }


def read_everything(browser: Browser, start: str) -> dict[str, ShownPage]:
    return crawl(browser, [start], within=is_personal)


@pytest.mark.parametrize("order", [0, 1], ids=["one", "the other"])
def test_one_parent_cannot_tell_what_the_other_did(inhabited: Inhabited, tmp_path: Path, order: int) -> None:
    with inhabited.copied(tmp_path) as copy:
        pair = two_parents(copy)
        acting, watching = pair[order], pair[1 - order]
        watcher, actor = copy.browser(watching), copy.browser(acting)
        before = masked(read_everything(watcher, watching.start))

        pages = list(read_everything(actor, acting.start).values())
        answers = [page.status for page in press_everything(actor, pages, skip=("/m/sign-out",))]
        after = masked(read_everything(watcher, watching.start))

    assert len(answers) > 10
    assert after.keys() == before.keys()
    for path, page in before.items():
        assert after[path] == page, path
