"""From which network address somebody asks, behind a proxy that is known."""

from ipaddress import ip_address
from typing import Any, Final

from litestar.connection import ASGIConnection

FORWARDED_FOR: Final = "X-Forwarded-For"


def network_address(
    asked: ASGIConnection[Any, Any, Any, Any], proxies: tuple[str, ...]
) -> str:
    """Return the address that asks; what a known proxy says is believed.

    Only the last address it names: any before that the browser may have written.
    """
    nearest = asked.client.host if asked.client else ""
    if nearest not in proxies:
        return nearest
    said = asked.headers.getall(FORWARDED_FOR, [""])[-1].rpartition(",")[2].strip()
    return said if _is_address(said) else nearest


def _is_address(said: str) -> bool:
    """Say whether something is a network address, of either kind."""
    try:
        ip_address(said)
    except ValueError:
        return False
    return True
