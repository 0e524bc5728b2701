"""Make everything that the demonstration shows of one council, in one transaction: wholly or not at all."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.authorities.models import Authority
from app.demonstration import cast, deeds, helpers, moving, rules, settling, sharing
from app.demonstration.acting import Acting
from app.demonstration.models import Household, Made, MadeCouncil, Part
from app.demonstration.papers import Paper
from app.demonstration.settling import SettledFamily, Staff
from app.families.models import STAFF_ROLES
from app.files.models import Checked
from app.home import welcoming
from app.kit import clock
from app.outbox import service as outbox

# Families get ready while their meeting is still ahead; then it is moved to its day, and all that with it.
GETTING_READY = timedelta(days=9)
JUST_BEGUN = timedelta(hours=2)


@dataclass(frozen=True)
class Making:
    """One council that is being made."""

    acting: Acting
    authority: Authority
    index: int
    checked: Mapping[Paper, Future[Checked]]

    @property
    def parts(self) -> list[Part]:
        """Everybody who is to be there."""
        return cast.cast_of(self.authority.key, self.index)

    def make(self) -> MadeCouncil:
        """Make the council's staff and families; nothing is left waiting to be sent to anybody."""
        staff = [self._staff(part) for part in self.parts if part.role in STAFF_ROLES]
        of_council = self._known(staff)
        families = [self._family(of_council, household) for household in Household]
        members = [member for family in families for member in family.members.values()]
        members += self._helpers(of_council, {member.slot: member for member in members})
        for somebody in (*staff, *members):
            outbox.cancel_for_person(self.acting.session, somebody.person_id)
        return MadeCouncil((*staff, *members), clock.today())

    def _staff(self, part: Part) -> Made:
        return settling.add_staff(self.acting, self.authority.key, part)

    def _helpers(self, staff: Staff, helped: Mapping[str, Made]) -> list[Made]:
        return [
            helpers.add(
                self.acting,
                staff,
                part,
                [helped[slot] for slot in cast.HELPS[part.slot]],
                self._canary(part.slot),
            )
            for part in self.parts
            if part.slot in cast.HELPS
        ]

    def _known(self, staff: list[Made]) -> Staff:
        by_slot = {made.slot: made for made in staff}
        names = {part.slot: part.name for part in self.parts}
        return Staff(
            by_slot[cast.ADMINISTRATOR],
            by_slot[cast.SECOND_ADMINISTRATOR],
            by_slot[cast.SOCIAL_WORKER],
            by_slot[cast.CHAIR],
            by_slot[cast.OFFICER],
            names[cast.SOCIAL_WORKER],
        )

    def _family(self, staff: Staff, household: Household) -> SettledFamily:
        target = self._target(household)
        ahead = clock.now() + GETTING_READY if target else None
        family = settling.settle(
            self.acting, staff, household, parts=self.parts, index=self.index, meets_at=ahead
        )
        self._share(staff, household, family)
        for slot, member in family.members.items():
            scope = self.acting.as_member(member)
            deeds.begin(scope, self._canary(slot))
            welcoming.welcome(scope)
        if household is Household.SEPARATED:
            self._separate(staff, family)
        if household is Household.TODAY:
            self._before_today(family)
        if household is Household.PAST:
            self._meet(staff, family)
        if household is Household.NO_DATE:
            carer = self.acting.as_member(family.members[cast.CARER])
            deeds.complain(carer, self._canary(cast.CARER))
        self._move_to(family, target)
        return family

    def _target(self, household: Household) -> datetime | None:
        return rules.meets_at(household, clock.today(), self.authority.calendar.value)

    def _share(self, staff: Staff, household: Household, family: SettledFamily) -> None:
        papers = sharing.papers_of(household, self.index, self.parts)
        teacher = settling.TEACHERS[self.index % len(settling.TEACHERS)]
        checked = {paper: self.checked[paper].result() for paper in papers}
        sharing.share_reports(self.acting, staff, family, checked, teacher=teacher)

    def _separate(self, staff: Staff, family: SettledFamily) -> None:
        other = family.members[cast.OTHER_PARENT]
        deeds.send_answers(self.acting.as_member(other), self._canary(cast.OTHER_PARENT))
        if self.index == cast.KEPT_OUT_IN:
            chair = self.acting.as_case_worker(staff.chair, family.id)
            deeds.ask_not_to_come(chair, family.conference_id, other.membership_id or "")

    def _before_today(self, family: SettledFamily) -> None:
        parent = self.acting.as_member(family.members[cast.PARENT_TODAY])
        canary = self._canary(cast.PARENT_TODAY)
        deeds.reply_to_reports(parent, canary)
        deeds.write_to_meeting(parent, canary)

    def _meet(self, staff: Staff, family: SettledFamily) -> None:
        parent = self.acting.as_member(family.members[cast.PARENT_AFTER])
        chair = self.acting.as_case_worker(staff.chair, family.id)
        canary = self._canary(cast.PARENT_AFTER)
        deeds.write_to_meeting(parent, canary)
        deeds.send_answers(parent, canary)
        deeds.send_views(parent)
        deeds.open_answers(chair)
        deeds.open_views(chair)
        met_at = clock.now() - JUST_BEGUN
        self._move_to(family, met_at)
        deeds.read_out(chair, met_at)
        complaint_id = deeds.complain(parent, canary)
        deeds.answer_complaint(self.acting.as_officer(staff.officer), complaint_id)

    def _move_to(self, family: SettledFamily, target: datetime | None) -> None:
        meeting = moving.meeting_of(self.acting.session, family.id)
        if meeting and meeting.meets_at and target:
            moving.move(self.acting.session, family.id, target - meeting.meets_at)

    def _canary(self, slot: str) -> str:
        return cast.canary(self.acting.installation, self.authority.key, slot) or ""
