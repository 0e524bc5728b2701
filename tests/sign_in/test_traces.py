"""What is left behind in a browser, and words that another site tries to put into somebody's mouth."""

import pytest

from app.access.scopes import Installation
from app.drafts import service as drafts
from app.kit.cookies import LINK_COOKIE
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import as_member
from tests.support.world import World


@pytest.mark.parametrize("token", ["%E2%82%AC", "%D8%B5", "a" * 101])
def test_a_link_that_cannot_be_ours_is_answered_like_any_other(visitor: Browser, token: str) -> None:
    answer = visitor.get(f"/s/{token}", follow=False)
    assert (answer.status, answer.location) == (303, "/s")
    assert LINK_COOKIE not in visitor.client.cookies


def test_leaving_takes_an_unused_link_along(visitor: Browser) -> None:
    visitor.get("/s/some-link", follow=False)
    assert LINK_COOKIE in visitor.client.cookies
    visitor.get("/leave", follow=False)
    assert LINK_COOKIE not in visitor.client.cookies


@pytest.mark.parametrize(("site", "kept"), [("same-origin", 1), ("same-site", 0), ("cross-site", 0)])
def test_only_our_own_page_can_leave_words_for_a_locked_session(
    portal: Installation, people: World, amira: Browser, clock: Clock, *, site: str, kept: int
) -> None:
    clock.move(minutes=30)
    headers = {"sec-fetch-site": site}
    answer = amira.client.post("/m/views", data={"words": "I agree with him."}, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, "/s/unlock")
    with as_member(portal, people.amira) as scope:
        assert len(drafts.all_held(scope)) == kept
