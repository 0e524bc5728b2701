"""A second complaints officer, and what the tests of complaints do again and again."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.world import COUNCIL, World


@pytest.fixture
def second_officer(portal: Installation, people: World) -> Someone:
    """Pat, who answers complaints beside Olive."""
    assert people.olive.council == COUNCIL
    return families.add_staff(portal, COUNCIL, "Pat Okoro", Role.COMPLAINTS_OFFICER)


@pytest.fixture
def pat(app: FastAPI, second_officer: Someone) -> Browser:
    """Pat's browser."""
    return Browser(app, second_officer)
