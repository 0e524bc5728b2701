"""Vera, who answers for the council, and works with no family."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.world import COUNCIL


@pytest.fixture
def answering(portal: Installation) -> Someone:
    """Make the council's administrator."""
    return families.add_staff(portal, COUNCIL, "Vera Dunn", Role.COUNCIL_ADMIN)


@pytest.fixture
def vera(app: FastAPI, answering: Someone) -> Browser:
    """Open the browser of the council's administrator."""
    return Browser(app, answering)
