"""The room where compartments' keys hang: makes, finds and unwraps them within one session."""

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.families.models import Compartments
from app.families.tables import CompartmentKey, Family
from app.kit.encryption import Cipher, Keyring, Sealer, new_key

KEYS = select(col(CompartmentKey.compartment), col(CompartmentKey.master), col(CompartmentKey.wrapped)).where(
    col(CompartmentKey.compartment).in_(bindparam("compartments", expanding=True))
)


class NoSuchCompartment(Exception):
    """The compartment never existed, or its key has been destroyed."""


class KeyRoom:
    """Hands out ciphers; only scopes hold one, and they pass on no more than their person may open."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        """Take the session in which keys are read."""
        self._session = session
        self._keyring = keyring
        self._open: dict[str, Cipher] = {}

    def make(self, compartment: str) -> Cipher:
        """Make the key of a new compartment."""
        key = new_key()
        number, wrapped = self._keyring.wrap(key, compartment)
        self._session.add(CompartmentKey(compartment=compartment, master=number, wrapped=wrapped))
        self._open[compartment] = self._keyring.unwrap(wrapped, compartment, number=number)
        return self._open[compartment]

    def cipher(self, compartment: str) -> Cipher:
        """Return what seals and opens a compartment. Raises NoSuchCompartment."""
        return self.ciphers(compartment)[0]

    def ciphers(self, *compartments: str) -> list[Cipher]:
        """Return several ciphers with one look into the database. Raises NoSuchCompartment."""
        missing = [name for name in compartments if name not in self._open]
        if missing:
            for row in self._session.execute(KEYS, {"compartments": missing}):
                self._open[row.compartment] = self._keyring.unwrap(
                    row.wrapped, row.compartment, number=row.master
                )
        try:
            return [self._open[name] for name in compartments]
        except KeyError as error:
            raise NoSuchCompartment from error

    def sealer(self, compartment: str) -> Sealer:
        """Return what only seals into a compartment. Raises NoSuchCompartment."""
        return self.cipher(compartment).sealer()


def complete(session: Session, keyring: Keyring) -> int:
    """Make the keys that families lack who were opened before a compartment existed; return how many."""
    families = session.execute(select(col(Family.id), col(Family.council))).all()
    names = [Compartments(council, family_id) for family_id, council in families]
    wanted = {name for one in names for name in (one.safety, one.breaches)}
    known = select(col(CompartmentKey.compartment)).where(
        col(CompartmentKey.compartment).like("%|safety") | col(CompartmentKey.compartment).like("%|breaches")
    )
    missing = sorted(wanted - set(session.execute(known).scalars()))
    room = KeyRoom(session, keyring)
    for compartment in missing:
        room.make(compartment)
    return len(missing)


def rotate(session: Session, keyring: Keyring) -> int:
    """Wrap every key that an older master wrapped with the newest one; return how many."""
    older = select(CompartmentKey).where(col(CompartmentKey.master) != keyring.newest)
    rows = session.execute(older).scalars().all()
    for row in rows:
        key = keyring.unwrap_key(row.wrapped, row.compartment, number=row.master)
        row.master, row.wrapped = keyring.wrap(key, row.compartment)
        session.add(row)
    return len(rows)
