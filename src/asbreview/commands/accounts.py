"""`asbreview accounts`: who may sign in; also while the pages are served."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import click

from asbreview.access.accounts import (
    Account,
    AccountExists,
    NoSuchAccount,
    Role,
    change_areas,
    change_password,
    disable_account,
    open_account,
    remove_second_factor,
)
from asbreview.access.passwords import PasswordRefused
from asbreview.installation import opened
from asbreview.procedures.reading import read_procedure
from asbreview.settings import Settings

PASSWORD = click.password_option(help="Asked for, if it is not given.")


@click.group()
def accounts() -> None:
    """Add, change and disable the accounts of those who may sign in."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues know.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default="caseworker"
)
@click.option("--body", default=None, help="The relevant body; the lead if not given.")
@PASSWORD
def add(email: str, name: str, role: str, body: str | None, password: str) -> None:
    """Let somebody sign in by EMAIL."""
    settings = Settings.read()
    procedure = read_procedure(settings.procedure)
    slugs = {b.slug: b.body_id for b in procedure.relevant_bodies}
    if body is not None and body not in slugs:
        raise click.BadParameter(
            f"choose one of {', '.join(slugs)}", param_hint="--body"
        )
    account = Account(
        account_id=uuid4(),
        sign_in_name=email,
        name=name,
        role=Role(role),
        body_id=slugs[body or procedure.lead],
        areas=frozenset({procedure.procedure_id}),
    )
    with opened(settings, alone=False) as installation, _told():
        open_account(
            installation.office, account, password=password, at=installation.clock()
        )
    click.echo(f"{email} may sign in as {role}.")


@accounts.command()
@click.argument("email")
@click.argument("area", nargs=-1)
def areas(email: str, area: tuple[str, ...]) -> None:
    """Say that EMAIL sees the cases of these AREAs, and of no others.

    An area is named by the id of its review procedures.
    """
    with opened(Settings.read(), alone=False) as installation, _told():
        for name in area:
            if not installation.reviews.procedure_versions(name):
                raise click.BadParameter(
                    f"no review procedures {name!r} are in force here",
                    param_hint="AREA",
                )
        change_areas(installation.office, sign_in_name=email, areas=set(area))
    click.echo(f"{email} sees the cases of {', '.join(area) or 'no area'}.")


@accounts.command()
@click.argument("email")
@PASSWORD
def password(email: str, password: str) -> None:
    """Change the password of EMAIL; every session of theirs ends."""
    with opened(Settings.read(), alone=False) as installation, _told():
        change_password(installation.office, sign_in_name=email, password=password)
    click.echo(f"The password of {email} is changed.")


@accounts.command()
@click.argument("email")
def disable(email: str) -> None:
    """Let EMAIL sign in no longer; every session of theirs ends."""
    with opened(Settings.read(), alone=False) as installation, _told():
        at = installation.clock()
        disable_account(installation.office, sign_in_name=email, at=at)
    click.echo(f"{email} may sign in no longer.")


@accounts.command("remove-second-factor")
@click.argument("email")
def forget_second_factor(email: str) -> None:
    """Let EMAIL sign in with the password alone, and end every session of theirs.

    For whoever lost it and the recovery codes, and has no administrator to ask.
    """
    with opened(Settings.read(), alone=False) as installation, _told():
        had = remove_second_factor(installation.office, sign_in_name=email)
    click.echo(
        f"{email} has no second factor any more."
        if had
        else f"{email} has no second factor."
    )


@contextmanager
def _told() -> Iterator[None]:
    """Tell a refusal in a sentence."""
    try:
        yield
    except (AccountExists, NoSuchAccount, PasswordRefused) as why:
        raise click.ClickException(str(why)) from why
