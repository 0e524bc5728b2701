"""Why something cannot be done to a family's file, or not yet."""

from app.kit.errors import Conflict
from app.kit.i18n import N_


class ComesFirst(Conflict):
    """Something else has to be done before this; the words say what."""

    title = N_("Something else comes first")


class TooManyNames(Exception):
    """More names were typed than a family has children, or one that is too long."""


class AlreadyThere(Exception):
    """Somebody with this name is in the family already; two of them could not be told apart."""
