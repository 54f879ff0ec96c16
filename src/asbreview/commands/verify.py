"""`asbreview verify`: is what was recorded still what it was?"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.notes import NotAKey, Verifier
from asbreview.audit.verifying import (
    OUTSIDE,
    FirstBad,
    Progress,
    Verified,
    Witnessed,
)
from asbreview.commands.asking import asked
from asbreview.domain.trigger.record import Trigger
from asbreview.installation import Installation


class PublicKey(click.ParamType[Verifier]):
    """A public key, as it is handed on: a name, an id and the key; or its file."""

    name = "key"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Verifier:
        """Return the key; wrong usage where it is none."""
        if isinstance(value, Verifier):
            return value
        try:
            told = value if "+" in value else Path(value).read_text("ascii")
            return Verifier.read("".join(told.split()))
        except (NotAKey, OSError, ValueError) as why:
            self.fail(f"{value!r} is no public key ({why}).", param, ctx)


class OwnHead(click.ParamType[Witnessed]):
    """A file that holds a signed head, as it was given away earlier."""

    name = "file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Witnessed:
        """Return the head; wrong usage where the file cannot be read."""
        if isinstance(value, Witnessed):
            return value
        try:
            # Out of an email, lines may end otherwise than they were signed.
            content = Path(value).read_bytes().replace(b"\r\n", b"\n")
        except OSError as why:
            self.fail(f"{value!r} cannot be read ({why.strerror}).", param, ctx)
        return Witnessed(OUTSIDE, Path(value).name, content)


@click.command()
@click.option(
    "--trusted",
    type=PublicKey(),
    multiple=True,
    help="A public key of the ledger as you had it earlier, or the file it is in. Only"
    " heads signed by such a key count then: not those by the key that lies here, which"
    " somebody may have put in its place.",
)
@click.option(
    "--head",
    "own_heads",
    type=OwnHead(),
    multiple=True,
    help="A signed head that was kept elsewhere: what was recorded before it has to fit"
    " it too.",
)
@click.option(
    "--key",
    "keys",
    type=PublicKey(),
    multiple=True,
    help="A public key of the ledger that also counts, such as one used before.",
)
@click.option(
    "--export",
    "into",
    type=click.Path(path_type=Path),
    help="Write what somebody needs who checks it elsewhere, with a program of one file"
    " that shares nothing with this one, into this new folder.",
)
@click.option(
    "--with-contents",
    is_flag=True,
    help="Write the events' contents as well, what is sealed in them sealed; otherwise"
    " a hash of each.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def verify(  # noqa: PLR0913  what it is checked against
    trusted: tuple[Verifier, ...],
    own_heads: tuple[Witnessed, ...],
    keys: tuple[Verifier, ...],
    into: Path | None,
    *,
    with_contents: bool,
    as_json: bool,
) -> None:
    """Say whether what was recorded is still what it was.

    Every event is read as it lies in the database and compared with every head that
    was ever signed, in the office and in the ledger's folder.  The first event that is
    not what it was is named, and its case; and the first that no head is over yet.  It
    may be in use meanwhile.  Ends with 1 where anything is wrong.
    """
    if with_contents and not into:
        raise click.UsageError("--with-contents goes with --export.")
    with asked(of_views=False) as installation:
        if into:
            with _shown() as show:
                export(
                    installation.ledger,
                    into,
                    with_contents=with_contents,
                    progress=show,
                )
        found = _checked(
            installation, also_known=keys, trusted=trusted, own_heads=own_heads
        )
        reference = found.first_bad and _reference(
            installation, found.first_bad.case_id
        )
    if as_json:
        told = json.dumps(_as_json(found, reference), indent=2, ensure_ascii=False)
        click.echo(told)
    else:
        for sentence in in_words(found, reference):
            click.echo(sentence)
    sys.exit(1 if found.findings else 0)


@contextmanager
def _shown() -> Iterator[Progress]:
    with click.progressbar(
        length=1, label="Events", show_pos=False, file=sys.stderr
    ) as bar:

        def show(reached: int, of: int) -> None:
            bar.length = of
            bar.update(reached - bar.pos)

        yield show


def _checked(installation: Installation, **against: Any) -> Verified:
    with _shown() as show:
        return check(
            installation.ledger,
            **against,
            cosigners=installation.settings.ledger.cosigners,
            roots=installation.settings.ledger.roots,
            progress=show,
        )


def _reference(installation: Installation, case_id: UUID | None) -> str | None:
    """Return the reference of a case, from its first event, if that can be read."""
    if case_id is None:
        return None
    first = installation.reviews.recorder.select_events(
        Trigger.id_for(case_id), limit=1
    )
    try:
        return str(json.loads(first[0].state)["reference"])
    except (IndexError, KeyError, TypeError, ValueError):
        return None


def in_words(found: Verified, reference: str | None = None) -> Iterator[str]:
    """Tell what was found, to whoever runs the command."""
    yield from found.notices
    yield from found.findings
    if found.first_bad:
        yield _first_bad(found.first_bad, reference)
    if found.unprotected:
        yield (
            f"{found.unprotected:,} events are not yet protected: no head that counts"
            f" is over them, and nothing is proved of them. The first is event"
            f" {found.under}."
        )
    if found.findings:
        return
    yield (
        f"Nothing was changed: {found.covered:,} events are what they were when"
        f" {found.heads:,} heads were signed over them."
    )
    if found.cosigned:
        yield f"Of the heads others signed {found.cosigned:,} as well."
    if found.last_stamp:
        at, by = found.last_stamp
        yield (
            f"Of the heads {found.stamped:,} have a time stamp that is right: the last"
            f" is of {at:%Y-%m-%dT%H:%M:%SZ}, by {by}."
        )


def _first_bad(bad: FirstBad, reference: str | None) -> str:
    case = f"the case {reference}" if reference else f"the case with id {bad.case_id}"
    of = f", of {case}" if bad.case_id else ""
    if bad.is_exact:
        return f"The first event that is not what it was is {bad.event}{of}."
    return (
        f"The first event that is not what it was is among those from {bad.event} to"
        f" {bad.before - 1}; which of them, the ledger's folder would say."
    )


def _as_json(found: Verified, reference: str | None) -> dict[str, Any]:
    bad = found.first_bad
    first = bad and {
        "event": bad.event,
        "before": bad.before,
        "exact": bad.is_exact,
        "case_id": str(bad.case_id) if bad.case_id else None,
        "reference": reference,
    }
    return {
        "sound": not found.findings,
        "events": found.events,
        "covered": found.covered,
        "unprotected": found.unprotected,
        "first_unprotected": found.under if found.unprotected else None,
        "heads": found.heads,
        "cosigned": found.cosigned,
        "stamped": found.stamped,
        "last_stamp": found.last_stamp and found.last_stamp.at.isoformat(),
        "first_bad": first,
        "findings": found.findings,
        "notices": found.notices,
    }
