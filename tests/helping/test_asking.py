"""A parent asks for a helper: the same answer whoever it is, at most 90 days, and everything kept."""

import re
from datetime import timedelta
from typing import Any

import pytest

from app.access.models import Permission
from app.access.scopes import Installation
from app.access.tables import Helping
from app.audit import service as audit
from app.audit.models import Action
from app.families.models import Role
from app.helping import deciding, rules
from app.helping import service as helping
from tests.helping.asking import NEW, TODAY, ask, newest
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import MEETS_AT, World

DIFFERS = re.compile(r'name="form_token" value="[^"]*"|[a-z2-7]{26}')


def masked(page: ShownPage) -> str:
    return DIFFERS.sub("", page.html)


def test_amira_asks_for_her_sister_and_reads_that_we_check_it(amira: Browser) -> None:
    page = ask(amira)

    assert page.url == "/m/helpers"
    assert "We will check this." in page.text
    assert "Hana Quill" in page.text
    shown = amira.get(helper_link(page))
    assert "They cannot help yet" in shown.text
    assert "My sister" in shown.text
    assert "hana@example.org" in shown.text
    assert "They lose access at once." not in shown.text
    assert "Do not ask for them any more" in shown.text


def helper_link(page: ShownPage) -> str:
    return next(link for link in page.links() if re.fullmatch(r"/m/helpers/[a-z2-7]{26}", link))


def test_the_way_there_is_on_the_first_page(amira: Browser) -> None:
    assert "/m/helpers" in amira.get("/m").links()
    assert NEW in amira.get("/m/helpers").links()


