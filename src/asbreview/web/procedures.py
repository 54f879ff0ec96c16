"""The review procedures: every version, what it changes, and adopting the next.

A proposal is checked before it is recorded: the form comes back with what the Act has
to say of it, what it changes and what it would have meant, and is confirmed for just
the file that was checked.
"""

from collections.abc import Callable
from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.accounts import all_accounts
from asbreview.access.policy import Action, may
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.procedure_changes import changes
from asbreview.procedures.leaflet import Leaflet
from asbreview.procedures.writing import as_toml
from asbreview.reviews import CaseReviews
from asbreview.reviews.procedures import no_procedures_called
from asbreview.web.back_test import MOST_ON_A_PAGE
from asbreview.web.given import Who
from asbreview.web.page import Page
from asbreview.web.procedures_forms import ProposalForm, RevisionForm
from asbreview.web.procedures_shelf import HERE, SHELF, Checked, OnShelf, Shelf
from asbreview.web.procedures_told import Version, steps
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted

DONE: Final = {
    "proposed": "The version is proposed. Nothing is decided under it until it is"
    " adopted.",
    "revised": "The proposal is changed.",
    "consulted": "The consultation is recorded.",
    "adopted": "The version is adopted. Cases keep the version of their receipt.",
    "dropped": "The proposal is dropped.",
}
NOT_FOR_YOU: Final = "Your account is not shown the procedures."


class Procedures(Controller):
    """The versions of the review procedures."""

    path = HERE
    dependencies = SHELF

    @get(sync_to_thread=True)
    def show_all(self, shelf: OnShelf, who: Who) -> Page:
        """List every version, and how it stands."""
        _must_read(who)
        return Page("procedures/list.html.jinja", versions=shelf.versions())

    @get("/{number:int}", sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        shelf: OnShelf,
        who: Who,
        number: FromPath[int],
    ) -> Page:
        """Show a version in plain words, and what happened about it."""
        _must_read(who)
        version = shelf.version(number)
        history = shelf.reviews.procedure_history(
            shelf.procedure_id, number, as_of=shelf.as_of.position
        )
        names = {a.account_id: a.name for a in all_accounts(shelf.given.office)}
        return Page(
            "procedures/show.html.jinja",
            version=version,
            procedure=version.record.procedure,
            leaflet=Leaflet(version.record.procedure),
            steps=steps(history, names),
            done=DONE.get(request.query_params.get("done", ""), ""),
        )

    @get("/{number:int}/changes", sync_to_thread=True)
    def show_changes(
        self,
        request: Request[Any, Any, Any],
        shelf: OnShelf,
        who: Who,
        number: FromPath[int],
    ) -> Page:
        """Compare a version with another: the one before it, unless told otherwise."""
        _must_read(who)
        after, others = shelf.version(number), shelf.versions()
        asked = request.query_params.get("with", "")
        before = _other(others, after, asked)
        return Page(
            "procedures/changes.html.jinja",
            after=after,
            before=before,
            others=[other for other in others if other.number != after.number],
            changes=changes(before.record.procedure, after.record.procedure)
            if before
            else (),
        )

    @get("/{number:int}/file", sync_to_thread=True, media_type="text/plain")
    def file(self, shelf: OnShelf, who: Who, number: FromPath[int]) -> Response[str]:
        """Give a version as the file it can be read from again."""
        _must_read(who)
        procedure = shelf.version(number).record.procedure
        name = f"{procedure.procedure_id}-{procedure.version}.toml"
        kept = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(as_toml(procedure), headers=kept, media_type="text/plain")

    @get("/propose", sync_to_thread=True)
    def ask_proposal(self, shelf: OnShelf) -> Page:
        """Show the procedures in force as a file to be changed."""
        shelf.must_record()
        latest, *_ = shelf.versions()
        following = shelf.in_force().model_copy(update={"version": latest.number + 1})
        return _proposal_page(None)(shelf.first_shown(content=as_toml(following)))

    @post("/propose", sync_to_thread=True)
    def propose(self, shelf: OnShelf) -> Response[Any]:
        """Check a proposal; record it once just that file is confirmed."""
        shelf.must_record()
        return _check_or_record(
            shelf,
            CaseReviews.propose_procedure,
            page=_proposal_page(None),
            done="proposed",
        )

    @get("/{number:int}/revise", sync_to_thread=True)
    def ask_revision(self, shelf: OnShelf, number: FromPath[int]) -> Page:
        """Show a proposal as a file to be changed."""
        proposal = shelf.proposal(number)
        page = _proposal_page(number, proposal.procedure_since)
        return page(shelf.first_shown(content=as_toml(proposal.procedure)))

    @post("/{number:int}/revise", sync_to_thread=True)
    def revise(self, shelf: OnShelf, number: FromPath[int]) -> Response[Any]:
        """Check a changed proposal; record it once just that file is confirmed."""
        shelf.must_record()
        return _check_or_record(
            shelf,
            CaseReviews.revise_proposal,
            form_type=RevisionForm,
            page=_proposal_page(number, shelf.changed_since(number)),
            done="revised",
        )


def _must_read(who: Who) -> None:
    if not may(who, Action.READ_CASES):
        raise PermissionDeniedException(NOT_FOR_YOU)


def _must_be_their_own(shelf: Shelf, form: ProposalForm) -> None:
    """Refuse (`NoSuchThing`) a file of another area's, as one that there is not."""
    if form.procedure.procedure_id != shelf.procedure_id:
        raise no_procedures_called(form.procedure.procedure_id)


def _other(others: list[Version], after: Version, asked: str) -> Version | None:
    """Return the version to compare with; nothing if there is no other."""
    if asked:
        for other in others:
            if str(other.number) == asked:
                return other
        raise NotFoundException
    earlier = (other for other in others if other.number < after.number)
    return next(earlier, None)


def _proposal_page(number: int | None, since: int = 0) -> Callable[..., Page]:
    def page(shown: Shown, checked: Checked | None = None, agrees: str = "") -> Page:
        return Page(
            "procedures/propose.html.jinja",
            number=number,
            since=since,
            shown=shown,
            checked=checked,
            agrees=agrees,
            most=MOST_ON_A_PAGE,
        )

    return page


def _is_known(shelf: Shelf, form: ProposalForm) -> bool:
    """Was the command of a form given already?"""
    return shelf.reviews.recorder.position_of(form.command_id) is not None


def _check_or_record(
    shelf: Shelf,
    command: Callable[..., int],
    *,
    form_type: type[ProposalForm] = ProposalForm,
    page: Callable[..., Page],
    done: str,
) -> Response[Any]:
    def do(form: ProposalForm) -> Response[Any]:
        told = {**form.told, "signed": shelf.signed.by_command(form.command_id)}
        _must_be_their_own(shelf, form)
        if not _is_known(shelf, form):
            try:
                shelf.reviews.would_change(command, form.procedure, **told)
            except AlreadyDone:  # by this very form, sent twice at once?
                if not _is_known(shelf, form):
                    raise
            if form.confirmed != form.agrees_to:
                checked = shelf.check(form.procedure)
                return page(Shown(shelf.typed), checked, form.agrees_to)
        with sent_once(shelf.given, form.command_id, shelf.typed):
            position = command(shelf.reviews, form.procedure, **told)
            shelf.given.projector.wait_for(position)
        address = f"{HERE}/{form.procedure.version}?done={done}"
        return Redirect(address, status_code=303)

    return submitted(form_type, shelf.typed, do=do, show_again=page)
