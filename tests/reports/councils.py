"""Councils that state by when a family gets the reports."""

from datetime import date

from app.authorities.before import ReportAuthor, ReportLead
from app.authorities.facts import Duration, Fact, Promise, Status, Strength, Unit
from app.authorities.models import Authority

Lead = tuple[ReportAuthor, int, Unit, Strength]


def stating(profile: Authority, **leads: list[Lead]) -> Authority:
    """Return a council's profile with its own times for reports, by kind of meeting."""
    facts = {kind: _fact(wanted) for kind, wanted in leads.items()}
    return profile.model_copy(update={"reports": profile.reports.model_copy(update=facts)})


def _fact(leads: list[Lead]) -> Fact[tuple[ReportLead, ...]]:
    value = tuple(
        ReportLead(
            author=author,
            before=Promise(duration=Duration(amount=amount, unit=unit), strength=strength),
        )
        for author, amount, unit, strength in leads
    )
    return Fact[tuple[ReportLead, ...]](
        value=value, status=Status.STATED, source="Leaflet", checked=date(2026, 11, 1)
    )