def test_it_lasts_until_the_day_after_the_meeting_unless_amira_says_otherwise(amira: Browser) -> None:
    assert amira.get(NEW).value_of("until") == (MEETS_AT.date() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("who", ["ben", "carol", "erin", "farid", "ada", "amira", "nobody"])
def test_the_answer_is_the_same_whoever_has_the_contact(
    app: object, portal: Installation, people: World, who: str
) -> None:
    known = people.person(who).contact if who != "nobody" else "nobody.knows@example.org"
    pages = []
    for contact in ("stranger@example.org", known):
        browser = Browser(app, people.amira)  # type: ignore[arg-type]
        answer = ask(browser, contact=contact)
        one = browser.get(f"/m/helpers/{newest(portal, people.amira)}")
        pages.append((answer.status, answer.url, masked(one).replace(contact, "")))
        browser.press(one, f"{one.url}/end")

    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Write their name."),
        ("relation", "", "Write who they are, for example a friend."),
        ("contact", "", "Write their e-mail address or their mobile number."),
        ("contact", "the one next door", "Write an e-mail address, or a UK mobile number"),
        ("role", "chair", "Choose one."),
        ("may", [], "Choose at least one thing that they may do."),
        ("until", "", "Choose a day, for example 2026-12-31."),
        ("until", "soon", "Choose a day, for example 2026-12-31."),
        ("until", "2026-11-23", "This day has gone by. Choose today or a later day."),
        ("until", "2027-02-23", "This is too far away. Choose a day in the next 90 days."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    amira: Browser, field: str, typed: object, words: str
) -> None:
    page = ask(amira, **{"relation": "My sister Ivy"} | {field: typed})

    assert page.status == 422
    assert words in page.text
    if field != "relation":
        assert page.value_of("relation") == "My sister Ivy"
    assert "Nobody helps you here yet." in amira.get("/m/helpers").text


def test_everything_that_is_missing_is_said_at_once(amira: Browser) -> None:
    page = ask(amira, name="", may=[], until="")

    for words in ("Write their name.", "Choose at least one thing", "Choose a day, for example"):
        assert words in page.text


@pytest.mark.parametrize("days", [0, 1, 90])
def test_today_and_the_ninetieth_day_are_good(amira: Browser, days: int) -> None:
    assert ask(amira, until=(TODAY + timedelta(days=days)).isoformat()).status == 200


def test_a_sixth_wish_waits_until_one_of_five_is_answered(amira: Browser) -> None:
    for _ in range(5):
        assert ask(amira).status == 200

    page = ask(amira)

    assert page.status == 422
    assert "Five people wait for our answer." in page.text


def test_two_taps_on_the_button_ask_once(portal: Installation, people: World, amira: Browser) -> None:
    for number in range(4):
        ask(amira, name=f"Ivy {number}")
    page = amira.get(NEW)
    typed: dict[str, Any] = {"name": "Hana Quill", "relation": "My sister", "contact": "hana@example.org"}
    typed |= {"role": "supporter", "until": TODAY.isoformat()}

    taps = [amira.press(page, NEW, may=["see_meeting"], **typed) for _ in range(2)]

    assert [(tap.status, tap.url) for tap in taps] == [(200, "/m/helpers")] * 2
    assert all("We will check this." in tap.text for tap in taps)
    with families.as_member(portal, people.amira) as scope:
        assert [one.about.name for one in helping.every(scope)].count("Hana Quill") == 1
        assert len(helping.every(scope)) == 5


def test_a_page_from_the_browsers_memory_filled_in_for_somebody_else_asks_for_them_too(
    portal: Installation, people: World, amira: Browser
) -> None:
    page = amira.get(NEW)
    typed: dict[str, Any] = {"relation": "A friend", "contact": "ivy@example.org", "role": "supporter"}
    for name in ("Hana Quill", "Ivy Moor"):
        amira.press(page, NEW, name=name, may=["see_meeting"], **typed)

    with families.as_member(portal, people.amira) as scope:
        assert {one.about.name for one in helping.every(scope)} == {"Hana Quill", "Ivy Moor"}


def test_the_same_tap_after_it_was_ended_does_not_say_that_we_check_it(
    portal: Installation, people: World, amira: Browser
) -> None:
    page = amira.get(NEW)
    typed: dict[str, Any] = {"name": "Hana Quill", "relation": "A friend", "contact": "h@example.org"}
    typed["role"] = "supporter"
    amira.press(page, NEW, may=["see_meeting"], **typed)
    amira.post(f"/m/helpers/{newest(portal, people.amira)}/end")

    assert amira.press(page, NEW, may=["see_meeting"], **typed).status == 409


def test_two_parents_with_one_key_ask_for_two(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    key = amira.get(NEW).value_of("submission_key")
    for browser in (amira, ben):
        assert ask(browser, submission_key=key).status == 200

    assert newest(portal, people.amira) != newest(portal, people.ben)


def test_who_was_typed_before_the_page_locked_comes_back_until_it_is_asked(
    amira: Browser, people: World, clock: Clock
) -> None:
    page = amira.get(NEW)
    typed: dict[str, Any] = {"name": "Hana Quill", "relation": "My sister", "contact": "hana@example.org"}
    typed |= {"role": "supporter", "until": "2026-12-01"}
    clock.move(minutes=25)
    amira.press(page, NEW, may=["see_meeting", "read_letter"], **typed)
    amira.submit("/s/unlock", action="/s/unlock", pin=people.amira.pin)

    again = amira.get(NEW)
    assert "These are the words you wrote at" in again.text
    assert [again.value_of(name) for name in ("name", "relation", "contact", "until")] == [
        "Hana Quill",
        "My sister",
        "hana@example.org",
        "2026-12-01",
    ]
    ticks = [str(one["value"]) for one in again.soup.select("main input[checked]")]
    assert ticks == ["supporter", "see_meeting", "read_letter"]

    amira.press(again, NEW)
    fresh = amira.get(NEW)
    assert fresh.value_of("name") == ""
    assert "These are the words" not in fresh.text


def test_only_the_staff_of_this_family_are_told(people: World, amira: Browser, postbox: Postbox) -> None:
    ask(amira)

    told = {message.to for message in postbox.deliver()}

    assert told == {people.ada.contact, people.sam.contact}


def test_a_refusal_shows_nowhere_so_that_it_confirms_nothing(
    portal: Installation, people: World, amira: Browser, postbox: Postbox
) -> None:
    ask(amira, contact=people.ben.contact, name="Ben Carver")
    helping_id = newest(portal, people.amira)
    paths = ("/m", "/m/helpers", f"/m/helpers/{helping_id}", "/m/history", "/m/sent")
    before = [masked(amira.get(path)) for path in paths]
    postbox.deliver()
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        deciding.refuse(case, helping_id)

    assert [masked(amira.get(path)) for path in paths] == before
    assert people.amira.contact not in {message.to for message in postbox.deliver()}
    assert "We will check this." in amira.get(f"/m/helpers/{helping_id}").text


def test_somebody_refused_still_counts_as_waiting_until_it_is_taken_back(
    portal: Installation, people: World, amira: Browser
) -> None:
    for number in range(rules.MOST_WAITING):
        ask(amira, contact=f"friend{number}@example.org", name=f"Friend {number}")
    helping_id = newest(portal, people.amira)
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        deciding.refuse(case, helping_id)
        assert not case.session.get_one(Helping, helping_id).ended_at
    with families.as_member(portal, people.amira) as scope:
        assert helping.too_many_wait(scope)

    page = f"/m/helpers/{helping_id}"
    amira.submit(page, action=f"{page}/end")

    with families.as_member(portal, people.amira) as scope:
        assert not helping.too_many_wait(scope)


def test_amira_changes_what_hana_may_do(portal: Installation, people: World, amira: Browser) -> None:
    families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_SEE_MEETING)
    page = f"/m/helpers/{newest(portal, people.amira)}"
    assert "checked" in amira.get(page).html

    done = amira.submit(page, action=page, may=["write_letter"], until="2026-11-25")
    assert "Changed. It counts from now on." in done.text
    assert done.value_of("until") == "2026-11-25"
    boxes = [box["value"] for box in done.soup.select("input[type=checkbox][checked]")]
    assert boxes == ["write_letter"]

    late = amira.submit(page, action=page, may=["write_letter"], until="2027-11-25")
    assert late.status == 422
    assert late.value_of("until") == "2027-11-25"
    assert amira.submit(page, action=page, may=[]).status == 422


@pytest.mark.parametrize("reports", [True, False])
def test_one_press_ends_it_and_staff_are_told_when_reports_lay_open(
    portal: Installation, people: World, amira: Browser, postbox: Postbox, *, reports: bool
) -> None:
    families.add_helper(
        portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_READ_REPORTS, reports=reports
    )
    postbox.deliver()
    page = f"/m/helpers/{newest(portal, people.amira)}"
    assert "cannot be called back" in amira.get(page).text

    done = amira.submit(page, action=f"{page}/end")

    assert "Ended. They have no access any more." in done.text
    assert "You ended this on" in done.text
    again = amira.post(f"{page}/end")
    assert (again.status, again.url) == (200, page)
    assert "Ended. They have no access any more." in again.text
    assert amira.post(page, may=["see_meeting"], until="2026-11-30").status == 409
    assert amira.post(page, until="once").status == 409
    told = {message.to for message in postbox.deliver()}
    assert told == ({people.ada.contact, people.sam.contact} if reports else set())


@pytest.mark.parametrize("refused", [True, False])
def test_a_request_taken_back_says_that_they_never_had_access_refused_before_or_not(
    portal: Installation, people: World, amira: Browser, *, refused: bool
) -> None:
    ask(amira)
    helping_id = newest(portal, people.amira)
    page = f"/m/helpers/{helping_id}"
    if refused:
        with families.as_case_worker(portal, people.sam, people.family.id) as case:
            deciding.refuse(case, helping_id)

    done = amira.submit(page, action=f"{page}/end")

    assert "Taken back. They get no access." in done.text
    assert "You took this back on" in done.text
    assert "They never had access." in done.text
    assert "any more" not in done.soup.main.text  # type: ignore[union-attr]
    assert "Ended. They have no access" not in done.text


@pytest.mark.parametrize("stood", [True, False])
def test_when_the_time_is_over_the_page_says_whether_they_ever_had_access(
    app: object, portal: Installation, people: World, amira: Browser, clock: Clock, *, stood: bool
) -> None:
    if stood:
        families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_SEE_MEETING)
    else:
        ask(amira)
    page = f"/m/helpers/{newest(portal, people.amira)}"
    clock.move(days=31)

    over = Browser(app, people.amira).get(page)  # type: ignore[arg-type]

    assert ("The time is over. They have no access any more." in over.text) is stood
    assert ("The time is over. They never had access." in over.text) is not stood


