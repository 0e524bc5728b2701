"""People whose lives do not fit the form: young, watched, in prison, or here for one child."""

from datetime import UTC, datetime

from fastapi import FastAPI

from app.access.models import Permission
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.families.models import Role
from tests.access.test_beside import TO_READER, hand_over
from tests.calls.asking import ask, case, note
from tests.complaints.acts import ask_to_stop, complain, decide, hold, reply_to, take_up
from tests.conferences.test_exclusions import PASSING
from tests.home.pages import said
from tests.needs import asking as needs
from tests.reports.sharing import keep
from tests.sign_in.test_trusted import OFFER
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.mail import Postbox
from tests.support.world import COUNCIL, World
from tests.written_views.test_pages import send

TELLING = ("meeting", "child", "social", "family", "council", "protection", "Amira", "Noor")


def pages_of(browser: Browser) -> dict[str, ShownPage]:
    """Open every page of somebody's own."""
    return crawl(browser, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))


def test_a_child_complains_with_an_advocate_offered_first_and_no_parent_learns_of_it(
    portal: Installation, people: World, app: FastAPI, *, olive: Browser, postbox: Postbox
) -> None:
    noor = Browser(
        app, families.add_member(portal, people.ada, people.family, "Noor Haddad", Role.YOUNG_PERSON)
    )
    parents = [Browser(app, who) for who in (people.amira, people.ben)]
    before = [parent.get("/m/unhappy").text for parent in parents]
    offer = noor.get("/m/unhappy").text
    assert offer.index("Ask your social worker for an advocate.") < offer.index("Nothing is sent until")

    complaint = complain(noor, "Nobody asked me where I want to live.")
    hold(olive, complaint)
    reply_to(olive, complaint, "You are right. I am sorry.")

    assert "You are right. I am sorry." in noor.get(f"/m/unhappy/{complaint}").text
    assert [parent.get("/m/unhappy").text for parent in parents] == before
    assert [parent.get(f"/m/unhappy/{complaint}").status for parent in parents] == [404, 404]
    assert not {people.amira.contact, people.ben.contact} & {message.to for message in postbox.deliver()}


def test_an_advocate_reads_how_to_complain_for_amira_and_cannot_do_it_as_her(
    portal: Installation, people: World, app: FastAPI
) -> None:
    joan = families.add_helper(portal, people.amira, "Joan Pike", Role.ADVOCATE, Permission.HELP_SEE_MEETING)
    advocate = Browser(app, joan)

    page = advocate.get("/m")

    assert "You can complain for Amira in another way, for example with a letter." in page.text
    assert "First ask Amira to write down that you may." in page.text
    ways = f"/{COUNCIL}/en/guide/if-you-disagree"
    assert ways in page.links()
    assert advocate.get(ways).status == 200
    assert advocate.get("/m/unhappy").status == 404


