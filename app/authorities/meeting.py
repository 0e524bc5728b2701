"""What a council says about the meeting itself and what it can decide."""

from enum import StrEnum

from pydantic import Field

from app.authorities.facts import Fact, Frozen, Text


class ClosedPart(Frozen):
    """A part of the meeting that families are not in, with the reason in plain words."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    words: Text
    reason: Text
    meanwhile: Text | None = None


class Step(Frozen):
    """One step of the meeting, in order."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    words: Text
    detail: Text | None = None
    is_closed: bool = Field(default=False, description="True where families are not in the room.")


class Framework(Frozen):
    """The headings under which this council talks about worries and strengths."""

    name: Text | None = None
    labels: tuple[Text, ...]


class Scale(Frozen):
    """The scale from 0 to 10, where a council uses one."""

    used: Fact[bool] = Fact()
    asks: Fact[Text] = Fact()
    low_end: Fact[Text] = Fact()
    high_end: Fact[Text] = Fact()
    who_answers: Fact[Text] = Fact()


class Meeting(Frozen):
    """How the meeting runs."""

    arrive_minutes_before: Fact[int] = Fact()
    place: Fact[Text] = Fact()
    running_order: Fact[tuple[Step, ...]] = Fact()
    closed_parts: Fact[tuple[ClosedPart, ...]] = Fact()
    your_turn: Fact[Text] = Fact()
    in_the_room: Fact[tuple[Text, ...]] = Fact()
    framework: Fact[Framework] = Fact()
    shown_on_board: Fact[Text] = Fact()
    family_tree: Fact[Text] = Fact()
    preparing: Fact[Text] = Fact()


class DecisionMakers(StrEnum):
    """Who says whether a plan is needed."""

    THE_MEETING = "the_meeting"
    EVERYONE_IS_ASKED = "everyone_is_asked"
    EVERYONE_GIVES_VIEWS = "everyone_gives_views"
    PROFESSIONALS_ARE_ASKED = "professionals_are_asked"
    NOT_SAID_WHO = "not_said_who"


class Outcome(Frozen):
    """What the meeting can and cannot decide, and what a plan is."""

    decision_makers: Fact[DecisionMakers] = Fact()
    decided_in_words: Fact[Text] = Fact()
    test: Fact[Text] = Fact()
    cannot_remove_child: Fact[Text] = Fact()
    who_can_remove_child: Fact[Text] = Fact()
    if_risk_is_serious: Fact[Text] = Fact()
    legal_effect: Fact[Text] = Fact()
    plan_is: Fact[Text] = Fact()
    plan_says: Fact[tuple[Text, ...]] = Fact()
    plan_made: Fact[Text] = Fact()
    if_no_plan: Fact[Text] = Fact()
    plan_ends: Fact[tuple[Text, ...]] = Fact()
    after_plan_ends: Fact[Text] = Fact()


class Privacy(Frozen):
    """What may be told to others."""

    confidentiality: Fact[tuple[Text, ...]] = Fact()
    social_media: Fact[Text] = Fact()
    sharing_allowed_by: Fact[Text] = Fact()


class Access(Frozen):
    """Interpreters and other ways to read the council's papers."""

    interpreter: Fact[Text] = Fact()
    formats: Fact[tuple[Text, ...]] = Fact()
