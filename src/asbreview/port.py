"""The port that pages are served on."""

import socket

from asbreview.refusal import CannotStart


def must_be_free(address: str, port: int) -> None:
    """Refuse (`CannotStart`) a port that something else is served on."""
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((address, port))
        except OSError as taken:
            raise CannotStart(
                f"Port {port} of {address} cannot be used ({taken.strerror}). Stop what"
                " is served there, or choose another with PORT."
            ) from taken
