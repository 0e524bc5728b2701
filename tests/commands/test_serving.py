"""A server process: it sends what waits itself unless it is told that others do, and lets go when it ends."""

import threading
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app import main, worker
from app.access.scopes import Installation


@pytest.mark.parametrize(("setting", "senders"), [("inside", 1), ("separate", 0)])
def test_a_server_sends_itself_unless_told_otherwise(
    portal: Installation, monkeypatch: pytest.MonkeyPatch, setting: str, *, senders: int
) -> None:
    running: list[threading.Event] = []

    def sending(_installation: Installation, ending: threading.Event) -> None:
        running.append(ending)
        ending.wait(20)

    monkeypatch.setattr(worker, "run", sending)
    settings = portal.settings.model_copy(update={"worker": setting})
    app = main.create_app(replace(portal, settings=settings))

    with TestClient(app, base_url="https://testserver") as client:
        assert client.get("/barnsley/en/").status_code == 200
        assert len(running) == senders
        assert not any(ending.is_set() for ending in running)

    assert all(ending.is_set() for ending in running)
