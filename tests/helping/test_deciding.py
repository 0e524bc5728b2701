"""Staff look who a helper is, and agree only where no wall falls."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from app.access import contacts, helpers_of, protected
from app.access import people as members
from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families.models import DetailKind, Role, SafeContact, Wording
from app.families.tables import Person
from app.helping import deciding
from app.helping import service as helping
from app.kit.errors import Conflict
from tests.helping.asking import ask, in_family, newest
from tests.home.pages import said
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

SEE = Permission.HELP_SEE_MEETING
CANNOT = "You cannot agree to this."


@pytest.fixture
def look(portal: Installation, people: World) -> Callable[[Browser], ShownPage]:
    """Open the newest helper of Amira's as a member of staff."""
    return lambda staff: staff.get(in_family(people, f"/{newest(portal, people.amira)}"))


def decide(staff: Browser, page: ShownPage, decision: str) -> ShownPage:
    return staff.press(page, f"{page.url}/decision", decision=decision)


def test_staff_see_that_somebody_waits_on_their_desk_and_in_the_family(
    people: World, amira: Browser, sam: Browser, dev: Browser
) -> None:
    assert "Somebody asked for a helper" not in sam.get("/staff").text
    ask(amira)

    for page in (sam.get("/staff"), sam.get(f"/staff/families/{people.family.id}")):
        assert "1 waits for you" in page.text
        assert in_family(people) in page.links()
    assert in_family(people) not in dev.get("/staff").links()
    assert in_family(people) not in dev.get(f"/staff/families/{people.family.id}").links()
    listed = sam.get(in_family(people))
    assert "Hana Quill" in listed.text
    assert "For Amira Haddad" in listed.text


@pytest.mark.parametrize("name", ["dev", "tess", "olive", "farid", "amira", "ben"])
def test_who_does_not_decide_about_helpers_finds_no_page(
    app: object, portal: Installation, people: World, amira: Browser, name: str
) -> None:
    ask(amira)
    one = in_family(people, f"/{newest(portal, people.amira)}")
    other = Browser(app, people.person(name))  # type: ignore[arg-type]

    for address in (in_family(people), in_family(people, "/new"), one):
        assert other.get(address).status == 404
    for part in ("decision", "reports", "end"):
        assert other.post(f"{one}/{part}").status == 404


def test_a_stranger_is_added_with_a_quiet_contact_and_an_invitation(
    people: World,
    amira: Browser,
    sam: Browser,
    look: Callable[[Browser], ShownPage],
    postbox: Postbox,
) -> None:
    ask(amira)
    postbox.deliver()
    page = look(sam)
    assert "Look twice" not in page.text
    assert "Asked in the portal" in page.text
    assert "Put into the portal by Amira Haddad" in page.text

    done = decide(sam, page, "agree")

    assert "They can help now." in done.text
    member = next(link for link in done.links() if "/members/" in link)
    file = sam.get(member)
    assert "Quiet" in file.text
    assert "hana@example.org" in file.text
    sent = {message.to: message for message in postbox.deliver()}
    assert set(sent) == {"hana@example.org", people.amira.contact}
    assert "Amira" not in sent["hana@example.org"].body
    assert "Can help" in amira.get("/m/helpers").text
    assert decide(sam, page, "refuse").status == 409


def contact_of(name: str) -> Callable[[Installation, World], str]:
    return lambda _portal, people: people.person(name).contact


def removed_ben(portal: Installation, people: World) -> str:
    """Remove Ben from the family; he keeps his contact in another one."""
    second = families.open_family(portal, people.ada, children=("Iris",))
    with families.as_case_worker(portal, people.ada, second.id) as case:
        helpers_of.give_place(case, "Ben Carver", Role.SUPPORTER, people.ben.contact)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        members.end_member(case, people.ben.membership_id or "")
    return people.ben.contact


def helper_of_ben(portal: Installation, people: World) -> str:
    return families.add_helper(portal, people.ben, "Hana Quill", Role.ADVOCATE, SEE).contact


def earlier_helper_of_ben(portal: Installation, people: World) -> str:
    helper = families.add_helper(portal, people.ben, "Hana Quill", Role.ADVOCATE, SEE)
    with families.as_member(portal, people.ben) as scope:
        helping.end(scope, helping.every(scope)[0].id)
    return helper.contact


