"""A council that is only a folder, and one of three lines in a region: every page of theirs opens."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.families.models import Role
from app.kit import clock
from app.kit.settings import ROOT
from app.main import create_app
from tests.authorities.test_sixth import RIVERTON
from tests.public.site import UNWRITTEN, open_installation
from tests.support import families
from tests.support.browser import Browser
from tests.support.crawling import crawl

CWM = 'extends = "mid-and-west-wales"\nname = "Cwm Council"\nshort_name = "Cwm"\n'
AT_LEAST = 29


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """Give a portal on a folder of councils with two more in it than ours."""
    folder = Path(tmp_path_factory.mktemp("councils"))
    shutil.copytree(ROOT / "authorities", folder / "authorities")
    for key, profile in (("riverton", RIVERTON), ("cwm", CWM)):
        (folder / "authorities" / key).mkdir()
        (folder / "authorities" / key / "profile.toml").write_text(profile, encoding="utf-8")
    installation = open_installation(folder / "portal", folder / "authorities")
    assert installation.catalogue.problems == ()
    yield create_app(installation)
    installation.engine.dispose()


def walk(browser: Browser, council: str, language: str) -> dict[str, str]:
    """Open every public page that links lead to, and give the words of each."""
    seen: dict[str, str] = {}
    waiting = [f"/{council}/{language}/"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        page = browser.get(address)
        assert page.status == 200, address
        assert page.title, address
        seen[address] = page.text
        for link in page.links():
            found = page.response.url.join(link)
            if found.path.startswith(f"/{council}/{language}/"):
                waiting.append(found.path)
        beside = page.soup.select("main a[href^='../']")
        waiting += [page.response.url.join(str(link["href"])).path for link in beside]
    return seen


@pytest.mark.parametrize("council", ["riverton", "cwm"])
@pytest.mark.parametrize("language", ["en", UNWRITTEN.tag])
def test_every_page_opens(app: FastAPI, council: str, language: str) -> None:
    pages = walk(Browser(app), council, language)
    places = {address.removeprefix(f"/{council}/{language}/") for address in pages}

    assert len(pages) >= AT_LEAST
    assert {
        "",
        "help",
        "safe",
        "children",
        "words",
        "guide/all",
        "guide/before",
        "easy-read/before",
    } <= places


@pytest.mark.parametrize("council", ["riverton", "cwm"])
def test_every_page_of_a_new_councils_family_and_staff_opens(app: FastAPI, council: str) -> None:
    installation = app.state.installation
    clerk = families.add_staff(installation, council, "Nell Archer", Role.ADMINISTRATOR)
    chair = families.add_staff(installation, council, "Hugo Bell", Role.CHAIR)
    officer = families.add_staff(installation, council, "Una Gray", Role.COMPLAINTS_OFFICER)
    family = families.open_family(installation, clerk, chair)
    parent = families.add_member(installation, clerk, family, "Ida Quill")
    meets_at = clock.now() + timedelta(days=9)
    families.call_meeting(installation, clerk, family, parent, meets_at=meets_at, chair=chair)

    for who, start in ((parent, "/m"), (clerk, "/staff"), (chair, "/staff"), (officer, "/staff")):
        pages = crawl(Browser(app, who), [start], within=lambda path: path.startswith(("/m", "/staff")))
        assert len(pages) >= 3, who.role
        for path, page in pages.items():
            assert page.status in {200, 303}, path


def test_a_new_council_says_its_own_facts_and_no_others(app: FastAPI) -> None:
    pages = walk(Browser(app), "riverton", "en")
    said = " ".join(pages.values())

    assert "within 2 working days" in pages["/riverton/en/guide/afterwards"]
    assert "You get a letter within 2 working days." in pages["/riverton/en/easy-read/afterwards"]
    assert "Come 30 minutes before the start." in pages["/riverton/en/guide/on-the-day"]
    assert "3 working days before the meeting" in pages["/riverton/en/guide/before"]
    assert "11 and over" in pages["/riverton/en/children"]
    assert "Ask your social worker who can come with you." in pages["/riverton/en/guide/bringing-someone"]
    for others in (
        "Barnsley",
        "every 4 weeks",
        "24 hours",
        "family tree",
        "20 working days",
        "take your child away from",
    ):
        assert others not in said


def test_a_council_in_a_region_says_what_the_region_says_under_its_own_name(app: FastAPI) -> None:
    page = Browser(app).get("/cwm/en/guide/afterwards")

    assert "You get a letter within 5 working days." in page.text
    assert page.title.endswith("Cwm Council")
