"""Let made-up people be helped: each arrangement is asked for, agreed and used by the portal's own verbs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from app.access import contacts
from app.demonstration import settling, words
from app.demonstration.acting import Acting
from app.demonstration.models import Made, Part
from app.demonstration.settling import Staff
from app.demonstration.words import Words
from app.families.models import Role
from app.families.tables import Membership, Person
from app.helping import deciding
from app.helping import service as helping
from app.helping.models import Described, MayDo, Wish
from app.home import welcoming
from app.kit import clock
from app.preparation import helped as preparation
from app.preparation.forms import HelpedAnswerForm

HELPS_FOR = timedelta(days=60)
# Nobody but its owner reads a word that was planted, so that finding one tells of a fault.
MAY = (MayDo.SEE_MEETING, MayDo.WRITE_ANSWERS, MayDo.WRITE_LETTER)
RELATION = {Role.SUPPORTER: "A friend from the street", Role.ADVOCATE: "An advocate from a charity"}


def add(acting: Acting, staff: Staff, part: Part, parents: Sequence[Made], canary: str) -> Made:
    """Let somebody help each of these people, and return who they are in the family of the first."""
    first, *others = [_agree(acting, staff, part, parent) for parent in parents]
    for place in (first, *others):
        _begin(acting, place, canary)
    case = acting.as_case_worker(staff.administrator, first.family_id or "")
    pin = contacts.give_pin(case, first.membership_id or "", lapses_at=clock.now() + settling.PINS_WAIT)
    person = acting.session.get_one(Person, first.person_id)
    return replace(first, pin=pin, pin_hash=person.pin_hash or "")


def _agree(acting: Acting, staff: Staff, part: Part, parent: Made) -> Made:
    about = Described(part.name, RELATION[part.role], part.contact)
    wish = Wish(about, part.role, MAY, clock.now() + HELPS_FOR)
    helping_id = helping.ask(acting.as_member(parent), wish)
    case = acting.as_case_worker(staff.administrator, parent.family_id or "")
    place_id = deciding.agree(case, helping_id)
    place = acting.session.get_one(Membership, place_id)
    return Made(part.slot, place.person_id, membership_id=place_id, family_id=parent.family_id)


def _begin(acting: Acting, place: Made, canary: str) -> None:
    """Read the first page, and begin to write an answer for whom they help."""
    scope = acting.as_helper(place)
    welcoming.welcome(scope)
    sheet = preparation.open_sheet(scope)
    asked = sheet.asked if sheet else ()
    first = next(one for one in asked if not one.question.is_scale)
    form = HelpedAnswerForm(words=words.written(Words.HELPER, canary), helping=scope.helping_id)
    preparation.save(scope, first.id, form)
