"""The page contract: what must hold for every answer, whatever it shows."""

import re
from typing import TYPE_CHECKING, Any

import html5lib

from app.kit.headers import ALWAYS
from app.kit.ids import ID_LENGTH

if TYPE_CHECKING:
    from tests.support.browser import ShownPage

LABELLED = "input:not([type=hidden]), textarea, select"
PERSONAL_WORDS = re.compile(r"haddad|carver|larkspur|@|077009|child-protection", re.IGNORECASE)
LONGEST_PART = 60
_found_good: set[tuple[str, int, int]] = set()
TOKEN = re.compile(r'value="[^"]{40,}"')


def check_response(response: Any) -> None:
    """Check the headers and the address of any answer."""
    headers = response.headers
    assert response.status_code != 500, f"a fault of ours at {response.url}; the captured log says where"
    for name, value in ALWAYS.items():
        if name != "Content-Security-Policy" or "sandbox" not in headers.get(name, ""):
            assert headers.get(name) == value, f"{name} on {response.url}"
    assert headers["cache-control"] in {
        "no-store",
        "public, max-age=60, stale-while-revalidate=600",
        "public, max-age=31536000, immutable",
    }
    if headers["cache-control"] == "no-store":
        assert headers["x-robots-tag"] == "noindex, noarchive"
    else:
        assert "set-cookie" not in headers
    assert not PERSONAL_WORDS.search(str(response.url).partition("testserver")[2]), response.url
    assert "server" not in headers
    for cookie in headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-"), cookie
        assert "Secure" in cookie, cookie
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=lax" in cookie, cookie


def check_page(page: "ShownPage") -> None:
    """Check that a page is valid, named, labelled, and says its language and direction.

    A page that was found good is not read again: many tests pass through the same ones.
    """
    key = (page.url, page.status, hash(TOKEN.sub("", page.html)))
    if key not in _found_good:
        _read(page)
        _found_good.add(key)


def _read(page: "ShownPage") -> None:
    html5lib.HTMLParser(strict=True).parse(page.html)
    where = f"{page.url} ({page.status})"
    assert len(page.soup.select("h1")) == 1, where
    assert page.title, where
    root = page.soup.select_one("html")
    assert root is not None
    assert root["lang"], where
    assert root["dir"] in {"ltr", "rtl"}, where
    assert len(page.soup.select("main")) == 1, where
    first = page.soup.select_one("body a")
    assert first is not None, where
    assert first["href"] == "#main", where
    _check_headings(page, where)
    _check_fields(page, where)
    _check_references(page, where)
    for part in page.url.split("/"):
        assert len(part) <= LONGEST_PART or len(part) <= ID_LENGTH, where


def _check_headings(page: "ShownPage", where: str) -> None:
    level = 0
    for heading in page.soup.select("h1, h2, h3, h4"):
        now = int(heading.name[1])
        assert now <= level + 1 or level == 0, f"{where}: {heading.name} after h{level}"
        assert heading.get_text(strip=True), f"{where}: empty heading"
        level = now


def _check_fields(page: "ShownPage", where: str) -> None:
    for field in page.soup.select(LABELLED):
        named = field.get("aria-label") or field.find_parent("label")
        label = page.soup.select_one(f'label[for="{field.get("id")}"]')
        assert named or (label and label.get_text(strip=True)), f"{where}: {field.get('name')} has no label"
    for group in page.soup.select("fieldset"):
        assert group.select_one("legend"), f"{where}: a group without a legend"
    for radio in page.soup.select("input[type=radio]"):
        assert radio.find_parent("fieldset"), f"{where}: {radio['name']} outside a group"
    for form in page.soup.select("form"):
        assert form.has_attr("action"), where
        if form.get("method") == "post":
            assert form.has_attr("novalidate"), where
            assert form.select_one("input[name=form_token]"), where
    for button in page.soup.select("button, a[href]"):
        name = button.get_text(strip=True) or str(button.get("aria-label", ""))
        assert name, f"{where}: a button or link without a name"


def _check_references(page: "ShownPage", where: str) -> None:
    ids = [str(found["id"]) for found in page.soup.select("[id]")]
    assert len(ids) == len(set(ids)), f"{where}: an id stands twice"
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for found in page.soup.select(f"[{attribute}]"):
            for target in str(found[attribute]).split():
                assert target in ids, f"{where}: {attribute} names {target}"
    for link in page.soup.select('a[href^="#"]'):
        assert str(link["href"])[1:] in ids, f"{where}: {link['href']} leads nowhere"
    for found in page.soup.select("script, style, [style], [onclick], [onload]"):
        assert found.name == "script", f"{where}: an inline style or handler"
        assert found.has_attr("src"), f"{where}: an inline script"
    assert not page.soup.select("img[src^=http], script[src^=http], link[href^=http]"), where
