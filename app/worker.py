"""The worker: sends what is due, again and again, until it is told to end."""

import threading

from app.access.scopes import Installation
from app.kit import logs
from app.outbox.channels import open_channels
from app.outbox.sending import send_due

PAUSE_SECONDS = 0.5
PAUSE_AFTER_FAULT = 5.0


def run(installation: Installation, ending: threading.Event) -> None:
    """Send messages until the event is set; a fault is logged and never ends the worker."""
    channels = open_channels(installation.settings)
    pause = PAUSE_SECONDS
    while not ending.wait(pause):
        try:
            pause = 0.0 if send_due(installation, channels) else PAUSE_SECONDS
        except Exception as error:  # noqa: BLE001 - whatever it was, the next messages must still leave
            logs.write("worker fault", error=logs.describe(error))
            pause = PAUSE_AFTER_FAULT
