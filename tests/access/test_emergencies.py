"""A file opened in an emergency: by whom, why, for an hour, to look and not to change; and reviewed."""

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from app.access import emergencies
from app.access.models import EmergencyReview
from app.access.scopes import Installation
from app.access.tables import EmergencyOpening
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.families.models import Role
from app.kit.errors import NotFound
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, COUNCIL, OTHER_COUNCIL, World

OPEN = "/staff/families/emergency"
REASON = "A neighbour rang: the children are alone and it is dark."
BANNER = "You have a file open in an emergency until"


@pytest.fixture
def nell(portal: Installation) -> Someone:
    """A social worker of the council who works with no family."""
    return families.add_staff(portal, COUNCIL, "Nell Gray", Role.SOCIAL_WORKER)


@pytest.fixture
def rex(portal: Installation) -> Someone:
    """Another chair of the council, who chairs no meeting."""
    return families.add_staff(portal, COUNCIL, "Rex Lowe", Role.CHAIR)


@pytest.fixture
def vera(portal: Installation) -> Someone:
    """The council's administrator, who looks at what was opened."""
    return families.add_staff(portal, COUNCIL, "Vera Dunn", Role.COUNCIL_ADMIN)


def open_file(browser: Browser, people: World, *, reason: str = REASON) -> ShownPage:
    return browser.submit(OPEN, reference=people.family.reference, reason=reason)


def entries(portal: Installation, people: World, action: Action) -> list[AuditEntry]:
    with families.as_staff(portal, people.ada) as scope:
        wanted = select(AuditEntry).where(col(AuditEntry.action) == action.value)
        return list(scope.session.execute(wanted).scalars())


def test_a_social_worker_opens_a_file_for_an_hour(
    app: FastAPI, people: World, nell: Someone, clock: Clock
) -> None:
    browser = Browser(app, nell)
    file = f"/staff/families/{people.family.id}"
    assert browser.get(file).status == 404

    page = open_file(browser, people)

    assert page.url == file
    assert BANNER in page.html
    assert "11:00" in page.html
    assert BANNER in browser.get("/staff").html
    assert file in browser.get("/staff/families").links()
    clock.move(minutes=59)
    browser.sign_in(nell)
    assert browser.get(file).status == 200
    clock.move(minutes=1)
    assert browser.get(file).status == 404
    assert BANNER not in browser.get("/staff").html
    assert file not in browser.get("/staff/families").links()


def test_they_look_and_change_nothing(app: FastAPI, people: World, nell: Someone) -> None:
    browser = Browser(app, nell)
    page = open_file(browser, people)
    member = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"

    protected = browser.get(f"{member}/protected")

    assert AMIRAS_ADDRESS in protected.text
    assert not protected.soup.select("main form")
    assert people.amira.contact not in page.html
    for path in ("", "/contact", "/safe-contact", "/details", "/beside", "/closing"):
        assert browser.get(f"{member}{path}").status == 404, path
    for path in ("/pin", "/protected", "/contact", "/remove", "/beside"):
        assert browser.post(f"{member}{path}", kind="name", text="Nora").status == 404, path
    family = f"/staff/families/{people.family.id}"
    for path in (
        "/reports",
        "/staff",
        "/meetings/new",
        "/members/new",
        "/views",
        "/preparations",
        "/bereavement",
    ):
        assert browser.get(f"{family}{path}").status == 404, path


def test_every_link_of_the_file_opens(app: FastAPI, people: World, nell: Someone, rex: Someone) -> None:
    for who in (nell, rex, people.tess):
        browser = Browser(app, who)
        page = open_file(browser, people)
        found = [link for link in page.links() if link.startswith("/staff/families/")]
        assert found
        for link in found:
            shown = browser.get(link)
            assert shown.status == 200, link
            assert BANNER in shown.html


def test_a_chair_reads_what_was_sent_and_sees_no_protected_details(
    app: FastAPI, people: World, rex: Someone
) -> None:
    browser = Browser(app, rex)
    open_file(browser, people)
    family = f"/staff/families/{people.family.id}"

    assert browser.get(f"{family}/views").status == 200
    assert browser.get(f"{family}/members/{people.amira.membership_id}/protected").status == 404
    assert browser.get(f"{family}/meetings/{people.meeting}/exclusions/new").status == 404


def test_an_administrator_sees_the_file_alone(app: FastAPI, people: World) -> None:
    browser = Browser(app, people.tess)
    open_file(browser, people)
    family = f"/staff/families/{people.family.id}"

    assert browser.get(family).status == 200
    assert browser.get(f"{family}/members/{people.amira.membership_id}/protected").status == 404
    assert browser.get(f"{family}/reports").status == 404
    assert browser.post(f"{family}/messages/stop").status == 404


