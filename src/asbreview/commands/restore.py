"""`asbreview restore`: put a backup back into an empty place."""

import json
import os
import sys
from pathlib import Path

import click

from asbreview.audit.checking import check
from asbreview.audit.verifying import Verified
from asbreview.commands.asking import NO_SECRET_IS_USED
from asbreview.commands.verify import in_words
from asbreview.installation import opened
from asbreview.safekeeping.putting_back import PutBack, put_back
from asbreview.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--keys", type=FOLDER, help="The folder of the backup's keys, if not in FOLDER."
)
@click.option(
    "--destroyed",
    "registers",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="A later register of destroyed keys, an id on each line: these are destroyed"
    " again.",
)
@click.option(
    "--without-register",
    is_flag=True,
    help="Go on though the register of destroyed keys in ASBREVIEW_LEDGER_FOLDER is not"
    " to be had. Whoever was forgotten since the backup is then remembered; it is"
    " noted among the checks of the ledger.",
)
@click.option(
    "--verify", "verifies", is_flag=True, help="Then verify it, as `asbreview verify`."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def restore(  # noqa: PLR0913  what a backup is put back by
    folder: Path,
    keys: Path | None,
    registers: tuple[Path, ...],
    *,
    without_register: bool,
    verifies: bool,
    as_json: bool,
) -> None:
    """Put the backup in FOLDER back to where the settings say, which has to be empty.

    Put the key file (ASBREVIEW_KEYS) there first, and the ledger's key beside it.  On
    PostgreSQL the databases have to be there and empty.  Every file of the backup is
    compared with its manifest before anything is written.
    """
    settings = Settings.read(NO_SECRET_IS_USED | dict(os.environ))
    with click.progressbar(
        length=1, label="Events", show_pos=False, file=sys.stderr
    ) as bar:

        def show(reached: int, of: int) -> None:
            bar.length = of
            bar.update(reached - bar.pos)

        done = put_back(
            settings,
            folder,
            keys=keys,
            registers=registers,
            without_register=without_register,
            progress=show,
        )
    found = _verified(settings) if verifies else None
    if as_json:
        click.echo(json.dumps(_as_json(done, found), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_in_words(done, found)))
    sys.exit(1 if found and _is_wrong(done, found) else 0)


def _verified(settings: Settings) -> Verified:
    told = settings.ledger
    with opened(settings, alone=False) as installation:
        return check(installation.ledger, cosigners=told.cosigners, roots=told.roots)


def _is_wrong(done: PutBack, found: Verified) -> bool:
    """Say whether anything is wrong, or may be and nothing proves that it is not."""
    return bool(found.findings or (done.unproved and found.unprotected))


def _in_words(done: PutBack, found: Verified | None) -> list[str]:
    made = done.manifest.made_at
    put_back = (
        f"Put back {done.manifest.events:,} events, as they were saved on"
        f" {made:%d %B %Y at %H:%M} UTC. The views are made at the next start."
    )
    told = [put_back]
    if done.destroyed_again:
        told.append(f"{done.destroyed_again:,} keys were destroyed again.")
    if done.without:
        told.append(
            f"The register of destroyed keys {done.without} was not there. Whoever was"
            " forgotten after this backup is remembered: find it, or forget them again."
        )
    if done.loss and done.loss.loss:
        lost = done.loss.loss.of - done.loss.loss.kept
        told.append(
            f"{lost:,} events that the ledger knew of were recorded after this backup"
            " and are lost. The ledger says so from now on."
        )
    if done.not_told:
        told.append(f"The ledger could not be looked at: {done.not_told}")
    if done.unproved:
        told.append(
            f"Nothing proves that this backup is what was saved: {done.unproved}. What"
            " no head is over, the office, the keys and the files may be otherwise."
        )
    else:
        told.append("The backup is what was saved: the ledger\u2019s key signed it.")
    if found is not None:
        told += in_words(found)
    return told


def _as_json(done: PutBack, found: Verified | None) -> dict[str, object]:
    lost = done.loss.loss if done.loss else None
    return {
        "events": done.manifest.events,
        "made_at": done.manifest.made_at.isoformat(),
        "destroyed_again": done.destroyed_again,
        "without_register": str(done.without) if done.without else None,
        "lost": lost.of - lost.kept if lost else 0,
        "ledger": done.not_told or None,
        "signed": not done.unproved,
        "unproved": done.unproved or None,
        "unprotected": found.unprotected if found else None,
        "findings": found.findings if found else None,
        "notices": found.notices if found else None,
    }
