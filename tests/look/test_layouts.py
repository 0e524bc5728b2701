"""The frame of every page: its title, its first links, its doors, its languages and its way out."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment

from app.kit.errors import CannotSave, NotFound
from app.kit.forms import Problem
from tests.look.conftest import Render
from tests.look.pages import PAGE, Rendered, Typed

PARENT = SimpleNamespace(
    is_staff=False,
    is_helper=False,
    has_closed=False,
    handles_complaints=False,
    reviews_emergencies=False,
    beside_name="",
    emergency_until=None,
)
OFFICER = SimpleNamespace(
    is_staff=True,
    is_helper=False,
    has_closed=False,
    handles_complaints=True,
    reviews_emergencies=False,
    beside_name="",
    emergency_until=None,
)
ENGLISH = SimpleNamespace(tag="en", name="English", direction="ltr")
WELSH = SimpleNamespace(tag="cy", name="Cymraeg", direction="ltr")
ARABIC = SimpleNamespace(tag="ar", name="العربية", direction="rtl")
THREE = [ENGLISH, WELSH, ARABIC]


def source(layout: str = "page", door: str = "") -> str:
    """Return a small page on one of the layouts."""
    return (
        f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}Your meeting{{% endblock %}}'
        f"{{% block door %}}{door}{{% endblock %}}{{% block content %}}<h1>Your meeting</h1>{{% endblock %}}"
    )


def title(page: Rendered) -> str | None:
    """Return the title as the browser shows it."""
    return page.all("title")[0].text


@pytest.mark.parametrize("layout", ["page", "staff", "print"])
@pytest.mark.parametrize("signed_in", [None, PARENT, OFFICER])
def test_a_page_is_valid_for_everyone(render: Render, layout: str, signed_in: Any) -> None:
    page = render(source(layout), signed_in=signed_in, languages=THREE, notice="Saved.", demonstration=True)

    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert title(page) == "Your meeting \N{EN DASH} Example County Council"


def test_a_page_without_a_council_still_has_its_frame(render: Render) -> None:
    page = render(source(), council=None, here="/")

    assert title(page) == "Your meeting"
    assert "Leave this site" in page.words


def test_a_page_that_stands_for_no_form_and_no_notice_is_whole(environment: Environment) -> None:
    bare = {name: value for name, value in PAGE.items() if name not in {"form", "notice"}}

    page = Rendered(environment.from_string(source("print")).render(bare))

    assert title(page) == "Your meeting \N{EN DASH} Example County Council"


def test_a_page_must_have_a_title(render: Render) -> None:
    with pytest.raises(Exception, match="Required block 'title'"):
        render('{% extends "layouts/page.html" %}')


def test_the_title_says_that_something_is_wrong(render: Render) -> None:
    form = Typed(problems=[Problem("body", "Write something here."), Problem(None, "Press again.")])

    page = render(source(), form=form)

    assert title(page) == "Error: Your meeting \N{EN DASH} Example County Council"
    summary = page.by_id("problems")
    assert summary is not None
    assert summary.get("tabindex") == "-1"
    assert "Press again." in page.words


def test_the_first_links_skip_and_leave(render: Render) -> None:
    page = render(source(), signed_in=PARENT)

    skip, leave = page.all("a")[:2]
    assert skip.get("href") == "#main"
    assert page.by_id("main") is page.all("main")[0]
    assert leave.get("href") == "/leave"


def test_every_way_out_tells_the_next_site_nothing(render: Render) -> None:
    ways = [link for link in render(source()).all("a") if link.get("href") == "/leave"]

    assert len(ways) == 2
    assert {way.get("rel") for way in ways} == {"nofollow noreferrer"}
    assert all("data-leave" in way.attrib for way in ways)


def test_the_four_doors_stand_in_order_and_one_is_open(render: Render) -> None:
    page = render(source(door="reports"), signed_in=PARENT)

    nav = next(found for found in page.all("nav") if found.get("class") == "doors")
    doors = list(nav.iter("a"))
    assert [door.text for door in doors] == ["Your meeting", "Reports", "What you think", "Help"]
    assert [door.text for door in doors if door.get("aria-current") == "page"] == ["Reports"]


def test_a_public_page_has_no_form_and_plain_links_to_its_languages(render: Render) -> None:
    page = render(source(), languages=THREE)

    assert not page.all("form")
    links = [link for link in page.all("a") if link.get("hreflang")]
    assert {link.get("href") for link in links} == {
        "/example/en/guide",
        "/example/cy/guide",
        "/example/ar/guide",
    }
    arabic = next(link for link in links if link.get("hreflang") == "ar")
    assert (arabic.text, arabic.get("lang"), arabic.get("dir")) == ("العربية", "ar", "rtl")


def test_a_signed_in_page_changes_language_with_a_form(render: Render) -> None:
    page = render(source(), languages=THREE, signed_in=PARENT, here="/m/reports")

    form = next(found for found in page.all("form") if found.get("action") == "/choose_language")
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert sent == {"form_token": "token", "here": "/m/reports"}
    assert {button.get("value") for button in form.iter("button")} == {"en", "cy", "ar"}


def test_the_other_language_of_two_is_one_press_away(render: Render) -> None:
    page = render(source(), languages=[ENGLISH, WELSH])

    assert not page.all("details")
    assert [link.text for link in page.all("a") if link.get("hreflang")] == ["Cymraeg"]


def test_one_language_offers_no_choice(render: Render) -> None:
    assert "Languages" not in render(source(), languages=[ENGLISH]).words


def test_a_page_turns_with_its_language(render: Render) -> None:
    html = render(source(), language=ARABIC).root

    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")


def test_only_a_signed_in_page_locks(render: Render) -> None:
    public, private = render(source()), render(source(), signed_in=PARENT)

    assert public.by_id("idle") is None
    assert "data-signed-in" not in public.all("body")[0].attrib
    idle = private.by_id("idle")
    assert idle is not None
    assert "hidden" in idle.attrib
    assert private.all("body")[0].get("data-idle-minutes") == "20"


def test_staff_sign_out_at_the_top_and_see_no_family_doors(render: Render) -> None:
    page = render(source("staff", door="today"), signed_in=OFFICER)

    assert "Example County Council staff" in page.words
    assert "What you think" not in page.words
    assert [form.get("action") for form in page.all("form")] == ["/sign_out"]


def test_made_up_people_are_called_made_up(render: Render) -> None:
    assert "made up" in render(source(), demonstration=True).words
    assert "made up" not in render(source()).words


def test_a_notice_is_read_out(render: Render) -> None:
    page = render(source(), notice="Your views have been sent.")

    status = next(part for part in page.all("div") if part.get("role") == "status")
    assert "Your views have been sent." in "".join(status.itertext())


def test_a_problem_page_says_what_happened_what_is_safe_and_whom_to_ring(render: Render) -> None:
    page = render(
        '{% extends "errors/problem.html" %}', problem=CannotSave(words_kept=True), signed_in=PARENT
    )

    assert page.all("h1")[0].text == CannotSave.title
    for words in (
        CannotSave.words,
        "Your words are safe.",
        "What you can do",
        "Call 999",
        "whom you can ring",
    ):
        assert words in page.words


def test_a_problem_page_promises_nothing_that_is_not_so(render: Render) -> None:
    page = render('{% extends "errors/problem.html" %}', problem=NotFound(), council=None, here="/nowhere")

    assert "safe" not in page.words
    assert "Ring the council" in page.words
