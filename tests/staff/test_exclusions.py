"""The chair asks somebody not to come: who decides it, who notes that they were told, in which words."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.conferences import exclusions
from tests.conferences.test_exclusions import WORDS, keep_out
from tests.support import families
from tests.support.browser import Browser
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World


def address(people: World) -> str:
    return f"/staff/families/{people.family.id}/meetings/{people.meeting}/exclusions/new"


def test_the_chair_decides_and_the_social_worker_tells(
    people: World, dev: Browser, sam: Browser, ben: Browser, postbox: Postbox
) -> None:
    page = dev.submit(
        address(people), member=people.ben.membership_id, part="whole", words=WORDS, hides=["place", "time"]
    )

    assert page.heading == "Asked not to come"
    assert "They do not know yet" in page.text
    assert [one.to for one in postbox.deliver()] == [people.sam.contact]
    assert WORDS not in ben.get("/m").text
    told = sam.press(sam.get(page.url), f"{page.url}/told")
    assert "Noted. Their own page says it now." in told.text
    assert WORDS in ben.get("/m").text
    lifted = dev.press(dev.get(page.url), f"{page.url}/lift")
    assert lifted.url == f"/staff/families/{people.family.id}/meetings/{people.meeting}"
    assert WORDS not in ben.get("/m").text


def test_both_are_hidden_unless_the_chair_says_otherwise(people: World, dev: Browser) -> None:
    page = dev.get(address(people))

    checked = {str(one["value"]) for one in page.soup.select("[name=hides][checked]")}
    assert checked == {"place", "time"}
    assert "Carol Finch" not in page.text


def test_nobody_but_the_chair_decides(portal: Installation, people: World, app: FastAPI) -> None:
    ada, sam, tess, farid = (Browser(app, one) for one in (people.ada, people.sam, people.tess, people.farid))
    decided = keep_out(portal, people, people.ben, told=False)
    shown = f"/staff/families/{people.family.id}/exclusions/{decided.id}"

    for browser in (ada, sam, tess, farid):
        assert browser.get(address(people)).status == 404
        assert browser.post(address(people), part="whole").status == 404
        assert browser.post(f"{shown}/lift").status == 404
    for browser in (ada, tess, farid):
        assert browser.post(f"{shown}/told").status == 404
    assert ada.get(shown).status == sam.get(shown).status == 200
    assert tess.get(shown).status == farid.get(shown).status == 404
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        assert exclusions.find(chair, decided.id)[0].told_at is None


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (f"She lives at {AMIRAS_ADDRESS} and is afraid.", "give away a protected detail"),
        ("Do not come to the Town Hall, it would frighten people.", "name the place"),
        ("Please do not come on 3rd of December, stay away.", "name the day"),
        ("Do not come near us before half past two, or after it.", "name the day or the hour"),
        ("Peidiwch â dod atom ni ddydd Iau, os gwelwch yn dda.", "name the day"),
        ("too short", "at least 20 letters"),
        ("", "Write why"),
    ],
)
def test_words_that_say_too_much_or_nothing_are_not_kept(
    portal: Installation, people: World, dev: Browser, words: str, problem: str
) -> None:
    page = dev.submit(
        address(people), member=people.ben.membership_id, part="whole", words=words, hides=["place", "time"]
    )

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("words") == words
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        assert exclusions.of_meeting(chair, people.meeting) == []


def test_a_persons_own_protected_detail_may_stand_in_words_for_them(people: World, dev: Browser) -> None:
    words = f"We wrote to you at {AMIRAS_ADDRESS} about what happened."

    page = dev.submit(address(people), member=people.amira.membership_id, part="part", words=words)

    assert page.heading == "Asked not to come"


def test_somebody_of_another_family_cannot_be_chosen(people: World, dev: Browser) -> None:
    page = dev.submit(address(people), member=people.erin.membership_id, part="whole", words=WORDS)

    assert page.status == 422
    assert "Choose one." in page.text


def test_a_stale_form_changes_nothing(
    portal: Installation, people: World, dev: Browser, sam: Browser
) -> None:
    decided = keep_out(portal, people, people.ben, told=False)
    shown = f"/staff/families/{people.family.id}/exclusions/{decided.id}"

    assert sam.post(f"{shown}/told", form_token="stale").status == 403
    assert dev.post(f"{shown}/lift", form_token="stale").status == 403
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        assert exclusions.find(chair, decided.id)[0].told_at is None


def test_no_invitation_goes_to_who_is_kept_out_wholly_and_nobody_is_told_to_ring_them(
    portal: Installation, people: World, ada: Browser
) -> None:
    keep_out(portal, people, people.ben)
    meeting = f"/staff/families/{people.family.id}/meetings/{people.meeting}"

    page = ada.get(meeting)

    assert "The chair asked this person not to come." in page.text
    assert "Told" in page.text
    assert ada.post(f"{meeting}/invitations/{people.ben.membership_id}").status == 409


def test_a_pin_card_does_not_say_by_when_the_meeting_is(
    portal: Installation, people: World, ada: Browser
) -> None:
    member = f"/staff/families/{people.family.id}/members/{people.ben.membership_id}"
    assert "4 December 2026" in ada.press(ada.get(member), f"{member}/pin").text

    keep_out(portal, people, people.ben)

    assert "4 December 2026" not in ada.press(ada.get(member), f"{member}/pin").text


def test_once_a_meeting_is_over_nobody_is_asked_to_stay_away_from_it(
    people: World, dev: Browser, clock: object
) -> None:
    clock.moment = MEETS_AT.replace(day=5)  # type: ignore[attr-defined]
    dev.sign_in(people.dev)

    assert dev.get(address(people)).status == 409
