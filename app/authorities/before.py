"""What a council says about the time before the meeting: who comes, who helps, what is sent."""

from enum import StrEnum

from pydantic import Field

from app.authorities.facts import Fact, Frozen, Promise, Text


class ConferenceKind(StrEnum):
    """The kinds of meeting for which rules can differ."""

    INITIAL = "initial"
    REVIEW = "review"
    PRE_BIRTH = "pre_birth"


class Decider(StrEnum):
    """Who decides something before or in the meeting."""

    CHAIR = "chair"
    SOCIAL_WORKER = "social_worker"
    CHILDRENS_SERVICES = "childrens_services"
    CHAIR_WITH_SOCIAL_WORKER_AND_PARENT = "chair_with_social_worker_and_parent"
    TALK_WITH_CHAIR_FIRST = "talk_with_chair_first"
    TALK_WITH_SOCIAL_WORKER_FIRST = "talk_with_social_worker_first"


class Names(Frozen):
    """What things are called here."""

    leaflet: Fact[Text] = Fact()
    plan: Fact[Text] = Fact()
    plan_also: Fact[Text] = Fact()
    chair: Fact[Text] = Fact()
    no_plan_outcomes: Fact[tuple[Text, ...]] = Fact()
    way_of_working: Fact[Text] = Fact()


class Purpose(Frozen):
    """Why the meeting is held and what it talks about."""

    why: Fact[tuple[Text, ...]] = Fact()
    topics: Fact[tuple[Text, ...]] = Fact()
    reassurance: Fact[tuple[Text, ...]] = Fact()


class Police(StrEnum):
    """When the police come."""

    ALWAYS_AT_FIRST = "always_at_first"
    WILL = "will"
    USUALLY = "usually"
    MAY = "may"
    IF_THEY_KNOW_SOMETHING = "if_they_know_something"


class Certainty(StrEnum):
    """How sure it is that somebody comes."""

    WILL = "will"
    USUALLY = "usually"
    MAY = "may"


class Attendee(Frozen):
    """Somebody who comes to the meeting because of their work or place in the family."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    who: Text
    comes: Certainty
    when: Text | None = None


class People(Frozen):
    """Who comes to the meeting."""

    parents: Fact[Text] = Fact()
    other_family: Fact[Text] = Fact()
    attendees: Fact[tuple[Attendee, ...]] = Fact()
    police: Fact[Police] = Fact()
    police_in_words: Fact[Text] = Fact()
    invited_by: Fact[Decider] = Fact()
    not_wanted: Fact[Text] = Fact()


class Pack(Frozen):
    """A paper that helps a child to say what they think."""

    name: Text
    for_whom: Text | None = None


class Child(Frozen):
    """Whether the child comes, and how the child is heard."""

    age_from: Fact[int] = Fact()
    in_words: Fact[Text] = Fact()
    decided_by: Fact[Decider] = Fact()
    decided_in_words: Fact[Text] = Fact()
    may_come_for_part: Fact[Text] = Fact()
    if_not_there: Fact[Text] = Fact()
    advocate: Fact[Text] = Fact()
    packs: Fact[tuple[Pack, ...]] = Fact()
    packs_in_words: Fact[Text] = Fact()


class SupporterKind(StrEnum):
    """Who may come along with a parent."""

    FRIEND = "friend"
    RELATIVE = "relative"
    SOLICITOR = "solicitor"
    ADVOCATE = "advocate"


class MaySpeak(StrEnum):
    """Whether somebody who comes along may speak for the parent."""

    NO = "no"
    ON_REQUEST = "on_request"
    BY_AGREEMENT_WITH_CHAIR = "by_agreement_with_chair"


class Supporter(Frozen):
    """Who can come with a parent, and what they can do."""

    how_many: Fact[int] = Fact()
    kinds: Fact[tuple[SupporterKind, ...]] = Fact()
    who_in_words: Fact[Text] = Fact()
    may_speak: Fact[MaySpeak] = Fact()
    may_speak_in_words: Fact[Text] = Fact()
    can_do: Fact[tuple[Text, ...]] = Fact()
    choosing: Fact[tuple[Text, ...]] = Fact()
    solicitor_may_come: Fact[bool] = Fact()
    solicitor_may_speak: Fact[MaySpeak] = Fact()
    solicitor_in_words: Fact[Text] = Fact()


class ReportAuthor(StrEnum):
    """Who wrote a report."""

    EVERYONE = "everyone"
    SOCIAL_WORKER = "social_worker"
    OTHERS = "others"


class ReportLead(Frozen):
    """How long before the meeting one kind of author shares a report with the family."""

    author: ReportAuthor
    before: Promise


class Reports(Frozen):
    """When a family gets the reports, by kind of meeting and by author."""

    initial: Fact[tuple[ReportLead, ...]] = Fact()
    review: Fact[tuple[ReportLead, ...]] = Fact()
    pre_birth: Fact[tuple[ReportLead, ...]] = Fact()
    who_writes: Fact[Text] = Fact()
    about: Fact[Text] = Fact()
    shared_in_words: Fact[Text] = Fact()
    time_to_read: Fact[Text] = Fact()

    def lead(self, kind: ConferenceKind, author: ReportAuthor) -> Fact[Promise]:
        """Say how long before a meeting an author shares a report."""
        leads: Fact[tuple[ReportLead, ...]] = getattr(self, kind.value)
        for wanted in (author, ReportAuthor.EVERYONE):
            for lead in leads.value or ():
                if lead.author is wanted:
                    return Fact[Promise](
                        value=lead.before, status=leads.status, source=leads.source, checked=leads.checked
                    )
        return Fact[Promise](note=leads.note, ask=leads.ask)


class ChairMeets(StrEnum):
    """When the chair speaks with a parent."""

    BEFOREHAND = "beforehand"
    JUST_BEFORE = "just_before"
    CONTACTS_BEFORE = "contacts_before"


class Chair(Frozen):
    """What the chair does for a family."""

    meets: Fact[ChairMeets] = Fact()
    meets_in_words: Fact[Text] = Fact()
    about: Fact[Text] = Fact()


class AbsentRoute(StrEnum):
    """How the views of a parent who is not there reach the meeting."""

    SOCIAL_WORKER_SAYS = "social_worker_says"
    CHAIR_READS_OUT = "chair_reads_out"
    PRESENTED = "presented"
    REARRANGE = "rearrange"


class AbsentWay(Frozen):
    """One way to be heard without being there."""

    route: AbsentRoute
    words: Text


class Absence(Frozen):
    """What happens when a parent cannot come."""

    ways: Fact[tuple[AbsentWay, ...]] = Fact()
    goes_ahead: Fact[Text] = Fact()
    told_afterwards: Fact[tuple[Text, ...]] = Fact()


class Exclusion(Frozen):
    """When a parent is asked not to come, and how that parent is still heard."""

    grounds: Fact[tuple[Text, ...]] = Fact()
    decided_by: Fact[Decider] = Fact()
    may_be_part: Fact[Text] = Fact()
    explained: Fact[Text] = Fact()
    told_by_letter: Fact[bool] = Fact()
    views_heard: Fact[Text] = Fact()