def test_one_open_file_opens_no_other(app: FastAPI, people: World, nell: Someone) -> None:
    browser = Browser(app, nell)
    open_file(browser, people)

    assert browser.get(f"/staff/families/{people.other_family.id}").status == 404


def test_nobody_without_the_right_finds_the_page(
    app: FastAPI, people: World, vera: Someone, amira: Browser
) -> None:
    for who in (people.olive, vera):
        browser = Browser(app, who)
        assert browser.get(OPEN).status == 404
        assert browser.post(OPEN, reference=people.family.reference, reason=REASON).status == 404
        assert OPEN not in browser.get("/staff/families").links()
    assert amira.get(OPEN).status == 404


def test_an_unknown_reference_and_one_of_another_council_are_answered_alike(
    portal: Installation, app: FastAPI, people: World
) -> None:
    farid = families.add_staff(portal, OTHER_COUNCIL, "Gus Noble", Role.SOCIAL_WORKER)
    browser = Browser(app, farid)

    answers = [
        browser.submit(OPEN, reference=reference, reason=REASON)
        for reference in (people.family.reference, "ZZZZZ-ZZZZZ")
    ]

    assert [one.status for one in answers] == [404, 404]
    assert answers[0].text.replace(people.family.reference, "") == answers[1].text.replace("ZZZZZ-ZZZZZ", "")
    assert all(one.value_of("reason") == REASON for one in answers)
    assert len(entries(portal, people, Action.DENIED)) >= 2


def test_tries_are_counted_and_after_five_a_day_there_are_no_more(
    app: FastAPI, people: World, nell: Someone, clock: Clock
) -> None:
    browser = Browser(app, nell)
    for _ in range(5):
        assert browser.submit(OPEN, reference="AAAAA-AAAAA", reason=REASON).status == 404

    page = open_file(browser, people)

    assert page.status == 429
    assert "You tried this often today." in page.text
    assert page.value_of("reason") == REASON
    assert browser.get(f"/staff/families/{people.family.id}").status == 404
    clock.move(days=1)
    browser.sign_in(nell)
    assert open_file(browser, people).url == f"/staff/families/{people.family.id}"


@pytest.mark.parametrize("reason", ["", "because", " " * 30, "x" * 19])
def test_without_a_reason_nothing_opens(app: FastAPI, people: World, nell: Someone, reason: str) -> None:
    browser = Browser(app, nell)

    page = open_file(browser, people, reason=reason)

    assert page.status == 422
    assert "Write why you must open it now." in page.text
    assert browser.get(f"/staff/families/{people.family.id}").status == 404


def test_who_works_with_the_family_needs_no_emergency(
    portal: Installation, people: World, sam: Browser
) -> None:
    page = open_file(sam, people)

    assert page.url == f"/staff/families/{people.family.id}"
    assert BANNER not in page.html
    assert entries(portal, people, Action.EMERGENCY_OPENED) == []


def test_a_second_press_within_the_hour_opens_nothing_new(
    portal: Installation, app: FastAPI, people: World, nell: Someone
) -> None:
    browser = Browser(app, nell)
    open_file(browser, people)
    open_file(browser, people)

    assert len(entries(portal, people, Action.EMERGENCY_OPENED)) == 1


def test_the_people_of_the_family_see_later_who_opened_their_file(
    app: FastAPI, people: World, nell: Someone, vera: Someone, amira: Browser
) -> None:
    before = amira.get("/m/history").text
    open_file(Browser(app, nell), people)
    # Whoever reads this at once would know that somebody of the family has just needed help.
    assert amira.get("/m/history").text == before

    browser = Browser(app, vera)
    page = browser.get("/staff/emergencies")
    browser.press(page, str(page.soup.select("main form")[0]["action"]), finding="in_order")
    page = amira.get("/m/history")

    assert "Your file was opened in an emergency" in page.text
    assert "Nell Gray opened it. Role: Social worker." in page.text
    assert REASON not in page.text
    assert "Nell Gray" not in Browser(app, people.erin).get("/m/history").text


