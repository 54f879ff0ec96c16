"""Which pages are for the public: without signing in, and in a frame of their own.

Those for answering a request are for whoever has its link: a body, not an applicant.
"""

from typing import Final

STATUS: Final = "/status"
ANSWER: Final = "/answer"
ANSWERING: Final = "/answering"
REPORTING: Final = "/reporting"
OF_BODIES: Final = (ANSWER, ANSWERING, REPORTING)
OF_THE_PUBLIC: Final = ("/apply", STATUS, *OF_BODIES)


def is_public(path: str) -> bool:
    """Say whether an address is one of the public's, whether or not it has a page."""
    return _is_under(path, OF_THE_PUBLIC)


def is_for_bodies(path: str) -> bool:
    """Say whether an address is one of those for answering a request."""
    return _is_under(path, OF_BODIES)


def _is_under(path: str, those: tuple[str, ...]) -> bool:
    return any(path == own or path.startswith(f"{own}/") for own in those)
