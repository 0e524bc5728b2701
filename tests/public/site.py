"""The whole portal with every council, each also in a language that nothing is written in yet."""

from dataclasses import replace
from pathlib import Path

from babel import Locale
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.authorities.catalogue import Catalogue
from app.kit.i18n import Language, Languages
from app.kit.settings import ROOT, Settings
from app.main import build_installation, create_app

AUTHORITIES = ROOT / "authorities"
UNWRITTEN = Language(tag="dv", name="ދިވެހި", direction="rtl", babel=Locale.parse("fa"))


def open_installation(folder: Path, authorities: Path = AUTHORITIES) -> Installation:
    """Build a portal on a new database, with one more language."""
    settings = Settings(data_folder=folder, authorities=authorities, worker="separate")
    built = build_installation(settings)
    SQLModel.metadata.create_all(built.engine)
    languages = Languages([*built.languages.values(), UNWRITTEN])
    spoken = {
        council.key: council.model_copy(update={"languages": ("en", UNWRITTEN.tag)})
        for council in built.catalogue.all()
    }
    return replace(built, languages=languages, catalogue=Catalogue(built.catalogue.problems, spoken))


def open_site(installation: Installation) -> TestClient:
    """Give a browser at the portal, one that follows no redirects."""
    return TestClient(create_app(installation), base_url="https://testserver", follow_redirects=False)
