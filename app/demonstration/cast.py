"""Who is there in each council: made-up names that differ from council to council, and their contacts."""

import base64
import hmac
from collections.abc import Sequence
from typing import TypeVar

from app.access.scopes import Installation
from app.demonstration.models import Household, Part
from app.families.models import FAMILY_ROLES, Role
from app.kit.i18n import N_

Choice = TypeVar("Choice")

DOMAIN = "example.org"
# Ofcom keeps 07700 900000 to 900999 for stories; nobody is ever rung by mistake.
MOBILES = "+447700900"
MOBILES_A_COUNCIL = 10
COUNCILS_WITH_MOBILES = 1000 // MOBILES_A_COUNCIL
CANARY_LENGTH = 10

ADMINISTRATOR, SECOND_ADMINISTRATOR = "administrator", "second_administrator"
SOCIAL_WORKER, CHAIR, OFFICER = "social_worker", "chair", "complaints_officer"
REPORT_AUTHOR, COUNCIL_ADMIN = "report_author", "council_admin"
PROTECTED_PARENT, OTHER_PARENT = "protected_parent", "other_parent"
PARENT_TODAY, PARENT_AFTER, CARER = "parent_today", "parent_after", "carer"
YOUNG_PERSON, EXPECTING_PARENT = "young_person", "expecting_parent"
# In the second council the chair asks the other parent not to come.
KEPT_OUT_IN = 1
SUPPORTER, ADVOCATE = "supporter", "advocate"
WITH_MOBILE = (CARER, EXPECTING_PARENT)

NAMES = {
    ADMINISTRATOR: "Ruth Ashdown, Helen Marwick, Judith Selby, Maureen Tarn, Alison Pryde, Sheila Combe",
    SECOND_ADMINISTRATOR: "Colin Farrow, Stephen Ilott, Graham Voss, Martin Ede, Philip Sallow, Neil Harker",
    SOCIAL_WORKER: "Amara Okoro, Beth Linnell, Kwame Asante, Rosa Delgado, Tom Wickes, Mei Tan",
    CHAIR: "David Strand, Frances Oakley, Peter Lund, Nasreen Malik, Ian Cotter, Yvonne Blake",
    OFFICER: "Oliver Garrick, Hugh Penrose, Lorna Tait, Sunil Rao, Wendy Hollis, Denis Croft",
    REPORT_AUTHOR: "Jill Fenn, Asif Qureshi, Clare Bunting, Owen Tully, Maya Lister, Roy Peel",
    COUNCIL_ADMIN: "Nora Blythe, Keith Amos, Vera Lodge, Simon Thorne, Ursula Dean, Patrick Moss",
    PROTECTED_PARENT: "Samira Nouri, Leila Karim, Hannah Frost, Joanna Kowal, Dilys Rowe, Fatima Zaman",
    OTHER_PARENT: "Daniel Marlow, Yusuf Demir, Lewis Grant, Pawel Nowik, Gareth Pugh, Imran Siddiq",
    PARENT_TODAY: "Kelly Brand, Zainab Idowu, Lucy Orme, Marta Silva, Tina Walsh, Nadia Petrov",
    PARENT_AFTER: "Rachel Stone, Grace Mensah, Emma Tull, Ana Costa, Sarah Finch, Irina Volkov",
    CARER: "Margaret Dowd, Shirley Bright, Edith Lamb, Pauline Hay, Doreen Vale, Beryl Nash",
    YOUNG_PERSON: "Jay Dowd, Tunde Bright, Ellis Lamb, Rui Hay, Cody Vale, Mila Nash",
    EXPECTING_PARENT: "Chloe Reeve, Aisha Bello, Megan Hurst, Sofia Reyes, Jade Moran, Elena Ivanov",
    SUPPORTER: "Bronagh Keel, Opal Winterton, Greta Humber, Sunita Vora, Marged Tudur, Layla Haq",
    ADVOCATE: "Tobias Crake, Adele Frome, Winston Galey, Ingrid Moll, Celyn Prosser, Rafiq Aziz",
}
ROLES = {
    ADMINISTRATOR: Role.ADMINISTRATOR,
    SECOND_ADMINISTRATOR: Role.ADMINISTRATOR,
    SOCIAL_WORKER: Role.SOCIAL_WORKER,
    CHAIR: Role.CHAIR,
    OFFICER: Role.COMPLAINTS_OFFICER,
    REPORT_AUTHOR: Role.REPORT_AUTHOR,
    COUNCIL_ADMIN: Role.COUNCIL_ADMIN,
    CARER: Role.CARER,
    YOUNG_PERSON: Role.YOUNG_PERSON,
    SUPPORTER: Role.SUPPORTER,
    ADVOCATE: Role.ADVOCATE,
}
HOUSEHOLDS = {
    PROTECTED_PARENT: Household.SEPARATED,
    OTHER_PARENT: Household.SEPARATED,
    PARENT_TODAY: Household.TODAY,
    PARENT_AFTER: Household.PAST,
    CARER: Household.NO_DATE,
    YOUNG_PERSON: Household.NO_DATE,
    EXPECTING_PARENT: Household.EXPECTING,
}
HELPS = {SUPPORTER: (PROTECTED_PARENT,), ADVOCATE: (PARENT_TODAY, EXPECTING_PARENT)}
SHOWS = {
    ADMINISTRATOR: N_("Sets up families and calls meetings"),
    SECOND_ADMINISTRATOR: N_("Agrees as the second person before a report is shared"),
    SOCIAL_WORKER: N_("Adds reports and shares them"),
    CHAIR: N_("Reads what families sent, and reads it out"),
    OFFICER: N_("Answers complaints: one waits, one is answered"),
    REPORT_AUTHOR: N_("Has an account, but no page of their own yet"),
    COUNCIL_ADMIN: N_("Looks after accounts, and opens no family"),
    PROTECTED_PARENT: N_("Meeting to come; the address must stay secret"),
    OTHER_PARENT: N_("The other parent; the two are strangers here. In one council asked not to come"),
    PARENT_TODAY: N_("Meeting today; has read the report and replied"),
    PARENT_AFTER: N_("Meeting over; the words were read out, the complaint is answered"),
    CARER: N_("No date yet; shares the phone, has complained"),
    YOUNG_PERSON: N_("No date yet; the young person that the meeting is about"),
    EXPECTING_PARENT: N_("Meeting before a birth"),
    SUPPORTER: N_("Helps the parent whose address must stay secret, with what she chose"),
    ADVOCATE: N_("Helps people of two families, one at a time"),
}
# Two sets only: a report that names the same children is checked once for several councils.
CHILDREN = {
    Household.SEPARATED: (("Noor", "Elias"), ("Tilly", "Sam")),
    Household.TODAY: (("Poppy",), ("Kai",)),
    Household.PAST: (("Ruby", "Finn"), ("Zoë", "Max")),
}
# No place in the country has a postcode that begins with ZZ.
PROTECTED_ADDRESSES = (
    "Flat 2, 8 Tamarisk Row, ZZ1 4QD",
    "31 Fiddlehead Close, ZZ2 7LB",
    "5 Old Cooperage Yard Lane, ZZ3 1PN",
    "112 Sandpiper Grove, ZZ4 9HT",
    "Flat 9, 64 Quillwort Street, ZZ5 3KW",
    "17 Bellfounder Terrace, ZZ6 8RJ",
)


