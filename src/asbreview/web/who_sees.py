"""Who sees a case: a restriction, conflicts of interest, and who was let in to read."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, Role, all_accounts
from asbreview.access.policy import Action, Reach, granted, may
from asbreview.domain.errors import Misrecorded
from asbreview.web.case_view import ViewOfCase
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.submitted import Shown
from asbreview.web.who_sees_forms import (
    Conflict,
    ConflictForm,
    LetInForm,
    Restricted,
    RestrictionForm,
)
from asbreview.web.who_sees_linked import linked_told

HERE: Final = "/who-sees"
DONE: Final = {
    "restricted": "The case is restricted.",
    "lifted": "The case is restricted no longer.",
    "declared": "The conflict of interest is recorded. They do not find the case now.",
    "over": "It is recorded that the conflict of interest is over.",
    "let-in": "It is recorded who from outside may read the case.",
}
ONLY_A_LEAD: Final = "Ask a case review lead: only they change or lift a restriction"
ONLY_ONES_OWN: Final = "Ask a case review lead: only they say so of somebody else"


class WhoSeesPages(Controller):
    """Who sees a case."""

    path = f"/cases/{{reference:str}}{HERE}"
    opt: dict[str, Any] | None = {ASKS_AGAIN: True}  # noqa: RUF012  Litestar reads it
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, view: ViewOfCase, desk: OnDesk) -> Page:
        """Show who sees the case, and why others do not."""
        done = DONE.get(desk.done, "")
        return Page(
            "who_sees/show.html.jinja",
            view=view,
            shown=Shown(),
            linked=linked_told(view, desk.given),
            done=done,
        )

    @get("/restriction", sync_to_thread=True)
    def ask_restriction(self, desk: OnDesk) -> Page:
        """Ask whether the case is restricted, and for whom not."""
        named = [str(account_id) for account_id in desk.view.case.known.named]
        return _restriction(
            desk, desk.blank_at_any_time(named=named, restricted=Restricted.YES.value)
        )

    @post("/restriction", sync_to_thread=True)
    def record_restriction(self, desk: OnDesk) -> Response[Any]:
        """Restrict the case, to whom it says; or lift that."""

        def record(form: RestrictionForm) -> Redirect:
            _must_be_lead_for(desk, form)
            case_id = desk.view.case.case_id
            told = form.told | {"signed": desk.signed.by_command(form.command_id)}
            if form.restricted is Restricted.NO:
                position = desk.reviews.lift_restriction(case_id, **told)
                return _recorded(desk, position, "lifted")
            position = desk.reviews.restrict_case(case_id, form.accounts, **told)
            return _recorded(desk, position, "restricted")

        return desk.answer(
            RestrictionForm,
            record=record,
            page=lambda shown, _: _restriction(desk, shown),
            offered={"named": _values(_may_be_named(desk))},
        )

    @get("/conflict", sync_to_thread=True)
    def ask_conflict(self, desk: OnDesk) -> Page:
        """Ask who has a conflict of interest."""
        own = str(desk.signed.account.account_id)
        known = {"account_id": own, "conflict": Conflict.DECLARED.value}
        return _conflict(desk, desk.blank_at_any_time(**known))

    @post("/conflict", sync_to_thread=True)
    def record_conflict(self, desk: OnDesk) -> Response[Any]:
        """Record that somebody has a conflict of interest, or has none any more."""

        def record(form: ConflictForm) -> Redirect:
            if form.conflict is Conflict.OVER:
                _must_be_lead(desk, ONLY_ONES_OWN, field="conflict")
            is_over = form.conflict is Conflict.OVER
            reviews = desk.reviews
            say = reviews.end_conflict if is_over else reviews.declare_conflict
            position = say(
                desk.view.case.case_id,
                UUID(form.account_id),
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return _recorded(desk, position, "over" if is_over else "declared")

        return desk.answer(
            ConflictForm,
            record=record,
            page=lambda shown, _: _conflict(desk, shown),
            offered={"account_id": _values(_conflicting(desk))},
        )

    @get("/let-in", sync_to_thread=True)
    def ask_let_in(self, desk: OnDesk) -> Page:
        """Ask who from outside may read the case."""
        let_in = [str(account_id) for account_id in desk.view.case.known.let_in]
        return _let_in(desk, desk.blank_at_any_time(accounts=let_in))

    @post("/let-in", sync_to_thread=True)
    def record_let_in(self, desk: OnDesk) -> Response[Any]:
        """Let in who is ticked, and nobody else."""

        def record(form: LetInForm) -> Redirect:
            chairs = {str(a.account_id): a.account_id for a in _chairs(desk)}
            position = desk.reviews.let_in(
                desk.view.case.case_id,
                tuple(chairs[each] for each in form.accounts),
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return _recorded(desk, position, "let-in")

        return desk.answer(
            LetInForm,
            record=record,
            page=lambda shown, _: _let_in(desk, shown),
            offered={"accounts": _values(_chairs(desk))},
        )


def _recorded(desk: Desk, position: int, done: str) -> Redirect:
    """Show what was recorded; whoever sees the case no longer goes to the queue."""
    answer = desk.recorded(position, HERE, done)
    after = desk.reviews.case(desk.view.case.case_id).known
    if may(desk.signed.account, Action.READ_CASE, after):
        return answer
    return Redirect("/", status_code=303)


def _must_be_lead(desk: Desk, says: str, *, field: str) -> None:
    if not may(desk.signed.account, Action.SAY_WHO_SEES, desk.view.case.known):
        raise Misrecorded(says, field=field)


def _must_be_lead_for(desk: Desk, form: RestrictionForm) -> None:
    """Refuse (`Misrecorded`) whoever is no lead all but restricting the case first.

    Not a form that was sent twice: the first made the case a restricted one.
    """
    if desk.reviews.recorder.position_of(form.command_id) is not None:
        return
    is_first = not desk.view.case.known.is_restricted
    if not (is_first and form.restricted is Restricted.YES):
        _must_be_lead(desk, ONLY_A_LEAD, field="restricted")


def _may_be_named(desk: Desk) -> Iterator[Account]:
    """Yield who would see the case but for the restriction, and is no lead."""
    open_to_all = desk.view.case.known._replace(is_restricted=False)
    for account in all_accounts(desk.given.office):
        reads = may(account, Action.READ_CASE, open_to_all)
        if reads and account.role is not Role.LEAD:
            yield account


def _conflicting(desk: Desk) -> Iterator[Account]:
    """Yield of whom whoever asks may say it: a lead of all who read cases here."""
    case, own = desk.view.case.known, desk.signed.account
    if not may(own, Action.SAY_WHO_SEES, case):
        yield own
        return
    for account in all_accounts(desk.given.office):
        reads = granted(account).reach in {Reach.ALL, Reach.PANEL}
        if reads and case.area in account.areas:
            yield account


def _chairs(desk: Desk) -> Iterator[Account]:
    area = desk.view.case.known.area
    for account in all_accounts(desk.given.office):
        if granted(account).reach is Reach.PANEL and area in account.areas:
            yield account


def _values(accounts: Iterable[Account]) -> set[str]:
    return {str(account.account_id) for account in accounts}


def _items(accounts: Iterable[Account]) -> list[dict[str, str]]:
    return [
        {"value": str(a.account_id), "text": f"{a.name}, {a.role}"} for a in accounts
    ]


def _restriction(desk: Desk, shown: Shown) -> Page:
    accounts = _items(_may_be_named(desk))
    return _page("restriction", desk, shown, accounts=accounts)


def _conflict(desk: Desk, shown: Shown) -> Page:
    is_lead = may(desk.signed.account, Action.SAY_WHO_SEES, desk.view.case.known)
    accounts = _items(_conflicting(desk))
    return _page("conflict", desk, shown, accounts=accounts, is_lead=is_lead)


def _let_in(desk: Desk, shown: Shown) -> Page:
    return _page("let_in", desk, shown, accounts=_items(_chairs(desk)))


def _page(which: str, desk: Desk, shown: Shown, **more: Any) -> Page:
    template = f"who_sees/{which}.html.jinja"
    return Page(template, view=desk.view, shown=shown, **more)
