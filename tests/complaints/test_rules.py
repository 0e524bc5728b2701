"""The rules of complaints: what is asked, what may follow what, and who may not deal with one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.authorities.catalogue import load_catalogue
from app.authorities.facts import Fact
from app.authorities.models import Authority
from app.complaints import opening, rules
from app.complaints.models import Answer, Answers, Followed, Move, Stage, State, Step
from app.complaints.stops import Outcome, Stop

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STORY = Answer("The chair spoke over me.")
BY_SITE = Answer(chosen=("site",))


@pytest.fixture(scope="module")
def barnsley() -> Authority:
    """A council that takes complaints about two things."""
    found = load_catalogue(Path(__file__).parents[2] / "authorities").get("barnsley")
    assert found
    return found


@pytest.fixture
def silent(barnsley: Authority) -> Authority:
    """A council that does not say what it takes complaints about."""
    return barnsley.model_copy(update={"complaint": barnsley.complaint.model_copy(update={"about": Fact()})})


def test_the_choices_are_the_councils_own_and_something_else(barnsley: Authority) -> None:
    asked = rules.question(barnsley, Step.ABOUT)

    assert asked
    assert [option.value for option in asked.options] == ["how_it_was_run", "plan", "other"]


def test_where_a_council_names_nothing_there_is_nothing_to_choose(silent: Authority) -> None:
    assert rules.question(silent, Step.ABOUT) is None
    assert [one.step for one in rules.questions(silent)] == [
        Step.WHAT_HAPPENED,
        Step.WHO,
        Step.HELP,
        Step.REPLY,
    ]


@pytest.mark.parametrize(
    ("step", "chosen", "offered"),
    [
        (Step.ABOUT, (), True),
        (Step.ABOUT, ("plan", "other"), True),
        (Step.ABOUT, ("decision",), False),
        (Step.REPLY, ("phone",), True),
        (Step.REPLY, ("phone", "letter"), False),
        (Step.REPLY, ("pigeon",), False),
        (Step.WHO, ("plan",), False),
    ],
)
def test_only_what_is_offered_is_taken(
    barnsley: Authority, step: Step, chosen: tuple[str, ...], *, offered: bool
) -> None:
    asked = rules.question(barnsley, step)

    assert asked
    assert rules.is_offered(asked, chosen) is offered


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, [Step.WHAT_HAPPENED, Step.REPLY]),
        ({Step.WHAT_HAPPENED: Answer(" \n")}, [Step.WHAT_HAPPENED, Step.REPLY]),
        ({Step.WHAT_HAPPENED: STORY}, [Step.REPLY]),
        ({Step.WHAT_HAPPENED: STORY, Step.REPLY: Answer("ring after six")}, [Step.REPLY]),
        ({Step.WHAT_HAPPENED: STORY, Step.REPLY: BY_SITE}, []),
    ],
)
def test_only_what_happened_and_how_to_reply_are_needed(
    barnsley: Authority, answers: Answers, missing: list[Step]
) -> None:
    assert rules.missing(rules.questions(barnsley), answers) == missing


def test_the_questions_follow_each_other_once(barnsley: Authority) -> None:
    asked = rules.questions(barnsley)

    assert rules.following(asked, {}, Step.WHAT_HAPPENED) is Step.ABOUT
    assert rules.following(asked, {Step.WHAT_HAPPENED: STORY}, Step.HELP) is Step.REPLY
    assert rules.following(asked, {}, Step.REPLY) is None
    assert rules.following(asked, {Step.WHAT_HAPPENED: STORY, Step.REPLY: BY_SITE}, Step.WHO) is None


def test_an_answered_complaint_stays_answered() -> None:
    before = {
        state: {move for move, (source, _) in rules.MOVES.items() if source is state} for state in State
    }

    assert before[State.ANSWERED] == before[State.TAKEN_BACK] == set()
    assert before[State.RECEIVED] == {Move.TAKE_BACK, Move.HOLD}
    assert before[State.HELD] == {Move.RELEASE, Move.ANSWER, Move.STOP}
    assert before[State.STOPPED] == {Move.TAKE_UP}


@pytest.mark.parametrize(
    ("state", "opened_at", "stage"),
    [
        (State.RECEIVED, None, Stage.SENT),
        (State.RECEIVED, AT, Stage.WAITS_AGAIN),
        (State.HELD, AT, Stage.HELD),
        (State.ANSWERED, AT, Stage.ANSWERED),
        (State.STOPPED, AT, Stage.STOPPED),
        (State.TAKEN_BACK, None, Stage.TAKEN_BACK),
    ],
)
def test_each_state_has_words_for_its_sender(state: State, opened_at: datetime | None, stage: Stage) -> None:
    found = rules.stage_of(state, opened_at)

    assert found is stage
    assert found.words
    assert found.meaning
    assert state.words


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD])
def test_a_wish_to_stop_is_what_its_writer_sees_until_it_is_over(state: State) -> None:
    assert rules.stage_of(state, AT, AT) is Stage.STOP_ASKED
    assert rules.stage_of(State.STOPPED, AT, AT) is Stage.STOPPED


@pytest.mark.parametrize(
    ("outcome", "taken_up_at", "told"),
    [
        (None, None, ["You asked us to stop"]),
        (None, AT, ["You asked us to stop", "You took it up again"]),
        (Outcome.GOES_ON, None, ["You asked us to stop", "We went on all the same"]),
        (Outcome.STOPPED, AT, ["You asked us to stop", "We stopped", "You took it up again"]),
    ],
)
def test_every_wish_to_stop_is_told_with_what_became_of_it(
    outcome: Outcome | None, taken_up_at: datetime | None, told: list[str]
) -> None:
    stop = Stop("b" * 26, AT, "", False, outcome, AT if outcome else None, "", taken_up_at)
    followed = Followed("a" * 26, "7KQ2M-9XD4B", AT, Stage.HELD, AT)

    passages = [one.words for one in rules.passages(followed, [stop])]

    assert passages == ["You sent it", "A complaints officer opened it", *told, "We answer you"]


@pytest.mark.parametrize(
    ("stage", "opened_at", "marks"),
    [
        (Stage.SENT, None, ["done", "now", "next"]),
        (Stage.WAITS_AGAIN, AT, ["done", "done", "now", "next"]),
        (Stage.HELD, AT, ["done", "done", "now"]),
        (Stage.ANSWERED, AT, ["done", "done", "done"]),
        (Stage.STOP_ASKED, AT, ["done", "done", "now"]),
        (Stage.STOPPED, AT, ["done", "done"]),
        (Stage.TAKEN_BACK, None, ["done", "done"]),
    ],
)
def test_what_has_happened_is_told_in_order(
    stage: Stage, opened_at: datetime | None, marks: list[str]
) -> None:
    followed = Followed("a" * 26, "7KQ2M-9XD4B", AT, stage, opened_at, AT, AT)

    passages = rules.passages(followed)

    assert [one.mark for one in passages] == marks
    assert all((one.at is not None) == (one.mark == "done") for one in passages)


@pytest.mark.parametrize(
    ("name", "what_happened", "who", "is_named"),
    [
        ("Olive Stone", "Mrs Stone was rude to me.", "", True),
        ("Olive Stone", "mrs stone's letter came late", "", True),
        ("Olive Stone", "OLIVE STONE said no", "", True),
        ("Olive Stone", "The stones were thrown at our door.", "", False),
        ("Olive Stone", "My girl Olive was there.", "", False),
        ("Olive Stone", "She was rude.", "olive from complaints", True),
        ("José Núñez", "Mr Nunez did not ring back.", "", True),
        ("Ann Smith-Jones", "Smith-Jones shouted.", "", True),
        ("Ann Smith-Jones", "Mr Jones shouted.", "", False),
        ("Bo Li", "Li is my cousin.", "", False),
        ("Bo Li", "Bo Li was there.", "", True),
        ("Stone", "Stone was there.", "", True),
        ("Ωμέγα Βήτα", "η βητα φώναξε", "", True),
        ("", "Nobody.", "", False),
        ("Olive Stone", "", "", False),
    ],
)
def test_an_officer_is_found_by_name(name: str, what_happened: str, who: str, *, is_named: bool) -> None:
    answers = {Step.WHAT_HAPPENED: Answer(what_happened), Step.WHO: Answer(who)}

    assert rules.names_officer(name, answers) is is_named


def test_what_was_written_is_read_back_letter_by_letter() -> None:
    answers = {
        Step.WHAT_HAPPENED: Answer("  Nid oedd…\n😀 \u202e"),
        Step.ABOUT: Answer(chosen=("plan", "other")),
    }

    assert opening.read(opening.write(answers)) == answers
