"""Asking an installation something, while it may be in use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click
from litestar.exceptions import ClientException

from asbreview.installation import Installation, now, opened
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.store.database import is_replica
from asbreview.web.as_of import as_of

DEMONSTRATION: Final = Path("var/demo")
NO_SECRET_IS_USED: Final = {"ASBREVIEW_SECRET": "-" * 32}  # nobody signs in


class Instant(click.ParamType[datetime]):
    """A day, which means the end of it in London, or an instant; none yet to come."""

    name = "instant"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """Return the instant; wrong usage where it cannot be read."""
        if isinstance(value, datetime):
            return value
        try:
            seen = as_of(value, now=now(), position_as_of=lambda _: 0)
        except ClientException as error:
            says = error.detail.replace("The address asks for", "You asked for")
            self.fail(says, param, ctx)
        return seen.instant or now()


as_of_option = click.option(
    "--as-of",
    "instant",
    type=Instant(),
    default=None,
    metavar="INSTANT",
    help="As it was then: 2026-03-02, or 2026-03-02T09:30:00Z.",
)


@contextmanager
def asked(*, of_views: bool = True) -> Iterator[Installation]:
    """Open an installation to ask it something, its views level with its log.

    Unless it is nothing *of views*: they are then left as they are.

    A replica of the database is asked as far as it and its views have got.
    Where no folder is named and there is none, the demonstration is asked.
    """
    environment = NO_SECRET_IS_USED | dict(os.environ)
    settings = Settings.read(environment)
    if "ASBREVIEW_DATA" not in environment and not settings.data.exists():
        environment["ASBREVIEW_DATA"] = str(DEMONSTRATION)
        settings = Settings.read(environment)
    if not settings.database and not (settings.data / "events.sqlite").exists():
        raise CannotStart(
            f"There is no installation in {settings.data}. Name its folder with"
            " ASBREVIEW_DATA."
        )
    with opened(settings, alone=False) as installation:
        if of_views and not is_replica(installation.views):
            installation.projector.catch_up()
        yield installation


def position_of(installation: Installation, instant: datetime | None) -> int | None:
    """Return how far the log had got at an instant; nothing for now."""
    if instant is None:
        return None
    return installation.reviews.recorder.position_as_of(instant)
