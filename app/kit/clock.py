"""The one reader of the time, so that a test can move it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment as an aware time in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


def today() -> date:
    """Return the date it is in London, where every council that Heard serves keeps its calendar."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    """Return the same moment as a clock in London shows it."""
    return moment.astimezone(LONDON)
