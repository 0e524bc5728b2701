"""Every council's pages, for everybody and for families, stand on that council's own facts."""

import pytest

from app.access.scopes import Installation
from app.families.models import Role
from app.kit.settings import ROOT
from tests.support import families
from tests.support.browser import Browser
from tests.support.crawling import crawl
from tests.support.world import MEETS_AT
from tests.whole.conftest import is_personal

COUNCILS = (
    "barnsley",
    "kensington-and-chelsea",
    "mid-and-west-wales",
    "northamptonshire",
    "sample-english-council",
)
MARKS = {
    "barnsley": "Barnsley",
    "kensington-and-chelsea": "Kensington",
    "mid-and-west-wales": "Wales",
    "northamptonshire": "Northamptonshire",
    "sample-english-council": "Sample",
}


def test_every_council_is_here(portal: Installation) -> None:
    assert tuple(sorted(authority.key for authority in portal.catalogue.all())) == COUNCILS


@pytest.mark.parametrize("council", COUNCILS)
def test_every_public_page_of_a_council_answers(visitor: Browser, portal: Installation, council: str) -> None:
    authority = portal.catalogue.get(council)
    assert authority is not None

    pages = crawl(visitor, [f"/{council}/en/"], within=lambda path: path.startswith(f"/{council}/en/"))

    assert len(pages) >= 15
    others = [mark for key, mark in MARKS.items() if key not in {council, "mid-and-west-wales"}]
    for path, page in pages.items():
        assert page.status == 200, path
        assert page.title.endswith(f" \u2013 {authority.name}"), path
        assert not [mark for mark in others if mark in page.text], path


@pytest.mark.parametrize("council", COUNCILS)
def test_every_page_of_a_family_of_a_council_answers(app: object, portal: Installation, council: str) -> None:
    clerk = families.add_staff(portal, council, "Nell Archer", Role.ADMINISTRATOR)
    chair = families.add_staff(portal, council, "Hugo Bell", Role.CHAIR)
    family = families.open_family(portal, clerk, chair)
    parent = families.add_member(portal, clerk, family, "Ida Quill")
    families.call_meeting(portal, clerk, family, parent, meets_at=MEETS_AT, chair=chair)

    for who, start in ((parent, "/m"), (clerk, "/staff"), (chair, "/staff")):
        pages = crawl(Browser(app, who), [start], within=is_personal)  # type: ignore[arg-type]
        assert len(pages) > 5
        for path, page in pages.items():
            assert page.status in {200, 303}, path


def test_no_code_knows_a_council() -> None:

    for folder in ("app", "templates"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".html", ".txt"}:
                text = path.read_text().lower()
                assert not [mark for mark in ("barnsley", "kensington", "northampton") if mark in text], path
