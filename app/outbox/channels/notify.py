"""GOV.UK Notify, for councils that send through it; needs the optional extra ``notify``."""

from urllib.parse import parse_qs

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from app.outbox.models import ChannelKind, DeliveryFailed, Outgoing

PERMANENT = range(400, 429)


class NotifyChannel:
    """Sends by ``notify:?key=…&email=template-id&sms=template-id``; the template is one body field."""

    def __init__(self, url: str) -> None:
        """Take the key and the templates' identifiers."""
        asked = {name: values[-1] for name, values in parse_qs(url.partition("?")[2]).items()}
        address = {"base_url": asked["base_url"]} if "base_url" in asked else {}
        self.client = NotificationsAPIClient(asked["key"], **address)
        self.templates = {ChannelKind.EMAIL: asked.get("email", ""), ChannelKind.SMS: asked.get("sms", "")}

    def send(self, message: Outgoing) -> None:
        """Hand a message to Notify, under an identifier by which it drops doubles. Raises DeliveryFailed."""
        fields = {"subject": message.subject, "body": message.body}
        template = self.templates[message.channel]
        try:
            if message.channel is ChannelKind.EMAIL:
                self.client.send_email_notification(message.to, template, fields, reference=message.id)
            else:
                self.client.send_sms_notification(message.to, template, fields, reference=message.id)
        except HTTPError as error:
            raise DeliveryFailed("provider refused", permanent=error.status_code in PERMANENT) from error
