"""What the first page is told: the meeting, what can be done now, and what happens next."""

from dataclasses import dataclass, field
from datetime import datetime

from app.access.helped import Banner
from app.access.models import Visit
from app.authorities.before import Supporter
from app.calls.models import Asked as AskedForCall
from app.complaints.service import Overview as ComplaintsOverview
from app.complaints.service import SentComplaint
from app.conferences.models import ConferenceDetails, TimelineStep
from app.corrections.models import Asked
from app.drafts.models import Opened
from app.needs.models import Overview as NeedsOverview
from app.needs.models import SentNeeds
from app.preparation.models import Overview as PreparationOverview
from app.preparation.models import SentPreparation
from app.reports.asking_models import OwnAsking
from app.reports.models import Overview as ReportsOverview
from app.reports.models import SentReply, SharedReport
from app.written_views.models import Overview as ViewsOverview
from app.written_views.models import SentViews


@dataclass(frozen=True, slots=True)
class ToDo:
    """How far somebody is with each thing they can do."""

    reports: ReportsOverview
    preparation: PreparationOverview
    views: ViewsOverview
    needs: NeedsOverview
    complaints: ComplaintsOverview
    has_kept_words: bool
    has_sent: bool


@dataclass(frozen=True, slots=True)
class Home:
    """One person's first page."""

    first_name: str = field(repr=False)
    meeting: ConferenceDetails | None
    others: tuple[ConferenceDetails, ...]
    come_at: datetime | None
    time_in_words: str
    is_young_person: bool
    steps: tuple[TimelineStep, ...]
    social_worker: str = field(repr=False)
    to_do: ToDo
    chairs_words: str = field(default="", repr=False)
    """What the chair wrote to somebody who is asked not to come."""
    is_bereaved: bool = False
    has_other_families: bool = False


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Words that were kept when a page closed, and the form they belong to, where it can be opened."""

    address: str
    held_at: datetime
    texts: tuple[str, ...] = field(repr=False)
    opens_form: bool


@dataclass(frozen=True, slots=True)
class SentThing:
    """One receipt, and the page on which what was sent can be read."""

    kind: str
    subject_id: str
    kind_words: str
    reference: str
    sent_at: datetime
    href: str
    digest: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that was sent, with what became of it: who opened it, or when it was taken back."""

    sent: SentThing
    openings: tuple[Opened, ...]
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """What one person sent and who opened it, who opened their file, and what they did themselves."""

    sent: tuple[Followed, ...]
    file_openings: tuple[Opened, ...]
    reports: tuple[SharedReport, ...]
    visits: tuple[Visit, ...]


SentWords = (
    SentPreparation | SentViews | SentReply | OwnAsking | SentNeeds | Asked | AskedForCall | SentComplaint
)


@dataclass(frozen=True, slots=True)
class Copied:
    """Something that was sent, with every word of it."""

    sent: SentThing
    taken_back_at: datetime | None
    words: SentWords = field(repr=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything that one person sent; what they complained of stands apart."""

    to_meeting: tuple[Copied, ...]
    corrections: tuple[Copied, ...]
    calls: tuple[Copied, ...]
    complaints: tuple[Copied, ...]


@dataclass(frozen=True, slots=True)
class HelpedTask:
    """One thing that a helper can do for whom they help, and its page."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class HelpedHome:
    """A helper's first page: whom they help, with what, and what this council lets them do."""

    banner: Banner
    meeting: ConferenceDetails | None
    time_in_words: str
    sees_meeting: bool
    tasks: tuple[HelpedTask, ...]
    rule: Supporter
    is_quiet: bool
    """Whether it shows neither meeting nor tasks, as after a death."""
