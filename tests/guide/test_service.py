"""A council can replace, add and hide pages; facts are put into words; a broken text harms no other."""

from pathlib import Path

import pytest

from app.access.scopes import Installation
from app.authorities.before import Attendee, Certainty, ReportAuthor, ReportLead, SupporterKind
from app.authorities.contacts import Contact, ContactKind
from app.authorities.facts import Duration, Fact, Promise, Status, Strength, Text, Unit
from app.authorities.meeting import ClosedPart, Step
from app.authorities.models import Authority
from app.guide.facts import CouncilFacts
from app.guide.phrases import read_phrases
from app.guide.service import Guide, load_guide
from app.kit.clock import today
from app.kit.errors import NotFound
from app.kit.markdown import Condition
from app.kit.settings import ROOT

TOP = '+++\ntitle = "{title}"\norder = {order}\nhidden = {hidden}\n+++\n'
ENGLISH = read_phrases(ROOT / "authorities/_base/guide/en/phrases.toml")


def stated(value: object) -> Fact[object]:
    return Fact[object](value=value, status=Status.STATED, source="A leaflet", checked=today())


def words(text: str) -> Text:
    return Text({"en": text})


@pytest.fixture
def council(installation: Installation) -> Authority:
    found = installation.catalogue.get("barnsley")
    assert found is not None
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with a base page, a nation and one council."""
    for folder in ("_base/guide/en", "_base/words", "_nation", "barnsley/guide/en"):
        (tmp_path / folder).mkdir(parents=True)
    base = ROOT / "authorities/_base"
    (tmp_path / "_base/guide/en/phrases.toml").write_text((base / "guide/en/phrases.toml").read_text())
    (tmp_path / "_base/words/en.toml").write_text((base / "words/en.toml").read_text())
    (tmp_path / "_nation/profile.toml").write_text("")
    (tmp_path / "barnsley/profile.toml").write_text('extends = "_nation"')
    write(tmp_path, "_base/guide/en/one.md", "General.")
    write(tmp_path, "_base/guide/en/two.md", "Second.", order=2)
    return tmp_path


def write(root: Path, name: str, body: str, *, order: int = 1, hidden: bool = False) -> None:
    top = TOP.format(title=Path(name).stem, order=order, hidden=str(hidden).lower())
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(top + body)


def shown(guide: Guide, council: Authority, language: str = "en") -> dict[str, str]:
    return {page.entry.name: page.text.text for page in guide.whole(council, language)}


def test_a_council_without_pages_of_its_own_has_the_general_ones(root: Path, council: Authority) -> None:
    assert shown(load_guide(root, [council]), council) == {
        "one": "<p>General.</p>\n",
        "two": "<p>Second.</p>\n",
    }


def test_a_councils_own_page_replaces_the_general_one(root: Path, council: Authority) -> None:
    write(root, "barnsley/guide/en/one.md", "Ours.")

    assert shown(load_guide(root, [council]), council)["one"] == "<p>Ours.</p>\n"


def test_a_council_adds_and_hides_pages(root: Path, council: Authority) -> None:
    write(root, "barnsley/guide/en/one.md", "", hidden=True)
    write(root, "barnsley/guide/en/three.md", "Third.", order=3)

    guide = load_guide(root, [council])

    assert [entry.name for entry in guide.contents(council, "en")] == ["two", "three"]
    with pytest.raises(NotFound):
        guide.page(council, "en", "one")


def test_a_nations_page_stands_between(root: Path, council: Authority) -> None:
    write(root, "_nation/guide/en/one.md", "The nation's.")

    assert shown(load_guide(root, [council]), council)["one"] == "<p>The nation&#39;s.</p>\n".replace(
        "&#39;", "'"
    )


def test_a_councils_english_page_stands_before_a_general_translation(root: Path, council: Authority) -> None:
    write(root, "_base/guide/cy/one.md", "Cyffredinol.")
    write(root, "_base/guide/cy/two.md", "Ail.", order=2)
    write(root, "barnsley/guide/en/one.md", "Ours.")

    pages = load_guide(root, [council]).whole(council, "cy")

    assert [(page.entry.name, page.entry.language) for page in pages] == [("one", "en"), ("two", "cy")]


def test_pages_know_their_neighbours(root: Path, council: Authority) -> None:
    first = load_guide(root, [council]).page(council, "en", "one")
    second = load_guide(root, [council]).page(council, "en", "two")

    assert first.place.previous is None
    assert first.place.following is not None
    assert (first.place.following.name, second.place.following) == ("two", None)
    assert second.place.previous is not None
    assert (second.place.number, second.place.count) == (2, 2)


def test_a_page_that_cannot_be_read_is_named_and_left_out(root: Path, council: Authority) -> None:
    (root / "barnsley/guide/en/one.md").write_text("no lines at the top")

    guide = load_guide(root, [council])

    assert [problem.file for problem in guide.problems] == ["barnsley/guide/en/one.md"]
    assert list(shown(guide, council)) == ["two"]


def test_a_page_that_cannot_be_shown_is_named_at_the_start(root: Path, council: Authority) -> None:
    write(root, "barnsley/guide/en/one.md", "<script>")

    assert "HTML is not used here" in str(load_guide(root, [council]).problems[0])


def test_every_text_of_every_council_in_the_portal_can_be_shown(installation: Installation) -> None:
    assert not load_guide(ROOT / "authorities", installation.catalogue.all()).problems


def changed(council: Authority, group: str, **facts: object) -> CouncilFacts:
    """Give a council that says something else, without what a profile's own check would ask."""
    section = getattr(council, group).model_copy(
        update={name: stated(value) for name, value in facts.items()}
    )
    return CouncilFacts(council.model_copy(update={group: section}), ENGLISH)


