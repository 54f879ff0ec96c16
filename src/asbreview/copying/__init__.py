"""Copies a whole installation from files to a server, or back; compares; or refuses."""

from asbreview.copying.comparing import Compared, Differs
from asbreview.copying.copy import copied

__all__ = ["Compared", "Differs", "copied"]