def test_a_phone_that_somebody_watches_shows_nothing_and_rings_in_safe_hours_alone(
    people: World, app: FastAPI, *, sam: Browser, postbox: Postbox, clock: Clock
) -> None:
    sam.submit(
        addresses.member(people, people.amira, "/safe-contact"),
        wording="quiet",
        shared_phone="yes",
        from_hour="09:00",
        until_hour="15:00",
    )
    visitor = Browser(app)
    clock.move_to(datetime(2026, 11, 24, 20, 0, tzinfo=UTC))
    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)
    assert postbox.deliver() == []
    clock.move_to(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    assert postbox.deliver() == []
    visitor.submit(f"/{COUNCIL}/en/sign-in", contact=people.amira.contact)

    (message,) = postbox.deliver()

    assert not any(word in message.subject for word in TELLING)
    amira = Browser(app, people.amira)
    page = amira.get("/m")
    assert page.response.headers["cache-control"] == "no-store"
    assert "/leave" in page.html
    assert OFFER not in amira.get("/m/phone").text


def test_whoever_cannot_speak_asks_about_her_appointment_and_no_page_of_hers_says_what_it_means(
    people: World, app: FastAPI, *, amira: Browser, sam: Browser, postbox: Postbox
) -> None:
    asked = ask(amira, "appointment", "")
    assert [one.to for one in postbox.deliver()] == [people.sam.contact]

    pages = pages_of(amira)
    pages |= crawl(Browser(app), [f"/{COUNCIL}/en/"], within=lambda path: path.startswith(f"/{COUNCIL}/en"))

    assert "to ring you about your appointment." in asked.text
    assert f"/{COUNCIL}/en/safe" in pages
    assert asked.url in pages
    for path, page in pages.items():
        for telling in ("quiet word", "yes or no", "speak freely", "not alone"):
            assert telling not in page.html.lower(), path
    assert "Quiet word" in sam.get(case(people)).text
    note(sam, people, "saw")
    hers = amira.get(asked.url).text
    assert "This was done on" in hers
    assert "saw" not in hers


def test_an_answer_of_danger_leads_to_a_call_and_says_that_nobody_watches(
    portal: Installation, people: World, amira: Browser
) -> None:
    joan = families.add_helper(
        portal, people.amira, "Joan Pike", Role.ADVOCATE, Permission.HELP_DRAFT_PREPARATION
    )
    council = portal.catalogue.get(COUNCIL)
    assert council is not None
    (scale,) = [one for one in council.questions.questions if one.is_scale][:1]

    page = amira.submit(f"/m/prepare/{scale.id}", score="1", words="He hits us.", then="continue")

    assert page.heading == "If a child is not safe"
    assert "What you type here is not watched live." in page.text
    assert "Nobody reads what you write here straight away." in page.text
    assert "/m/call" in page.links()
    assert amira.get("/m/call").status == 200
    for path in (f"/m/prepare/{scale.id}", "/m/prepare/check"):
        assert "/m/call" in amira.get(path).links()
    helper = Browser(amira.app, joan)
    helped = helper.get(f"/m/helped/answers/{scale.id}")
    shown = helper.press(helped, helped.url, score="0", words="He hits them.", then="save")
    assert "Is someone in danger now?" in helper.get(helped.url).text
    assert not [one for one in (shown, helper.get(helped.url)) if "/m/call" in one.links()]


def test_parents_who_live_together_write_two_letters_that_neither_sees_of_the_other(
    people: World, amira: Browser, ben: Browser, dev: Browser
) -> None:
    words = {"Amira Haddad": "I want him to move out.", "Ben Carver": "I want to stay."}
    send(amira, words["Amira Haddad"])
    send(ben, words["Ben Carver"])

    for browser, other in ((amira, words["Ben Carver"]), (ben, words["Amira Haddad"])):
        assert not [path for path, page in pages_of(browser).items() if other in page.html]
    letters = dev.get(f"/staff/families/{people.family.id}/views")
    found = [str(link["href"]) for link in letters.soup.select("tbody a")]
    opened = [dev.press(dev.get(one), f"{one}/open").text for one in found]
    for name, own in words.items():
        assert [own in text for text in opened] == [name in text for text in opened]
        assert sum(own in text for text in opened) == 1


def test_a_father_of_one_of_two_children_sees_that_one_and_the_report_about_him_alone(
    portal: Installation, people: World, app: FastAPI, ada: Browser
) -> None:
    zayd = people.family.children["Zayd"]
    ada.submit(addresses.member(people, people.ben, "/details"), children=[zayd])
    both = keep(portal, people, "amira", text="Noor is often late. Zayd is well.")
    keep(portal, people, "ben", text="Zayd is well.")
    ben = Browser(app, people.ben)

    pages = pages_of(ben)

    assert "Zayd" in ben.get("/m/details").text
    assert not [path for path, page in pages.items() if "Noor" in page.html]
    assert ben.get(f"/m/reports/{both.editions['amira']}").status == 404


def test_a_father_in_prison_gets_paper_and_writes_with_a_worker_beside_him(
    portal: Installation, people: World, app: FastAPI, *, dev: Browser, postbox: Postbox, clock: Clock
) -> None:
    omar = families.add_member(portal, people.ada, people.family, "Omar Haddad", contact="")
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.invite(case, people.meeting, omar.membership_id or "")
    ada, sam = Browser(app, people.ada), Browser(app, people.sam)
    invited = addresses.meeting(people, f"/invitations/{omar.membership_id}")
    assert "Noted: they have it on paper." in ada.press(ada.get(addresses.meeting(people)), invited).text
    clock.move(minutes=5)
    changed = ada.submit(addresses.meeting(people, "/change"), place="Room 9")
    assert changed.text.count("Tell them yourself: no message goes to them.") == 1
    assert postbox.deliver() == []

    hand_over(sam, omar)
    sent = send(sam, "I want to see my son.")

    letter = f"/staff/families/{people.family.id}/views/{sent.url.rpartition('/')[2]}"
    opened = dev.press(dev.get(letter), f"{letter}/open").text
    assert "I want to see my son." in opened
    assert TO_READER in opened


def test_a_complaint_is_answered_although_the_meeting_is_cancelled_and_amiras_pages_have_closed(
    people: World, app: FastAPI, *, ada: Browser, sam: Browser, amira: Browser, clock: Clock
) -> None:
    complaint = complain(amira)
    ada.submit(addresses.meeting(people, "/cancel"))
    sam.submit(addresses.member(people, people.amira, "/closing"), day="2026-11-25")
    clock.move(days=3)
    olive = Browser(app, people.olive)
    hold(olive, complaint)
    reply_to(olive, complaint, "You were right.")

    amira = Browser(app, people.amira)

    assert amira.get("/m").url != "/m"
    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text


def test_amira_withdraws_and_the_officer_thinks_of_pressure_goes_on_and_later_stops_and_she_begins_again(
    amira: Browser, ben: Browser, sam: Browser, *, olive: Browser, people: World
) -> None:
    family = f"/staff/families/{people.family.id}"
    before = [ben.get("/m/unhappy").text, sam.get(family).text, sam.get(f"{family}/company").text]
    complaint = complain(amira)
    hold(olive, complaint)
    ask_to_stop(amira, complaint, words="He wants me to.", company="with")
    weighing = olive.get(f"/staff/complaints/{complaint}/stop").text
    assert "He wants me to." in weighing
    assert "Is somebody putting this person under pressure to stop?" in weighing
    assert "Someone was with them." in weighing

    decide(olive, complaint, "goes_on", "You told us of something that we have to look into.")
    assert "something that we have to look into" in amira.get(f"/m/unhappy/{complaint}").text
    ask_to_stop(amira, complaint)
    decide(olive, complaint, "stopped")
    assert "You asked us to stop, and we did." in amira.get(f"/m/unhappy/{complaint}").text
    take_up(amira, complaint)
    reply_to(olive, complaint, "You were right.")

    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text
    assert [ben.get("/m/unhappy").text, sam.get(family).text, sam.get(f"{family}/company").text] == before


def test_amira_asks_for_an_interpreter_who_is_no_acquaintance_and_reads_that_one_is_arranged(
    people: World, app: FastAPI, *, amira: Browser, ada: Browser, postbox: Postbox
) -> None:
    ben = Browser(app, people.ben)
    before = {path: PASSING.sub("", page.html) for path, page in pages_of(ben).items()}
    needs.ask(amira, spoken="ckb", dialect="Slemani", gender="woman", stranger="yes")
    assert {one.to for one in postbox.deliver()} == {people.ada.contact, people.sam.contact}

    needs.answer(ada, people, "arranged", "She works for no one in your town.")

    page = amira.get("/m/needs")
    for words in ("Kurdish (Sorani)", "Slemani", "Arranged", "She works for no one in your town."):
        assert words in page.text
    assert "An interpreter: Arranged" in said(amira.get("/m"))
    assert "An interpreter cannot open this site." in page.text
    assert {path: PASSING.sub("", one.html) for path, one in pages_of(ben).items()} == before


def test_the_family_moves_to_another_council_and_amiras_complaint_stays_with_this_one(
    people: World, app: FastAPI, *, ada: Browser, postbox: Postbox, clock: Clock
) -> None:
    complaint = complain(Browser(app, people.amira))
    closing = addresses.file_of(people) + "/closing"
    ada.submit(closing, action=closing, reason="moved", to="Rotherham", day="2026-11-30")
    before = {name: said(Browser(app, people.person(name)).get("/m")) for name in ("amira", "ben")}
    postbox.deliver()
    clock.move(days=7)
    olive = Browser(app, people.olive)
    hold(olive, complaint)
    reply_to(olive, complaint, "You were right.")

    amira, ben = Browser(app, people.amira), Browser(app, people.ben)

    for words in before.values():
        assert "These pages close on Monday 30 November 2026." in words
        assert "A complaint stays with" in words
        assert "Rotherham" not in words
    assert {browser.get("/m").url for browser in (amira, ben)} == {"/m/sent"}
    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text
    assert {one.to for one in postbox.deliver()} == {people.amira.contact}


def test_noor_turns_18_and_everything_stops_for_her_when_staff_say_so_and_a_death_is_no_reason_of_a_form(
    portal: Installation, people: World, app: FastAPI, clock: Clock
) -> None:
    noor = families.add_member(portal, people.ada, people.family, "Noor Haddad", Role.YOUNG_PERSON)
    clock.move(days=365)
    assert "These pages close" not in Browser(app, noor).get("/m").text
    ada = Browser(app, people.ada)
    closing = addresses.file_of(people) + "/closing"
    page = ada.get(closing)
    assert not page.soup.select_one('[name=reason][value="died"]')
    assert addresses.file_of(people) + "/bereavement" in page.links()

    ada.press(page, closing, reason="is_18", day="2027-11-25", members=[noor.membership_id])
    clock.move(days=2)

    assert Browser(app, noor).get("/m").url == "/m/sent"
    assert Browser(app, people.amira).get("/m").url == "/m"
