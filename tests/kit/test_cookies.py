"""The portal's cookies are set and taken away in one way, and in one place."""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from starlette.responses import Response

from app.kit import cookies
from app.kit.settings import ROOT


def _only(response: Response) -> SimpleCookie:
    return SimpleCookie(response.headers["set-cookie"])


@pytest.mark.parametrize("name", cookies.EVERY)
def test_a_cookie_is_for_this_host_alone_and_for_no_script(name: str) -> None:
    given, taken = Response(), Response()
    cookies.give(given, name, "abc")
    cookies.take(taken, name)

    for response in (given, taken):
        set_here = _only(response)[name]
        assert set_here["secure"]
        assert set_here["httponly"]
        assert (set_here["samesite"], set_here["path"], set_here["domain"]) == ("lax", "/", "")
    assert _only(given)[name].value == "abc"
    assert (_only(given)[name]["max-age"], _only(taken)[name]["max-age"]) == ("", "0")


def test_a_cookie_can_be_given_for_some_seconds() -> None:
    response = Response()

    cookies.give(response, cookies.NOTICE_COOKIE, "abc", seconds=60)

    assert _only(response)[cookies.NOTICE_COOKIE]["max-age"] == "60"


def test_every_cookie_is_on_the_list_that_leaving_takes_away() -> None:
    named = {value for name, value in vars(cookies).items() if name.endswith("_COOKIE")}

    assert set(cookies.EVERY) == named
    assert all(name.startswith("__Host-") for name in named)


def test_no_other_place_sets_a_cookie_or_takes_one_away() -> None:
    doing = [
        path
        for path in sorted((ROOT / "app").rglob("*.py"))
        if any(word in path.read_text(encoding="utf-8") for word in (".set_cookie(", ".delete_cookie("))
    ]

    assert doing == [Path(cookies.__file__)]