def said(facts: CouncilFacts, fact: str) -> list[str]:
    return ["".join(piece.text for piece in phrase) for phrase in facts.phrases(fact)]


@pytest.mark.parametrize(
    ("amount", "unit", "within", "every"),
    [
        (1, Unit.MONTHS, "1 month", "every month"),
        (4, Unit.WEEKS, "4 weeks", "every 4 weeks"),
        (20, Unit.WORKING_DAYS, "20 working days", "every 20 working days"),
        (24, Unit.HOURS, "24 hours", "every 24 hours"),
        (1, Unit.DAYS, "1 day", "every day"),
    ],
)
def test_lengths_of_time_are_put_into_words(
    council: Authority, amount: int, unit: Unit, within: str, every: str
) -> None:
    promise = Promise(duration=Duration(amount=amount, unit=unit), strength=Strength.AIM)
    facts = changed(council, "core_groups", first=promise, every=promise)

    assert said(facts, "core_groups.first") == [within]
    assert said(facts, "core_groups.every") == [every]
    assert facts.holds(Condition("core_groups.first", "is", "aim"))


def test_people_steps_and_parts_are_put_into_words(council: Authority) -> None:
    police = Attendee(id="police", who=words("The police"), comes=Certainty.MAY, when=words("If they can"))
    team = Attendee(id="team", who=words("The team"), comes=Certainty.USUALLY, when=words("CAMHS only"))
    steps = (
        Step(id="a", words=words("One."), detail=words("More."), is_closed=True),
        Step(id="b", words=words("Two."), is_closed=True),
        Step(id="c", words=words("Three.")),
    )
    part = ClosedPart(id="p", words=words("Apart."), reason=words("Why."), meanwhile=words("Wait."))

    assert said(changed(council, "people", attendees=(police, team)), "people.attendees") == [
        "The police: may come, if they can",
        "The team: most often comes, CAMHS only",
    ]
    meeting = changed(council, "meeting", running_order=steps, closed_parts=(part,), arrive_minutes_before=15)
    assert said(meeting, "meeting.running_order") == [
        "One. More.",
        "Two. You are not in the room for this part.",
        "Three.",
    ]
    assert said(meeting, "meeting.closed_parts") == ["Apart. Why. Wait."]
    assert said(meeting, "meeting.arrive_minutes_before") == ["15"]


def test_who_can_come_is_a_choice_in_words(council: Authority) -> None:
    kinds = (SupporterKind.FRIEND, SupporterKind.SOLICITOR, SupporterKind.ADVOCATE)

    assert said(changed(council, "supporter", kinds=kinds), "supporter.kinds") == [
        "a friend, a solicitor or an advocate"
    ]
    assert said(changed(council, "supporter", kinds=kinds[:1]), "supporter.kinds") == ["a friend"]


def test_the_time_for_reports_is_said_by_author(council: Authority) -> None:
    day = Promise(duration=Duration(amount=1, unit=Unit.DAYS), strength=Strength.PROMISE)
    lead = ReportLead(author=ReportAuthor.SOCIAL_WORKER, before=day)

    assert said(changed(council, "reports", initial=(lead,)), "reports.initial") == [
        "Your social worker: 1 day before the meeting."
    ]


def test_a_doubtful_number_is_no_link_and_says_so(council: Authority) -> None:
    doubtful = Contact(name=words("A line"), kind=ContactKind.PHONE, value="01623 494320", doubt="Old.")
    facts = changed(council, "complaint", contacts=(doubtful,))

    assert said(facts, "complaint.contacts") == ["A line: 01623 494320. We are not sure this is still right."]
    assert not any(piece.href for piece in facts.phrases("complaint.contacts")[0])


def test_words_in_another_language_are_marked(council: Authority) -> None:
    welsh = ENGLISH.model_copy(update={"language": "cy"})

    assert CouncilFacts(council, welsh).phrases("names.plan")[0][0].language == "en"
    assert CouncilFacts(council, ENGLISH).phrases("names.plan")[0][0].language == ""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("nation", "is", "england"), True),
        (Condition("supporter.may_speak", "is", "no"), True),
        (Condition("supporter.may_speak", "is", "on_request"), False),
        (Condition("supporter.kinds", "includes", "friend"), True),
        (Condition("supporter.kinds", "includes", "advocate"), False),
        (Condition("absence.ways", "includes", "rearrange"), False),
        (Condition("scale.used", "is", "yes"), True),
        (Condition("scale.low_end", "known"), False),
        (Condition("scale.low_end", "not known"), True),
        (Condition("supporter.how_many", "is", "1"), False),
    ],
)
def test_conditions_are_tested_against_the_council(
    council: Authority, condition: Condition, *, expected: bool
) -> None:
    assert CouncilFacts(council, ENGLISH).holds(condition) is expected


@pytest.mark.parametrize(
    "condition",
    [
        Condition("supporter.may_speek", "known"),
        Condition("suporter.may_speak", "known"),
        Condition("supporter", "is", "no"),
        Condition("supporter.may_speak", "is", "never"),
        Condition("supporter.may_speak", "includes", "no"),
        Condition("supporter.kinds", "is", "friend"),
        Condition("scale.used", "is", "true"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(council: Authority, condition: Condition) -> None:
    with pytest.raises(KeyError):
        CouncilFacts(council, ENGLISH).holds(condition)


def test_some_facts_can_only_be_tested(council: Authority) -> None:
    with pytest.raises(KeyError):
        CouncilFacts(council, ENGLISH).phrases("supporter.may_speak")
