"""E-mail through the council's own mail server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from urllib.parse import parse_qs, unquote, urlsplit

from app.outbox.models import DeliveryFailed, Outgoing

SECONDS = 20
PERMANENT_FROM = 500


class SmtpChannel:
    """Sends by ``smtp://user:password@host:port?from=address&starttls=yes``, or ``smtps://``."""

    def __init__(self, url: str) -> None:
        """Take the server's address."""
        self.parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(self.parts.query).items()}
        self.sender = asked.get("from", "no-reply@localhost")
        self.name = asked.get("name", "")
        self.starttls = asked.get("starttls", "yes") == "yes"

    def send(self, message: Outgoing) -> None:
        """Hand an e-mail to the server. Raises DeliveryFailed."""
        mail = EmailMessage()
        mail["From"] = formataddr((self.name, self.sender))
        mail["To"] = message.to
        mail["Subject"] = message.subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.id}@{self.sender.partition('@')[2]}>"
        mail.set_content(message.body)
        mail["Content-Language"] = message.language
        try:
            with self._connect() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = max((answer[0] for answer in error.recipients.values()), default=PERMANENT_FROM)
            raise DeliveryFailed("recipient refused", permanent=code >= PERMANENT_FROM) from error
        except smtplib.SMTPResponseException as error:
            raise DeliveryFailed("server refused", permanent=error.smtp_code >= PERMANENT_FROM) from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryFailed("server not reached", permanent=False) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self.parts.hostname or "localhost", self.parts.port or 25
        context = ssl.create_default_context()
        if self.parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            if self.starttls and self.parts.scheme != "smtps":
                server.starttls(context=context)
            if self.parts.username:
                server.login(unquote(self.parts.username), unquote(self.parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server
