"""One copy, from beginning to end."""

from asbreview.copying.carrying import Progress, carry
from asbreview.copying.comparing import Compared, Differs, compared
from asbreview.copying.ends import End
from asbreview.refusal import CannotStart


def copied(source: End, target: End, *, progress: Progress) -> list[Compared]:
    """Copy an installation, and return what was compared and is the same.

    The source is not changed.  `CannotStart`, with nothing changed, as `End` says; or
    where the two ends differ when all is copied: the target is then marked, opened by
    nothing, and begun anew by the next copy.
    """
    with source.source() as from_:
        of_log = from_.stores.reviews.recorder.log_id()
        with target.target(of_log=of_log) as to:
            carry(from_, to, progress)
            try:
                return compared(from_, to)
            except Differs as differs:
                raise CannotStart(
                    f"The copy in {target.where} differs from {source.where}:"
                    f" {differs}. It is marked as unfinished and nothing will open it."
                    " Give the same command again; if it differs again, look to the"
                    " disks. What was copied from was not changed."
                ) from differs
