"""What is in time, what a second person must look at, and who may be that person. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.access.models import Permission
from app.access.rules import may
from app.authorities import rules as promises
from app.conferences.models import ConferenceDetails, Stage
from app.conferences.rules import has_begun
from app.families.models import Role
from app.files.models import Block
from app.reports.asking_models import AT_ANY_TIME, AskedFor
from app.reports.models import Author, Timing
from app.reports.staff_models import Caution

# A hard text on a phone is read more slowly than a story: 150 words a minute, not the usual 230.
WORDS_A_MINUTE = 150
HOUR = timedelta(hours=1)
DAYS_FROM = timedelta(days=2)


def minutes_to_read(blocks: Iterable[Block]) -> int:
    """Say about how many minutes a report takes to read; at least one."""
    words = sum(len(block.text.split()) for block in blocks)
    return max(1, round(words / WORDS_A_MINUTE))


def picture_pages(pages: int, blocks: Iterable[Block]) -> list[int]:
    """Return the pages on which no text begins: they may be pictures, which no search can read."""
    with_text = {block.page for block in blocks}
    return [page for page in range(1, pages + 1) if page not in with_text]


def timing(meeting: ConferenceDetails | None, author: Author, shared_at: datetime) -> Timing | None:
    """Say whether a report came in time; nothing where the council made no promise or there is no date."""
    if meeting is None or meeting.meets_at is None:
        return None
    due = promises.report_due(meeting.profile, meeting.kind, author.rule, meeting.meets_at)
    if due is None:
        return None
    before = meeting.meets_at - shared_at
    return Timing(
        is_late=due.is_late(shared_at),
        is_aim=due.is_aim,
        rule=due.promise.duration,
        is_after_start=before <= timedelta(),
        hours=before // HOUR if before < DAYS_FROM else 0,
        days=before.days if before >= DAYS_FROM else 0,
    )


def cautions(
    *, found: int, covered: Sequence[int], pictures: Sequence[int], has_protected: bool
) -> tuple[Caution, ...]:
    """Return every reason why a second person must look first; without one the report goes out at once."""
    reasons = {
        Caution.FOUND: found > 0,
        Caution.COVERED: bool(covered),
        Caution.PICTURES: bool(pictures),
        Caution.PROTECTED: has_protected,
    }
    return tuple(caution for caution, holds in reasons.items() if holds)


def may_decide(person_id: str, asked_by_id: str) -> bool:
    """Say whether somebody may be the second person: anybody but who asked."""
    return person_id != asked_by_id


def may_read(role: Role) -> bool:
    """Say whether a member of a family in this role can be given a report at all."""
    return may(role, Permission.READ_REPORTS)


def may_share(role: Role) -> bool:
    """Say whether a colleague in this role can be the second person for a report."""
    return may(role, Permission.SHARE_REPORTS)


def to_ask_for(meeting: ConferenceDetails | None, now: datetime) -> tuple[AskedFor, ...]:
    """Say what somebody can ask for about a report, by what they may know of its meeting.

    Once it has begun nothing can be moved; who is asked not to come at all needs no time in it.
    """
    is_over = meeting is None or meeting.stage in {Stage.PAST, Stage.CANCELLED}
    if meeting is None or is_over or has_begun(meeting.meets_at, now):
        return AT_ANY_TIME
    return AT_ANY_TIME if meeting.kept_out and meeting.kept_out.is_whole else tuple(AskedFor)


def answers_askings(role: Role) -> bool:
    """Say whether somebody in this role answers what a family asks before a meeting."""
    return may(role, Permission.ANSWER_ASKINGS)


def answers_replies(role: Role) -> bool:
    """Say whether somebody in this role is told of a reply: who works on the case, not who runs accounts."""
    return may(role, Permission.SEE_CASE)


def may_see_protected(role: Role) -> bool:
    """Say whether somebody in this role is told which protected detail was found, and where."""
    return may(role, Permission.SEE_PROTECTED)


def page_numbers(kept: str) -> tuple[int, ...]:
    """Return the pages that a row lists."""
    return tuple(int(page) for page in kept.split(",") if page)
