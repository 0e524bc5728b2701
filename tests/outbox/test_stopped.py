"""The one switch that stops every message to a family, also those that somebody outside asks for."""

import pytest

from app.access.scopes import Installation
from tests.support.browser import Browser
from tests.support.mail import Postbox
from tests.support.world import World


@pytest.mark.parametrize("is_stopped", [True, False])
def test_no_link_goes_to_a_family_whose_messages_are_stopped(
    portal: Installation, people: World, visitor: Browser, ada: Browser, postbox: Postbox, *, is_stopped: bool
) -> None:
    assert portal.settings.is_demonstration
    file = f"/staff/families/{people.family.id}"
    if is_stopped:
        ada.press(ada.get(file), f"{file}/messages/stop")
    postbox.deliver()
    asked = visitor.submit(f"/{people.amira.council}/en/sign-in", contact=people.amira.contact)
    assert "If we know you, a link is on its way." in asked.text
    assert len(postbox.deliver()) == (0 if is_stopped else 1)


def test_staff_still_get_their_links(people: World, visitor: Browser, ada: Browser, postbox: Postbox) -> None:
    file = f"/staff/families/{people.family.id}"
    ada.press(ada.get(file), f"{file}/messages/stop")
    postbox.deliver()
    visitor.submit(f"/{people.ada.council}/en/sign-in", contact=people.ada.contact)
    assert len(postbox.deliver()) == 1
