"""A helper writes answers or a letter and shows it; whom they help chooses, and alone can send."""

from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from app.access.models import Permission
from app.access.scopes import Installation
from app.drafts import service as drafts
from app.families.models import Role
from app.kit.cookies import SESSION_COOKIE
from app.kit.forms import LONG_TEXT
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.helping import (
    READ_ANSWERS,
    READ_LETTER,
    WRITE_ANSWERS,
    WRITE_LETTER,
    deeds,
    end,
    help_of,
    turn_to,
)
from tests.support.world import World

AMIRAS, BENS, CAROLS = "AMIRAS-CANARY at school", "BENS-CANARY at football", "CAROLS-CANARY they read"
CHOICES = {
    "theirs": (CAROLS, "used"),
    "both": (f"{AMIRAS}\n\n{CAROLS}", "joined"),
    "mine": (AMIRAS, "not_used"),
}
CHANGED = "You have chosen already, or this text has changed. Look at what is here, then choose."


@dataclass(frozen=True)
class Kind:
    """One thing that a helper can write: where, where it is used, by which rights, and its names."""

    page: str
    own: str
    read: Permission
    write: Permission
    name: str
    draft: str
    about: str
    no_meeting: str

    @property
    def choice(self) -> str:
        """Where whom they help chooses what to use."""
        return f"{self.own}/suggestion"


ANSWERS = Kind(
    "/m/helped/answers/going_well",
    "/m/prepare/going_well",
    READ_ANSWERS,
    WRITE_ANSWERS,
    "answers",
    "preparation",
    ":going_well",
    "/m/helped/answers",
)
LETTER = Kind(
    "/m/helped/letter", "/m/views", READ_LETTER, WRITE_LETTER, "letter", "views", "", "/m/helped/letter"
)


