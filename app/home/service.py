"""Gather what a family's first pages show from the features, each by its own short answer."""

from datetime import datetime

from fastapi import FastAPI
from starlette.routing import Match

from app.access import links
from app.access.scopes import FamilyScope, HelperScope, PersonScope
from app.audit.models import Action
from app.complaints import service as complaints
from app.conferences import exclusions, seen
from app.conferences import rules as meeting_rules
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails, ProfessionalRole, Stage
from app.drafts import service as drafts
from app.drafts.models import Held
from app.families.models import Role
from app.families.rules import first_name
from app.families.tables import Family, Person
from app.home import rules
from app.home.models import Home, KeptWords, SentThing, ToDo
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.i18n import N_
from app.needs import service as needs
from app.needs.models import KIND as NEEDS
from app.needs.models import Overview as NeedsOverview
from app.preparation import service as preparation
from app.reports import service as reports
from app.written_views import service as written_views

STANDING = {Stage.TODAY, Stage.AHEAD, Stage.NO_DATE}
# What a receipt is for, and the page that shows it.
SENT_KINDS = {
    "preparation": (N_("What you want to say"), "show_sent_preparation"),
    "views": (N_("What you wrote to the meeting"), "show_sent_views"),
    "reply": (N_("What you said about a report"), "show_sent_reply"),
    "needs": (N_("Help to take part"), "show_sent_needs"),
    "asking": (N_("What you asked about a report"), "show_asking"),
    "correction": (N_("What you said is wrong"), "show_correction"),
    "call": (N_("A call that you asked for"), "show_call"),
    "complaint": (N_("What you are unhappy about"), "show_complaint"),
}


def home(scope: FamilyScope) -> Home:
    """Return one person's first page."""
    invited, to_do = conferences.invited(scope), things_to_do(scope)
    meeting = next(iter(invited), None)
    at = meeting.meets_at if meeting else None
    minutes = meeting.profile.meeting.arrive_minutes_before.value if meeting else None
    has_reports = to_do.reports.total > 0
    is_shown = meeting is not None and not meeting.is_hidden
    steps = (
        meeting_rules.timeline(meeting, clock.now(), has_reports=has_reports) if meeting and is_shown else ()
    )
    kept_out = meeting.kept_out if meeting else None
    return Home(
        first_name=first_name(scope.name),
        meeting=meeting,
        others=tuple(one for one in invited[1:] if one.stage in STANDING),
        come_at=rules.come_at(at, minutes),
        time_in_words=rules.time_in_words(at, scope.language.tag) if at else "",
        steps=tuple(steps),
        is_young_person=scope.role is Role.YOUNG_PERSON,
        social_worker=_social_worker(meeting),
        to_do=to_do,
        is_bereaved=is_bereaved(scope),
        chairs_words=exclusions.words_for(scope, kept_out) if kept_out else "",
        has_other_families=not scope.beside_id
        and len(links.memberships_of(scope.session, scope.person_id)) > 1,
    )


def first_page(scope: FamilyScope) -> Home:
    """Return one person's first page, and note that they have seen when their meeting is."""
    shown = home(scope)
    if not shown.is_bereaved:
        for meeting in (shown.meeting, *shown.others):
            seen.note(scope, meeting)
    return shown


def is_bereaved(scope: FamilyScope | HelperScope) -> bool:
    """Say whether somebody of this family has died, so that first pages stay quiet."""
    return scope.session.get_one(Family, scope.family_id).bereaved_at is not None


def date_ahead(scope: FamilyScope) -> datetime:
    """Return when the meeting is, today or later. Raises NotFound when there is no such date."""
    meeting = conferences.current(scope)
    if meeting is None or meeting.meets_at is None or meeting.stage not in STANDING or is_bereaved(scope):
        raise NotFound
    return meeting.meets_at


def _social_worker(meeting: ConferenceDetails | None) -> str:
    """Return the name of the social worker, when the family has been told that they come."""
    people = meeting.attendees if meeting else ()
    return next((one.name for one in people if one.role is ProfessionalRole.SOCIAL_WORKER), "")


def things_to_do(scope: FamilyScope) -> ToDo:
    """Return how far this person is with each thing they can do."""
    sent = drafts.receipts(scope)
    return ToDo(
        reports=reports.overview(scope),
        preparation=preparation.overview(scope),
        views=written_views.overview(scope),
        # Whoever never asked for anything need not be looked up.
        needs=needs.overview(scope) if any(one.kind == NEEDS for one in sent) else NeedsOverview(),
        complaints=complaints.overview(scope),
        has_kept_words=bool(_held(scope)),
        has_sent=bool(sent),
    )


def kept_words(scope: FamilyScope, app: FastAPI) -> list[KeptWords]:
    """Return the words that were kept when a page closed, newest first."""
    return [
        KeptWords(held.address, held.held_at, rules.written_texts(held.fields), opens(app, held.address))
        for held in _held(scope)
    ]


def _held(scope: FamilyScope) -> list[Held]:
    return [held for held in drafts.all_held(scope) if rules.has_answer(held.fields)]


def sent_things(scope: FamilyScope) -> list[SentThing]:
    """Return everything this person has sent, newest first, each with its page."""
    url, found = scope.installation.url, []
    for receipt in drafts.receipts(scope):
        kind, about = receipt.kind, receipt.subject_id
        words, route = SENT_KINDS[kind]
        href = url(route, **{_parameter(url(route)): about})
        found.append(SentThing(kind, about, words, receipt.reference, receipt.sent_at, href, receipt.digest))
    return found


def address_of(scope: FamilyScope, route: str) -> str:
    """Return the address of a page, by which words held for it are found."""
    return scope.installation.url(route)


def _parameter(path: str) -> str:
    return path.partition("{")[2].partition("}")[0]


def choose_language(scope: PersonScope, tag: str) -> None:
    """Remember the language that somebody reads; one that their council does not offer changes nothing."""
    if tag in scope.installation.offered(scope.authority):
        person = scope.session.get_one(Person, scope.person_id)
        person.language = tag
        scope.session.add(person)
        scope.record(Action.LANGUAGE_CHOSEN, "people", person.id, reason=tag)


def opens(app: FastAPI, address: str) -> bool:
    """Say whether an address is a page of ours for somebody signed in: nothing foreign, nothing to press."""
    first = address.split("/")[1:2]
    if first not in (["m"], ["staff"]):
        return False
    asked = {"type": "http", "method": "GET", "path": address, "root_path": "", "headers": []}
    return any(route.matches(asked)[0] is Match.FULL for route in app.routes)
