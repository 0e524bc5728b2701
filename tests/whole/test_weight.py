"""A first visit fits a slow phone: what is fetched for one page, counted in bytes and requests."""

import re

import pytest

from app.families.models import Role
from tests.support.browser import Browser
from tests.whole.conftest import Inhabited, Walk

FIRST_VISIT, MOST_REQUESTS = 36 * 1024, 4
WARM = 14 * 1024
GUIDE = 20 * 1024
PUBLIC = (
    "/",
    "/barnsley/en/",
    "/barnsley/en/guide",
    "/barnsley/en/guide/what-is-it",
    "/barnsley/en/guide/on-the-day",
    "/barnsley/en/guide/all",
    "/barnsley/en/help",
    "/barnsley/en/safe",
    "/barnsley/en/privacy",
    "/barnsley/en/words",
    "/barnsley/en/sign-in",
    "/barnsley/en/accessibility",
)
# The whole guide on one page is for printing; it may take as long as its nine pages.
FOR_PRINTING = ("/barnsley/en/guide/all",)
ASSETS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def size(browser: Browser, path: str, coding: str) -> tuple[int, str]:
    """Return how many bytes go over the wire for one address, headers counted, and its text."""
    with browser.client.stream("GET", path, headers={"accept-encoding": coding}) as response:
        head = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
        body = sum(len(part) for part in response.iter_raw())
    return head + body, browser.client.get(path, headers={"accept-encoding": "identity"}).text


def weigh(browser: Browser, path: str, coding: str = "gzip") -> tuple[int, int, int]:
    """Return the bytes of a page, the bytes of what it brings, and the number of requests."""
    page, html = size(browser, path, coding)
    brought = set(ASSETS.findall(html))
    return page, sum(size(browser, asset, coding)[0] for asset in brought), 1 + len(brought)


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_public_page_is_light(visitor: Browser, path: str, coding: str) -> None:
    page, brought, requests = weigh(visitor, path, coding)

    assert requests <= MOST_REQUESTS
    if path not in FOR_PRINTING:
        assert page + brought <= FIRST_VISIT, f"{page} + {brought}"
        assert page <= WARM, page
    if "/guide/" in path and path not in FOR_PRINTING:
        assert page + brought <= FIRST_VISIT
        assert page <= GUIDE


def test_every_page_of_a_family_is_light(inhabited: Inhabited, walks: list[Walk]) -> None:
    for walk in walks:
        if walk.resident.who.role in {Role.PARENT, Role.CARER}:
            browser = inhabited.browser(walk.resident)
            for path in walk.shown:
                page, brought, requests = weigh(browser, path)
                assert requests <= MOST_REQUESTS, path
                assert page + brought <= FIRST_VISIT, f"{path}: {page} + {brought}"
                assert page <= WARM, f"{path}: {page}"


def test_what_a_page_brings_is_brought_once_for_all_pages(visitor: Browser) -> None:
    brought = {tuple(sorted(ASSETS.findall(visitor.get(path).html))) for path in PUBLIC if path != "/"}

    assert len({asset for page in brought for asset in page}) <= MOST_REQUESTS


def test_nothing_is_fetched_from_anywhere_else(visitor: Browser, walks: list[Walk]) -> None:
    pages = [visitor.get(path) for path in PUBLIC] + [page for walk in walks for page in walk.shown.values()]
    for page in pages:
        for tag in page.soup.select(
            "link[href], script[src], img[src], source, iframe, object, embed, video"
        ):
            address = str(tag.get("href") or tag.get("src"))
            assert address.startswith("/static/"), f"{page.url}: {tag}"
        assert not re.search(r"url\(\s*['\"]?https?:", page.html), page.url
