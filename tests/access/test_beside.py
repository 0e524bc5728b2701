"""A worker hands over their device: the person's own PIN and session, marked on each page and each word."""

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from app.access.models import Permission
from app.access.scopes import Installation
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.families.models import Role
from app.kit.cookies import SESSION_COOKIE
from tests.complaints import acts
from tests.helping.asking import ask, in_family, newest
from tests.reports import sharing
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import World

MARK = "Sam Reed is beside you, on their device."
TO_WRITER = "You wrote this with a worker beside you."
TO_READER = "This was written with a worker beside them, on the device of the worker."


def address(who: Someone) -> str:
    return f"/staff/families/{who.family_id}/members/{who.membership_id}/beside"


def hand_over(browser: Browser, who: Someone, *, pin: str | None = None) -> ShownPage:
    page = browser.submit(address(who), pin=who.pin if pin is None else pin)
    if page.status == 200:
        browser.who = who
    return page


def banner(page: ShownPage) -> str:
    return " ".join(" ".join(one.get_text(" ") for one in page.soup.select("aside")).split())


def test_the_person_is_signed_in_on_the_workers_device_and_the_worker_is_not(
    app: FastAPI, people: World, sam: Browser
) -> None:
    sam.get("/staff")
    workers = f"{SESSION_COOKIE}={sam.client.cookies[SESSION_COOKIE]}"

    page = hand_over(sam, people.amira)

    assert page.heading == "Your meeting"
    assert MARK in banner(page)
    for path in ("/m/reports", "/m/views", "/m/unhappy", "/m/help"):
        assert MARK in banner(sam.get(path)), path
    assert sam.get("/staff").status == 404
    assert sam.get(f"/staff/families/{people.family.id}").status == 404
    assert Browser(app).get("/staff", cookie=workers).url != "/staff"


def test_nobody_else_sees_the_mark(people: World, sam: Browser, amira: Browser, ben: Browser) -> None:
    hand_over(sam, people.amira)

    assert MARK not in banner(amira.get("/m"))
    assert MARK not in banner(ben.get("/m"))


def test_the_visit_ends_with_signing_out(people: World, sam: Browser) -> None:
    page = hand_over(sam, people.amira)
    sam.page = page

    sam.post("/m/sign-out")

    assert sam.get("/m", follow=False).status == 303
    assert sam.get("/staff", follow=False).status == 303


def test_the_visit_ends_with_leaving(people: World, sam: Browser) -> None:
    hand_over(sam, people.amira)

    sam.client.get("/leave")

    assert sam.get("/m", follow=False).status == 303


def test_the_visit_lasts_one_hour_at_most(people: World, sam: Browser, clock: Clock) -> None:
    hand_over(sam, people.amira)

    for _ in range(5):
        clock.move(minutes=11)
        assert sam.get("/m").heading == "Your meeting"
    clock.move(minutes=5)

    assert sam.get("/m", follow=False).status == 303
    assert sam.get("/m").heading != "Your meeting"


@pytest.mark.parametrize(
    ("pin", "problem"), [("", "They type their own PIN here."), ("000000", "This is not their PIN.")]
)
def test_without_the_right_pin_nothing_begins(people: World, sam: Browser, pin: str, problem: str) -> None:
    page = hand_over(sam, people.amira, pin=pin)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("pin") == ""
    assert sam.get("/staff").heading


def test_wrong_pins_are_counted_and_five_end_the_workers_session(
    portal: Installation, people: World, sam: Browser
) -> None:
    for _ in range(4):
        assert hand_over(sam, people.amira, pin="000000").status == 422
    sam.submit(address(people.amira), pin="000000")

    assert sam.get("/staff", follow=False).status == 303
    with families.as_staff(portal, people.ada) as scope:
        wanted = select(AuditEntry).where(col(AuditEntry.action) == Action.WRONG_PIN.value)
        assert len(scope.session.execute(wanted).scalars().all()) == 5


def test_after_ten_wrong_pins_the_right_one_opens_nothing(people: World, sam: Browser, clock: Clock) -> None:
    for _ in range(2):
        sam.sign_in(people.sam)
        for _ in range(5):
            sam.submit(address(people.amira), pin="000000")
    sam.sign_in(people.sam)

    page = hand_over(sam, people.amira)

    assert page.status == 422
    assert "Give them a new PIN first." in page.text
    clock.move(days=1, minutes=1)
    sam.sign_in(people.sam)
    assert hand_over(sam, people.amira).heading == "Your meeting"


def test_only_staff_who_work_with_the_family_hand_over(app: FastAPI, people: World) -> None:
    for who in (people.dev, people.tess, people.farid, people.olive):
        browser = Browser(app, who)
        assert browser.get(address(people.amira)).status == 404
        assert browser.post(address(people.amira), pin=people.amira.pin).status == 404


def test_nobody_of_another_family_and_no_helper_is_handed_a_device(people: World, sam: Browser) -> None:
    for who in (people.erin, people.carol):
        path = f"/staff/families/{people.family.id}/members/{who.membership_id}/beside"
        assert sam.get(path).status == 404
        assert sam.post(path, pin=who.pin).status == 404
        assert sam.get("/staff").status == 200


def test_no_phone_is_trusted_there(people: World, sam: Browser) -> None:
    hand_over(sam, people.amira)
    page = sam.get("/m/phone")

    assert not page.soup.select('main form[action="/m/phone"]')
    sam.post("/m/phone", pin=people.amira.pin)
    assert "__Host-t" not in " ".join(sam.client.cookies.keys())