def ended_person(portal: Installation, people: World) -> str:
    with transaction(portal, writes=True) as session:
        person = session.get_one(Person, people.erin.person_id)
        person.ended_at = person.created_at
        session.add(person)
    return people.erin.contact


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (contact_of("ben"), "belongs to a member of this family"),
        (contact_of("amira"), "belongs to a member of this family"),
        (removed_ben, "belongs to a member of this family"),
        (helper_of_ben, "One person can never help two people of one family."),
        (earlier_helper_of_ben, "One person can never help two people of one family."),
        (contact_of("tess"), "belongs to a member of staff"),
        (ended_person, "belongs to somebody whose access was ended"),
    ],
)
def test_nobody_can_agree_where_a_wall_would_fall(
    portal: Installation,
    people: World,
    amira: Browser,
    sam: Browser,
    look: Callable[[Browser], ShownPage],
    *,
    contact: Callable[[Installation, World], str],
    words: str,
) -> None:
    ask(amira, contact=contact(portal, people))

    page = look(sam)
    answer = decide(sam, page, "agree")

    assert words in page.text
    assert CANNOT in page.text
    assert not page.soup.select('input[value="agree"]')
    assert answer.status == 422
    assert words in answer.text
    assert "Waits for you" in look(sam).text


def test_a_decision_must_be_chosen(
    amira: Browser, sam: Browser, look: Callable[[Browser], ShownPage]
) -> None:
    ask(amira)

    answer = decide(sam, look(sam), "")

    assert (answer.status, "Agree or refuse." in answer.text) == (422, True)


def same_name(_portal: Installation, _people: World) -> dict[str, str]:
    return {"name": "Mr Ben Carver"}


def removed_by_name(portal: Installation, people: World) -> dict[str, str]:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        members.end_member(case, people.ben.membership_id or "")
    return {"name": "Ben Carver"}


def protected_number(portal: Installation, people: World) -> dict[str, str]:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        protected.add(case, people.ben.membership_id or "", DetailKind.PHONE, "07700 900 777")
    return {"contact": "+44 7700 900777"}


def of_another_family(_portal: Installation, people: World) -> dict[str, str]:
    return {"contact": people.erin.contact}


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (same_name, "A member of this family has the same name, or nearly."),
        (removed_by_name, "Somebody who was removed from this family has the same name"),
        (protected_number, "This contact has to do with a protected detail."),
        (of_another_family, "The council knows this contact already."),
    ],
)
def test_staff_are_told_to_look_twice_and_decide_themselves(
    portal: Installation,
    people: World,
    amira: Browser,
    sam: Browser,
    look: Callable[[Browser], ShownPage],
    *,
    prepare: Callable[[Installation, World], dict[str, str]],
    words: str,
) -> None:
    ask(amira, **prepare(portal, people))
    page = look(sam)

    assert words in page.text
    assert CANNOT not in page.text
    assert "Erin" not in page.text
    assert decide(sam, page, "agree").status == 200


def test_staff_read_about_whom_a_warning_is(
    amira: Browser, sam: Browser, look: Callable[[Browser], ShownPage]
) -> None:
    ask(amira, name="Mr Ben Carver")

    assert "This is about Ben Carver." in said(look(sam))


def test_staff_read_since_when_the_time_of_a_helper_is_over(
    app: FastAPI, portal: Installation, people: World, clock: Clock
) -> None:
    families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    page = in_family(people, f"/{newest(portal, people.amira)}")
    clock.move(days=31)

    over = said(Browser(app, people.sam).get(page))

    assert "The time is over Since Thursday 24 December 2026" in over


def test_an_advocate_for_whom_both_parents_ask_is_noticed_before_anybody_agrees(
    amira: Browser, ben: Browser, sam: Browser, look: Callable[[Browser], ShownPage]
) -> None:
    ask(ben, role="advocate")
    ask(amira, role="advocate", name="H. Q.")

    assert "Another member of this family asked for somebody with this name or contact." in look(sam).text


def test_an_advocate_of_one_family_helps_in_another_as_the_same_person(
    portal: Installation, people: World
) -> None:
    one = families.add_helper(portal, people.amira, "Hana Quill", Role.ADVOCATE, SEE)
    other = families.add_helper(portal, people.erin, "Hana Quill", Role.ADVOCATE, SEE)

    assert one.person_id == other.person_id
    assert one.membership_id != other.membership_id


