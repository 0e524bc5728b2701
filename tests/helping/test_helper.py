"""A helper comes home to what was granted, one family at a time, and loses it at the next request."""

import re
from collections.abc import Callable

import pytest

from app.access import people as members
from app.access import rules
from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.conferences import service as conferences
from app.families.models import Role
from app.families.tables import Membership
from app.helping import deciding
from app.helping import service as helping
from app.helping.models import MayDo
from app.kit.cookies import SESSION_COOKIE
from tests.helping.asking import ask, in_family, newest
from tests.home.pages import said
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.families import Someone
from tests.support.world import AMIRAS_ADDRESS, World

SEE, READ = Permission.HELP_SEE_MEETING, Permission.HELP_READ_PREPARATION
WRITE, LETTER = Permission.HELP_DRAFT_PREPARATION, Permission.HELP_DRAFT_VIEWS
ENDED = "You no longer have access"
DIFFERS = re.compile(r'name="form_token" value="[^"]*"|"[0-9a-f]{32}"|UID:\w+')


@pytest.fixture
def hana(app: object, portal: Installation, people: World) -> Browser:
    """A friend of Amira's, in her browser, who may see the meeting and write answers."""
    who = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE, WRITE)
    return Browser(app, who)  # type: ignore[arg-type]


def test_whatever_a_helper_was_granted_has_its_way_from_the_first_page(
    app: object, portal: Installation, people: World
) -> None:
    who = families.add_helper(
        portal, people.amira, "Hana Quill", Role.SUPPORTER, *sorted(rules.GRANTABLE), reports=True
    )
    browser = Browser(app, who)  # type: ignore[arg-type]

    for way in ("/m/helped/answers", "/m/helped/letter", "/m/helped/reports"):
        assert way in browser.get("/m").links()
        assert browser.get(way).status == 200


def test_hana_sees_whom_she_helps_with_what_until_when_and_what_she_promises(hana: Browser) -> None:
    page = hana.get("/m")

    for words in (
        "You are helping Amira.",
        "Until Thursday 24 December 2026.",
        "You can see when and where the meeting is.",
        "You can write drafts of answers.",
        "Amira checks them and sends.",
        "You keep what you read here to yourself.",
        "This is what Amira can read about who comes along:",
        "They are there for you. They will not be asked what they think.",
        "Thursday 3 December 2026",
        "14:30",
        "Room 2, Town Hall",
    ):
        assert words in said(page), words
    assert "You can read" not in page.text
    for word in ("Haddad", "Ben", "Carver", "Noor", "Zayd", AMIRAS_ADDRESS, "Dev Carter", "Sam Reed"):
        assert word not in page.html, word


def test_hanas_page_is_plain_to_read(hana: Browser) -> None:
    html = hana.get("/m").html

    assert readability.grade(html) <= 5
    assert readability.banned(html) == []
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []


def test_hana_is_shown_no_door_that_stays_closed_to_her(hana: Browser) -> None:
    pages = crawl(hana, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))

    assert {"/m", "/m/choose", "/m/helped/answers"} <= set(pages)
    assert not {"/m/reports", "/m/think", "/m/help", "/m/helpers"} & set(pages)
    for path, page in pages.items():
        assert page.status in {200, 303}, path


def test_without_the_grant_nothing_of_the_meeting_is_shown(
    app: object, portal: Installation, people: World
) -> None:
    who = families.add_helper(portal, people.amira, "Ivy Moor", Role.SUPPORTER, READ)
    page = Browser(app, who).get("/m")  # type: ignore[arg-type]

    assert "Only Amira sends things." in page.text
    for words in ("December 2026 14:30", "14:30", "Room 2", "3 December"):
        assert words not in page.text


def test_a_helper_sees_no_meeting_that_amira_does_not_see(
    app: object, portal: Installation, people: World
) -> None:
    dana = families.add_member(portal, people.ada, people.family, "Dana Plum")
    who = families.add_helper(portal, dana, "Ivy Moor", Role.SUPPORTER, SEE)

    page = Browser(app, who).get("/m")  # type: ignore[arg-type]

    assert "There is no meeting to show. Ask Dana." in said(page)
    assert "Town Hall" not in page.html


