"""`asbreview copy`: move an installation from files to PostgreSQL, or back."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from asbreview.commands.asking import NO_SECRET_IS_USED
from asbreview.refusal import CannotStart
from asbreview.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--from-folder", "from_", type=FOLDER, help="Copy this folder's files up."
)
@click.option("--to-folder", "to", type=FOLDER, help="Copy the databases into this.")
@click.option(
    "--keys",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The folder's key file; if not given, the one of ASBREVIEW_KEYS, or `kek` in"
    " the folder.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was compared as JSON."
)
def copy(
    from_: Path | None, to: Path | None, keys: Path | None, *, as_json: bool
) -> None:
    """Copy a whole installation from a folder to PostgreSQL, or back.

    The settings name the databases (ASBREVIEW_DATABASE_URL), and the key file and the
    data folder that go with them; an option names the folder.  Nothing may use either.
    What is copied from is not changed; what is copied into must be empty.  When all is
    copied both are read afresh and compared.  A copy that was not finished is opened by
    nothing; the same command begins it anew.
    """
    if (from_ is None) == (to is None):
        raise click.UsageError("Give one of --from-folder and --to-folder.")
    settings = Settings.read(NO_SECRET_IS_USED | dict(os.environ))
    if not settings.database:
        raise CannotStart(
            "ASBREVIEW_DATABASE_URL is not set: it names the databases that are copied"
            " into or from. Nothing was changed."
        )
    _copy(settings, from_, to, keys, as_json=as_json)


def _copy(
    settings: Settings,
    from_: Path | None,
    to: Path | None,
    keys: Path | None,
    *,
    as_json: bool,
) -> None:
    # Their driver is an extra: who only asks for help need not have it.
    from asbreview.copying import copied  # noqa: PLC0415
    from asbreview.copying.in_folder import Folder  # noqa: PLC0415
    from asbreview.copying.on_server import Server  # noqa: PLC0415

    path = from_ or to
    assert path is not None  # noqa: S101
    folder, server = Folder(_of_folder(settings, path, keys)), Server(settings)
    source, target = (folder, server) if from_ else (server, folder)
    with click.progressbar(
        length=1, label="Events", show_pos=False, file=sys.stderr
    ) as bar:

        def show(reached: int, of: int) -> None:
            bar.length = of
            bar.update(reached - bar.pos)

        same = copied(source, target, progress=show)
    if as_json:
        rows = [one._asdict() for one in same]
        told = {"from": source.where, "to": target.where, "same": rows}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    click.echo(f"Copied from {source.where} to {target.where}. The same in both:")
    for one in same:
        click.echo(f"  {one.what:<24}{one.number:>10,}  {one.digest or ''}".rstrip())
    click.echo("Nobody is signed in there; the views are made at the next start.")


def _of_folder(settings: Settings, folder: Path, keys: Path | None) -> Settings:
    """Return the settings of the files in a folder."""
    named = os.environ.get("ASBREVIEW_KEYS")
    file = keys or (Path(named) if named else folder / "kek")
    return replace(settings, data=folder, keys=file, database="", keys_database="")
