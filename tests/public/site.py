"""The whole portal with every council, each also in a language that nothing is written in yet."""

from dataclasses import replace
from pathlib import Path

from babel import Locale
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue
from app.kit.i18n import Language, Languages
from app.kit.settings import Settings
from app.main import build_installation, create_app

UNWRITTEN = Language(tag="dv", name="ދިވެހި", direction="rtl", babel=Locale.parse("fa"))


def open_installation(folder: Path) -> Installation:
    """Build a portal on a new database, with one more language."""
    built = build_installation(Settings(data_folder=folder, worker="separate"))
    SQLModel.metadata.create_all(built.engine)
    languages = Languages([*built.languages.values(), UNWRITTEN])
    spoken = {
        council.key: council.model_copy(update={"languages": ("en", UNWRITTEN.tag)})
        for council in built.catalogue.all()
    }
    return replace(built, languages=languages, catalogue=Catalogue(_current=spoken))


def open_site(installation: Installation) -> TestClient:
    """Give a browser at the portal, one that follows no redirects."""
    return TestClient(create_app(installation), base_url="https://testserver", follow_redirects=False)