def test_a_cancelled_meeting_is_shown_as_cancelled(
    portal: Installation, people: World, hana: Browser
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    assert "The meeting is cancelled." in hana.get("/m").text


def members_way(portal: Installation, people: World) -> None:
    with families.as_member(portal, people.amira) as scope:
        helping.end(scope, helping.every(scope)[0].id)


def staffs_way(portal: Installation, people: World) -> None:
    helping_id = newest(portal, people.amira)
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        deciding.end(case, helping_id)


def removal(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        members.end_member(case, people.amira.membership_id or "")


def ways_on(page: ShownPage) -> str:
    """Return what a page of a problem offers to do."""
    return " ".join(found.get_text(" ", strip=True) for found in page.soup.select("main li"))


@pytest.mark.parametrize("end", [members_way, staffs_way, removal])
def test_it_is_over_on_hanas_next_request_and_she_is_not_told_why(
    portal: Installation, people: World, hana: Browser, *, end: Callable[[Installation, World], None]
) -> None:
    assert hana.get("/m").status == 200
    end(portal, people)

    page = hana.get("/m")

    assert (page.status, page.heading) == (404, ENDED)
    assert "Amira" not in page.html
    assert hana.get("/m/helped/answers").status == 404
    assert hana.get("/m/first").heading == ENDED
    assert "Whom you help" in ways_on(page)
    assert "Go to your first page" not in page.text
    chosen = hana.get("/m/choose")
    assert chosen.heading == ENDED
    assert "There is no page here for you now. You can sign out." in ways_on(chosen)
    assert "Whom you help" not in ways_on(chosen)


def test_the_last_day_is_the_last(hana: Browser, app: object, clock: Clock) -> None:
    clock.move(days=30, minutes=-1)
    who = hana.who
    assert Browser(app, who).get("/m").status == 200  # type: ignore[arg-type]

    clock.move(minutes=2)

    assert Browser(app, who).get("/m").heading == ENDED  # type: ignore[arg-type]


def test_what_is_no_longer_granted_is_closed_on_the_next_request(
    portal: Installation, people: World, hana: Browser
) -> None:
    assert hana.get("/m/helped/answers").status == 200
    with families.as_member(portal, people.amira) as scope:
        one = helping.every(scope)[0]
        helping.change(scope, one.id, [MayDo.SEE_MEETING], one.until_at)

    assert hana.get("/m/helped/answers").status == 404
    assert "/m/helped/answers" not in hana.get("/m").links()


def test_hana_stops_by_herself_and_amira_reads_it(hana: Browser, amira: Browser) -> None:
    page = hana.get("/m")

    done = hana.press(page, "/m/helping/stop")

    assert done.heading == ENDED
    assert "You have stopped." in done.text
    assert "Ended" in amira.get("/m/helpers").text


def test_amira_reads_what_hana_did_and_when_with_each_thing_once(
    portal: Installation, people: World, hana: Browser, amira: Browser, clock: Clock
) -> None:
    page = f"/m/helpers/{newest(portal, people.amira)}"
    assert "Nothing yet." in amira.get(page).text
    for _ in range(3):
        hana.get("/m")
        clock.move(minutes=5)

    shown = amira.get(page)

    assert shown.text.count("Hana Quill looked at when and where the meeting is.") == 1
    assert "10:10" in shown.text


@pytest.mark.parametrize("path", ["/m/reports", "/m/prepare", "/m/views", "/m/unhappy", "/m/helpers"])
def test_the_pages_of_members_stay_closed_to_a_helper(hana: Browser, path: str) -> None:
    assert hana.get(path).status == 404


def test_hana_reaches_nothing_of_bens(
    app: object, portal: Installation, people: World, hana: Browser, ben: Browser
) -> None:
    ask(ben, name="Joan Peel", contact="joan@example.org")
    one = newest(portal, people.ben)

    assert hana.get(f"/m/helpers/{one}").status == 404
    assert hana.get(in_family(people, f"/{one}")).status == 404
    assert hana.post(f"/m/helpers/{one}/end").status == 404
    joan = families.add_helper(portal, people.ben, "Joan Peel", Role.SUPPORTER, SEE)
    for path, page in crawl(Browser(app, joan), ["/m"], within=lambda path: path.startswith("/m")).items():  # type: ignore[arg-type]
        assert "Amira" not in page.html, path
        assert "Hana" not in page.html, path


def test_bens_pages_stay_as_they_are_whatever_amira_does_about_helpers(
    portal: Installation, people: World, amira: Browser, ben: Browser
) -> None:
    def bens() -> dict[str, str]:
        pages = crawl(ben, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))
        return {path: DIFFERS.sub("", page.html) for path, page in pages.items()}

    before = bens()
    ask(amira)
    assert bens() == before
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        deciding.agree(case, deciding.every(case)[0].arrangement.id)
    assert bens() == before
    members_way(portal, people)
    assert bens() == before


def advocate(portal: Installation, people: World) -> tuple[Someone, Someone]:
    """An advocate who helps Amira and Erin: the same person at two places."""
    one = families.add_helper(portal, people.amira, "Hana Quill", Role.ADVOCATE, SEE)
    return one, families.add_helper(portal, people.erin, "Hana Quill", Role.ADVOCATE, SEE)


def test_an_advocate_has_one_list_and_one_family_at_a_time(
    app: object, portal: Installation, people: World
) -> None:
    one, other = advocate(portal, people)
    nobody_yet = Someone(**{**vars(one), "membership_id": None})
    browser = Browser(app, nobody_yet)  # type: ignore[arg-type]

    page = browser.get("/m")
    assert page.url == "/m/choose"
    for words in ("You help Amira", "You help Erin", people.family.reference, people.other_family.reference):
        assert words in page.text
    assert "Haddad" not in page.html

    at_amiras = browser.press(page, "/m/choose", family=one.membership_id)
    assert "You are helping Amira." in said(at_amiras)
    assert "Erin" not in at_amiras.html
    earlier = browser.client.cookies.get(SESSION_COOKIE)

    at_erins = browser.submit("/m/choose", family=other.membership_id)
    assert "You are helping Erin." in said(at_erins)
    assert "Amira" not in at_erins.html
    old = Browser(app)  # type: ignore[arg-type]
    assert old.get("/m", cookie=f"{SESSION_COOKIE}={earlier}").url != "/m"


def test_whoever_ended_it_is_no_longer_on_the_advocates_list(
    app: object, portal: Installation, people: World
) -> None:
    one, _ = advocate(portal, people)
    members_way(portal, people)

    page = Browser(app, one).get("/m")  # type: ignore[arg-type]
    assert page.heading == ENDED
    listed = Browser(app, one).get("/m/choose")  # type: ignore[arg-type]
    assert "You help Erin" in listed.text
    assert "Amira" not in listed.text


def test_a_parent_who_helps_elsewhere_can_change_family_and_nobody_else_is_offered_it(
    app: object, portal: Installation, people: World
) -> None:
    assert "/m/choose" not in Browser(app, people.amira).get("/m").links()  # type: ignore[arg-type]
    families.add_helper(
        portal, people.erin, "Amira Haddad", Role.SUPPORTER, SEE, contact=people.amira.contact
    )

    amira = Browser(app, people.amira)  # type: ignore[arg-type]
    assert "/m/choose" in amira.get("/m").links()
    assert "You help Erin" in amira.get("/m/choose").text
    assert "Parent" in amira.get("/m/choose").text


def test_a_first_visit_begins_with_the_page_before_all_others(
    app: object, portal: Installation, people: World
) -> None:
    who = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    with transaction(portal, writes=True) as session:
        session.get_one(Membership, who.membership_id).welcomed_at = None

    browser = Browser(app, who)  # type: ignore[arg-type]
    page = browser.get("/m")

    assert page.url == "/m/first"
    assert "You see only what the person you help has let you see." in page.text


def test_with_every_grant_each_thing_has_its_page(app: object, portal: Installation, people: World) -> None:
    every = [one.permission for one in MayDo]
    who = families.add_helper(portal, people.amira, "Ivy Moor", Role.SUPPORTER, *every, reports=True)
    browser = Browser(app, who)  # type: ignore[arg-type]

    links = browser.get("/m").links()

    for address in ("/m/helped/answers", "/m/helped/letter", "/m/helped/reports"):
        assert address in links
        assert browser.get(address).status == 200
