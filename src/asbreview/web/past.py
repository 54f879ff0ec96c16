"""Earlier cases that were brought in: all of them, one, and one taken back."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, account_names
from asbreview.access.policy import Action
from asbreview.access.read_log import Read, note_read
from asbreview.web.areas import own_areas
from asbreview.web.given import (
    Asked,
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.past_forms import PastInErrorForm
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Tell
from projections.past import PastRow, past_of_areas
from projections.scope import Scope
from projections.timeline import timeline_of

HERE: Final = "/past"
READS: Final = {NEEDS: Action.READ_CASE}
RECORDS: Final = {NEEDS: Action.WRITE}
NOT_NOW: Final = "Nothing is recorded as of a day that was."
NOT_FOR_YOU: Final = "Your account is not shown the cases of its areas."
DONE: Final = {
    "imported": "The earlier cases are on record.",
    "in-error": "It is recorded that the case was brought in wrongly. It is not counted"
    " any more.",
}
IN_ERROR: Final = "past/in_error.html.jinja"


class PastPages(Controller):
    """What is known of cases of before this program."""

    path = HERE

    @get(opt=READS, sync_to_thread=True)
    def show(
        self,
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        done: FromQuery[str] = "",
    ) -> Page:
        """List the earlier cases of the areas, with what is not counted of each."""
        rows = _rows(installation, seen, as_of.position)
        return Page(
            "past/show.html.jinja",
            rows=rows,
            incomplete=sum(bool(row.left_out) for row in rows),
            areas=own_areas(installation, who),
            done=DONE.get(done, ""),
        )

    @get("/{past_id:uuid}", opt=READS, sync_to_thread=True)
    def one(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        request: Asked,
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        tell: Tell,
        past_id: FromPath[UUID],
    ) -> Page:
        """Show what is known of one, and since when; that it was read is noted."""
        row = past_row(installation, seen, past_id, as_of.position)
        note_past_read(request, installation, who, past_id)
        with installation.views.connect() as db:
            lines = timeline_of(db, past_id, as_of=as_of.position)
        return Page(
            "past/one.html.jinja",
            row=row,
            area=_area(installation, who, row),
            tell=tell,
            lines=lines,
            names=account_names(installation.office),
        )

    @get("/{past_id:uuid}/in-error", opt=RECORDS, sync_to_thread=True)
    def doubt(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        request: Asked,
        who: Who,
        installation: Given,
        seen: Seen,
        as_of: AsOfAsked,
        form_fields: FormFields,
        past_id: FromPath[UUID],
    ) -> Page:
        """Ask what was wrong with it; that it was read is noted."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        row = past_row(installation, seen, past_id)
        note_past_read(request, installation, who, past_id)
        return Page(IN_ERROR, shown=Shown.first(form_fields), row=row)

    @post("/{past_id:uuid}/in-error", opt=RECORDS, sync_to_thread=True)
    def take_back(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        past_id: FromPath[UUID],
    ) -> Response[Any]:
        """Record that it was brought in wrongly."""

        def do(form: PastInErrorForm) -> Redirect:
            _must_be_theirs(installation, seen, past_id, form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.take_back_past(
                    past_id,
                    reason=form.reason,
                    signed=signed.by_command(form.command_id),
                )
            installation.projector.wait_for(position)
            return Redirect(f"{HERE}?done=in-error", status_code=303)

        return submitted(
            PastInErrorForm,
            typed,
            do=do,
            show_again=lambda shown: Page(
                IN_ERROR, shown=shown, row=past_row(installation, seen, past_id)
            ),
        )


def note_past_read(
    request: Asked, installation: Installation, who: Account, past_id: UUID
) -> None:
    """Note who was shown an earlier case, and on which page."""
    read = Read(who.account_id, past_id, request.url.path, installation.now())
    note_read(installation.office, read)


def _rows(given: Installation, seen: Scope, as_of: int | None = None) -> list[PastRow]:
    """Return the earlier cases that are seen: those of areas of which all cases are."""
    if seen.only is not None or not seen.areas:
        raise PermissionDeniedException(NOT_FOR_YOU)
    with given.views.connect() as db:
        return past_of_areas(db, seen.areas, as_of=as_of)


def past_row(
    given: Installation, seen: Scope, past_id: UUID, as_of: int | None = None
) -> PastRow:
    """Return an earlier case that is seen; 404 for any other."""
    found = (row for row in _rows(given, seen, as_of) if row.case_id == past_id)
    row = next(found, None)
    if row is None:
        raise NotFoundException
    return row


def _area(given: Installation, who: Account, row: PastRow) -> str:
    return own_areas(given, who).get(row.area_id, row.area_id)


def _must_be_theirs(
    given: Installation, seen: Scope, past_id: UUID, command_id: UUID
) -> None:
    """Refuse (404) a case that they do not see, or that another form took back.

    The same form, sent twice at once, has its first answer.
    """
    try:
        past_row(given, seen, past_id)
    except NotFoundException:
        if given.reviews.recorder.position_of(command_id) is None:
            raise
