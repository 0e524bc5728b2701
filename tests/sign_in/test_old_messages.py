"""Who holds a mailbox that is somebody's no longer cannot use its old messages against them."""

from fastapi import FastAPI

from app.access import contacts
from app.access.scopes import Installation
from app.families.models import IdentityCheck
from tests.sign_in.test_wrong_person import is_stopped, link_of
from tests.support import families
from tests.support.browser import Browser
from tests.support.world import World


def test_a_used_link_in_the_old_mailbox_does_not_stop_the_new_contact(
    visitor: Browser, app: FastAPI, portal: Installation, people: World
) -> None:
    link = link_of(portal, people.amira)
    visitor.get(f"/s/{link}")
    assert visitor.submit("/s", pin=people.amira.pin).url == "/m"
    member = people.amira.membership_id or ""
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.change_contact(case, member, "amira.new@example.org", checked=IdentityCheck.MET)
        contacts.answer_safe_contact(case, member, families.QUIET)

    ben = Browser(app)
    ben.get(f"/s/{link}")
    ben.submit("/s/not-me", not_me="yes")

    assert not is_stopped(portal, people.amira)
