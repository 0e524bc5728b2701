"""When a message may leave: hours that are safe for its reader, and when to try again."""

from datetime import datetime, time, timedelta

from app.kit.clock import in_london

RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
GIVE_UP_AFTER = timedelta(hours=24)


def is_safe_hour(moment: datetime, from_hour: time | None, until_hour: time | None) -> bool:
    """Say whether a moment lies in somebody's safe hours; without hours every hour is safe."""
    if from_hour is None or until_hour is None:
        return True
    at = in_london(moment).time()
    if from_hour <= until_hour:
        return from_hour <= at < until_hour
    return at >= from_hour or at < until_hour


def next_safe(moment: datetime, from_hour: time | None, until_hour: time | None) -> datetime:
    """Return the first safe moment from this one on."""
    if from_hour is None or is_safe_hour(moment, from_hour, until_hour):
        return moment
    local = in_london(moment)
    begins = local.replace(hour=from_hour.hour, minute=from_hour.minute, second=0, microsecond=0)
    return begins if begins > local else begins + timedelta(days=1)


def next_try(queued_at: datetime, now: datetime, tries: int) -> datetime | None:
    """Return when to try again after so many tries; None when it is time to give up."""
    if now >= queued_at + GIVE_UP_AFTER:
        return None
    return now + (RETRIES[tries - 1] if tries <= len(RETRIES) else RETRIES[-1])
