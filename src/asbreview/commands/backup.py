"""`asbreview backup`: save a whole installation while it is in use."""

import json
import sys
from pathlib import Path

import click

from asbreview.commands.asking import asked
from asbreview.safekeeping.saving import save

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--keys",
    type=FOLDER,
    help="Save the data keys into this folder, on another disk; else into `keys` in"
    " FOLDER. Either way move them apart, and keep them for a short time only.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was saved as JSON.")
def backup(folder: Path, keys: Path | None, *, as_json: bool) -> None:
    """Save everything into the new folder FOLDER: events, keys, office, files, ledger.

    It may be in use meanwhile, in a folder or on PostgreSQL.  The key-encryption key
    and the ledger's key are in no backup: keep copies of them by hand, once.
    """
    with (
        asked(of_views=False) as installation,
        click.progressbar(
            length=1, label="Events", show_pos=False, file=sys.stderr
        ) as bar,
    ):

        def show(reached: int, of: int) -> None:
            bar.length = of
            bar.update(reached - bar.pos)

        saved, unsigned = save(installation, folder, keys=keys, progress=show)
    size = sum(part.size for part in saved.parts.values())
    if as_json:
        told = {"events": saved.events, "ledger_head": saved.head, "bytes": size}
        told["signed"] = not unsigned
        click.echo(json.dumps(told | {"log_id": saved.log_id}, indent=2))
        return
    click.echo(
        f"Saved {saved.events:,} events and all that goes with them into {folder}:"
        f" {len(saved.parts):,} files, {size / 2**20:,.1f} MiB."
    )
    click.echo(f"Its keys are in {keys or folder / 'keys'}: keep them apart.")
    if unsigned:
        click.echo(
            f"It is not signed: {unsigned}. When it is put back, nothing proves that it"
            " is what was saved now."
        )
