"""What the environment may set of the ledger: its folder, its key, who else signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Final

from asbreview.audit.notes import NotAKey, Verifier
from asbreview.refusal import CannotStart


@dataclass(frozen=True)
class LedgerSettings:
    """Where heads of the ledger go, by which key; nothing where it is as usual.

    `mail` are the addresses to which each new head is sent.
    """

    folder: Path | None = None
    key: Path | None = None
    cosigners: tuple[Verifier, ...] = ()
    mail: tuple[str, ...] = ()


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
        Path(folder) if folder else None,
        Path(key) if key else None,
        cosigners,
        _mail(told),
    )


def _mail(told: Mapping[str, str]) -> tuple[str, ...]:
    """Return to whom heads are sent; what is no address is `CannotStart`."""
    given = [each.strip() for each in told["ASBREVIEW_LEDGER_MAIL"].split(",")]
    addresses = tuple(each for each in given if each)
    for each in addresses:
        try:
            Address(addr_spec=each)
        except (ValueError, MessageError) as why:
            raise CannotStart(
                f"ASBREVIEW_LEDGER_MAIL holds what is no email address: {each!r}."
                " Write it as audit@police.example, with commas between several."
            ) from why
    if addresses and not told["ASBREVIEW_SMTP_URL"]:
        raise CannotStart(
            "ASBREVIEW_LEDGER_MAIL is set and ASBREVIEW_SMTP_URL is not: heads are sent"
            " by a mail server of yours. Set both, or neither."
        )
    return addresses
