"""Pages: a template shown in one language for one visitor, or a redirect to the next page."""

import gzip
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from itsdangerous import BadData
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.kit import clock, cookies, dates, form_token, i18n
from app.kit.cookies import NOTICE_COOKIE
from app.kit.i18n import Language

NOTICE_SECONDS = 60
GZIP_FROM = 1400


class Addresses:
    """The address of every named route, so that a page never spells one out."""

    def __init__(self, routes: Mapping[str, str]) -> None:
        """Take each route's name and path."""
        self._routes = dict(routes)

    def __call__(self, name: str, **values: Any) -> str:
        """Return the address of a route; values that its path does not take become its query."""
        path = self._routes[name]
        asked = {key: value for key, value in values.items() if "{" + key + "}" not in path}
        for key in values.keys() - asked.keys():
            path = path.replace("{" + key + "}", quote(str(values[key]), safe=""))
        return f"{path}?{urlencode(asked)}" if asked else path


@dataclass
class Frame:
    """What surrounds a page: its council, its languages and whether somebody is signed in."""

    language: Language
    languages: list[Language] = field(default_factory=list)
    council: Any = None
    signed_in: Any = None


@dataclass
class Page:
    """Shows a page, or goes to another one, for the visitor of one request."""

    request: Request

    @property
    def frame(self) -> Frame:
        """Return what the guard found out about the visitor; English before it did."""
        found: Frame | None = getattr(self.request.state, "frame", None)
        return found or Frame(language=self.request.app.state.languages[i18n.ENGLISH])

    def show(self, template: str, *, status: int | None = None, **values: Any) -> Response:
        """Render a template; a form's problems decide the status unless one is given."""
        form = values.setdefault("form", None)
        shown = status or (form.status if form is not None else 200)
        notice = self._notice()
        response = self._compressed(self.render(template, notice=notice, **values), shown)
        if notice:
            cookies.take(response, NOTICE_COOKIE)
        form_token.keep_cookie(self.request, response)
        return response

    def render(self, template: str, **values: Any) -> str:
        """Return a rendered template as text."""
        state, frame = self.request.app.state, self.frame
        context = {
            "language": frame.language,
            "languages": frame.languages,
            "council": frame.council,
            "signed_in": frame.signed_in,
            "demonstration": state.settings.is_demonstration,
            "idle_minutes": state.settings.idle_minutes,
            "leave_url": state.url("leave", **({"council": frame.council.key} if frame.council else {})),
            "here": self.request.url.path,
            "asset": lambda name: state.assets.url(name, getattr(frame.council, "key", "")),
        }
        token = _answering.set(self.request)
        try:
            with i18n.speaking(frame.language):
                return str(state.templates.get_template(template).render(context | values))
        finally:
            _answering.reset(token)

    def go_to(self, name: str, *, notice: str | None = None, **values: Any) -> Response:
        """Send the visitor on to a named route with 303, with a sentence to show there."""
        response = RedirectResponse(self.request.app.state.url(name, **values), status_code=303)
        if notice:
            signed = str(self._signer().dumps(notice))
            cookies.give(response, NOTICE_COOKIE, signed, seconds=NOTICE_SECONDS)
        return response

    def saved(self, version: int) -> Response:
        """Answer an autosave: nothing to show but the time and the draft's version."""
        at = clock.in_london(clock.now())
        return Response(
            status_code=204, headers={"X-Saved-At": f"{at:%H:%M}", "X-Draft-Version": str(version)}
        )

    def _notice(self) -> str | None:
        try:
            signed = self.request.cookies.get(NOTICE_COOKIE, "")
            return str(self._signer().loads(signed, max_age=NOTICE_SECONDS)) if signed else None
        except BadData:
            return None

    def _signer(self) -> Any:
        return form_token.signer(self.request.app.state.signing_key, "notice")

    def _compressed(self, text: str, status: int) -> Response:
        content = text.encode()
        headers = {"Vary": "Accept-Encoding", "Content-Language": self.frame.language.tag}
        if len(content) > GZIP_FROM and "gzip" in self.request.headers.get("accept-encoding", ""):
            content = gzip.compress(content, 1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, status_code=status, headers=headers)


async def page_of(request: Request) -> Page:
    """Give the page maker of this request; in no thread, for it waits for nothing."""
    return Page(request)


PageOf = Annotated[Page, Depends(page_of)]


def build_templates(folder: Path, url: Callable[..., str], *, plain: bool = False) -> Environment:
    """Return an environment for pages, which always escapes, or for messages in plain text.

    Every template is compiled now: a cold one costs a hundred times a warm one.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=not plain,  # noqa: S701 - a message in plain text holds no markup and no typed words
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext, npgettext=i18n.npgettext
    )
    environment.globals |= {"url": url, "now": clock.now, "form_token": issue_token}
    environment.filters |= {
        "day": dates.day,
        "short_day": dates.short_day,
        "clock_time": dates.clock_time,
        "day_and_time": dates.day_and_time,
    }
    for name in environment.list_templates(
        filter_func=lambda name: not (name.startswith("messages/") and not plain)
    ):
        environment.get_template(name)
    return environment


_answering: ContextVar[Request] = ContextVar("the request that the page being made answers")


def issue_token() -> str:
    """Return a token for a form on the page being made; components need not be handed it."""
    return form_token.issue(_answering.get())
