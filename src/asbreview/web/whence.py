"""From which network address somebody asks, behind a proxy that is known."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from litestar.connection import ASGIConnection

FORWARDED_FOR: Final = "X-Forwarded-For"
OF_ONE: Final = 64  # bits of an IPv6 address that a customer's connection is given


def network_address(
    asked: ASGIConnection[Any, Any, Any, Any], proxies: tuple[str, ...]
) -> str:
    """Return the address that asks; what a known proxy says is believed.

    Only the last address it names: any before that the browser may have written.  Of
    IPv6 it is the network of whoever asks (64 bits): they may have any address in it.
    """
    nearest = asked.client.host if asked.client else ""
    if nearest not in proxies:
        return _whose(nearest)
    said = asked.headers.getall(FORWARDED_FOR, [""])[-1].rpartition(",")[2].strip()
    return _whose(said) if _is_address(said) else nearest


def of_codes(address: str) -> str:
    """Return an address as tries of codes are counted by it, apart from signing in.

    Or whoever enters wrong codes where an office asks from too would lock it out.
    """
    return f"codes {address}"


def _whose(said: str) -> str:
    address = ip_address(said) if _is_address(said) else None
    if not isinstance(address, IPv6Address):
        return said
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((said.partition("%")[0], OF_ONE), strict=False))


def _is_address(said: str) -> bool:
    """Say whether something is a network address, of either kind."""
    try:
        ip_address(said)
    except ValueError:
        return False
    return True
