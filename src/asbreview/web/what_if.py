"""What a changed procedure would have meant for the cases there were."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response

from asbreview.access.policy import Action
from asbreview.domain.counterfactual.facts import ASSUMED, Answering, WhatIf
from asbreview.web.areas import own_areas
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.figures import Board
from asbreview.web.figures_flow import NOT_SHOWN
from asbreview.web.given import AsOfAsked, Given, Seen, Today, Who
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.what_if_compared import Behind
from asbreview.web.what_if_forms import (
    WhatIfAsked,
    choices,
    filled_what_if,
    in_words,
    what_if_typed,
)
from asbreview.web.what_if_running import Answers, Running
from asbreview.web.what_if_told import Answer, Asking
from projections.scope import seen_among

HERE: Final = "/figures/what-if"
READS: Final = {NEEDS: Action.READ_FIGURES}
LOOK_AGAIN: Final = {"Refresh": "5"}  # seconds
HEADS: Final = ("figure", "rests_on", "case", "now", "under_the_change")
answers: Final = Answers()


class WhatIfPages(Controller):
    """A question to the past, asked and answered."""

    path = HERE

    @get(opt=READS, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Ask, or answer what is asked in the address."""
        on = as_of.on if as_of.instant else today
        board = WhatIfBoard(installation, own_areas(installation, who), seen, as_of, on)
        params = request.query_params
        typed = what_if_typed({name: params.getall(name) for name in params})
        if "answering" not in typed:
            return board.asking(Shown(board.first_filled() | dict(typed)))
        return submitted(WhatIfAsked, typed, do=board.answered, show_again=board.asking)

    @get("/csv", opt=READS, sync_to_thread=True)
    def save(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Give the figures, and the cases that change, as CSV."""
        on = as_of.on if as_of.instant else today
        board = WhatIfBoard(installation, own_areas(installation, who), seen, as_of, on)
        params = request.query_params
        typed = what_if_typed({name: params.getall(name) for name in params})
        return submitted(WhatIfAsked, typed, do=board.saved, show_again=board.asking)


@dataclass(frozen=True)
class WhatIfBoard(Board):
    """Where questions to the past are put up: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "figures/what_if.html.jinja"

    def answered(self, asked: WhatIfAsked) -> Page:
        """Show the answer; or, while there is none yet, how far it has come."""
        self.period_of(asked)
        return self.answer_page(asked.question)

    def answer_page(self, question: WhatIf, **besides: Any) -> Page:
        """Show the answer to a question as of the instant that is looked at."""
        running = self.begun(question)
        answer = running.wait()
        shown = Shown(self.first_filled() | filled_what_if(question))
        page = self.asking(
            shown,
            question=question,
            answer=answer,
            running=running,
            changes=in_words(question, self.procedure_of(question.area_id)),
            assumed=ASSUMED[question.answering],
            seen=self.seen_of(answer),
            asked_again=self.address(question),
            **besides,
        )
        if answer is None:
            page.headers.update(LOOK_AGAIN)
        return page

    def begun(self, question: WhatIf) -> Running:
        """Begin to answer a question, or find it begun."""
        position = self.given.position_as_of(self.counted_as_of)
        asking = Asking(
            self.given.reviews, self.given.views, question, position, self.on
        )
        return answers.of(asking)

    def saved(self, asked: WhatIfAsked) -> Response[Any]:
        """Return the figures as a file to be saved."""
        self.period_of(asked)
        running = self.begun(asked.question)
        while (answer := running.wait()) is None:
            pass
        return saved_as_csv("what-if", HEADS, self._rows(answer))

    def asking(self, shown: Shown, **told: Any) -> Page:
        """Show the form, and the answer if there is one."""
        area_id = shown.value("area")
        own = area_id if area_id in self.areas else next(iter(self.areas))
        kept = self.given.reviews.what_ifs(own, as_of=self.as_of.position)
        nothing = {"question": None, "answer": None, "kept": None, "done": ""}
        return self.framed(
            shown,
            offers=choices(self.procedure_of(area_id)),
            all_kept=list(kept.standing.values()) if kept else [],
            **(nothing | told),
        )

    def first_filled(self) -> dict[str, list[str]]:
        """Return what the form begins with: this reporting period, nothing changed."""
        period = self.this_period()
        chosen = {"which": ["all"], "answering": [str(Answering.AS_LONG)]}
        return {name: list(value) for name, value in period.items()} | chosen

    def address(self, question: WhatIf) -> str:
        """Return what asks the same again, as of the same instant."""
        asked = filled_what_if(question)
        asked["as_of"] = [self.counted_as_of.isoformat()]
        return urlencode(asked, doseq=True)

    @property
    def counted_as_of(self) -> datetime:
        """The instant that is looked at."""
        return self.as_of.instant or self.given.now()

    def seen_of(self, answer: Answer | None) -> set[Any]:
        """Return which of the cases may be named to who asks."""
        if answer is None:
            return set()
        with self.given.views.connect() as db:
            return seen_among(db, [x.case_id for x in answer.lives], self.seen)

    def _rows(self, answer: Answer) -> Iterator[tuple[object, ...]]:
        seen = self.seen_of(answer)
        for figure in (*answer.deducible, *answer.supposed):
            rests = figure.assumed or "the record"
            of = f"together (n = {figure.n} {figure.of})"
            yield figure.title, rests, of, figure.was, figure.would
            for case in figure.cases:
                yield (
                    figure.title,
                    rests,
                    *_told(case, is_seen=case.life.case_id in seen),
                )


def _told(case: Behind, *, is_seen: bool) -> tuple[str, str, str]:
    if not is_seen:
        return NOT_SHOWN, "", ""
    return case.life.reference, case.was, case.would
