"""Production does not start with a key that a demonstration made."""

from pathlib import Path

import pytest

from app.kit.settings import Settings, UnsafeSettings


@pytest.mark.parametrize(("name", "is_refused"), [("demonstration.key", True), ("heard.key", False)])
def test_a_demonstration_key_is_refused_wherever_it_lies(
    tmp_path: Path, name: str, *, is_refused: bool
) -> None:
    settings = Settings(
        mode="production",
        data_folder=tmp_path / "data",
        key_file=tmp_path / name,
        base_url="https://heard.example.org",
    )
    if is_refused:
        with pytest.raises(UnsafeSettings, match="demonstration"):
            settings.refuse_unsafe()
    else:
        settings.refuse_unsafe()
