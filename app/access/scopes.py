"""Scopes: proof that a check was made, holding the session and just those keys that were granted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment
from sqlalchemy import Engine
from sqlmodel import Session

from app.access.models import Permission
from app.audit import service as audit
from app.audit.models import Action, Actor
from app.authorities.catalogue import Catalogue
from app.authorities.models import Authority
from app.families.keys import KeyRoom
from app.families.models import Compartments, Role, contact_compartment
from app.kit.encryption import Cipher, Keyring, Sealer
from app.kit.errors import NotFound
from app.kit.i18n import ENGLISH, Language, Languages
from app.kit.pages import Addresses
from app.kit.settings import Settings
from app.kit.storage import Storage


@dataclass(frozen=True)
class Installation:
    """What one running portal is made of; made once, in main or in a command."""

    settings: Settings
    engine: Engine = field(repr=False)
    keyring: Keyring = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    languages: Languages = field(repr=False)
    storage: Storage = field(repr=False)
    url: Addresses = field(repr=False)
    messages: Environment = field(repr=False)

    def offered(self, authority: Authority) -> list[str]:
        """Return the languages that a council offers and that the portal can speak; or English."""
        return [tag for tag in authority.languages if tag in self.languages] or [ENGLISH]


@dataclass(frozen=True)
class Recording:
    """What every scope can do: note in the audit log what its person did."""

    session: Session = field(repr=False)
    actor: Actor

    def record(self, action: Action, object_type: str = "", object_id: str = "", *, reason: str = "") -> None:
        """Note an act in the transaction of this scope."""
        family_id = getattr(self, "family_id", "") or ""
        audit.record(
            self.session,
            self.actor,
            action,
            object_type=object_type,
            object_id=object_id,
            family_id=family_id,
            reason=reason,
        )


@dataclass(frozen=True)
class Visitor(Recording):
    """Anybody: on a public page, or on the way to sign in. No family and no family's key."""

    language: Language
    authority: Authority | None
    installation: Installation = field(repr=False)


@dataclass(frozen=True)
class PersonScope(Recording):
    """Somebody signed in, who has not chosen which family they are here for."""

    language: Language
    authority: Authority
    person_id: str
    session_id: str
    installation: Installation = field(repr=False)


@dataclass(frozen=True)
class FamilyScope(PersonScope):
    """One person, in one family, allowed one thing. Never holds another person's key."""

    membership_id: str
    family_id: str
    role: Role
    name: str = field(repr=False)
    own: Cipher = field(repr=False)
    shared: Cipher = field(repr=False)
    for_professionals: Sealer = field(repr=False)
    for_complaints: Sealer = field(repr=False)
    for_safety: Sealer = field(repr=False)
    is_welcomed: bool = True
    closes_at: datetime | None = None
    beside_id: str | None = None
    """The member of staff on whose device this is, sitting beside this person."""


@dataclass(frozen=True)
class HelperScope(PersonScope):
    """A supporter or advocate, helping one person of one family with just what that person granted."""

    membership_id: str
    family_id: str
    role: Role
    name: str = field(repr=False)
    own: Cipher = field(repr=False)
    helping_id: str
    helped_membership_id: str
    helped_name: str = field(repr=False)
    granted: frozenset[Permission]
    until_at: datetime
    to_helped: Sealer = field(repr=False)
    """Puts words where only whom they help reads them."""
    shared: Cipher | None = field(default=None, repr=False)
    """Opens the meeting; None unless that was granted."""
    helped: Cipher | None = field(default=None, repr=False)
    """Opens what belongs to whom they help; None unless reading something of it was granted."""
    only: Mapping[Permission, frozenset[str]] = field(default_factory=dict)
    """What of it was granted, where it was not all: the meetings or reports, by their identifiers."""

    def may(self, permission: Permission, thing: str) -> bool:
        """Say whether something was granted for this meeting or this report."""
        return permission in self.granted and (permission not in self.only or thing in self.only[permission])


@dataclass(frozen=True)
class StaffScope(PersonScope):
    """A member of staff at the council's own pages: no family's words."""

    role: Role
    name: str = field(repr=False)
    _keys: KeyRoom = field(repr=False)

    def new_keys(self, *compartments: str) -> list[Cipher]:
        """Make the keys of a family or a person that this member of staff is just opening."""
        return [self._keys.make(compartment) for compartment in compartments]

    @property
    def is_told_of_safety(self) -> bool:
        """Whether the council names this role to be told who was there when somebody wrote."""
        return self.role.value == self.authority.safety.told_to.value

    def safety_of(self, family_id: str) -> Cipher:
        """Return what opens answers about who was there in a family this worker is allocated to.

        Raises NotFound for anybody but whom the council names.
        """
        if not self.is_told_of_safety:
            raise NotFound
        return self._keys.cipher(Compartments(self.authority.key, family_id).safety)

    def contact_of(self, person_id: str) -> Cipher:
        """Return what opens the name and contact of a person of this council."""
        return self._keys.cipher(contact_compartment(self.authority.key, person_id))


@dataclass(frozen=True)
class CaseScope(StaffScope):
    """A member of staff allocated to one family. Seals for its members, and cannot read what is theirs."""

    family_id: str
    professionals: Cipher = field(repr=False)
    shared: Cipher = field(repr=False)
    for_breaches: Sealer = field(repr=False)
    """Puts words into the record of what reached the wrong person."""
    safety: Cipher | None = field(default=None, repr=False)
    """Opens answers about who was there; only for whom the council names."""
    is_emergency: bool = False
    """Whether the file is open for an hour without an allocation."""

    def for_member(self, membership_id: str) -> Sealer:
        """Return what seals into the compartment of one member of this family, and cannot read it."""
        return self._keys.sealer(Compartments(self.authority.key, self.family_id).own(membership_id))


@dataclass(frozen=True)
class ComplaintsScope(StaffScope):
    """A complaints officer: the one kind of staff that opens complaints."""

    def complaints_of(self, family_id: str) -> Cipher:
        """Return what opens the complaints of a family."""
        return self._keys.cipher(Compartments(self.authority.key, family_id).complaints)

    def for_member(self, family_id: str, membership_id: str) -> Sealer:
        """Return what seals an answer for the person who complained."""
        return self._keys.sealer(Compartments(self.authority.key, family_id).own(membership_id))


@dataclass(frozen=True)
class BreachScope(StaffScope):
    """A member of staff who may see what reached the wrong person: of their families, or of their council."""

    def breaches_of(self, family_id: str) -> Cipher:
        """Return what opens the records about a family's words that reached the wrong person."""
        return self._keys.cipher(Compartments(self.authority.key, family_id).breaches)


@dataclass(frozen=True)
class SystemScope(Recording):
    """The operator's commands and the worker: no person asks, so no page ever gets one."""

    installation: Installation = field(repr=False)
    keys: KeyRoom = field(repr=False)