def test_a_lapsed_arrangement_is_not_made_to_live_again(
    app: object, portal: Installation, people: World, clock: Clock
) -> None:
    families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_SEE_MEETING)
    page = f"/m/helpers/{newest(portal, people.amira)}"
    clock.move(days=31)
    amira = Browser(app, people.amira)  # type: ignore[arg-type]

    assert "The time is over" in amira.get("/m/helpers").text
    assert amira.post(page, may=["see_meeting"], until="2026-12-30").status == 409


@pytest.mark.parametrize("name", ["ben", "erin", "carol", "sam", "farid"])
def test_nobody_else_reaches_amiras_helper(
    app: object, portal: Installation, people: World, amira: Browser, name: str
) -> None:
    ask(amira)
    page = f"/m/helpers/{newest(portal, people.amira)}"
    other = Browser(app, people.person(name))  # type: ignore[arg-type]

    assert other.get(page).status == 404
    assert other.post(page, may=["see_meeting"], until="2026-12-01").status == 404
    assert other.post(f"{page}/end").status == 404
    assert "They cannot help yet" in amira.get(page).text


def test_the_pages_are_plain_to_read(amira: Browser) -> None:
    ask(amira)
    for page in (amira.get("/m/helpers"), amira.get(NEW), amira.get(helper_link(amira.get("/m/helpers")))):
        assert readability.grade(page.html) <= 5, page.url
        assert readability.banned(page.html) == []
        assert [one for one in readability.sentences(page.html) if len(readability.words(one)) > 20] == []


def test_asking_leaves_a_trace_without_a_name(portal: Installation, people: World, amira: Browser) -> None:
    ask(amira)
    helping_id = newest(portal, people.amira)

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        entries = audit.history(case.session, "helpings", helping_id)
    assert [entry.action for entry in entries] == [Action.HELPER_ASKED_FOR.value]
    assert "Hana" not in entries[0].reason
