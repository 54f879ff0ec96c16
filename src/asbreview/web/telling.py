"""Telling what is sealed, as pages ask for it."""

from litestar.di import NamedDependency

from asbreview.telling import REMOVED, UNREADABLE, Telling

__all__ = ["REMOVED", "UNREADABLE", "Tell", "Telling"]

Tell = NamedDependency[Telling]
