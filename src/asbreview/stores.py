"""What one installation keeps: the log, the keys, the office and the views."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from asbreview.access.office import Office
from asbreview.reviews import CaseReviews
from asbreview.store.keys import KeyRing

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Stores:
    """The four stores, open; only the views can be thrown away."""

    reviews: CaseReviews
    keyring: KeyRing
    office: Office
    views: Engine
