"""Reading a site as somebody who follows every link does."""

from collections.abc import Callable, Iterable

from starlette.testclient import TestClient

from tests.support.browser import Browser, ShownPage

MOST_PAGES = 600


def crawl(
    browser: Browser, starts: Iterable[str], *, within: Callable[[str], bool], known: set[str] | None = None
) -> dict[str, ShownPage]:
    """Open every page that can be reached by links from some addresses, once, and return each by address.

    Where a page led on to another one, the answer to the first address is the redirect itself.
    """
    waiting, seen, pages = list(starts), set(known or ()), dict[str, ShownPage]()
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        if path in seen or not within(path):
            continue
        seen.add(path)
        assert len(seen) < MOST_PAGES, "the site has no end"
        page = browser.get(path, follow=False)
        pages[path] = page
        waiting += [page.location] if page.location else page.links()
    return pages


def answers(client: TestClient, path: str) -> int:
    """Return the status of an address, without reading the page."""
    return client.get(path).status_code
