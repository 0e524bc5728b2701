"""Two parents of one child are strangers: what one does, or staff do about her, changes nothing for him.

No byte of his pages is another one, and nothing is sent to him.
"""

import re
from collections.abc import Iterator

from sqlmodel import col, func, select

from app.access.transactions import system_scope
from app.conferences import exclusions
from app.outbox.tables import Message
from tests.support.browser import Browser, ShownPage
from tests.support.cells import addresses_near
from tests.support.crawling import crawl, press_everything
from tests.support.crowded import Crowded
from tests.support.families import as_case_worker
from tests.support.figures import Count
from tests.whole.conftest import is_personal

# A calendar entry has a new identifier each time, so that two people's entries cannot be laid side by side.
DIFFERS = re.compile(r'name="form_token" value="[^"]*"|name="submission_key" value="[^"]*"|UID:\w+')
NEVER = ("/m/sign-out", "/m/choose")
WATCHING = ("ben", "gwen", "jay")


def test_whatever_becomes_of_one_parent_the_others_see_nothing_of_it(crowded: Crowded, count: Count) -> None:
    with crowded.copied() as copy:
        before = {name: pages_of(copy, name) for name in WATCHING}
        sent = messages_to(copy)
        acts = list(acts_about_amira(copy))
        after = {name: pages_of(copy, name) for name in WATCHING}
        assert messages_to(copy) == sent
    different = [
        f"{name}: {address}"
        for name in WATCHING
        for address, page in before[name].items()
        if after[name][address] != page
    ]
    compared = sum(len(pages) for pages in before.values())
    count("strangers", acts=len(acts), pages_compared=compared, different=len(different))

    assert len([act for act in acts if act < 400]) >= 20
    assert not different, "\n".join(different)


def pages_of(world: Crowded, name: str) -> dict[str, tuple[object, ...]]:
    """Open every address that somebody might have, and return each answer without what differs anyway."""
    found: dict[str, tuple[object, ...]] = {}
    with world.asking(name) as (client, _):
        for address in addresses_near(world.crowd, name):
            answer = client.get(address)
            headers = [one for one in answer.headers if one[0] in {"etag", "content-length", "location"}]
            found[address] = (answer.status, headers, DIFFERS.sub("", answer.text))
    return found


def messages_to(world: Crowded) -> list[int]:
    """Count what waits to be sent to each of those who watch."""
    with system_scope(world.installation, writes=False) as system:
        return [
            system.session.exec(
                select(func.count()).where(col(Message.person_id) == world.crowd[name].person_id)
            ).one()
            for name in WATCHING
        ]


def acts_about_amira(world: Crowded) -> Iterator[int]:
    """Let Amira and her helper press every button they have, and staff every button about her."""
    crowd = world.crowd
    amira = crowd["amira"]
    for name in ("amira", "carol", "olive"):
        browser = unchecked(world, name)
        yield from statuses(press_everything(browser, walked(browser, "/m", "/staff/complaints"), skip=NEVER))
    with as_case_worker(world.installation, crowd["dev"], amira.family_id or "") as case:
        exclusions.note_told(case, crowd.things["amira"]["exclusion"])
        yield 200
    for name in ("ada", "sam", "dev"):
        browser = unchecked(world, name)
        here = f"/staff/families/{amira.family_id}"
        pages = [one for one in walked(browser, here) if about(one, crowd.things["amira"])]
        yield from statuses(press_everything(browser, pages, skip=NEVER))


def unchecked(world: Crowded, name: str) -> Browser:
    """Open somebody's browser, in which pages are not read as strictly as elsewhere."""
    browser = Browser(world.app)
    browser.on_page = unread
    browser.who = world.crowd[name]
    browser.sign_in(world.crowd[name])
    return browser


def unread(_page: ShownPage) -> None:
    """Leave a page as it is."""


def walked(browser: Browser, *starts: str) -> list[ShownPage]:
    """Open every page that somebody finds a way to."""
    return list(crawl(browser, starts, within=is_personal).values())


def about(page: ShownPage, things: dict[str, str]) -> bool:
    """Say whether a page is about one person alone: her things stand in its address, after the family's.

    A report of hers is shared on a page where anybody of the family can be chosen: that is about others too.
    """
    if page.url.endswith("/share"):
        return False
    parts = set(page.url.split("/")) - {things["family"], things["meeting"], things["colleague"]}
    return bool(parts & set(things.values()))


def statuses(pages: Iterator[ShownPage]) -> Iterator[int]:
    for page in pages:
        yield page.status
