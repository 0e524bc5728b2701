"""The demonstration's own pages: who there is, what they got, and none of it in production."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import main
from app.access.scopes import Installation
from app.demonstration import cast as who
from app.demonstration import inbox
from app.demonstration.models import DemonstrationPerson
from app.kit.encryption import add_master_key
from app.kit.errors import NotFound
from app.kit.ids import new_id
from app.kit.settings import Settings
from app.outbox.channels import open_channels
from app.outbox.sending import send_due
from tests.support import installations, readability
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone

Cast = dict[str, dict[str, Someone]]


def test_the_page_lists_everybody_with_their_pin(
    demo_app: FastAPI, everybody: list[DemonstrationPerson]
) -> None:
    page = Browser(demo_app).get("/demo")

    assert page.status == 200
    for person in everybody:
        assert person.name in page.text
        assert person.contact in page.text
        assert person.pin in page.text
        assert f"/demo/{person.id}" in page.links()


def test_the_page_says_that_all_is_made_up(demo_app: FastAPI) -> None:
    page = Browser(demo_app).get("/demo")

    assert "All people here are made up" in page.text
    assert page.response.headers["cache-control"] == "no-store"


def test_the_page_is_plain(demo_app: FastAPI) -> None:
    page = Browser(demo_app).get("/demo")
    for table in page.soup.select("main table"):
        table.decompose()
    html = str(page.soup.select_one("main"))

    assert readability.grade(html) <= 5
    assert readability.banned(html) == []
    assert max(len(readability.words(one)) for one in readability.sentences(html)) <= 20


def test_the_first_page_leads_there(demo_app: FastAPI) -> None:
    assert "/demo" in Browser(demo_app).get("/").links()


@pytest.mark.parametrize("slot", [who.PROTECTED_PARENT, who.CARER, who.ADMINISTRATOR])
def test_somebody_signs_in_by_the_messages_shown(
    demo: Installation, demo_app: FastAPI, cast: Cast, slot: str
) -> None:
    council, people = next(iter(cast.items()))
    somebody, browser = people[slot], Browser(demo_app)
    assert "There is no message yet" in browser.get(f"/demo/{somebody.person_id}").text

    browser.submit(f"/{council}/en/sign-in", contact=somebody.contact)
    while send_due(demo, open_channels(demo.settings)):
        pass
    messages = browser.get(f"/demo/{somebody.person_id}")
    (link,) = [one for one in messages.links() if one.startswith("/s/")]
    page = browser.submit(link, pin=somebody.pin)

    assert page.status == 200
    assert page.url in {"/m", "/staff"}


def test_a_persons_messages_are_shown_newest_first_and_nobody_elses(
    demo: Installation, demo_app: FastAPI, cast: Cast, clock: Clock
) -> None:
    council, people = next(iter(cast.items()))
    browser = Browser(demo_app)
    for slot in (who.PARENT_TODAY, who.PARENT_AFTER, who.PARENT_TODAY):
        clock.move(minutes=5)
        browser.submit(f"/{council}/en/sign-in", contact=people[slot].contact)
        while send_due(demo, open_channels(demo.settings)):
            pass

    today, after, chair = (
        inbox.letters_to(demo, inbox.find(demo, people[slot].person_id))
        for slot in (who.PARENT_TODAY, who.PARENT_AFTER, who.CHAIR)
    )
    assert [letter.sent_at for letter in today] == sorted({one.sent_at for one in today}, reverse=True)
    assert (len(today), len(after), len(chair)) == (2, 1, 0)


def test_a_stranger_has_no_messages(demo_app: FastAPI) -> None:
    browser = Browser(demo_app)

    assert browser.get(f"/demo/{new_id()}").status == 404
    assert browser.get("/demo/nobody").status == 404


def test_before_loading_the_page_says_how(demo: Installation, demo_app: FastAPI) -> None:
    demo_app.state.installation = replace(demo, catalogue=type(demo.catalogue)(demo.catalogue.problems, {}))

    assert "Nobody is here yet" in Browser(demo_app).get("/demo").text


def test_where_messages_really_leave_nothing_is_shown(demo: Installation, demo_app: FastAPI) -> None:
    settings = demo.settings.model_copy(update={"mail_url": "smtp://mail.example.org"})
    demo_app.state.installation = replace(demo, settings=settings)

    assert Browser(demo_app).get("/demo").status == 404


def test_production_has_none_of_it(
    demo: Installation, everybody: list[DemonstrationPerson], tmp_path: Path
) -> None:
    add_master_key(tmp_path / "key")
    settings = Settings(
        mode="production",
        data_folder=tmp_path / "var",
        key_file=tmp_path / "key",
        base_url="https://heard.example.org",
        worker="separate",
        _env_file=None,
    )
    installation = main.build_installation(settings)
    installations.prepare(installation.engine)
    visitor = TestClient(main.create_app(installation), base_url="https://heard.example.org")

    assert visitor.get("/demo").status_code == 404
    assert visitor.get(f"/demo/{everybody[0].id}").status_code == 404
    assert "/demo" not in visitor.get("/").text
    installation.engine.dispose()
    with pytest.raises(NotFound):
        inbox.councils(replace(demo, settings=settings))
