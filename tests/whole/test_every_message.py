"""Every message, however worded and in whatever language, may be read by anybody and gives nothing away."""

import re
from typing import Any

import pytest

from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.authorities.models import Authority
from app.families.models import Role, SafeContact, Wording
from app.kit import i18n
from app.kit.ids import new_token
from app.kit.settings import Settings
from app.outbox import service as outbox
from app.outbox.models import ChannelKind, Notice
from tests.conftest import Prepared
from tests.support import families
from tests.support.mail import Postbox
from tests.support.pseudo import CLOSING, OPENING
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World

BANNED = re.compile(
    r"child|protection|conference|social.?work|safeguard|report|abuse|complain|court|police|harm|risk|family",
    re.IGNORECASE,
)
# The basic alphabet of text messages (3GPP TS 23.038) and the signs that count twice.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = set("^{}\\[~]|€")
LONGEST = 160
PARTS = ("subject", "body", "text")
COUNCILS = (
    "barnsley",
    "kensington-and-chelsea",
    "mid-and-west-wales",
    "northamptonshire",
    "sample-english-council",
)


def link_of(notice: Notice, council: str, installation: Installation, tag: str = "en") -> str:
    base = str(Settings.model_fields["base_url"].default)
    if notice is Notice.SIGN_IN_LINK:
        return base + installation.url("open_link", token=new_token())
    return base + installation.url("show_doorbell", council=council, language=tag, token=new_token())


def render(installation: Installation, notice: Notice, part: str, tag: str, **values: Any) -> str:
    language = installation.languages[tag]
    with i18n.speaking(language):
        template = installation.messages.get_template(f"{notice.folder}/{part}.txt")
        return template.render(language=language, minutes=10, **values).strip()


def council_of(installation: Installation, key: str) -> Authority:
    found = installation.catalogue.get(key)
    assert found is not None
    return found


each_notice = pytest.mark.parametrize("notice", Notice)
each_wording = pytest.mark.parametrize("wording", [Wording.PLAIN, Wording.QUIET])
each_moment = pytest.mark.parametrize("meets_at", [None, MEETS_AT], ids=["no date", "a date"])


@each_notice
@each_wording
@each_moment
@pytest.mark.parametrize("key", COUNCILS)
def test_a_message_says_nothing_that_it_must_not(
    prepared: Prepared, notice: Notice, wording: Wording, meets_at: Any, key: str
) -> None:
    installation = prepared.installation
    council = council_of(installation, key)
    link = link_of(notice, key, installation)

    for part in PARTS:
        said = render(
            installation,
            notice,
            part,
            "en",
            council=council,
            wording=wording.value,
            meets_at=meets_at,
            link=link,
        )
        plain = said.replace(link, "").replace(council.name, "").replace(council.short_name, "")
        assert not BANNED.search(plain), said
        assert "None" not in said
        if wording is Wording.QUIET:
            assert not re.search(r"meeting|December|\d\d:\d\d", plain), said


@each_notice
@pytest.mark.parametrize("key", COUNCILS)
def test_a_quiet_text_fits_one_message_and_ends_in_its_link(
    prepared: Prepared, notice: Notice, key: str
) -> None:
    installation = prepared.installation
    link = link_of(notice, key, installation)
    values = {"council": council_of(installation, key), "wording": Wording.QUIET.value, "meets_at": None}

    said = render(installation, notice, "text", "en", link=link, **values)

    assert set(said) <= GSM | TWICE, said
    assert len(said) + len(set(said) & TWICE) <= LONGEST, f"{len(said)}: {said}"
    assert said.endswith(" " + link)
    assert said.startswith(council_of(installation, key).short_name)
    assert "\n" not in said


@each_notice
@each_wording
def test_an_e_mail_has_its_link_on_a_line_of_its_own(
    prepared: Prepared, notice: Notice, wording: Wording
) -> None:
    installation = prepared.installation
    link = link_of(notice, "barnsley", installation)
    values = {"council": council_of(installation, "barnsley"), "wording": wording.value, "meets_at": MEETS_AT}

    subject = render(installation, notice, "subject", "en", link=link, **values)
    body = render(installation, notice, "body", "en", link=link, **values)

    assert link in body.splitlines()
    assert link not in subject
    assert "\n" not in subject
    assert 10 <= len(subject) <= 60
    assert body.splitlines()[-1] == council_of(installation, "barnsley").name
    assert "\n\n\n" not in body


@each_notice
@each_wording
@pytest.mark.parametrize("tag", ["eo", "yi"])
def test_every_word_of_a_message_was_offered_for_translation(
    prepared: Prepared, notice: Notice, wording: Wording, tag: str
) -> None:
    installation = prepared.installation
    council = council_of(installation, "barnsley")
    link = link_of(notice, "barnsley", installation, tag)

    for part in PARTS:
        said = render(
            installation,
            notice,
            part,
            tag,
            council=council,
            wording=wording.value,
            meets_at=MEETS_AT,
            link=link,
        )
        rest = re.sub(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", "", said)
        rest = rest.replace(link, "").replace(council.name, "")
        assert not rest.strip(), rest


def test_a_message_is_written_in_the_language_of_its_reader(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        outbox.enqueue(
            case, "barnsley", people.ben.person_id, Notice.SOMETHING_NEW, family_id=people.family.id
        )

    (message,) = postbox.deliver()

    assert message.language == "en"
    assert "/barnsley/en/d/" in message.body


@pytest.mark.parametrize("contact", ["", "07700 900321"])
def test_no_message_names_anybody(
    portal: Installation, people: World, postbox: Postbox, contact: str
) -> None:
    grandmother = families.add_member(
        portal,
        people.ada,
        people.family,
        "Agnes Larkspur",
        Role.CARER,
        contact=contact or "agnes@example.org",
        safe_contact=SafeContact(Wording.PLAIN, shared_phone=False),
    )
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for notice in Notice:
            if notice is not Notice.SIGN_IN_LINK:
                outbox.enqueue(
                    case,
                    "barnsley",
                    grandmother.person_id,
                    notice,
                    family_id=people.family.id,
                    meets_at=MEETS_AT,
                )

    sent = postbox.deliver()

    assert len(sent) == len(Notice) - 1
    names = [
        "Agnes",
        "Larkspur",
        "Amira",
        "Haddad",
        "Ben",
        "Carver",
        "Noor",
        "Zayd",
        "Dev",
        "Sam Reed",
        "Ada",
    ]
    for message in sent:
        assert message.channel is (ChannelKind.SMS if contact else ChannelKind.EMAIL)
        for name in (*names, AMIRAS_ADDRESS, people.family.reference, people.family.id, "Room 2"):
            assert name not in message.subject + message.body


def test_a_message_waits_in_the_database_without_its_words(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        made = outbox.enqueue(case, "barnsley", people.amira.person_id, Notice.INVITATION)
    assert made is not None

    with system_scope(portal, writes=False) as system:
        row = system.session.get_one(type(made), made.id)
        assert set(row.model_dump()) == {
            "id",
            "created_at",
            "council",
            "person_id",
            "family_id",
            "notice",
            "meets_at",
            "state",
            "due_at",
            "expires_at",
            "lease_until",
            "tries",
            "ended_at",
            "reason",
        }


def test_the_councils_are_all_of_them(portal: Installation) -> None:
    assert {authority.key for authority in portal.catalogue.all()} == set(COUNCILS)
