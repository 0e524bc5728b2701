"""A sealed value opens only where it was sealed, unchanged, with the key it was sealed with."""

import stat
from pathlib import Path

import pytest

from app.kit.encryption import (
    FORMAT,
    Cipher,
    Keyring,
    Place,
    SealBroken,
    add_master_key,
    digest,
    new_key,
    read_keyring,
)

WORDS = "My words, and a “quoted” ش"
HERE = Place("views", "body_sealed", "a" * 26)


@pytest.fixture
def keyring() -> Keyring:
    """A keyring of one fresh master."""
    return Keyring([new_key()])


def cipher_of(keyring: Keyring, compartment: str = "barnsley|family:f|own:m") -> Cipher:
    number, wrapped = keyring.wrap(new_key(), compartment)
    return keyring.unwrap(wrapped, compartment, number=number)


@pytest.fixture
def cipher(keyring: Keyring) -> Cipher:
    """The cipher of one person's compartment."""
    return cipher_of(keyring)


@pytest.mark.parametrize("words", ["", WORDS, "x" * 100_000, "\x00\n", "🙂"])
def test_what_is_sealed_opens_again(cipher: Cipher, words: str) -> None:
    sealed = cipher.seal(words, HERE)

    assert cipher.open(sealed, HERE) == words
    assert sealed[:1] == FORMAT
    assert len(sealed) == 1 + 12 + len(words.encode()) + 16


def test_the_same_words_never_look_the_same(cipher: Cipher) -> None:
    assert len({cipher.seal(WORDS, HERE) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "place",
    [
        Place("complaints", "body_sealed", "a" * 26),
        Place("views", "other_sealed", "a" * 26),
        Place("views", "body_sealed", "b" * 26),
    ],
)
def test_a_value_moved_to_another_row_column_or_table_does_not_open(cipher: Cipher, place: Place) -> None:
    with pytest.raises(SealBroken, match=rf"{place.table}\.{place.column}"):
        cipher.open(cipher.seal(WORDS, HERE), place)


def test_a_value_moved_to_another_compartment_does_not_open(keyring: Keyring, cipher: Cipher) -> None:
    key = new_key()
    names = ("barnsley|family:f|own:m", "barnsley|family:f|own:n")
    own, other = (keyring.unwrap(keyring.wrap(key, name)[1], name, number=0) for name in names)

    with pytest.raises(SealBroken):
        other.open(own.seal(WORDS, HERE), HERE)
    with pytest.raises(SealBroken):
        cipher.open(own.seal(WORDS, HERE), HERE)


def test_every_flipped_bit_is_noticed(cipher: Cipher) -> None:
    sealed = cipher.seal("short", HERE)

    for index in range(len(sealed)):
        for bit in (1, 128):
            changed = bytearray(sealed)
            changed[index] ^= bit
            with pytest.raises(SealBroken):
                cipher.open(bytes(changed), HERE)


def test_every_shortened_value_is_noticed(cipher: Cipher) -> None:
    sealed = cipher.seal("short", HERE)

    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            cipher.open(sealed[:length], HERE)
    with pytest.raises(SealBroken):
        cipher.open(sealed + b"\x00", HERE)


def test_one_half_only_seals(cipher: Cipher) -> None:
    sealer = cipher.sealer()

    assert not hasattr(sealer, "open")
    assert cipher.open(sealer.seal(WORDS, HERE), HERE) == WORDS


def test_another_master_opens_nothing(keyring: Keyring) -> None:
    number, wrapped = keyring.wrap(new_key(), "c")

    with pytest.raises(SealBroken, match="compartment's key"):
        Keyring([new_key()]).unwrap(wrapped, "c", number=number)


def test_a_wrapped_key_belongs_to_its_compartment(keyring: Keyring) -> None:
    number, wrapped = keyring.wrap(new_key(), "mine")

    with pytest.raises(SealBroken):
        keyring.unwrap(wrapped, "theirs", number=number)


def test_a_new_master_wraps_and_the_old_one_still_opens(keyring: Keyring) -> None:
    number, wrapped = keyring.wrap(new_key(), "c")
    sealed = keyring.unwrap(wrapped, "c", number=number).seal(WORDS, HERE)
    rotated = Keyring([keyring._masters[0], new_key()])  # noqa: SLF001 - the file would hold both

    assert rotated.newest == 1
    assert rotated.wrap(new_key(), "c")[0] == 1
    assert rotated.unwrap(wrapped, "c", number=number).open(sealed, HERE) == WORDS
    assert rotated.stable("audit") == keyring.stable("audit")
    assert rotated.derive("audit") != keyring.derive("audit")


def test_keys_for_different_purposes_differ(keyring: Keyring) -> None:
    assert len({keyring.stable(purpose) for purpose in ("audit", "signing", "pin", "index|a")}) == 4


def test_a_contact_is_found_within_its_council_only(keyring: Keyring) -> None:
    here = keyring.blind_index("barnsley", "amira@example.org")

    assert here == keyring.blind_index("barnsley", "amira@example.org")
    assert here != keyring.blind_index("kensington-and-chelsea", "amira@example.org")
    assert here != keyring.blind_index("barnsley", "ben@example.org")
    assert b"amira" not in here


def test_a_token_is_found_by_its_digest() -> None:
    assert digest("token").hex() == "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"


@pytest.mark.parametrize("masters", [[], [b"short"], [new_key(), b""]])
def test_a_keyring_of_bad_keys_is_refused(masters: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(masters)


def test_the_key_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "heard.key"

    add_master_key(path)
    add_master_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_keyring(path).newest == 1
    assert [entry.name for entry in path.parent.iterdir()] == ["heard.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660, 0o777])
def test_a_key_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "heard.key"
    add_master_key(path)
    path.chmod(mode)

    with pytest.raises(PermissionError, match="chmod 600"):
        read_keyring(path)


def test_a_key_file_that_is_missing_or_broken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heard.key"
    with pytest.raises(FileNotFoundError):
        read_keyring(path)
    path.write_text("not hexadecimal\n")
    path.chmod(0o600)
    with pytest.raises(ValueError, match="hexadecimal"):
        read_keyring(path)


def test_keys_and_secrets_do_not_show_in_what_python_prints(cipher: Cipher, keyring: Keyring) -> None:
    assert "AESGCM object" in repr(cipher)
    assert keyring._masters[0].hex() not in repr(keyring)  # noqa: SLF001
