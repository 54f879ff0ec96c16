"""What the environment may set of the ledger: its folder, its key, who else signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Final

from cryptography.x509 import Certificate

from asbreview.audit.notes import NotAKey, Verifier
from asbreview.audit.stamps import Authority, roots_in
from asbreview.refusal import CannotStart


@dataclass(frozen=True)
class LedgerSettings:
    """Where heads of the ledger go, by which key; nothing where it is as usual.

    `mail` are the addresses to which each new head is sent, `authority` is who stamps
    each.
    """

    folder: Path | None = None
    key: Path | None = None
    cosigners: tuple[Verifier, ...] = ()
    mail: tuple[str, ...] = ()
    authority: Authority | None = None

    @property
    def roots(self) -> tuple[Certificate, ...]:
        """The root certificates by which time stamps are checked."""
        return self.authority.roots if self.authority else ()


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
        _authority(told),
    )


def _authority(told: Mapping[str, str]) -> Authority | None:
    """Return who stamps heads; half of it, or what cannot be read, is `CannotStart`."""
    address, file = told["ASBREVIEW_LEDGER_TSA"], told["ASBREVIEW_LEDGER_TSA_ROOTS"]
    if not address and not file:
        return None
    if not address or not file:
        raise CannotStart(
            "Of ASBREVIEW_LEDGER_TSA and ASBREVIEW_LEDGER_TSA_ROOTS one is set: a time"
            " stamp proves something only to whoever knows whose it is. Set both, or"
            " neither."
        )
    if not address.startswith(("http://", "https://")):
        raise CannotStart(
            f"ASBREVIEW_LEDGER_TSA is no address of a web server: {address!r}. Write it"
            " as https://stamps.example/tsr."
        )
    try:
        roots = roots_in(Path(file))
    except (OSError, ValueError) as why:
        raise CannotStart(
            f"ASBREVIEW_LEDGER_TSA_ROOTS: {file} cannot be read as certificates"
            f" ({why}). Name a PEM file with the root certificates that the authority"
            " publishes."
        ) from why
    return Authority(address, roots)


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
