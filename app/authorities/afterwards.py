"""What a council says about the time after the meeting: letter, notes, groups, visits, reviews."""

from app.authorities.facts import Fact, Frozen, Promise, Text


class Letter(Frozen):
    """The letter that says what was decided."""

    sent: Fact[Text] = Fact()
    within: Fact[Promise] = Fact()


class Notes(Frozen):
    """The notes of the meeting."""

    taken_by: Fact[Text] = Fact()
    sent_to: Fact[Text] = Fact()
    within: Fact[Promise] = Fact()
    correction: Fact[Text] = Fact()
    correction_within: Fact[Promise] = Fact()


class CoreGroups(Frozen):
    """The small group that meets after a plan is made."""

    name: Fact[Text] = Fact()
    who: Fact[Text] = Fact()
    about: Fact[Text] = Fact()
    first: Fact[Promise] = Fact()
    every: Fact[Promise] = Fact()


class Visits(Frozen):
    """How often the social worker visits."""

    every: Fact[Promise] = Fact()
    in_words: Fact[Text] = Fact()


class Reviews(Frozen):
    """When the plan is looked at again in a meeting."""

    first: Fact[Promise] = Fact()
    later: Fact[Promise] = Fact()
    in_words: Fact[tuple[Text, ...]] = Fact()
