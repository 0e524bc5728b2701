"""A complaint is invisible to everybody but its sender and the officer: no word, no count, no mark."""

import re

import pytest
from sqlalchemy import inspect, text

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.kit.encryption import SealBroken
from tests.complaints.acts import STORY, WRITE, complain, hold, reply_to, stored
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

ANSWER = "You were right. The chair says sorry."
CHANGING = re.compile(r'name="(form_token|submission_key)" value="[^"]*"')


def _still(html: str) -> str:
    return CHANGING.sub("", html)


@pytest.fixture
def answered(amira: Browser, olive: Browser) -> str:
    """A complaint of Amira's with an answer."""
    complaint = complain(amira)
    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)
    return complaint


@pytest.mark.parametrize("name", ["ben", "erin", "carol", "sam", "dev", "ada", "tess", "farid", "visitor"])
def test_nobody_else_can_open_it(request: pytest.FixtureRequest, answered: str, name: str) -> None:
    somebody: Browser = request.getfixturevalue(name)

    addresses = [f"/m/unhappy/{answered}", f"/m/unhappy/{answered}/take-back"]
    addresses += [f"/staff/complaints/{answered}{part}" for part in ("", "/answer", "/check")]
    for address in addresses:
        page = somebody.get(address, follow=False)
        assert page.status == (303 if name == "visitor" else 404), address
        assert "spoke over" not in page.html
    if name not in {"visitor", "ben", "erin"}:
        assert somebody.get("/m/unhappy").status == 404


@pytest.mark.parametrize("name", ["amira", "ben", "sam", "dev", "ada", "farid"])
def test_the_officers_list_is_for_officers(request: pytest.FixtureRequest, answered: str, name: str) -> None:
    somebody: Browser = request.getfixturevalue(name)

    page = somebody.get("/staff/complaints")

    assert page.status == 404
    assert answered not in page.html


@pytest.mark.parametrize("part", ["hold", "put-back", "named", "answer", "check"])
@pytest.mark.parametrize("name", ["amira", "ben", "sam", "dev"])
def test_nobody_else_can_act_on_it(
    request: pytest.FixtureRequest, portal: Installation, answered: str, name: str, part: str
) -> None:
    somebody: Browser = request.getfixturevalue(name)
    before = stored(portal)
    address = "/m/unhappy" if name in {"amira", "ben"} else "/staff"
    somebody.get(address)

    assert somebody.post(f"/staff/complaints/{answered}/{part}").status == 404
    assert stored(portal) == before


def test_ben_cannot_take_hers_back(amira: Browser, ben: Browser, portal: Installation) -> None:
    complaint = complain(amira)
    ben.get("/m/unhappy")

    assert ben.post(f"/m/unhappy/{complaint}/take-back").status == 404
    assert stored(portal)[0].state == "received"


def test_the_other_parent_cannot_infer_it(amira: Browser, ben: Browser, olive: Browser, clock: Clock) -> None:
    addresses = ["/m/unhappy", WRITE + "what-happened", WRITE + "reply", "/m/unhappy/check", "/m"]
    before = {address: ben.get(address) for address in addresses}

    complaint = complain(amira)
    clock.move(minutes=3)
    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)

    for address, earlier in before.items():
        page = ben.get(address)
        assert (page.status, _still(page.html)) == (earlier.status, _still(earlier.html)), address


@pytest.mark.parametrize("name", ["sam", "dev", "ada"])
def test_staff_who_are_allocated_cannot_infer_it(
    request: pytest.FixtureRequest, people: World, name: str, amira: Browser
) -> None:
    somebody: Browser = request.getfixturevalue(name)
    addresses = ["/staff", "/staff/families", f"/staff/families/{people.family.id}"]
    before = {address: _still(somebody.get(address).html) for address in addresses}

    complain(amira)

    for address, earlier in before.items():
        assert _still(somebody.get(address).html) == earlier, address


def test_each_copy_opens_only_for_whom_it_is_meant(
    portal: Installation, people: World, answered: str
) -> None:
    row = stored(portal)[0]
    assert row.id == answered
    assert row.officer_sealed

    with families.as_member(portal, people.amira) as hers:
        assert STORY.splitlines()[0] in hers.own.open(row.own_sealed, row.place("own_sealed"))
        with pytest.raises(SealBroken):
            hers.own.open(row.officer_sealed, row.place("officer_sealed"))
    with families.as_member(portal, people.ben) as his, pytest.raises(SealBroken):
        his.own.open(row.own_sealed, row.place("own_sealed"))
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        for cipher in (case.professionals, case.shared):
            with pytest.raises(SealBroken):
                cipher.open(row.officer_sealed, row.place("officer_sealed"))


@pytest.mark.usefixtures("answered")
def test_no_word_of_it_stands_open_in_the_database(portal: Installation) -> None:
    with transaction(portal, writes=False) as session:
        for table in inspect(portal.engine).get_table_names():
            found = session.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - our own tables
            for row in found:
                for value in row:
                    content = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    assert b"spoke over" not in content, table
                    assert b"says sorry" not in content, table


def test_staff_cannot_tell_from_the_messages_that_it_was_answered(
    sam: Browser, answered: str, people: World, postbox: Postbox
) -> None:
    assert [message.to for message in postbox.deliver()] == [people.amira.contact]

    member = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"
    for address in (member, f"/staff/families/{people.family.id}", "/staff"):
        page = sam.get(address)
        assert "There is something new to read" not in page.text, (address, answered)
