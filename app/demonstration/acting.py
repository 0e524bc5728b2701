"""Act as the made-up people do: each verb of the portal is called with the scope of whoever does it."""

from dataclasses import dataclass, field

from sqlmodel import Session

from app.access import grants, making
from app.access.scopes import (
    CaseScope,
    ComplaintsScope,
    FamilyScope,
    HelperScope,
    Installation,
    StaffScope,
    SystemScope,
)
from app.audit.models import SYSTEM
from app.demonstration.models import Made
from app.families.keys import KeyRoom


@dataclass(frozen=True)
class Acting:
    """Makes the scopes of made-up people within one transaction, so that a council is made whole or not."""

    session: Session = field(repr=False)
    installation: Installation

    def as_operator(self) -> SystemScope:
        """Act as the operator's commands do."""
        keys = KeyRoom(self.session, self.installation.keyring)
        return SystemScope(self.session, SYSTEM, self.installation, keys)

    def as_staff(self, who: Made) -> StaffScope:
        """Act as a member of staff at the council's own pages."""
        found = making.as_if_signed_in(self.session, who.person_id)
        return making.staff_scope(self.session, self.installation, found)

    def as_case_worker(self, who: Made, family_id: str) -> CaseScope:
        """Act as a member of staff who is allocated to a family."""
        found = making.as_if_signed_in(self.session, who.person_id)
        return making.case_scope(self.session, self.installation, found, family_id)

    def as_officer(self, who: Made) -> ComplaintsScope:
        """Act as a complaints officer."""
        found = making.as_if_signed_in(self.session, who.person_id)
        return making.complaints_scope(self.session, self.installation, found)

    def as_member(self, who: Made) -> FamilyScope:
        """Act as a member of a family. Raises LookupError for somebody who is in none."""
        if who.membership_id is None or who.family_id is None:
            raise LookupError(who.slot)
        found = making.as_if_signed_in(self.session, who.person_id, who.membership_id)
        return making.family_scope(self.session, self.installation, found, who.membership_id, who.family_id)

    def as_helper(self, who: Made) -> HelperScope:
        """Act as somebody who helps a member of a family. Raises LookupError when nobody lets them."""
        given = grants.help_given(self.session, who.membership_id or "")
        if given is None:
            raise LookupError(who.slot)
        found = making.as_if_signed_in(self.session, who.person_id, who.membership_id)
        return making.helper_scope(self.session, self.installation, found, given)
