"""What an email address is, as it can be used."""

from email.errors import MessageError
from email.headerregistry import Address


def mailable(email: str) -> str | None:
    """Return an email address as it is used; None for what is not exactly one.

    The part before the "@" must be ASCII: few servers take another.
    """
    typed = email.strip()
    try:
        address = Address(addr_spec=typed)
        domain = address.domain.encode("idna").decode()
    except (ValueError, IndexError, MessageError):
        return None
    usable = address.username.isascii() and "." in domain and typed.isprintable()
    if not usable or not address.username or " " in typed:
        return None
    return Address(username=address.username, domain=domain).addr_spec
