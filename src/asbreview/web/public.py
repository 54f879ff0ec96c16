"""Which pages are for the public: without signing in, and in a frame of their own."""

from typing import Final

OF_THE_PUBLIC: Final = ("/apply", "/status")


STATUS: Final = "/status"


def is_public(path: str) -> bool:
    """Say whether an address is one of the public's, whether or not it has a page."""
    return any(path == own or path.startswith(f"{own}/") for own in OF_THE_PUBLIC)
