"""`asbreview calendar`: the working days, and recording days on which nobody works."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import click

from asbreview.access.accounts import Account, all_accounts, as_kept
from asbreview.access.policy import Action, may
from asbreview.commands.asking import asked
from asbreview.domain.days import in_words, local_day
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.model import Signed
from asbreview.domain.working_days import Holiday
from asbreview.installation import Installation
from asbreview.web.words import counted
from asbreview.web.working_days_changes import Change, Changing
from asbreview.web.working_days_told import CalendarTold, Told, calendar_told

DAY = click.DateTime(["%Y-%m-%d"])
by_option = click.option(
    "--by", required=True, metavar="EMAIL", help="The caseworker who records it."
)
yes_option = click.option(
    "--yes", "agreed", is_flag=True, help="Record it without asking again."
)


@click.group()
def calendar() -> None:
    """List the days on which nobody works, and record more of them."""


@calendar.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def list_days(*, as_json: bool) -> None:
    """List bank holidays and closures, from the beginning of last year on."""
    with asked() as installation, installation.views.connect() as db:
        from_ = date(local_day(installation.clock()).year - 1, 1, 1)
        told = calendar_told(db, installation.office, from_=from_)
    if as_json:
        click.echo(json.dumps(_as_json(told), indent=2, ensure_ascii=False))
        return
    for line in _in_words(told):
        click.echo(line)


@calendar.command()
@click.argument("first", type=DAY)
@click.argument("last", type=DAY, required=False)
@click.option("--reason", required=True, help="Why the partnership is closed.")
@by_option
@yes_option
def close(
    first: datetime, last: datetime | None, reason: str, by: str, *, agreed: bool
) -> None:
    """Record that the partnership is closed from FIRST to LAST, or on one day."""
    days = first.date(), (last or first).date()
    _record(by, lambda c: c.closing(*days, reason=reason), agreed=agreed)


@calendar.command()
@click.argument("day", type=DAY)
@click.option("--name", required=True, help="What the bank holiday is called.")
@click.option("--source", required=True, help="Where it was announced.")
@by_option
@yes_option
def proclaim(day: datetime, name: str, source: str, by: str, *, agreed: bool) -> None:
    """Record that DAY was proclaimed a bank holiday after the list was made."""
    holiday = Holiday(on=day.date(), name=name)
    _record(by, lambda c: c.proclaiming(holiday, source=source), agreed=agreed)


@calendar.command("in-error")
@click.argument("day", type=DAY)
@click.option("--reason", required=True, help="What was wrong.")
@by_option
@yes_option
def in_error(day: datetime, reason: str, by: str, *, agreed: bool) -> None:
    """Record that the closure on DAY was recorded in error."""
    on = day.date()
    _record(by, lambda c: c.taking_back(on, reason=reason), agreed=agreed)


def _record(by: str, change: Callable[[Changing], Change], *, agreed: bool) -> None:
    """Say what would move, ask, and record it."""
    with asked() as installation, told_in_a_sentence():
        signed = signed_by(installation, by)
        changes = change(Changing(installation.reviews, installation.views, signed))
        for line in (*_moves(changes), *_told(changes)):
            click.echo(line)
        if not agreed:
            click.confirm("Record it?", abort=True)
        changes.record()
        installation.projector.catch_up()
    click.echo("Recorded.")


def signed_by(installation: Installation, email: str) -> Signed:
    """Sign for the account of a caseworker; wrong usage where there is none."""
    account = _account(installation, email)
    if not may(account, Action.WRITE):
        raise click.BadParameter(
            f"{email} is not the account of somebody who may record anything",
            param_hint="--by",
        )
    assert account is not None  # noqa: S101  may() allows nobody nothing
    return Signed(
        by=account.account_id,
        for_body=account.body_id,
        at=installation.clock(),
        command_id=uuid4(),
    )


def _account(installation: Installation, email: str) -> Account | None:
    known = {a.sign_in_name: a for a in all_accounts(installation.office)}
    return known.get(as_kept(email))


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Tell a refusal in its own words."""
    try:
        yield
    except CaseReviewRefused as refused:
        raise click.ClickException(str(refused)) from refused


def _moves(change: Change) -> Iterator[str]:
    days = ", ".join(in_words(day) for day in change.days)
    yield f"{counted(len(change.days), 'day')}: {days}"
    yield f"{counted(len(change.moves), 'open deadline')} would move."
    for move in change.moves:
        days = f"from {_day(move.from_)} to {_day(move.to)}"
        yield f"    {move.reference}  {move.timer_id}: {days}"


def _told(change: Change) -> Iterator[str]:
    if change.told:
        letters = counted(len(change.told), "letter")
        yield f"{letters} named a day that would move; tell whoever had it:"
    for told in change.told:
        letter = f"the letter of {in_words(told.dated)} ({told.kind})"
        yield f"    {told.reference}  {letter} named {in_words(told.named)}"


def _day(on: date | None) -> str:
    return in_words(on) if on else "no day yet"


def _in_words(told: CalendarTold) -> Iterator[str]:
    if told.known_until is None:
        yield "No bank holidays are known."
        return
    yield f"Bank holidays are known until {in_words(told.known_until)}."
    for each in sorted((*told.holidays, *told.closures), key=lambda t: t.day.on):
        error = f" (recorded in error: {each.day.error_reason})"
        said = f"{each.day.on}  {each.day.name} ({each.day.why}), by {each.by}"
        yield said + (error if each.day.in_error else "")


def _as_json(told: CalendarTold) -> dict[str, Any]:
    until = told.known_until.isoformat() if told.known_until else None
    days = sorted((*told.holidays, *told.closures), key=lambda t: t.day.on)
    return {"known_until": until, "days": [_day_as_json(each) for each in days]}


def _day_as_json(told: Told) -> dict[str, Any]:
    day = told.day
    return {
        "on": day.on.isoformat(),
        "name": day.name,
        "why": day.why,
        "source": day.source,
        "recorded_by": told.by,
        "recorded_at": day.recorded_at.isoformat(),
        "in_error": day.error_reason,
    }