def test_whoever_looks_at_it_afterwards_is_told_and_reads_the_reason(
    app: FastAPI, people: World, nell: Someone, vera: Someone, postbox: Postbox
) -> None:
    open_file(Browser(app, nell), people)
    assert [one.to for one in postbox.deliver()] == [vera.contact]

    browser = Browser(app, vera)
    page = browser.get("/staff/emergencies")

    assert "/staff/emergencies" in browser.get("/staff").links()
    for word in ("Nell Gray", people.family.reference, "24 November 2026", REASON):
        assert word in page.text
    for word in ("Amira", "Haddad", "Noor", AMIRAS_ADDRESS):
        assert word not in page.html
    assert browser.get(f"/staff/families/{people.family.id}").status == 404
    (action,) = [str(one["action"]) for one in page.soup.select("main form")]
    shown = browser.press(page, action, finding="look_into")
    assert "To be looked into" in shown.text
    shown = browser.press(shown, action, finding="in_order")
    assert "In order" in shown.text
    assert not shown.soup.select("main form")
    (reviewed, again) = entries(browser.installation, people, Action.EMERGENCY_REVIEWED)
    assert (reviewed.reason, again.reason) == ("look_into", "in_order")


def test_a_review_needs_a_finding(app: FastAPI, people: World, nell: Someone, vera: Someone) -> None:
    open_file(Browser(app, nell), people)
    browser = Browser(app, vera)
    (action,) = [str(one["action"]) for one in browser.get("/staff/emergencies").soup.select("main form")]

    assert browser.post(action).status == 422
    assert browser.post(action, finding="nice").status == 422
    assert "In order" not in browser.get("/staff/emergencies").text


def test_nobody_looks_at_their_own_or_at_another_councils(
    portal: Installation, app: FastAPI, people: World, nell: Someone
) -> None:
    open_file(Browser(app, nell), people)
    with families.as_staff(portal, nell) as scope:
        opening = scope.session.execute(select(EmergencyOpening)).scalar_one()
        assert emergencies.to_review(scope)[0].is_own
        with pytest.raises(NotFound):
            emergencies.review(scope, opening.id, EmergencyReview.IN_ORDER)
    other = families.add_staff(portal, OTHER_COUNCIL, "Otto Bell", Role.COUNCIL_ADMIN)
    browser = Browser(app, other)
    shown = browser.get("/staff/emergencies")
    assert shown.status == 200
    assert "Nell Gray" not in shown.text
    assert browser.post(f"/staff/emergencies/{opening.id}", finding="in_order").status == 404
    for who in (nell, people.ada, people.dev):
        assert Browser(app, who).get("/staff/emergencies").status == 404


def test_an_open_file_brings_no_key_to_who_was_there_when_somebody_wrote(
    portal: Installation, people: World, nell: Someone
) -> None:
    with families.as_staff(portal, nell) as scope:
        assert scope.is_told_of_safety
        emergencies.open_file(scope, people.family.reference, REASON)
        assert emergencies.scope_of(scope, people.family.id).safety is None


def test_a_file_that_is_not_open_gives_no_scope(portal: Installation, people: World, nell: Someone) -> None:
    with families.as_staff(portal, nell) as scope, pytest.raises(NotFound):
        emergencies.scope_of(scope, people.family.id)


def test_each_look_at_the_file_is_in_the_log(
    portal: Installation, app: FastAPI, people: World, nell: Someone
) -> None:
    open_file(Browser(app, nell), people)

    (opened,) = entries(portal, people, Action.EMERGENCY_OPENED)
    assert (opened.actor_id, opened.family_id) == (nell.person_id, people.family.id)
    viewed = [one for one in entries(portal, people, Action.FAMILY_VIEWED) if one.actor_id == nell.person_id]
    assert viewed


def test_a_chair_opens_a_letter_and_cannot_note_that_it_was_read_out(
    app: FastAPI, people: World, rex: Someone, amira: Browser
) -> None:
    amira.submit("/m/views", action="/m/views", words="School is going well.")
    amira.submit("/m/views/use", use="read_out")
    check = amira.get("/m/views/check")
    sent = amira.press(check, str(check.soup.select("main form[method=post]")[0]["action"]))
    browser = Browser(app, rex)
    open_file(browser, people)
    letter = f"/staff/families/{people.family.id}/views/{sent.url.rsplit('/', 1)[-1]}"

    page = browser.press(browser.get(letter), f"{letter}/open")

    assert "School is going well." in page.text
    assert not page.soup.select("main form")
    noted = browser.post(f"{letter}/read-out", day="2026-11-24", hour="09:00", reader="chair")
    assert noted.status == 404
    assert "Rex Lowe" in amira.get("/m/history").text


def test_what_one_worker_has_open_is_on_nobody_elses_pages(
    app: FastAPI, portal: Installation, people: World, nell: Someone
) -> None:
    open_file(Browser(app, nell), people)
    other = Browser(app, families.add_staff(portal, COUNCIL, "Olwen Hart", Role.SOCIAL_WORKER))

    for path in ("/staff", "/staff/families"):
        page = other.get(path)
        assert BANNER not in page.html
        assert people.family.reference not in page.html
