"""Providers of messages: one file each, chosen by the beginning of an address in the settings."""

from app.kit.settings import Settings, UnsafeSettings
from app.outbox.channels.folder import FolderChannel
from app.outbox.channels.smtp import SmtpChannel
from app.outbox.models import Channel, ChannelKind


def open_channel(url: str) -> Channel:
    """Return the provider that an address names. Raises UnsafeSettings for an unknown one."""
    scheme = url.partition(":")[0]
    if scheme == "folder":
        return FolderChannel(url.removeprefix("folder://"))
    if scheme in {"smtp", "smtps"}:
        return SmtpChannel(url)
    if scheme == "notify":
        from app.outbox.channels.notify import NotifyChannel  # noqa: PLC0415 - an optional extra

        return NotifyChannel(url)
    raise UnsafeSettings(f"{scheme}: is no way to send messages; use folder://, smtp:// or notify:")


def open_channels(settings: Settings) -> dict[ChannelKind, Channel]:
    """Return the providers of e-mail and of text messages."""
    return {ChannelKind.EMAIL: open_channel(settings.mail), ChannelKind.SMS: open_channel(settings.sms)}
