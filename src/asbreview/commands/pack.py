"""`asbreview pack`: a case as one document, with the proofs and what checks them."""

from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import click

from asbreview.access.accounts import Account, all_accounts, as_kept
from asbreview.access.policy import Action, may, may_open_challenge
from asbreview.access.read_log import Read, note_read
from asbreview.commands.asking import asked
from asbreview.commands.calendar import told_in_a_sentence
from asbreview.domain.model import Signed
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.reference import as_written
from asbreview.domain.sealed import ERASED, Erased
from asbreview.installation import Installation
from asbreview.packs.proofs_told import PROOFS, VERIFIER, verifier
from asbreview.packs.saving import proofs_of
from asbreview.reviews import Case
from asbreview.web.packs_told import EDITIONS, NAMES, OF_CHALLENGE, offered
from asbreview.working import pack_maker_of

BY_COMMAND: Final = "(by command)"
KINDS: Final = {name: kind for kind, name in NAMES.items()}


@click.command()
@click.argument("reference")
@click.option(
    "--for",
    "for_whom",
    type=click.Choice(sorted(KINDS)),
    required=True,
    help="Who is to read it.",
)
@click.option(
    "--to",
    "into",
    type=click.Path(path_type=Path),
    required=True,
    help="A new folder to write it into.",
)
@click.option(
    "--by", required=True, metavar="EMAIL", help="The account that has it made."
)
def pack(reference: str, for_whom: str, into: Path, by: str) -> None:
    """Put the case REFERENCE together as one document, and save it.

    Beside the document are its proofs and the program of one file that checks them.
    That it was made, by whom and of what day, is on record, as with the button; and so
    is that the account read it.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise click.UsageError(f"{into} holds something already. Name a new folder.")
    with asked() as installation, told_in_a_sentence():
        pdf = _made(installation, as_written(reference), KINDS[for_whom], by)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    (into / f"{as_written(reference)}-{for_whom}.pdf").write_bytes(pdf)
    if proofs := proofs_of(pdf):
        (into / PROOFS).write_bytes(proofs)
        (into / VERIFIER).write_bytes(verifier())
    click.echo(f"Written into {into}")


def _made(installation: Installation, reference: str, kind: PackKind, by: str) -> bytes:
    reviews = installation.reviews
    case_id = reviews.case_id_of(reference)
    account = _account(installation, case_id, by)
    case = reviews.case(case_id)
    if kind not in {*EDITIONS, *OF_CHALLENGE, *offered(case)}:
        raise click.ClickException("Whoever applied is the victim: it is their pack.")
    challenge_id = _challenge(case, account) if kind in OF_CHALLENGE else None
    signed = Signed(
        by=account.account_id,
        for_body=account.body_id,
        at=installation.clock(),
        command_id=uuid4(),
    )
    reviews.ask_for_pack(case_id, kind, challenge_id=challenge_id, signed=signed)
    installation.projector.catch_up()
    pack_maker_of(installation).run_once()
    installation.projector.catch_up()
    pack = reviews.pack_asked_for(signed.command_id)
    page = f"/cases/{reference}/panel/packs/{pack.number}/pack.pdf {BY_COMMAND}"
    note_read(
        installation.office,
        Read(account.account_id, case_id, page, installation.clock()),
    )
    pieces = installation.vault.read(pack.id) if pack.made else ERASED
    if isinstance(pieces, Erased):
        raise click.ClickException("It could not be made: the history says why.")
    return b"".join(pieces)


def _challenge(case: Case, account: Account) -> UUID:
    """Return the challenge that came last, of those that are heard here.

    Wrong usage where there is none, or where the account opens no papers of it.
    """
    made = case.outcome.challenges
    here = [id_ for id_, each in made.items() if not each.on_what.tier]
    if not here:
        raise click.ClickException("There is no challenge that is heard here.")
    hearing = case.outcome.hearing_of(here[-1])
    hearers = hearing.accounts if hearing else ()
    if not may_open_challenge(account, case.known, hearers):
        says = "Only those who hear the challenge, and the caseworker, have its papers"
        raise click.BadParameter(says, param_hint="--by")
    return here[-1]


def _account(installation: Installation, case_id: UUID, email: str) -> Account:
    """Return the account; wrong usage where it may not have this made of the case."""
    known = {a.sign_in_name: a for a in all_accounts(installation.office)}
    account = known.get(as_kept(email))
    case = installation.reviews.case(case_id).known
    if account is None or not may(account, Action.MAKE_PACKS, case):
        says = f"{email} is not the account of somebody who may have this case made"
        raise click.BadParameter(says, param_hint="--by")
    return account
