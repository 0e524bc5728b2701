"""The network a request came from, for counting tries: never stored, never logged."""

import ipaddress

from fastapi import Request

from app.kit.settings import Settings


def network_of(request: Request) -> str:
    """Return the sender's address, or its /64 for IPv6; only hops that the settings name are believed."""
    settings: Settings = request.app.state.settings
    address = request.client.host if request.client else ""
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if settings.proxies and len(hops) >= settings.proxies:
        address = hops[-settings.proxies]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