def test_a_letter_sent_there_is_marked_for_its_writer_and_for_the_chair(
    people: World, sam: Browser, dev: Browser, ben: Browser
) -> None:
    hand_over(sam, people.amira)

    sent = send_letter(sam, "I want to say that school is going well.")

    assert TO_WRITER in sent.text
    own = send_letter(ben, "I wrote this at home, alone.")
    assert TO_WRITER not in own.text
    for page, is_marked in ((sent, True), (own, False)):
        letter = f"/staff/families/{people.family.id}/views/{page.url.rsplit('/', 1)[-1]}"
        opened = dev.press(dev.get(letter), f"{letter}/open")
        assert (TO_READER in opened.text) is is_marked


def send_letter(browser: Browser, words: str) -> ShownPage:
    browser.submit("/m/views", action="/m/views", words=words)
    browser.submit("/m/views/use", use="read_out")
    page = browser.get("/m/views/check")
    form = page.soup.select_one("main form[method=post]")
    assert form is not None
    return browser.press(page, str(form["action"]))


def test_each_hand_over_is_in_the_log(portal: Installation, people: World, sam: Browser) -> None:
    hand_over(sam, people.amira)

    with families.as_staff(portal, people.ada) as scope:
        wanted = select(AuditEntry).where(
            col(AuditEntry.action).in_([Action.SAT_BESIDE.value, Action.SIGNED_IN.value])
        )
        found = scope.session.execute(wanted).scalars().all()
    assert {(one.action, one.actor_id) for one in found} >= {
        (Action.SAT_BESIDE.value, people.sam.person_id),
        (Action.SIGNED_IN.value, people.amira.person_id),
    }


def test_answers_are_marked_for_their_writer_and_for_the_chair(
    people: World, sam: Browser, dev: Browser
) -> None:
    hand_over(sam, people.amira)
    first = next(link for link in sam.get("/m/prepare").links() if link.startswith("/m/prepare/"))
    sam.submit(first, words="She sleeps well.")
    check = sam.get("/m/prepare/check")
    (action,) = {str(one["action"]) for one in check.soup.select("main form[method=post]")}

    sent = sam.press(check, action)

    assert TO_WRITER in sent.text
    answers = f"/staff/families/{people.family.id}/preparations/{sent.url.rsplit('/', 1)[-1]}"
    assert TO_READER in dev.press(dev.get(answers), f"{answers}/open").text


def test_a_complaint_is_marked_for_its_writer_and_for_the_officer(
    people: World, sam: Browser, olive: Browser
) -> None:
    hand_over(sam, people.amira)

    complaint = acts.complain(sam)

    assert TO_WRITER in sam.get(f"/m/unhappy/{complaint}").text
    acts.hold(olive, complaint)
    assert TO_READER in olive.get(f"/staff/complaints/{complaint}").text


def test_a_reply_is_marked_for_its_writer_and_for_staff(
    portal: Installation, people: World, sam: Browser, dev: Browser
) -> None:
    edition = sharing.keep(portal, people, "ben").editions["ben"]
    report = f"/m/reports/{edition}"
    hand_over(sam, people.ben)
    sam.submit(report)
    check = sam.submit(f"{report}/reply", kind="wrong", text="I was there.")

    sent = sam.press(check, f"{report}/reply/send")

    assert TO_WRITER in sent.text
    replies = f"/staff/families/{people.family.id}/reports/replies"
    page = dev.get(replies)
    (action,) = [str(one["action"]) for one in page.soup.select("main form[method=post]")]
    assert TO_READER in dev.press(page, action).text


def test_who_decides_about_a_helper_reads_that_a_worker_was_beside(
    portal: Installation, people: World, sam: Browser, ada: Browser, ben: Browser
) -> None:
    words = "Asked on a worker's device, with the worker there"
    hand_over(sam, people.amira)
    ask(sam)
    ask(ben, name="Gwen Hart", contact="gwen@example.org")

    assert words in ada.get(in_family(people, f"/{newest(portal, people.amira)}")).text
    assert words in sam.get(f"/m/helpers/{newest(portal, people.amira)}").text
    assert words not in ada.get(in_family(people, f"/{newest(portal, people.ben)}")).text


def test_whoever_sat_beside_cannot_agree_to_the_helper_who_was_asked_for_then(
    app: FastAPI, portal: Installation, people: World, sam: Browser, ada: Browser
) -> None:
    hand_over(sam, people.amira)
    ask(sam)
    page = in_family(people, f"/{newest(portal, people.amira)}")

    alone = Browser(app, people.sam).submit(page, action=f"{page}/decision", decision="agree")
    other = ada.submit(page, action=f"{page}/decision", decision="agree")

    assert alone.status == 422
    assert "A colleague of this family has to agree." in alone.text
    assert "They can help now." in other.text


def test_a_worker_beside_somebody_does_not_see_which_other_families_they_have(
    portal: Installation, people: World, sam: Browser
) -> None:
    helper = families.add_helper(
        portal,
        people.erin,
        "Amira Haddad",
        Role.SUPPORTER,
        Permission.HELP_SEE_MEETING,
        contact=people.amira.contact,
    )
    page = hand_over(sam, people.amira)

    assert "/m/choose" not in page.links()
    assert sam.get("/m/choose").status == 404
    assert sam.post("/m/choose", family=helper.membership_id).status == 404
    assert MARK in banner(sam.get("/m"))
