"""Taking back what an area put on record: one page, with what was wrong."""

from collections.abc import Callable
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.domain.area_record import AreaRecord
from asbreview.web.areas import own_areas
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted

ONE: Final = "/{recorded_id:uuid}/in-error"
NOT_NOW: Final = "Nothing is taken back as of a day that was."


class InErrorForm(Form):
    """That something on an area's record was not so."""

    SAYS: ClassVar = {"reason": Says.enter("what was wrong")}

    reason: Text = ""


class TakenBack(NamedTuple):
    """Of which kind of record, on which page, and where one goes from there.

    `back` takes the id of the area and what was taken back.
    """

    kind: type[AreaRecord[Any]]
    template: str
    back: Callable[[str, Any], str]


class TakingBackPages(Controller):
    """The page on which one thing of an area's record is taken back; of no kind yet."""

    OF: ClassVar[TakenBack]

    @get(ONE, sync_to_thread=True)
    def doubt(
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        form_fields: FormFields,
        recorded_id: FromPath[UUID],
    ) -> Page:
        """Ask what was wrong with something that stands; 404 where it does not."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        _, record = _found(installation, who, self.OF.kind, recorded_id)
        if not record.stands(recorded_id):
            raise NotFoundException
        return self._page(Shown.first(form_fields), record.on_record[recorded_id])

    @post(ONE, sync_to_thread=True)
    def take_back(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        recorded_id: FromPath[UUID],
    ) -> Response[Any]:
        """Record that it was in error; a form that comes again finds what it did."""
        kind = self.OF.kind
        area_id, record = _found(installation, signed.account, kind, recorded_id)
        item = record.on_record[recorded_id]

        def do(form: InErrorForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                installation.reviews.take_back_of_area(
                    kind,
                    area_id,
                    recorded_id,
                    reason=form.reason,
                    signed=signed.by_command(form.command_id),
                )
            return Redirect(self.OF.back(area_id, item), status_code=303)

        return submitted(
            InErrorForm, typed, do=do, show_again=lambda shown: self._page(shown, item)
        )

    def _page(self, shown: Shown, item: Any) -> Page:
        return Page(self.OF.template, shown=shown, item=item)


def _found(
    given: Installation, who: Account, kind: type[AreaRecord[Any]], item_id: UUID
) -> tuple[str, AreaRecord[Any]]:
    """Return which area of theirs has it on record, in error or not; or 404."""
    for area_id in own_areas(given, who):
        record = given.reviews.area_record(kind, area_id)
        if record and item_id in record.on_record:
            return area_id, record
    raise NotFoundException
