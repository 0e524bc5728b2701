"""Who may open what: each address, for each person, with everybody's things, against plain promises.

The policy stands in policy.toml. Every cell is a request: what is allowed is answered; what is not is
answered as an address that was made up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from app import main
from tests.support import policy
from tests.support.asking import Plain
from tests.support.cells import Cell, cells_of
from tests.support.crowded import DIFFERS, Crowded
from tests.support.figures import Count
from tests.support.policy import INVENTED, NOTHING, OTHER_FAMILY, OWN

ALLOWED, NOT_FOUND, TO_SIGN_IN = "allowed", "not found", "to sign-in"
REFUSED, LED_ON = "told why not", "led to what is left"
LEFT = "/m/sent"
HELPED = "/m/helped/"
# One of two buttons; without either of them the same list is shown to whoever may see it.
CHOSEN = {
    "POST /staff/emergencies/{opening}": {"finding": "in_order"},
    "POST /staff/families/{family}/corrections/{correction}": {"outcome": "put_right"},
    "POST /staff/families/{family}/calls/{call}": {"outcome": "rang"},
}
ANSWERED = {200, 204, 303, 307, 409, 422}
SIGN_IN = ("/s/unlock", "/sign-in")
# Leaving ends the session although it is only a link: it must work whatever is broken.
CHANGES = {"GET /leave"}
IDENTIFIER = re.compile(r"[a-z2-7]{26}")
ROUTES = sorted({(method, route) for method, route, _ in main.list_routes()}, key=lambda one: one[::-1])


@dataclass
class Asking:
    """Somebody who asks for every address there is, and what was wrong with the answers."""

    world: Crowded
    name: str
    client: Plain
    token: str
    wrong: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    cells: int = 0

    def ask(self, cell: Cell) -> None:
        """Ask for one address, and compare what comes with what was promised."""
        self.cells += 1
        expected = self.expected(cell)
        if expected == ALLOWED and (cell.method == "POST" or cell.key in CHANGES):
            with self.world.copied():
                got, body = self.answer(cell)
        else:
            got, body = self.answer(cell)
        if got != expected:
            self.wrong.append(f"{cell.key}, {cell.placement}: {got}, promised: {expected}")
        elif got == NOT_FOUND:
            self.compare(cell, body)

    def expected(self, cell: Cell) -> str:
        """Return what the policy promises."""
        rules = policy.read()
        promise = rules.promises[cell.key]
        if promise.holds(self.name, cell.placement):
            led_on = LED_ON if self.name in promise.led_on else ALLOWED
            return REFUSED if self.name in promise.refused else led_on
        return TO_SIGN_IN if self.name in rules.group("not signed in") and is_personal(cell) else NOT_FOUND

    def answer(self, cell: Cell) -> tuple[str, str]:
        """Send the request and return what became of it, and the page."""
        if cell.method == "GET":
            response = self.client.get(cell.address)
        else:
            response = self.client.post(cell.address, {"form_token": self.token} | self.beside(cell))
        if response.status == 404:
            return NOT_FOUND, response.text
        if response.status == 303 and self.leads_to_sign_in(cell, response.header("location")):
            return TO_SIGN_IN, ""
        if response.status == 303 and response.header("location") == LEFT:
            return LED_ON, ""
        if response.status in ANSWERED:
            return ALLOWED, ""
        if response.status == 403:
            return REFUSED, ""
        return f"status {response.status}", ""

    def beside(self, cell: Cell) -> dict[str, str]:
        """Return what every page of a form brings along, without which nothing is looked up."""
        helped = self.world.crowd.brought.get(self.name, {}) if cell.route.startswith(HELPED) else {}
        # What somebody types whose page has closed is kept for them: that is no refusal.
        return {} if self.name == "asleep" else helped | CHOSEN.get(cell.key, {})

    @staticmethod
    def leads_to_sign_in(cell: Cell, location: str) -> bool:
        """Say whether somebody was asked to sign in; who signs out is shown the same page."""
        done = cell.route.startswith("/m/sign-out") and location.endswith("/sign-in")
        return is_personal(cell) and not done and (location == "/" or location.endswith(SIGN_IN))

    def compare(self, cell: Cell, body: str) -> None:
        """Hold a page that says that there is nothing against the page for an address that was made up."""
        shown = IDENTIFIER.sub("*", DIFFERS.sub("", body)).replace(cell.address, "*")
        made_up = self.unknown.setdefault(cell.key, shown)
        if shown != made_up:
            self.wrong.append(f"{cell.key}, {cell.placement}: not the page of what does not exist")


def is_personal(cell: Cell) -> bool:
    """Say whether an address is one for people who are signed in."""
    return cell.route.startswith(("/m", "/staff"))


def test_every_route_has_one_promise_and_every_promise_a_route() -> None:
    rules = policy.read()
    there = {f"{method} {route}" for method, route in ROUTES}
    promised = set(rules.promises)

    new, gone = sorted(there - promised), sorted(promised - there)
    assert not new, f"tests/whole/policy.toml does not say who may use {new}: put each beneath a promise."
    assert not gone, f"tests/whole/policy.toml speaks of {gone}, which is not there any more: take it out."
    assert not rules.twice, f"tests/whole/policy.toml says twice who may use {rules.twice}"


def test_everybody_of_the_policy_is_there(crowded: Crowded) -> None:
    assert set(policy.read().people) == {*crowded.crowd.people, "nobody", "asleep"}


@pytest.mark.parametrize("name", sorted(policy.read().people))
def test_each_address_is_there_for_whom_it_was_promised_to(crowded: Crowded, name: str, count: Count) -> None:
    with crowded.asking(name) as (client, token):
        before = crowded.state()
        asking = Asking(crowded, name, client, token)
        for cell in all_cells(crowded, name):
            asking.ask(cell)
    count("matrix", people=1, cells=asking.cells, wrong=len(asking.wrong))

    who = policy.read().people[name]
    assert not asking.wrong, f"{who} ({name}):\n" + "\n".join(asking.wrong)
    assert crowded.state() == before, f"{who} ({name}) has changed something by what was refused"


def all_cells(crowded: Crowded, name: str) -> Iterator[Cell]:
    for method, route in ROUTES:
        is_promised = name in policy.read().promises[f"{method} {route}"].who
        for cell in cells_of(crowded.crowd, name, method, route):
            # Who may not use an address at all is turned away before it is looked whose thing it names.
            if is_promised or cell.placement in {NOTHING, OWN, OTHER_FAMILY, INVENTED}:
                yield cell


def test_the_table_notices_a_door_that_stands_open(crowded: Crowded) -> None:
    open_door = Cell("GET", "/staff/families/new", policy.NOTHING, "/barnsley/en/help")
    with crowded.asking("amira") as (client, token):
        asking = Asking(crowded, "amira", client, token)
        asking.ask(open_door)

    assert asking.wrong == ["GET /staff/families/new, nothing: allowed, promised: not found"]


def test_the_table_notices_a_page_that_tells(crowded: Crowded) -> None:
    cell = Cell("GET", "/m/reports/{report}", INVENTED, "/m/reports/none")
    with crowded.asking("amira") as (client, token):
        asking = Asking(crowded, "amira", client, token)
        asking.compare(cell, "There is nothing here.")
        asking.compare(cell, "This is not yours.")

    assert len(asking.wrong) == 1
