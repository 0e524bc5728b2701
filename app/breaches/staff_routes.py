"""The addresses where staff see and keep the records of what reached the wrong person."""

from fastapi import Request, Response

from app.access import staff_accounts
from app.access.guards import Identifier, MaySeeBreaches, MayWriteBreaches
from app.access.scopes import BreachScope, CaseScope
from app.breaches import beginning, reading_forms, rules, service, writing
from app.breaches.forms import (
    BreachForm,
    BreachSubmitted,
    DecisionForm,
    DecisionSubmitted,
    DoneForm,
    DoneSubmitted,
    KnownForm,
    KnownSubmitted,
    ToldForm,
    ToldSubmitted,
)
from app.breaches.models import BY_HAND, Told
from app.breaches.tables import Breach
from app.drafts.service import new_submission_key
from app.kit import clock
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

BEGUN = N_("The record is begun. Write down what you do about it.")
ADDED = N_("It stands in the record now.")

router = Router()


@router.get("/staff/breaches")
def list_breaches(request: Request, scope: MaySeeBreaches, page: PageOf) -> Response:
    """List what reached the wrong person: what is open, or what is closed."""
    closed = request.query_params.get("show") == "closed"
    lines = service.every(scope, closed=closed)
    return page.show("breaches/list_breaches.html", lines=lines, closed=closed)


@router.get("/staff/families/{family}/breaches")
def list_case_breaches(scope: MayWriteBreaches, page: PageOf) -> Response:
    """List what of one family's reached the wrong person."""
    lines = service.of_family(scope, scope.family_id)
    return page.show("breaches/list_case_breaches.html", lines=lines, family=scope.family_id)


@router.get("/staff/families/{family}/breaches/new")
def write_breach(scope: MayWriteBreaches, page: PageOf) -> Response:
    """Ask what went where."""
    now = clock.in_london(clock.now())
    known = {"known_on": now.date().isoformat(), "known_time": f"{now:%H:%M}"}
    return _write(scope, page, blank(BreachForm, submission_key=new_submission_key(), **known))


def _write(scope: CaseScope, page: Page, form: Submitted[BreachForm]) -> Response:
    others = [one for one in staff_accounts.allocated(scope) if one.person_id != scope.person_id]
    return page.show(
        "breaches/write_breach.html", form=form, family=scope.family_id, kinds=BY_HAND, others=others
    )


@router.post("/staff/families/{family}/breaches/new")
def save_breach(scope: MayWriteBreaches, page: PageOf, submitted: BreachSubmitted) -> Response:
    """Begin a record by hand."""
    new = reading_forms.new_breach(scope, submitted)
    if new is None:
        return _write(scope, page, submitted)
    form = submitted.values
    breach = beginning.by_hand(
        scope,
        form.kind,
        form.words,
        happened_on=new.happened_on,
        known_at=new.known_at,
        cause=new.cause,
        submission_key=form.submission_key,
    )
    return page.go_to("show_breach", breach=breach, notice=BEGUN)


@router.get("/staff/breaches/{breach}")
def show_breach(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Show a record with everything that was added to it."""
    return page.show("breaches/show_breach.html", record=service.one(scope, breach))


@router.get("/staff/breaches/{breach}/print")
def print_breach(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Show the same record as a sheet to print, for the council's data protection officer."""
    return page.show("breaches/print_breach.html", record=service.one(scope, breach))


@router.get("/staff/breaches/{breach}/done")
def add_done(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Ask what was done about it."""
    service.row_of(scope, breach)
    form = blank(DoneForm, submission_key=new_submission_key())
    return page.show("breaches/add_done.html", form=form, breach=breach)


@router.post("/staff/breaches/{breach}/done")
def save_done(scope: MaySeeBreaches, page: PageOf, breach: Identifier, submitted: DoneSubmitted) -> Response:
    """Add what was done about it."""
    service.row_of(scope, breach)
    if submitted.problems:
        return page.show("breaches/add_done.html", form=submitted, breach=breach)
    writing.add_done(scope, breach, submitted.values.words, submitted.values.submission_key)
    return page.go_to("show_breach", breach=breach, notice=ADDED)


@router.get("/staff/breaches/{breach}/told")
def add_told(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Ask whether the people concerned were told."""
    return _told(scope, page, breach, blank(ToldForm, submission_key=new_submission_key()))


def _told(scope: BreachScope, page: Page, breach: str, form: Submitted[ToldForm]) -> Response:
    service.row_of(scope, breach)
    return page.show("breaches/add_told.html", form=form, breach=breach, ways=list(Told))


@router.post("/staff/breaches/{breach}/told")
def save_told(scope: MaySeeBreaches, page: PageOf, breach: Identifier, submitted: ToldSubmitted) -> Response:
    """Add who was told, when and how; or why nobody was."""
    on = reading_forms.told_on(submitted)
    if submitted.problems:
        return _told(scope, page, breach, submitted)
    form = submitted.values
    writing.add_told(scope, breach, form.told, form.words, on=on, submission_key=form.submission_key)
    return page.go_to("show_breach", breach=breach, notice=ADDED)


@router.get("/staff/breaches/{breach}/decision")
def decide_breach(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Ask whether it was reported to the Information Commissioner's Office."""
    row = writing.require_may_decide(scope, breach)
    return _decide(page, row, blank(DecisionForm, submission_key=new_submission_key()))


def _decide(page: Page, row: Breach, form: Submitted[DecisionForm]) -> Response:
    until = rules.deadline_of(row.known_at)
    is_over = clock.now() > until
    return page.show("breaches/decide_breach.html", form=form, breach=row.id, until=until, is_over=is_over)


@router.post("/staff/breaches/{breach}/decision")
def save_decision(
    scope: MaySeeBreaches, page: PageOf, breach: Identifier, submitted: DecisionSubmitted
) -> Response:
    """Add the decision, with the reasons for a delay where there is one."""
    row = writing.require_may_decide(scope, breach)
    at = reading_forms.reported_at(scope, row, submitted)
    if submitted.problems:
        return _decide(page, row, submitted)
    form = submitted.values
    writing.decide(
        scope, row, form.words, reported_at=at, delay=form.delay, submission_key=form.submission_key
    )
    return page.go_to("show_breach", breach=breach, notice=ADDED)


@router.get("/staff/breaches/{breach}/known")
def add_known(scope: MaySeeBreaches, page: PageOf, breach: Identifier) -> Response:
    """Ask since when the council really knew."""
    return _known(scope, page, breach, blank(KnownForm, submission_key=new_submission_key()))


def _known(scope: BreachScope, page: Page, breach: str, form: Submitted[KnownForm]) -> Response:
    since = service.row_of(scope, breach).known_at
    return page.show("breaches/add_known.html", form=form, breach=breach, since=since)


@router.post("/staff/breaches/{breach}/known")
def save_known(
    scope: MaySeeBreaches, page: PageOf, breach: Identifier, submitted: KnownSubmitted
) -> Response:
    """Let the clock run from the earlier moment."""
    known_at = reading_forms.known_at(submitted)
    if known_at is not None:
        try:
            form = submitted.values
            writing.add_known(scope, breach, known_at, form.words, form.submission_key)
            return page.go_to("show_breach", breach=breach, notice=ADDED)
        except rules.MomentUnusable as unusable:
            submitted.refuse("known_on", unusable.words)
    return _known(scope, page, breach, submitted)
