"""Providers: a folder, a real mail server in a thread, and GOV.UK Notify's interface on loopback."""

import json
import socket
import stat
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.kit.settings import Settings, UnsafeSettings
from app.outbox.channels import open_channel, open_channels
from app.outbox.channels.folder import FolderChannel
from app.outbox.channels.notify import NotifyChannel
from app.outbox.channels.smtp import SmtpChannel
from app.outbox.models import ChannelKind, DeliveryFailed, Outgoing

LETTER = Outgoing(
    "m" * 26, "amira@example.org", ChannelKind.EMAIL, "Rhywbeth newydd – ŵ", "Helô\nش\n.\nhi", "cy"
)
TEXT = Outgoing("t" * 26, "+447700900123", ChannelKind.SMS, "", "There is something new.", "en")


class Postman:
    """A mail server's rules: it takes every letter but those to two people."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such person"
        if address.startswith("later"):
            return "450 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if b"too big" in (envelope.content or b""):
            return "552 too big"
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def postman() -> Iterator[tuple[Postman, str]]:
    """Run a mail server."""
    rules = Postman()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(rules, hostname="127.0.0.1", port=port)
    server.start()
    yield rules, f"smtp://127.0.0.1:{port}?starttls=no&from=heard@council.example&name=The%20council"
    server.stop()


def test_a_letter_arrives_as_it_was_written(postman: tuple[Postman, str]) -> None:
    rules, url = postman

    SmtpChannel(url).send(LETTER)

    (envelope,) = rules.taken
    assert envelope.rcpt_tos == [LETTER.to]
    assert isinstance(envelope.content, bytes)
    letter = message_from_bytes(envelope.content, policy=policy.default)
    assert letter["Subject"] == LETTER.subject
    assert letter["From"] == "The council <heard@council.example>"
    assert letter["Message-ID"] == f"<{LETTER.id}@council.example>"
    assert letter["Content-Language"] == "cy"
    assert letter.get_content().replace("\r\n", "\n").strip() == LETTER.body
    assert not letter.is_multipart()


@pytest.mark.parametrize(
    ("to", "body", "permanent"),
    [
        ("nobody@example.org", "hi", True),
        ("later@example.org", "hi", False),
        ("a@example.org", "too big", True),
    ],
)
def test_a_server_says_whether_it_will_ever_take_a_letter(
    postman: tuple[Postman, str], to: str, body: str, *, permanent: bool
) -> None:
    letter = Outgoing("m" * 26, to, ChannelKind.EMAIL, "Hello", body, "en")

    with pytest.raises(DeliveryFailed) as failed:
        SmtpChannel(postman[1]).send(letter)

    assert failed.value.permanent is permanent
    assert to not in failed.value.reason


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_is_not_there_may_be_there_later(scheme: str) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        SmtpChannel(f"{scheme}://127.0.0.1:1").send(LETTER)

    assert not failed.value.permanent


def test_a_server_that_cannot_speak_in_private_gets_no_letter(postman: tuple[Postman, str]) -> None:
    rules, url = postman

    with pytest.raises(DeliveryFailed):
        SmtpChannel(url.replace("starttls=no", "starttls=yes")).send(LETTER)
    with pytest.raises(DeliveryFailed):
        SmtpChannel(url.replace("smtp://", "smtp://user:secret@")).send(LETTER)

    assert rules.taken == []


def test_a_header_cannot_be_slipped_in(postman: tuple[Postman, str]) -> None:
    forged = Outgoing("m" * 26, "a@example.org\r\nBcc: b@example.org", ChannelKind.EMAIL, "Hello", "hi", "en")

    with pytest.raises(ValueError, match=r"linefeed|header"):
        SmtpChannel(postman[1]).send(forged)

    assert postman[0].taken == []


class Notify(BaseHTTPRequestHandler):
    """Answers as GOV.UK Notify does, with the status that the last letter of a contact asks for."""

    asked: list[tuple[str, dict[str, Any]]]
    status = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append((self.path, body))
        answer = {"id": "1"} if self.status < 400 else {"errors": [{"error": "E", "message": "no"}]}
        content = json.dumps(answer).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_anything: object) -> None:
        """Say nothing."""


@pytest.fixture
def notify(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[NotifyChannel, type[Notify]]]:
    """Run the provider's interface on loopback."""
    monkeypatch.setattr(Notify, "asked", [], raising=False)
    monkeypatch.setattr(Notify, "status", 201)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Notify)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    key = "name-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
    url = f"notify:?key={key}&email=letter&sms=text&base_url=http://127.0.0.1:{server.server_port}"
    channel = open_channel(url)
    assert isinstance(channel, NotifyChannel)
    yield channel, Notify
    channel.client.request_session.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_notify_gets_each_kind_under_its_template(notify: tuple[NotifyChannel, type[Notify]]) -> None:
    channel, server = notify

    channel.send(LETTER)
    channel.send(TEXT)

    (mail, letter), (sms, short) = server.asked
    assert mail.endswith("/notifications/email")
    assert letter["template_id"] == "letter"
    assert letter["personalisation"] == {"subject": LETTER.subject, "body": LETTER.body}
    assert letter["reference"] == LETTER.id
    assert sms.endswith("/notifications/sms")
    assert (short["template_id"], short["phone_number"]) == ("text", TEXT.to)


@pytest.mark.parametrize(
    ("status", "permanent"), [(400, True), (403, True), (429, False), (500, False), (503, False)]
)
def test_notify_says_whether_it_will_ever_take_a_message(
    notify: tuple[NotifyChannel, type[Notify]], status: int, *, permanent: bool
) -> None:
    channel, server = notify
    server.status = status

    with pytest.raises(DeliveryFailed) as failed:
        channel.send(TEXT)

    assert failed.value.permanent is permanent


def test_a_folder_keeps_one_file_a_message(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    channel = FolderChannel(str(folder))

    channel.send(LETTER)
    channel.send(LETTER)
    channel.send(TEXT)

    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [f"{LETTER.id}.json", f"{TEXT.id}.json"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = json.loads(files[0].read_text())
    assert set(kept) == {"to", "channel", "subject", "body", "sent_at", "language"}
    assert (kept["to"], kept["channel"], kept["body"]) == (LETTER.to, "email", LETTER.body)


def test_each_kind_has_a_provider_of_its_own(tmp_path: Path) -> None:
    settings = Settings(mail_url="smtp://localhost", sms_url=f"folder://{tmp_path}", _env_file=None)

    channels = open_channels(settings)

    assert isinstance(channels[ChannelKind.EMAIL], SmtpChannel)
    assert isinstance(channels[ChannelKind.SMS], FolderChannel)


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(UnsafeSettings, match="carrier-pigeon: is no way"):
        open_channel("carrier-pigeon://coo")