@pytest.fixture(params=[ANSWERS, LETTER], ids=["answers", "letter"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each of the two."""
    found: Kind = request.param
    return found


@pytest.fixture
def helper(app: FastAPI, people: World, kind: Kind) -> Browser:
    """Carol, who may write for Amira, and read nothing of hers."""
    return help_of(app, people.amira, kind.write)


def write(who: Browser, kind: Kind, words: str) -> ShownPage:
    return who.submit(kind.own, words=words, then="later")


def show(helper: Browser, kind: Kind, words: str = CAROLS) -> ShownPage:
    return helper.submit(kind.page, words=words, then="show")


def test_carol_who_may_only_write_does_not_read_what_amira_wrote(
    helper: Browser, amira: Browser, kind: Kind
) -> None:
    write(amira, kind, AMIRAS)

    page = helper.get(kind.page)

    assert "You are helping Amira" in page.text
    assert "checks them and sends." in page.text
    for words in ("AMIRAS-CANARY", "has written", "Haddad"):
        assert words not in page.html, words


def test_nobody_but_a_helper_opens_a_helpers_page(
    app: FastAPI, people: World, helper: Browser, kind: Kind
) -> None:
    show(helper, kind)

    for one in (people.amira, people.ben, people.sam, people.dev, people.erin):
        who = Browser(app, one)
        assert who.get(kind.page).status == 404
        assert who.post(kind.page, words="mine").status == 404


def test_carol_without_the_right_finds_no_page(app: FastAPI, people: World, kind: Kind) -> None:
    other = LETTER if kind is ANSWERS else ANSWERS
    for granted in ((), (other.read, other.write)):
        helper = help_of(app, people.amira, *granted)
        assert helper.get(kind.page).status == 404
        assert helper.post(kind.page, words=CAROLS).status == 404


def test_what_carol_saves_is_hers_alone_until_she_shows_it(
    helper: Browser, amira: Browser, kind: Kind
) -> None:
    page = helper.submit(kind.page, words=CAROLS, then="later")

    assert "Only you can see them so far." in page.text
    assert helper.get(kind.page).value_of("words") == CAROLS
    for address in (kind.own, kind.choice):
        assert "CAROLS-CANARY" not in amira.get(address).html
        assert "Carol" not in amira.get(address).html


def test_what_carol_shows_is_told_to_amira_and_stands_in_the_log_as_carols(
    portal: Installation, people: World, helper: Browser, amira: Browser, kind: Kind
) -> None:
    helper.submit(kind.page, words="One", then="later")
    show(helper, kind)

    page = amira.get(kind.own)
    assert "Carol wrote something for you." in page.text
    assert kind.choice in page.links()
    assert "CAROLS-CANARY" not in page.html
    assert "CAROLS-CANARY" in amira.get(kind.choice).text
    assert "Carol wrote for you" in amira.get("/m/think").text
    assert helper.who is not None
    assert deeds(portal, helper.who, "help.wrote", "help.showed") == [
        ("help.wrote", "helpings", kind.name),
        ("help.showed", "helpings", kind.name),
    ]
    assert deeds(portal, people.amira, "help.wrote", "help.showed") == []


def test_carol_cannot_show_nothing_nor_too_much(helper: Browser, amira: Browser, kind: Kind) -> None:
    page = helper.submit(kind.page, words="  ", then="show")
    assert page.status == 422
    assert "Write something first, then show it." in page.text

    page = helper.submit(kind.page, words="x" * (LONG_TEXT + 1), then="show")

    assert page.status == 422
    assert "too long to use" in page.text
    assert helper.get(kind.page).value_of("words") == "x" * (LONG_TEXT + 1)
    assert "Carol" not in amira.get(kind.own).html


def test_a_stale_page_keeps_what_carol_typed(helper: Browser, kind: Kind) -> None:
    page = helper.press(helper.get(kind.page), kind.page, form_token="old", words=CAROLS)

    assert page.status == 403
    assert page.value_of("words") == CAROLS


def test_words_written_when_carols_session_had_ended_come_back_to_her_alone(
    helper: Browser, amira: Browser, clock: Clock, kind: Kind
) -> None:
    page = helper.get(kind.page)
    clock.move(minutes=30)
    helper.press(page, kind.page, follow=False, words=CAROLS, then="show")
    assert helper.who is not None
    helper.client.cookies.delete(SESSION_COOKIE)
    helper.sign_in(helper.who)
    amira.sign_in(amira.who)  # type: ignore[arg-type]

    page = helper.get(kind.page)

    assert page.value_of("words") == CAROLS
    assert "These are the words you wrote at 10:30" in page.text
    assert "Carol" not in amira.get(kind.own).html
    helper.press(page, kind.page, then="later")
    page = helper.get(kind.page)
    assert page.value_of("words") == CAROLS
    assert "before the page was closed" not in page.text


def test_words_written_and_held_for_amira_never_stand_in_a_form_for_ben(
    app: FastAPI, portal: Installation, people: World, helper: Browser, *, clock: Clock, kind: Kind
) -> None:
    page = helper.get(kind.page)
    clock.move(minutes=30)
    helper.press(page, kind.page, follow=False, words=CAROLS, then="show")
    other = turn_to(app, helper, people.ben)

    assert "You are helping Ben" in other.get(kind.page).text
    assert "CAROLS-CANARY" not in other.get(kind.page).html
    shown = other.press(page, kind.page, form_token=other.token(), words=CAROLS, then="show")
    assert shown.status == 409
    assert "check whom you help" in shown.text
    assert CAROLS in shown.text
    assert other.get(kind.page).value_of("words") == ""
    with families.as_member(portal, people.ben) as scope:
        assert drafts.all_held(scope) == []
    assert "CAROLS-CANARY" not in Browser(app, people.ben).get(kind.choice).html


def test_help_that_ends_while_carol_writes_takes_none_of_her_words(
    portal: Installation, people: World, helper: Browser, amira: Browser, kind: Kind
) -> None:
    page = helper.get(kind.page)
    end(portal, people.amira)

    shown = helper.press(page, kind.page, words=CAROLS, then="show")

    assert shown.status == 404
    assert "Copy them if you want to keep them." in shown.text
    assert CAROLS in shown.text
    assert "CAROLS-CANARY" not in amira.get(kind.choice).html
    assert helper.get(kind.page).status == 404


@pytest.mark.parametrize("use", CHOICES)
def test_amira_uses_what_she_chooses_and_sends_nothing_by_it(
    portal: Installation, people: World, helper: Browser, amira: Browser, *, kind: Kind, use: str
) -> None:
    expected, noted = CHOICES[use]
    write(amira, kind, AMIRAS)
    show(helper, kind)
    page = amira.get(kind.choice)
    assert [found.get_text() for found in page.soup.select(".own-words")] == [AMIRAS, CAROLS]
    assert "Nothing is sent" in page.text

    page = amira.press(page, kind.choice, use=use)

    assert page.url == kind.own
    assert page.value_of("words") == expected
    assert "Carol" not in page.text
    assert amira.get(kind.choice).url == kind.own
    for address in ("/m", "/m/think"):
        assert "wrote for you" not in amira.get(address).text
    with families.as_member(portal, people.amira) as scope:
        kept = drafts.revisions(scope, kind.draft, f"{people.meeting}{kind.about}")
        assert AMIRAS in [one.fields["words"] for one in kept]
        assert drafts.receipts(scope) == []
    log = deeds(portal, people.amira, "suggestion.answered")
    assert log == [("suggestion.answered", "suggestions", noted)]


def test_texts_that_are_too_long_together_are_kept_and_that_is_said(
    helper: Browser, amira: Browser, kind: Kind
) -> None:
    write(amira, kind, "a" * 15_000)
    show(helper, kind, "b" * 15_000)

    page = amira.submit(kind.choice, use="both")

    assert page.status == 422
    assert "too long to send" in page.text
    assert amira.get(kind.own).value_of("words") == "a" * 15_000 + "\n\n" + "b" * 15_000


def test_a_text_that_carol_changed_meanwhile_is_read_again_before_it_is_used(
    helper: Browser, amira: Browser, kind: Kind
) -> None:
    write(amira, kind, AMIRAS)
    show(helper, kind, "The first text")
    page = amira.get(kind.choice)
    show(helper, kind, "The second text")

    page = amira.press(page, kind.choice, use="theirs")

    assert page.status == 422
    assert CHANGED in page.text
    assert "The second text" in page.text
    assert amira.get(kind.own).value_of("words") == AMIRAS
    assert amira.press(page, kind.choice, use="send").status == 422
    assert amira.press(page, kind.choice, form_token="old", use="theirs").status == 403


def test_words_that_amira_wrote_meanwhile_are_not_written_over(
    helper: Browser, amira: Browser, kind: Kind
) -> None:
    write(amira, kind, "Early words")
    show(helper, kind)
    page = amira.get(kind.choice)
    write(amira, kind, "Late words")

    page = amira.press(page, kind.choice, use="theirs")

    assert page.status == 409
    assert "in two places" in str(page.heading)
    assert "Late words" in page.text
    assert "CAROLS-CANARY" in page.text


def test_the_helper_of_amira_never_sees_what_ben_wrote(
    app: FastAPI, people: World, amira: Browser, ben: Browser, kind: Kind
) -> None:
    write(amira, kind, AMIRAS)
    write(ben, kind, BENS)
    helper = help_of(app, people.amira, kind.read, kind.write)

    page = helper.get(kind.page)

    assert "AMIRAS-CANARY" in page.text
    assert "BENS-CANARY" not in page.html
    assert "Ben" not in page.text
    show(helper, kind)
    assert "Carol" not in ben.get(kind.own).html
    assert ben.get(kind.choice).url == kind.own


def test_a_helper_of_somebody_without_a_meeting_is_told_so(
    portal: Installation, app: FastAPI, kind: Kind
) -> None:
    zoe = families.add_staff(portal, "barnsley", "Zoe Lind", Role.ADMINISTRATOR)
    grace = families.add_member(portal, zoe, families.open_family(portal, zoe), "Grace Adeyemi")
    helper = help_of(app, grace, kind.read, kind.write, name="Hana Quill")

    assert "There is no meeting to" in helper.get(kind.no_meeting).text
    assert helper.post(kind.page, words=CAROLS).status == 404
