"""Nothing reaches a person before the text was searched for everybody else, and another person agreed."""

import pytest
from sqlmodel import select

from app.access import protected
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.families.models import DetailKind
from app.files import giving_away
from app.reports import case_reports
from app.reports.tables import Edition, ReleaseRequest, Report
from tests.reports.sharing import WORDS, add, cases, keep, pdf
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import add_member, as_case_worker, as_member
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, World

PLANTED = "Noor sleeps at 17 Larkspur Gardens each night."


def test_staff_add_a_report_that_nobody_in_the_family_can_open_yet(
    ada: Browser, ben: Browser, people: World
) -> None:
    page = add(ada, people, author_name="Jo Park")

    assert page.heading == "Report, School or nursery"
    assert "Nobody in the family can open it yet." in page.text
    assert "Jo Park" in page.text
    assert "There are no reports for you yet." in ben.get("/m/reports").text


def test_another_persons_address_in_a_report_blocks_it_and_is_named(ada: Browser, people: World) -> None:
    report = add(ada, people, pdf(PLANTED)).url

    before = ada.get(f"{report}/share")
    page = ada.post(f"{report}/share", members=[people.ben.membership_id])

    assert "Stop: protected details of another person" in before.text
    assert "Amira Haddad" in before.text
    assert "sleeps at 17 Larkspur Gardens" in before.text
    assert page.status == 422
    assert "say why it must be shared" in page.text
    assert "Shared on" not in page.text


def test_a_persons_own_address_is_no_find_in_their_own_copy(portal: Installation, people: World) -> None:
    kept = keep(portal, people, text=PLANTED)

    with as_case_worker(portal, people.ada, people.family.id) as scope:
        found = {one.name: one.found for one in case_reports.searched(scope, kept.id).readers}

    assert found == {"Amira Haddad": 0, "Ben Carver": 1}


def test_a_contact_in_a_report_needs_a_second_person_but_for_its_owner(
    portal: Installation, people: World
) -> None:
    kept = keep(portal, people, text=f"Write to {people.ben.contact} about it.")

    with as_case_worker(portal, people.ada, people.family.id) as scope:
        found = {one.name: one.found for one in case_reports.searched(scope, kept.id).readers}

    assert found == {"Amira Haddad": 1, "Ben Carver": 0}


def test_a_detail_that_became_protected_after_asking_is_found_by_the_second_person(
    portal: Installation, ada: Browser, sam: Browser, people: World
) -> None:
    report = add(ada, people).url
    ada.post(f"{report}/share", members=[people.ben.membership_id])
    with as_case_worker(portal, people.sam, people.family.id) as scope:
        protected.add(scope, people.amira.membership_id or "", DetailKind.DO_NOT_MENTION, "up to date with")

    page = sam.post(asked_at(sam, report))

    assert page.status == 422
    assert "although something was found" in page.text


