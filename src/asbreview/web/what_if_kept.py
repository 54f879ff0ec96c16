"""Questions to the past that are kept: named, shared, and answered as they were."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.access.policy import Action
from asbreview.domain.counterfactual.record import KeptWhatIf
from asbreview.web.areas import own_areas
from asbreview.web.board import READS_FIGURES
from asbreview.web.given import (
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.period_asked import asked_in, fields_of
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.what_if import HERE, WhatIfBoard
from asbreview.web.what_if_forms import (
    KeepForm,
    LetGoForm,
    WhatIfAsked,
    filled_what_if,
    in_words,
)

RECORDS: Final = {NEEDS: Action.KEEP_QUESTIONS}
KEEP: Final = "figures/what_if_keep.html.jinja"
LET_GO: Final = "figures/what_if_let_go.html.jinja"
KEPT: Final = "It is kept. Everybody of the area sees it, answered as it is now."


class KeptPages(Controller):
    """Keeping a question, looking at it again, and letting it go."""

    path = HERE

    @get("/keep", opt=RECORDS, sync_to_thread=True)
    def ask(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        form_fields: FormFields,
    ) -> Response[Any]:
        """Ask under which name a question is kept."""
        counted = request.query_params.get("as_of") or installation.now().isoformat()
        board = WhatIfBoard.back_then(installation, who, seen, counted)

        def ask(asked: WhatIfAsked) -> Page:
            board.period_of(asked)
            known = filled_what_if(asked.question) | {"counted_as_of": [counted]}
            return _form(board, Shown.first(form_fields, **known), asked)

        typed = asked_in(request, WhatIfAsked)
        return submitted(WhatIfAsked, typed, do=ask, show_again=board.ask_again)

    @post("/keep", opt=RECORDS, sync_to_thread=True)
    def keep(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
    ) -> Response[Any]:
        """Keep it."""
        counted = (typed.get("counted_as_of") or [""])[-1]
        board = WhatIfBoard.back_then(installation, signed.account, seen, counted)

        def do(form: KeepForm) -> Redirect:
            board.period_of(form)
            with sent_once(installation, form.command_id, typed):
                installation.reviews.keep_what_if(
                    form.question,
                    name=form.name,
                    as_of=board.counted_as_of,
                    signed=signed.by_command(form.command_id),
                )
            id_ = KeptWhatIf.id_of(form.command_id)
            return Redirect(f"{HERE}/{id_}?done=kept", status_code=303)

        return submitted(
            KeepForm, typed, do=do, show_again=lambda shown: _form(board, shown, None)
        )

    @get("/{what_if_id:uuid}", opt=READS_FIGURES, sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        what_if_id: FromPath[UUID],
    ) -> Response[Any]:
        """Answer a kept question, as of the instant it was asked at."""
        kept = _kept(installation, who, what_if_id)
        board = WhatIfBoard.back_then(installation, who, seen, kept.as_of.isoformat())
        done = KEPT if request.query_params.get("done") == "kept" else ""
        return board.answer_page(kept.asked, kept=kept, done=done)

    @get("/{what_if_id:uuid}/let-go", opt=RECORDS, sync_to_thread=True)
    def doubt(
        self,
        installation: Given,
        who: Who,
        form_fields: FormFields,
        what_if_id: FromPath[UUID],
    ) -> Page:
        """Ask why a kept question is not to be shown any more."""
        kept = _kept(installation, who, what_if_id)
        return Page(LET_GO, shown=Shown.first(form_fields), kept=kept)

    @post("/{what_if_id:uuid}/let-go", opt=RECORDS, sync_to_thread=True)
    def let_go(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        what_if_id: FromPath[UUID],
    ) -> Response[Any]:
        """Show it no longer; a form that comes again finds what it let go of."""
        kept = _kept(installation, signed.account, what_if_id, let_go=True)

        def do(form: LetGoForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                installation.reviews.let_go_of_what_if(
                    kept.asked.area_id,
                    what_if_id,
                    reason=form.reason,
                    signed=signed.by_command(form.command_id),
                )
            return Redirect(HERE, status_code=303)

        return submitted(
            LetGoForm,
            typed,
            do=do,
            show_again=lambda shown: Page(LET_GO, shown=shown, kept=kept),
        )


def _form(board: WhatIfBoard, shown: Shown, asked: WhatIfAsked | None) -> Page:
    names = [*fields_of(WhatIfAsked, shown.typed), "counted_as_of"]
    procedure = board.procedure_of(shown.value("area"))
    changes = in_words(asked.question, procedure) if asked else []
    return Page(KEEP, shown=shown, hidden=names, changes=changes, at=board.as_of)


def _kept(
    given: Installation, who: Account, what_if_id: UUID, *, let_go: bool = False
) -> KeptWhatIf:
    """Return one of an area of theirs that is shown, or was *let go* of; or 404."""
    for area_id in own_areas(given, who):
        if record := given.reviews.what_ifs(area_id):
            found = record.kept if let_go else record.standing
            if what_if_id in found:
                return found[what_if_id]
    raise NotFoundException
