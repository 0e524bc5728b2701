"""The portal with the guide of every council."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.access.scopes import Installation
from tests.public.site import open_installation, open_site


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give one portal for every proof here; none of them changes it."""
    built = open_installation(Path(tmp_path_factory.mktemp("portal")))
    yield built
    built.engine.dispose()


@pytest.fixture(scope="package")
def site(installation: Installation) -> TestClient:
    """Give one browser for every proof here."""
    return open_site(installation)
