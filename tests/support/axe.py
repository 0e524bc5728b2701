"""axe on a page in a browser: WCAG 2.2 AA with target size, and nothing wider than the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
_axe = Axe()


def look_at(page: Page) -> None:
    """Fail with every fault that axe finds on the page, and when the page is wider than its window."""
    found = _axe.run(page, options=OPTIONS)
    faults = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    assert not faults, f"{page.url}: " + "\n".join(faults)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"