def cast_of(council: str, index: int) -> list[Part]:
    """Return everybody who is to be there in the council at this place of the catalogue."""
    return [_part(council, index, slot) for slot in NAMES]


def _part(council: str, index: int, slot: str) -> Part:
    name = _choose(NAMES[slot].split(", "), index)
    first = name.partition(" ")[0].lower()
    contact = f"{first}.{council}@{DOMAIN}"
    if slot in WITH_MOBILE:
        number = index % COUNCILS_WITH_MOBILES * MOBILES_A_COUNCIL + WITH_MOBILE.index(slot)
        contact = f"{MOBILES}{number:03d}"
    return Part(slot, ROLES.get(slot, Role.PARENT), name, contact, HOUSEHOLDS.get(slot))


def children_of(household: Household, index: int, parts: list[Part]) -> tuple[str, ...]:
    """Return the names of a household's children; before birth it is what the family agreed on."""
    if household is Household.EXPECTING:
        return (f"Baby {_surname(EXPECTING_PARENT, parts)}",)
    if household is Household.NO_DATE:
        return (next(part.name for part in parts if part.slot == YOUNG_PERSON).partition(" ")[0],)
    return _choose(CHILDREN[household], index)


def _surname(slot: str, parts: list[Part]) -> str:
    return next(part.name for part in parts if part.slot == slot).partition(" ")[2]


def protected_address(index: int) -> str:
    """Return the address that one parent of the separated family must be able to keep to herself."""
    return _choose(PROTECTED_ADDRESSES, index)


def canary(installation: Installation, council: str, slot: str) -> str | None:
    """Return the word that stands in one person's own data only; staff have no data of their own."""
    if ROLES.get(slot, Role.PARENT) not in FAMILY_ROLES:
        return None
    mark = hmac.digest(installation.keyring.stable("demonstration"), f"{council}|{slot}".encode(), "sha256")
    return f"canary-{base64.b32encode(mark).decode().lower()[:CANARY_LENGTH]}"


def _choose(choices: Sequence[Choice], index: int) -> Choice:
    return choices[index % len(choices)]
