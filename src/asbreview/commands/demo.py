"""`asbreview demo`: make the demonstration, and serve it."""

import click

from asbreview.access.second_factors import code_shown
from asbreview.demonstration import Made, make
from asbreview.demonstration.accounts import EDDA, SignIn
from asbreview.demonstration.folder import Found, look_into
from asbreview.domain.days import local_day
from asbreview.installation import now
from asbreview.port import must_be_free
from asbreview.settings import Settings


@click.command()
@click.option("--no-serve", is_flag=True, help="Make it, and do not serve it.")
@click.option(
    "--code",
    is_flag=True,
    help="Print the code that the second factor shows now, and do nothing else.",
)
def demo(*, no_serve: bool, code: bool) -> None:
    """Make some seventy invented cases in a folder of their own, and serve them.

    A folder that holds a demonstration already is served as it is.
    """
    if code:
        click.echo(code_shown(EDDA.secret, at=now()))
        return
    settings = Settings.read(demonstration=True)
    if not no_serve:
        must_be_free(settings.address, settings.port)  # before a minute is spent
    made = _made(settings)
    click.echo("\n".join(_words(settings, made)))
    if not no_serve:
        from asbreview.serving import serve  # noqa: PLC0415  making needs no server

        serve(settings)


def _made(settings: Settings) -> Made:
    today = local_day(now())
    if look_into(settings.data) is Found.WHOLE:
        return make(settings, today=today)
    with click.progressbar(
        length=1, label="Making the demonstration", show_pos=False
    ) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return make(settings, today=today, progress=show)


def _words(settings: Settings, made: Made) -> list[str]:
    what = "The demonstration is made" if made.made_now else "There is a demonstration"
    return [
        f"{what} in {settings.data}; delete that folder to have a new one made.",
        "All the people, streets and telephone numbers in it are invented.",
        "",
        f"  http://{settings.address}:{settings.port}",
        "",
        *(
            f"  {who.role:<13} {who.sign_in_name:<28} {who.password}"
            for who in made.sign_ins
        ),
        "",
        *(line for who in made.sign_ins if who.secret for line in _factor(who)),
        "",
    ]


def _factor(who: SignIn) -> list[str]:
    """Say how to come by the code that one account is asked for besides."""
    return [
        f"{who.sign_in_name} has a second factor. For an authenticator app its key is",
        f"  {who.secret}",
        "and `.venv/bin/asbreview demo --code` prints the code that holds now.",
    ]
