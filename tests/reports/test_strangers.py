"""What is not yours does not exist: reports, editions, decisions and replies of others answer 404."""

from fastapi import FastAPI

from app.access.scopes import Installation
from tests.reports.sharing import cases, keep
from tests.reports.test_replies import opened, sent
from tests.support.browser import Browser
from tests.support.world import World


def test_nobody_elses_report_exists(
    portal: Installation, people: World, app: FastAPI, amira: Browser
) -> None:
    kept = keep(portal, people, "amira")
    address = f"/m/reports/{kept.editions['amira']}"
    invented = f"/m/reports/{'a' * 26}"
    amira.submit(address)
    strangers = [Browser(app, people.person(name)) for name in ("ben", "carol", "erin", "farid")]

    for who in strangers:
        for end in ("", "/text", "/original", "/reply", "/reply/check"):
            found = who.get(f"{address}{end}")
            assert found.status == 404
            assert found.text == who.get(f"{invented}{end}").text
        assert [who.post(f"{address}{end}").status for end in ("", "/original", "/reply")] == [404] * 3
    assert "There are no reports for you yet." in strangers[0].get("/m/reports").text


def test_staff_of_elsewhere_and_families_find_no_case(
    portal: Installation, people: World, app: FastAPI, tess: Browser
) -> None:
    kept = keep(portal, people, "amira")
    member, edition = people.amira.membership_id, kept.editions["amira"]
    report = f"{cases(people)}/{kept.id}"
    own = (cases(people), f"{cases(people)}/new", report, f"{report}/share", f"{report}/as/{member}")

    for name in ("erin", "farid", "tess", "dev", "amira"):
        who = Browser(app, people.person(name))
        assert [who.get(address).status for address in (*own, f"{report}/editions/{edition}")] == [404] * 6
        assert who.post(f"{report}/file").status == 404
    other = f"/staff/families/{people.other_family.id}/reports/{kept.id}"
    assert [tess.get(f"{other}{end}").status for end in ("", "/share", f"/as/{member}")] == [404] * 3
    assert tess.post(f"{other}/file").status == 404
    assert tess.post(f"{other}/editions/{edition}", reason="mine").status == 404


def test_nobody_else_finds_a_reply(
    portal: Installation, people: World, app: FastAPI, ben: Browser, tess: Browser
) -> None:
    reply = sent(ben, opened(portal, people, ben))
    number = reply.url.rpartition("/")[2]

    for name in ("amira", "carol", "erin", "farid"):
        who = Browser(app, people.person(name))
        assert who.get(reply.url).status == 404
        assert who.post(reply.url).status == 404
    for name in ("erin", "farid", "tess", "olive"):
        who = Browser(app, people.person(name))
        assert who.get(f"{cases(people)}/replies").status == 404
        assert who.post(f"{cases(people)}/replies/{number}").status == 404
    assert tess.get(f"/staff/families/{people.other_family.id}/reports/replies/{number}").status == 404
