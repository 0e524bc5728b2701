"""Where a request came from: only as many hops are believed as the settings name."""

from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from app.kit.network import network_of


def asked(client: str | None, forwarded: str | None = None, *, proxies: int = 0) -> str:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded is not None else []
    app = SimpleNamespace(state=SimpleNamespace(settings=SimpleNamespace(proxies=proxies)))
    scope: dict[str, Any] = {
        "type": "http",
        "headers": headers,
        "app": app,
        "client": (client, 1) if client else None,
    }
    return network_of(Request(scope))


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_the_senders_own_network(client: str | None, network: str) -> None:
    assert asked(client) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies", "network"),
    [
        ("203.0.113.9", 0, "192.0.2.7"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.0.0.1", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "192.0.2.7"),
        ("nonsense", 1, "unknown"),
        ("", 1, "192.0.2.7"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded: str, network: str, *, proxies: int) -> None:
    assert asked("192.0.2.7", forwarded, proxies=proxies) == network