def test_how_somebody_known_wants_to_be_written_to_is_left_as_it_is(
    portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        contacts.answer_safe_contact(
            case, people.erin.membership_id or "", SafeContact(Wording.SILENT, shared_phone=True)
        )

    families.add_helper(portal, people.amira, "Erin Moss", Role.SUPPORTER, SEE, contact=people.erin.contact)

    with transaction(portal, writes=False) as session:
        person = session.get_one(Person, people.erin.person_id)
        assert (person.wording, person.shared_phone) == (Wording.SILENT.value, True)


def test_somebody_who_helped_before_and_is_agreed_again_has_their_place_again(
    portal: Installation, people: World
) -> None:
    one = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    with families.as_member(portal, people.amira) as scope:
        helping.end(scope, helping.every(scope)[0].id)

    again = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)

    assert again.membership_id == one.membership_id


def test_staff_allow_reports_take_it_back_and_end_it(
    portal: Installation, people: World, sam: Browser, amira: Browser
) -> None:
    families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_READ_REPORTS)
    own = f"/m/helpers/{newest(portal, people.amira)}"
    page = in_family(people, f"/{newest(portal, people.amira)}")
    assert "The council has to agree to that too." in amira.get(own).text

    assert "You have allowed" in sam.submit(page, action=f"{page}/reports", allowed="yes").text
    assert "The council has to agree" not in amira.get(own).text
    assert "You have not allowed it yet" in sam.submit(page, action=f"{page}/reports", allowed="no").text
    sam.submit(page, action=f"{page}/reports", allowed="yes")
    done = sam.submit(page, action=f"{page}/end")
    assert "This person could read reports before it ended." in done.text
    assert "This ended on" in amira.get(own).text
    assert sam.post(f"{page}/end").status == 409


WRITTEN: dict[str, Any] = {
    "name": "Hana Quill",
    "relation": "An advocate of Speak Up",
    "contact": "hana@example.org",
    "role": "advocate",
    "may": ["read_answers"],
    "until": "2026-12-10",
    "consent": "in_writing",
    "agreed_on": "2026-11-20",
}


def test_staff_write_down_what_amira_agreed_to_and_she_sees_who_and_how(
    portal: Installation, people: World, ada: Browser, sam: Browser, amira: Browser
) -> None:
    new = in_family(people, "/new")
    page = ada.submit(new, action=new, member=people.amira.membership_id, **WRITTEN)

    for words in ("Said so in writing", "Friday 20 November 2026", "Put into the portal by Ada Wren"):
        assert words in page.text
    assert "They can help now." in decide(sam, sam.get(page.url), "agree").text
    own = amira.get(f"/m/helpers/{newest(portal, people.amira)}")
    assert "Said so in writing" in own.text
    assert "A member of staff wrote this down for you." in own.text


def test_one_worker_alone_lets_nobody_help(people: World, ada: Browser) -> None:
    new = in_family(people, "/new")
    page = ada.submit(new, action=new, member=people.amira.membership_id, **WRITTEN)

    answer = decide(ada, page, "agree")

    assert answer.status == 422
    assert "A colleague of this family has to agree." in answer.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"agreed_on": "2026-11-25"}, "This day is still to come."),
        ({"agreed_on": "once"}, "Write the day on which they agreed"),
        ({"consent": "asked_here"}, "Choose one."),
        ({"contact": "next door"}, "Write an e-mail address"),
        ({"member": "x"}, "Choose one."),
    ],
)
def test_what_staff_cannot_write_down_is_said(
    people: World, ada: Browser, changed: dict[str, Any], words: str
) -> None:
    new = in_family(people, "/new")
    typed: dict[str, Any] = {"member": people.amira.membership_id, **WRITTEN, **changed}
    page = ada.submit(new, action=new, **typed)

    assert page.status == 422
    assert words in page.text
    assert page.value_of("name") == "Hana Quill"


@pytest.mark.parametrize("who", ["carol", "erin"])
def test_nobody_is_written_down_for_somebody_of_another_family_or_for_a_helper(
    people: World, ada: Browser, who: str
) -> None:
    new = in_family(people, "/new")

    assert ada.submit(new, action=new, member=people.person(who).membership_id, **WRITTEN).status == 404


def test_what_was_decided_is_not_decided_again(portal: Installation, people: World) -> None:
    families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE)
    helping_id = newest(portal, people.amira)

    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        for again in (deciding.agree, deciding.refuse):
            with pytest.raises(Conflict):
                again(case, helping_id)


def test_nobody_is_agreed_to_after_the_day_until_which_they_were_wished_for(
    portal: Installation, people: World, amira: Browser, clock: Clock
) -> None:
    ask(amira)
    helping_id = newest(portal, people.amira)
    clock.move(days=21)

    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        with pytest.raises(Conflict):
            deciding.agree(case, helping_id)
        assert deciding.every(case)[0].arrangement.had_access is False
