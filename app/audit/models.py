"""The words of the audit log: who acts, and the whole vocabulary of recorded acts."""

from dataclasses import dataclass
from enum import StrEnum

PLATFORM = "platform"


class Action(StrEnum):
    """Everything that the log can say happened."""

    SIGNED_IN = "sign_in.succeeded"
    WRONG_PIN = "sign_in.wrong_pin"
    SIGN_IN_PAUSED = "sign_in.paused"
    LINK_MADE = "sign_in.link_made"
    SIGNED_OUT = "session.ended"
    BROWSER_TRUSTED = "browser.trusted"
    BROWSERS_FORGOTTEN = "browser.forgotten"
    CONTACT_STOPPED = "contact.stopped"
    CORRECTION_ASKED = "correction.asked"
    CORRECTIONS_READ = "correction.read"
    CORRECTION_ANSWERED = "correction.answered"
    CALL_ASKED = "call.asked"
    CALLS_READ = "call.read"
    CALL_ANSWERED = "call.answered"
    NEEDS_SENT = "needs.sent"
    NEEDS_READ = "needs.read"
    NEED_ANSWERED = "needs.answered"
    FAMILY_CHANGED = "session.family_changed"
    SESSION_UNLOCKED = "session.unlocked"
    LANGUAGE_CHOSEN = "person.language_chosen"
    FIRST_PAGE_READ = "person.first_page_read"
    DENIED = "access.denied"
    STAFF_INVITED = "staff.invited"
    STAFF_ALLOCATED = "staff.allocated"
    STAFF_RELEASED = "staff.released"
    FAMILY_OPENED = "family.opened"
    FAMILY_VIEWED = "family.viewed"
    CHILD_ADDED = "child.added"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PROTECTED_DETAIL_ADDED = "protected_detail.added"
    PROTECTED_DETAIL_REMOVED = "protected_detail.removed"
    CONTACT_LOOKED_UP = "contact.looked_up"
    SAFE_CONTACT_ANSWERED = "safe_contact.answered"
    PIN_GIVEN = "pin.given"
    MESSAGES_STOPPED = "messages.stopped"
    MESSAGES_RESUMED = "messages.resumed"
    MESSAGE_QUEUED = "message.queued"
    MESSAGE_SENT = "message.sent"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_CANCELLED = "message.cancelled"
    CONFERENCE_CALLED = "conference.called"
    CONFERENCE_CHANGED = "conference.changed"
    CONFERENCE_CANCELLED = "conference.cancelled"
    INVITED = "conference.invited"
    EXCLUSION_DECIDED = "exclusion.decided"
    EXCLUSION_TOLD = "exclusion.told"
    EXCLUSION_LIFTED = "exclusion.lifted"
    EMERGENCY_OPENED = "emergency.opened"
    EMERGENCY_REVIEWED = "emergency.reviewed"
    SAT_BESIDE = "session.beside_begun"
    FAMILY_BEREAVED = "family.bereaved"
    FAMILY_NOT_BEREAVED = "family.not_bereaved"
    REPORT_ADDED = "report.added"
    REPORT_RELEASE_ASKED = "report.release_asked"
    REPORT_RELEASE_CONFIRMED = "report.release_confirmed"
    REPORT_RELEASE_REFUSED = "report.release_refused"
    REPORT_SHARED = "report.shared"
    REPORT_WITHDRAWN = "report.withdrawn"
    REPORT_OPENED = "report.opened"
    REPORT_READ = "report.read"
    REPLY_SENT = "reply.sent"
    REPLY_READ = "reply.read"
    PREPARATION_SENT = "preparation.sent"
    PREPARATION_READ = "preparation.read"
    VIEWS_SENT = "views.sent"
    VIEWS_READ = "views.read"
    VIEWS_READ_OUT = "views.read_out"
    COMPLAINT_MADE = "complaint.made"
    COMPLAINT_HELD = "complaint.held"
    COMPLAINT_HOLD_REFUSED = "complaint.hold_refused"
    COMPLAINT_RELEASED = "complaint.released"
    COMPLAINT_READ = "complaint.read"
    COMPLAINT_ANSWERED = "complaint.answered"
    COMPLAINT_STOP_ASKED = "complaint.stop_asked"
    COMPLAINT_STOPPED = "complaint.stopped"
    COMPLAINT_GONE_ON = "complaint.gone_on"
    COMPLAINT_TAKEN_UP = "complaint.taken_up"
    ANSWER_READ = "complaint.answer_read"
    TAKEN_BACK = "submission.taken_back"
    WORDS_HELD = "draft.words_held"
    HELPER_ASKED_FOR = "helper.asked_for"
    HELPER_LOOKED_AT = "helper.looked_at"
    HELPER_AGREED = "helper.agreed"
    HELPER_REFUSED = "helper.refused"
    HELPER_CHANGED = "helper.changed"
    HELPER_ENDED = "helper.ended"
    HELPER_REPORTS_ALLOWED = "helper.reports_allowed"
    HELPER_REPORTS_NOT_ALLOWED = "helper.reports_not_allowed"
    HELP_OPENED = "help.opened"
    HELP_READ = "help.read"
    HELP_WROTE = "help.wrote"
    HELP_SHOWED = "help.showed"
    SUGGESTION_ANSWERED = "suggestion.answered"
    COMPANY_ANSWERED = "company.answered"
    COMPANY_READ = "company.read"
    COMPANY_SEEN = "company.seen"
    BREACH_BEGUN = "breach.begun"
    BREACH_READ = "breach.read"
    BREACH_ADDED_TO = "breach.added_to"
    BREACH_DECIDED = "breach.decided"
    KEYS_ROTATED = "keys.rotated"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person in a role, in one session; ids only, never a name."""

    id: str
    role: str
    council: str = PLATFORM
    session_mark: str = ""


SYSTEM = Actor(id="system", role="system")


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold."""

    chain: str
    sequence: int
    reason: str
