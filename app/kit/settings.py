"""The settings: one frozen object, read once from HEARD_* variables; every default works unset."""

from pathlib import Path
from typing import Literal

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION_KEY = "demonstration.key"


class UnsafeSettings(Exception):
    """The portal refuses to start with these settings; the message says which and why."""


class Settings(BaseSettings):
    """What an installation can decide. In demonstration mode every setting is optional."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", frozen=True, extra="ignore")

    mode: Literal["demo", "production"] = "demo"
    data_folder: Path = ROOT / "var"
    database_url: str = ""
    storage_url: str = ""
    mail_url: str = ""
    sms_url: str = ""
    key_file: Path | None = None
    base_url: str = "http://127.0.0.1:8000"
    authorities: Path = ROOT / "authorities"
    worker: Literal["inside", "separate"] = "inside"
    link_minutes: int = 10
    idle_minutes: int = 20
    staff_idle_minutes: int = 15
    session_hours: int = 8
    clamd: str = ""
    proxies: int = 0

    @field_validator("data_folder", mode="after")
    @classmethod
    def _from_the_root(cls, folder: Path) -> Path:
        # An address of files needs a whole path, wherever the server is started.
        return folder.resolve()

    @property
    def is_demonstration(self) -> bool:
        """Whether made-up data is shown, on loopback hosts only."""
        return self.mode == "demo"

    @property
    def database(self) -> str:
        """The database's address; a file in the data folder unless set."""
        return self.database_url or f"sqlite:///{self.data_folder / 'heard.sqlite3'}"

    @property
    def storage(self) -> str:
        """The address of the file store; a folder unless set."""
        return self.storage_url or f"file://{self.data_folder / 'files'}"

    @property
    def mail(self) -> str:
        """Where e-mail goes; a folder of messages unless set."""
        return self.mail_url or f"folder://{self.data_folder / 'messages'}"

    @property
    def sms(self) -> str:
        """Where text messages go; a folder of messages unless set."""
        return self.sms_url or f"folder://{self.data_folder / 'messages'}"

    @property
    def keys(self) -> Path:
        """The file of master keys."""
        return self.key_file or self.data_folder / DEMONSTRATION_KEY

    def refuse_unsafe(self) -> None:
        """Refuse a production start that would put families at risk. Raises UnsafeSettings."""
        if self.is_demonstration:
            return
        if self.key_file is None:
            raise UnsafeSettings("HEARD_KEY_FILE is not set: production needs a key of its own.")
        if self.key_file.resolve().name == DEMONSTRATION_KEY:
            raise UnsafeSettings(f"HEARD_KEY_FILE is a {DEMONSTRATION_KEY}: make a key that was never shown.")
        if self.key_file.resolve().is_relative_to(self.data_folder.resolve()):
            raise UnsafeSettings(
                "HEARD_KEY_FILE lies inside the data folder: a stolen backup would open itself."
            )
        if "base_url" not in self.model_fields_set:
            raise UnsafeSettings("HEARD_BASE_URL is not set: links in messages need the portal's address.")
        if not self.base_url.startswith("https://"):
            raise UnsafeSettings("HEARD_BASE_URL is not https: cookies and reports would travel in the open.")
