"""What the environment may set of the ledger: its folder, its key, who else signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asbreview.audit.notes import NotAKey, Verifier
from asbreview.refusal import CannotStart


@dataclass(frozen=True)
class LedgerSettings:
    """Where heads of the ledger go, by which key; nothing where it is as usual."""

    folder: Path | None = None
    key: Path | None = None
    cosigners: tuple[Verifier, ...] = ()


AS_USUAL: Final = LedgerSettings()


def read_ledger_settings(told: Mapping[str, str]) -> LedgerSettings:
    """Read the settings; a key that is none is `CannotStart`."""
    folder, key = told["ASBREVIEW_LEDGER_FOLDER"], told["ASBREVIEW_LEDGER_KEY"]
    given = told["ASBREVIEW_LEDGER_COSIGNERS"].split(",")
    try:
        cosigners = tuple(
            Verifier.read(written) for written in given if written.strip()
        )
    except NotAKey as why:
        raise CannotStart(
            f"ASBREVIEW_LEDGER_COSIGNERS holds what is no public key ({why}). Copy each"
            " whole, as the body gave it: its name, an id and the key, with + between."
        ) from why
    return LedgerSettings(
        Path(folder) if folder else None, Path(key) if key else None, cosigners
    )