def test_a_detail_that_is_protected_while_the_search_runs_is_searched_for_too(
    portal: Installation, ada: Browser, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = add(ada, people).url
    search = giving_away.find
    runs: list[int] = []

    def protect_meanwhile(text: str, details: list[tuple[DetailKind, str]]) -> dict[int, str]:
        runs.append(len(details))
        if len(runs) == 1:
            with as_case_worker(portal, people.sam, people.family.id) as scope:
                protected.add(scope, people.amira.membership_id or "", DetailKind.DO_NOT_MENTION, "the nurse")
        return search(text, details)

    monkeypatch.setattr(giving_away, "find", protect_meanwhile)

    page = ada.post(f"{report}/share", members=[people.ben.membership_id])

    assert [details - runs[0] for details in runs] == [0, 1]
    assert page.status == 422
    assert "up to date with the nurse" in page.text


def asked_at(staff: Browser, report: str) -> str:
    """Return the address of the one decision that waits."""
    page = staff.get(report)
    return next(link for link in page.links() if "/requests/" in link)


def test_who_asked_cannot_be_the_second_person(ada: Browser, people: World) -> None:
    report = add(ada, people).url
    ada.post(f"{report}/share", members=[people.ben.membership_id])
    asked = asked_at(ada, report)

    yes, no = ada.post(asked), ada.post(f"{asked}/no", reason="No")

    assert "Somebody else who works with this family must decide." in ada.get(asked).text
    assert yes.status == 403
    assert yes.heading == "Another person must decide this"
    assert no.status == 403
    assert "A second person must look" in ada.get(report).text


def test_the_second_person_sees_what_was_found_and_says_why(
    ada: Browser, sam: Browser, ben: Browser, people: World
) -> None:
    report = add(ada, people, pdf(PLANTED)).url
    ada.post(f"{report}/share", members=[people.ben.membership_id], reason="Ben has known it for years.")
    asked = asked_at(sam, report)

    shown = sam.get(asked)
    without_reason = sam.post(asked)
    page = sam.post(asked, reason="Amira agreed on the phone today.")

    assert "Ben has known it for years." in shown.text
    assert "17 Larkspur Gardens" in shown.text
    assert without_reason.status == 422
    assert "This was done before. Nothing changed." in sam.post(asked).text
    assert "Shared. We sent a message" in page.text
    assert "Amira agreed on the phone today." in page.text
    assert "New" in ben.get("/m/reports").text


def test_the_second_person_says_no_and_must_say_why(
    ada: Browser, sam: Browser, ben: Browser, people: World
) -> None:
    report = add(ada, people).url
    ada.post(f"{report}/share", members=[people.ben.membership_id])
    asked = asked_at(sam, report)

    without_reason = sam.post(f"{asked}/no")
    page = sam.post(f"{asked}/no", reason="Page 2 names the nursery.")
    again = sam.post(asked)

    assert without_reason.status == 422
    assert "Not shared: the second person said no" in page.text
    assert "Page 2 names the nursery." in page.text
    assert again.status == 409
    assert "There are no reports for you yet." in ben.get("/m/reports").text
    assert str(people.ben.membership_id) in ada.get(f"{report}/share").html


def test_a_family_without_protected_details_gets_a_report_at_once(
    tess: Browser, erin: Browser, people: World
) -> None:
    cases_of_other = f"/staff/families/{people.other_family.id}/reports"
    report = tess.post(
        f"{cases_of_other}/new",
        files={"file": ("report.pdf", pdf(), "application/pdf")},
        author="social_worker",
        title="assessment",
        meeting=people.other_meeting,
    ).url

    ready = tess.get(f"{report}/share")
    page = tess.post(f"{report}/share", members=[people.erin.membership_id])

    assert "Nothing was found. You can share it with this person at once." in ready.text
    assert "Shared. We sent a message" in page.text
    assert "Assessment" in erin.get("/m/reports").text


@pytest.mark.parametrize(("members", "status"), [([], 422), (["a" * 26], 404)])
def test_nobody_is_chosen_by_default_and_nobody_from_elsewhere(
    ada: Browser, people: World, members: list[str], status: int
) -> None:
    report = add(ada, people).url

    assert 'type="checkbox" id="field-members" name="members"' in ada.get(f"{report}/share").html
    assert "checked" not in ada.get(f"{report}/share").html
    assert ada.post(f"{report}/share", members=members).status == status


def test_a_supporter_cannot_be_given_a_report(ada: Browser, people: World) -> None:
    report = add(ada, people).url

    assert "Carol Finch" not in ada.get(f"{report}/share").text
    assert ada.post(f"{report}/share", members=[people.carol.membership_id]).status == 404


def test_each_person_gets_an_edition_of_their_own(portal: Installation, people: World) -> None:
    kept = keep(portal, people, "amira", "ben")

    with transaction(portal, writes=False) as session:
        rows = session.exec(select(Edition).where(Edition.report_id == kept.id)).all()

    assert len({row.id for row in rows}) == 2
    assert len({row.file_id for row in rows}) == 2
    assert len({row.digest for row in rows}) == 2
    assert len({row.blocks_sealed for row in rows}) == 2
    by_owner = {row.membership_id: row for row in rows}
    with as_member(portal, people.ben) as scope:
        mine, theirs = by_owner[people.ben.membership_id or ""], by_owner[people.amira.membership_id or ""]
        assert WORDS in scope.own.open(mine.blocks_sealed, mine.place("blocks_sealed"))
        with pytest.raises(Exception, match="report_editions"):
            scope.own.open(theirs.blocks_sealed, theirs.place("blocks_sealed"))


def test_the_digest_of_what_was_given_stands_in_the_audit_log(portal: Installation, people: World) -> None:
    kept = keep(portal, people, "ben")

    with transaction(portal, writes=False) as session:
        edition = session.get_one(Edition, kept.editions["ben"])
        entry = session.exec(
            select(AuditEntry).where(
                AuditEntry.object_id == edition.id, AuditEntry.action == Action.REPORT_SHARED.value
            )
        ).one()

    assert entry.reason == edition.digest[:32]
    assert entry.actor_id == people.ada.person_id


def test_the_notice_says_only_that_there_is_something(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    keep(portal, people, "ben")

    (message,) = postbox.deliver()

    assert "report" not in (message.subject + message.body).lower()


def test_a_report_taken_back_is_gone_at_the_next_request(
    portal: Installation, ada: Browser, ben: Browser, people: World
) -> None:
    kept = keep(portal, people, "ben")
    report, mine = f"{cases(people)}/{kept.id}", f"/m/reports/{kept.editions['ben']}"
    ben.post(mine)
    address = f"{report}/editions/{kept.editions['ben']}"

    warned = ada.get(address)
    without_reason = ada.post(address)
    page = ada.post(address, reason="Sent to the wrong parent.")

    assert "Ben Carver opened it. Tuesday 24 November 2026, 10:00" in warned.text
    assert without_reason.status == 422
    assert "It had been opened, so a record of that is begun." in page.text
    assert "It had been opened Tuesday 24 November 2026, 10:00." in ada.get(report).text
    assert [ben.get(f"{mine}{end}").status for end in ("", "/text", "/original", "/reply")] == [404] * 4
    assert ben.post(f"{mine}/original").status == 404
    assert ada.post(address, reason="Again").status == 200
    assert str(people.ben.membership_id) in ada.get(f"{report}/share").html


def test_staff_see_when_a_report_was_first_opened_and_nothing_more(
    portal: Installation, ada: Browser, ben: Browser, people: World, clock: Clock
) -> None:
    kept = keep(portal, people, "amira", "ben")
    clock.move(minutes=9)
    ben.post(f"/m/reports/{kept.editions['ben']}")
    clock.move(minutes=5)
    ben.get(f"/m/reports/{kept.editions['ben']}/text")

    page = ada.get(cases(people))

    assert "Opened Tuesday 24 November 2026, 10:09." in page.text
    assert "10:14" not in page.text
    assert page.text.count("Not opened yet.") == 1


def test_somebody_whose_contact_is_not_known_to_be_safe_gets_the_report_but_no_message(
    portal: Installation, ada: Browser, people: World, postbox: Postbox
) -> None:
    new = add_member(portal, people.ada, people.family, "Nadia Gray", safe_contact=None)
    people.carol = new
    kept = keep(portal, people, "carol")

    page = ada.get(f"{cases(people)}/{kept.id}")

    assert "No message was sent. Tell them yourself." in page.text
    assert postbox.deliver() == []


def test_staff_see_a_report_as_the_person_will_see_it(
    portal: Installation, ada: Browser, people: World
) -> None:
    kept = keep(portal, people)
    preview = f"{cases(people)}/{kept.id}/as"

    page = ada.get(f"{preview}/{people.ben.membership_id}")

    assert page.heading == "As Ben Carver will see it"
    assert WORDS in page.text
    assert ada.get(f"{preview}/{people.erin.membership_id}").status == 404


def test_a_decision_stands_once_and_by_two_people_in_the_database_too(
    portal: Installation, ada: Browser, people: World
) -> None:
    report = add(ada, people).url
    ada.post(f"{report}/share", members=[people.ben.membership_id])
    again = ada.post(f"{report}/share", members=[people.ben.membership_id])

    assert "This was done before. Nothing changed." in again.text
    with transaction(portal, writes=False) as session:
        (request,) = session.exec(select(ReleaseRequest)).all()
        (kept,) = session.exec(select(Report)).all()
        assert session.exec(select(Edition)).all() == []

    assert request.report_id == kept.id
    assert AMIRAS_ADDRESS.encode() not in request.reason_sealed
