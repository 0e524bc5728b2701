"""A parent and a chair of any council, with a meeting."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from tests.support import families, world
from tests.support.browser import Browser
from tests.support.families import Someone


@dataclass
class Pair:
    """A parent and the chair of their meeting."""

    parent: Someone
    chair: Someone
    family_id: str
    app: FastAPI

    def phone(self) -> Browser:
        """Return a phone on which the parent is signed in."""
        return Browser(self.app, self.parent)

    def desk(self) -> Browser:
        """Return a browser in which the chair is signed in."""
        return Browser(self.app, self.chair)


MakePair = Callable[[str], Pair]


@pytest.fixture
def pair_in(portal: Installation, app: FastAPI) -> MakePair:
    """Return a maker of a parent and a chair in a council."""

    def make(council: str) -> Pair:
        administrator = families.add_staff(portal, council, "Zoe Lind", Role.ADMINISTRATOR)
        chair = families.add_staff(portal, council, "Hugh Penn", Role.CHAIR)
        family = families.open_family(portal, administrator)
        parent = families.add_member(portal, administrator, family, "Grace Adeyemi")
        families.call_meeting(portal, administrator, family, parent, meets_at=world.MEETS_AT, chair=chair)
        return Pair(parent, chair, family.id, app)

    return make
