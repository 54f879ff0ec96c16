"""The ledger of a demonstration: its heads as they were signed, and who signed too.

The police sign the last head with a key of their own, by the program of one file, as
they would on a machine of theirs.
"""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final

from asbreview.audit import verify_ledger
from asbreview.audit.exporting import export
from asbreview.audit.ledger import CannotSign, Ledger
from asbreview.domain.days import local_day
from asbreview.installation import Installation

MONTHLY: Final = timedelta(days=30)  # a head a day would be most of the folder
WITNESS: Final = "cambridgeshire-constabulary.example"
WITNESS_KEY: Final = "witness-key"


class Heads:
    """Signs a head on the day a case was closed, and each month."""

    def __init__(self, installation: Installation) -> None:
        self._ledger: Ledger = installation.ledger
        self._clock, self._looked_on = installation.clock, date.min

    def look(self) -> None:
        """Sign, if it is due; it is looked at once a day."""
        now = self._clock()
        if local_day(now) == self._looked_on:
            return
        self._looked_on = local_day(now)
        if self._ledger.is_due(now, every=MONTHLY):
            with suppress(CannotSign):  # beside a key of another demonstration
                self._ledger.sign(now)

    def finish(self, folder: Path) -> None:
        """Sign over all of it, and have the police check it and sign too."""
        with suppress(CannotSign):
            self._ledger.sign(self._clock())
        if not self._ledger.last():
            return
        key = verify_ledger.read_key(self._ledger.public_keys()[0])
        with TemporaryDirectory() as scratch:
            given = Path(scratch) / "given"
            export(self._ledger, given)
            if verify_ledger.verify(given, key)["findings"]:
                return
            signed = verify_ledger.sign_too(given, folder / WITNESS_KEY, WITNESS)
            copyfile(signed, self._ledger.kept.folder.path / signed.name)
