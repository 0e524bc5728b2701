"""Everybody who could ever ask for a page: three families, two councils, helpers of every kind, all staff.

Amira, Ben, Gwen and Jay are of one family and strangers to each other. Erin is of another family, Otto of
another council. Fay's time with her own pages has closed, Gail has been taken out of the family. Carol, Kit,
Lena, Ruth and Vera came to help Amira; Noel helps Erin. Of the staff, Sue, Cora and Tess are not there for
Amira's family; Hope has opened its file in an emergency, and Hedy had until an hour ago.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, select, update

from app.access import emergencies, people
from app.access.scopes import Installation
from app.access.tables import EmergencyOpening
from app.access.transactions import system_scope
from app.conferences import service as conferences
from app.conferences.models import ProfessionalRole
from app.families.models import Role
from app.families.tables import Membership
from app.kit import clock
from app.preparation import service as preparation
from tests.support import belongings, families, helpers
from tests.support.families import BuiltFamily, Someone
from tests.support.world import COUNCIL, MEETS_AT, OTHER_COUNCIL

STAFF = {
    "ada": ("Ada Wren", Role.ADMINISTRATOR),
    "tess": ("Tess Hale", Role.ADMINISTRATOR),
    "sam": ("Sam Reed", Role.SOCIAL_WORKER),
    "sue": ("Sue Lark", Role.SOCIAL_WORKER),
    "dev": ("Dev Carter", Role.CHAIR),
    "cora": ("Cora Nye", Role.CHAIR),
    "olive": ("Olive Stone", Role.COMPLAINTS_OFFICER),
    "pat": ("Pat Okoro", Role.COMPLAINTS_OFFICER),
    "rory": ("Rory Teal", Role.REPORT_AUTHOR),
    "nora": ("Nora Blythe", Role.COUNCIL_ADMIN),
    "hope": ("Hope Lister", Role.SOCIAL_WORKER),
    "hedy": ("Hedy Crane", Role.CHAIR),
}
ELSEWHERE = {
    "farid": ("Farid Noble", Role.ADMINISTRATOR),
    "fritz": ("Fritz Hart", Role.CHAIR),
    "gus": ("Gus Pike", Role.SOCIAL_WORKER),
}
HOLDERS = {"amira": "olive", "ben": "pat"}
"""Which officer holds whose complaint."""
FIRST = {
    "amira": ("Amira Haddad", Role.PARENT),
    "ben": ("Ben Carver", Role.PARENT),
    "gwen": ("Gwen Orchard", Role.CARER),
    "jay": ("Jay Quill", Role.YOUNG_PERSON),
    "fay": ("Fay Winter", Role.PARENT),
    "gail": ("Gail Summer", Role.CARER),
    "lena": ("Lena Marsh", Role.SUPPORTER),
}
SECOND = {"erin": ("Erin Moss", Role.PARENT)}
THIRD = {"otto": ("Otto Brandt", Role.PARENT)}
HAVING = ("amira", "ben", "gwen", "jay", "fay", "erin", "otto")
"""Those who have written, sent and got something."""


@dataclass
class Crowd:
    """Everybody by first name, and what each of them has."""

    people: dict[str, Someone]
    things: dict[str, dict[str, str]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    """A question of each council's form."""
    brought: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the pages of helpers bring along with what they write."""

    def __getitem__(self, name: str) -> Someone:
        """Return somebody."""
        return self.people[name]


def build(portal: Installation) -> Crowd:
    """Make everybody, and let them write and send."""
    made = {name: families.add_staff(portal, COUNCIL, *about) for name, about in STAFF.items()}
    for name, about in ELSEWHERE.items():
        made[name] = families.add_staff(portal, OTHER_COUNCIL, *about)
    crowd = Crowd(made)
    first = families.open_family(portal, made["ada"], made["sam"], made["dev"], children=("Noor", "Zayd"))
    second = families.open_family(portal, made["tess"], children=("Lily",))
    third = families.open_family(portal, made["farid"], children=("Finn",))
    _settle(portal, crowd, first, FIRST, staff=("ada", "dev"))
    _settle(portal, crowd, second, SECOND, staff=("tess", "cora"))
    _settle(portal, crowd, third, THIRD, staff=("farid", "fritz"))
    for name in ("amira", "otto"):
        with families.as_member(portal, crowd[name]) as scope:
            crowd.questions[crowd[name].council] = preparation.open_sheet(scope).questions.questions[0].id
    helpers.arrange(portal, crowd)
    for name, family, is_over in (("hope", first, False), ("hedy", second, True), ("gus", third, True)):
        _open_in_emergency(portal, crowd, name, family, is_over=is_over)
    _open_in_emergency(portal, crowd, "hedy", first, is_over=True)
    _close(portal, crowd)
    return crowd


def _settle(
    portal: Installation,
    crowd: Crowd,
    family: BuiltFamily,
    members: dict[str, tuple[str, Role]],
    *,
    staff: tuple[str, str],
) -> None:
    ada, chair = (crowd[name] for name in staff)
    for name, (full, role) in members.items():
        contact = f"{name}-{belongings.canary(name, 'contact')}@{family.council}.example.org"
        crowd.people[name] = families.add_member(
            portal,
            ada,
            family,
            f"{full} {belongings.canary(name, 'name').title()}",
            role,
            contact=contact,
            protected_address=belongings.address_of(name) if name in HAVING else "",
        )
    asked = [crowd[name] for name in members if crowd[name].role not in {Role.SUPPORTER, Role.ADVOCATE}]
    meeting = families.call_meeting(portal, ada, family, *asked, meets_at=MEETS_AT, chair=chair)
    with families.as_case_worker(portal, ada, family.id) as case:
        conferences.add_attendee(case, meeting, role=ProfessionalRole.TEACHER, name="Jo Park")
    for name in [name for name in members if name in HAVING]:
        officer = crowd[HOLDERS[name]] if name in HOLDERS else None
        work = belongings.Work(ada, chair, meeting, officer)
        crowd.things[name] = belongings.give(portal, name, crowd[name], work)


def _open_in_emergency(
    portal: Installation, crowd: Crowd, name: str, family: BuiltFamily, *, is_over: bool
) -> None:
    with families.as_staff(portal, crowd[name]) as scope:
        emergencies.open_file(scope, family.reference, f"I must know. {belongings.canary(name, 'reason')}")
        scope.session.flush()
        mine = col(EmergencyOpening.person_id) == crowd[name].person_id
        opening = select(EmergencyOpening).where(mine, col(EmergencyOpening.family_id) == family.id)
        row = scope.session.exec(opening).one()
        row.until_at = clock.now() - timedelta(seconds=1) if is_over else row.until_at
    for things in crowd.things.values():
        if things["family"] == family.id:
            things.setdefault("opening", row.id)


def _close(portal: Installation, crowd: Crowd) -> None:
    with families.as_case_worker(portal, crowd["ada"], crowd["gail"].family_id or "") as case:
        people.end_member(case, crowd["gail"].membership_id or "")
    with system_scope(portal) as system:
        system.session.execute(
            update(Membership)
            .where(col(Membership.id) == crowd["fay"].membership_id)
            .values(closes_at=clock.now() - timedelta(days=1))
        )
