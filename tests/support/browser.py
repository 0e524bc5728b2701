"""The demanding client: it reads every page as a strict browser and a screen reader would."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access import sessions
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.kit.cookies import SESSION_COOKIE
from tests.support.contract import check_page, check_response
from tests.support.families import Someone

ORIGIN = "https://testserver"
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


class ShownPage:
    """What came back, as somebody in front of it would tell."""

    def __init__(self, response: Any) -> None:
        """Read the answer."""
        self.response = response
        self.status: int = response.status_code
        self.url = urlsplit(str(response.url)).path
        self.html: str = response.text

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree; built when somebody looks."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def heading(self) -> str:
        """The page's one h1."""
        found = self.soup.select_one("h1")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def title(self) -> str:
        """The title in the tab."""
        found = self.soup.select_one("title")
        return " ".join(found.get_text().split()) if found else ""

    @property
    def text(self) -> str:
        """All words of the main part."""
        found = self.soup.select_one("main")
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return str(self.response.headers.get("location", ""))

    def value_of(self, name: str) -> str:
        """What stands in a field."""
        field = self.soup.select_one(f'main [name="{name}"]')
        if field is None:
            raise AssertionError(f"no field {name} on {self.url}")
        if field.name == "textarea":
            return field.get_text().removeprefix("\n")
        return str(field.get("value", ""))

    def links(self) -> list[str]:
        """Every address that the page leads to on our own site."""
        return [
            str(link["href"]) for link in self.soup.select("a[href]") if str(link["href"]).startswith("/")
        ]


class Browser:
    """A person's browser. It follows redirects unless told not to, and checks every page it is shown."""

    def __init__(self, app: FastAPI, who: Someone | None = None) -> None:
        """Open a browser, signed in when somebody is named."""
        self.app = app
        self.who = who
        self.client = TestClient(app, base_url=ORIGIN, raise_server_exceptions=True, follow_redirects=False)
        self.client.headers.update({"accept-language": "en", "sec-fetch-site": "same-origin"})
        self.page: ShownPage | None = None
        self.on_page: Callable[[ShownPage], None] = check_page
        if who:
            self.sign_in(who)

    @property
    def installation(self) -> Installation:
        """The portal that the browser talks to."""
        found: Installation = self.app.state.installation
        return found

    def sign_in(self, who: Someone) -> None:
        """Begin a session without the way through link and PIN, which has tests of its own."""
        with transaction(self.installation, writes=True) as session:
            cookie = sessions.begin(session, who.person_id, who.membership_id)
        self.client.cookies.set(SESSION_COOKIE, cookie, domain="testserver.local")

    def get(self, path: str, *, follow: bool = True, **headers: str) -> ShownPage:
        """Open an address."""
        return self._shown(self.client.get(path, headers=headers), follow=follow)

    def post(self, path: str, *, follow: bool = True, files: Any = None, **fields: Any) -> ShownPage:
        """Send a form to an address with the token of a page of ours."""
        data = {"form_token": self.token()} | fields
        return self._shown(self.client.post(path, data=data, files=files), follow=follow)

    def submit(
        self, path: str, *, action: str | None = None, follow: bool = True, **fields: Any
    ) -> ShownPage:
        """Open a page, fill in its form and press its first button, as a person does."""
        page = self.get(path)
        form = self._form(page, action)
        filled = {**as_it_stands(form), **fields}
        return self._shown(self.client.post(str(form["action"]), data=filled), follow=follow)

    def press(self, page: ShownPage, action: str, *, follow: bool = True, **fields: Any) -> ShownPage:
        """Send a form that stands on a page already shown."""
        form = self._form(page, action)
        filled = {**as_it_stands(form), **fields}
        return self._shown(self.client.post(str(form["action"]), data=filled), follow=follow)

    def token(self) -> str:
        """Return a token that a page of ours gave to this browser."""
        found = TOKEN.search(self.page.html) if self.page else None
        if found is None:
            staff = self.who is not None and self.who.membership_id is None
            address = "/staff" if staff else "/m/help"
            found = TOKEN.search(self.get(address if self.who else "/barnsley/en/sign-in").html)
        if found is None:
            raise AssertionError("no page gave a form token")
        return found[1]

    def _form(self, page: ShownPage, action: str | None) -> Tag:
        forms = page.soup.select("main form[method=post]")
        found = [form for form in forms if action is None or str(form["action"]).partition("?")[0] == action]
        if not found:
            raise AssertionError(
                f"no form {action or ''} on {page.url}: {[form['action'] for form in forms]}"
            )
        return found[0]

    def _shown(self, response: Any, *, follow: bool) -> ShownPage:
        for _ in range(5):
            check_response(response)
            if not (follow and response.is_redirect):
                break
            target = response.headers["location"]
            if not target.startswith("/"):
                break
            response = self.client.get(target)
        page = ShownPage(response)
        if response.headers.get("content-type", "").startswith("text/html") and not response.is_redirect:
            self.on_page(page)
            self.page = page
        return page


def as_it_stands(form: Tag) -> dict[str, Any]:
    """Return what a form would send if nothing in it were touched."""
    filled: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), str(field.get("type", ""))
        if kind in {"radio", "checkbox"}:
            if field.has_attr("checked"):
                filled.setdefault(name, []).append(str(field.get("value", "on")))
        elif field.name == "textarea":
            filled[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            filled[name] = str(chosen["value"]) if chosen else ""
        elif kind != "file":
            filled[name] = str(field.get("value", ""))
    return filled
