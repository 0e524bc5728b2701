"""The people of the tests, always all present: one family with two parents who are strangers to each other.

Amira is a parent whose address is protected. Ben is the other parent and lives elsewhere. Carol supports
Amira. Dev chairs the meeting, Sam is the social worker, Ada the administrator, Tess another administrator,
Olive the complaints officer. Erin is a parent of another family, Farid is staff of another council.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.access.scopes import Installation
from app.families.models import Role
from tests.support import families
from tests.support.families import BuiltFamily, Someone

COUNCIL = "barnsley"
OTHER_COUNCIL = "kensington-and-chelsea"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MEETS_AT = datetime(2026, 12, 3, 14, 30, tzinfo=UTC)
AMIRAS_ADDRESS = "17 Larkspur Gardens, Wombwell, S73 8QX"


@dataclass
class World:
    """Everybody, and the families and meetings they belong to."""

    amira: Someone
    ben: Someone
    carol: Someone
    dev: Someone
    sam: Someone
    ada: Someone
    tess: Someone
    olive: Someone
    erin: Someone
    farid: Someone
    family: BuiltFamily
    other_family: BuiltFamily
    meeting: str
    other_meeting: str

    def person(self, name: str) -> Someone:
        """Return somebody by their first name."""
        found: Someone = getattr(self, name)
        return found


def build(portal: Installation, meets_at: datetime = MEETS_AT) -> World:
    """Make everybody."""
    ada, tess = (
        families.add_staff(portal, COUNCIL, name, Role.ADMINISTRATOR) for name in ("Ada Wren", "Tess Hale")
    )
    sam = families.add_staff(portal, COUNCIL, "Sam Reed", Role.SOCIAL_WORKER)
    dev = families.add_staff(portal, COUNCIL, "Dev Carter", Role.CHAIR)
    olive = families.add_staff(portal, COUNCIL, "Olive Stone", Role.COMPLAINTS_OFFICER)
    farid = families.add_staff(portal, OTHER_COUNCIL, "Farid Noble", Role.ADMINISTRATOR)
    family = families.open_family(portal, ada, sam, dev, children=("Noor", "Zayd"))
    amira = families.add_member(portal, ada, family, "Amira Haddad", protected_address=AMIRAS_ADDRESS)
    ben = families.add_member(portal, ada, family, "Ben Carver")
    carol = families.add_member(portal, ada, family, "Carol Finch", Role.SUPPORTER)
    other = families.open_family(portal, tess, children=("Lily",))
    erin = families.add_member(portal, tess, other, "Erin Moss")
    meeting = families.call_meeting(portal, ada, family, amira, ben, meets_at=meets_at, chair=dev)
    other_meeting = families.call_meeting(portal, tess, other, erin, meets_at=meets_at)
    return World(
        amira, ben, carol, dev, sam, ada, tess, olive, erin, farid, family, other, meeting, other_meeting
    )
