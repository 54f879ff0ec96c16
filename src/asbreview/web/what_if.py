"""What a changed procedure would have meant for the cases there were."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.domain.counterfactual.facts import ASSUMED, Answering, WhatIf
from asbreview.web.board import NOT_SHOWN, READS_FIGURES, Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked
from asbreview.web.submitted import Shown, submitted
from asbreview.web.what_if_compared import Behind
from asbreview.web.what_if_forms import (
    WhatIfAsked,
    choices,
    filled_what_if,
    in_words,
)
from asbreview.web.what_if_running import Answers, Running
from asbreview.web.what_if_told import Answer, Asking
from projections.scope import seen_among

HERE: Final = "/figures/what-if"
LOOK_AGAIN: Final = {"Refresh": "5"}  # seconds
HEADS: Final = ("figure", "rests_on", "case", "now", "under_the_change")
answers: Final = Answers()


@dataclass(frozen=True)
class WhatIfBoard(Board):
    """Where questions to the past are put up: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "figures/what_if.html.jinja"
    ASKS: ClassVar[type[PeriodAsked]] = WhatIfAsked

    def answer(self, asked: WhatIfAsked) -> Page:
        """Show the answer; or, while there is none yet, how far it has come."""
        self.period_of(asked)
        return self.answer_page(asked.question)

    def answer_page(self, question: WhatIf, **besides: Any) -> Page:
        """Show the answer to a question as of the instant that is looked at."""
        running = self.begun(question)
        answer = running.wait()
        shown = Shown(self.typed_at_first() | filled_what_if(question))
        then = replace(self, as_of=replace(self.as_of, instant=self.counted_as_of))
        page = self.asking(
            shown,
            question=question,
            answer=answer,
            running=running,
            changes=in_words(question, self.procedure_of(question.area_id)),
            assumed=ASSUMED[question.answering],
            seen=self.seen_of(answer),
            asked_again=then.query(filled_what_if(question)),
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
        return answers.of(asking, self.given.office, self.given.now)

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

    def typed_at_first(self) -> dict[str, list[str]]:
        """Return what the form begins with: this reporting period, nothing changed."""
        chosen = {"which": ["all"], "answering": [str(Answering.AS_LONG)]}
        return self.this_period() | chosen

    def ask_again(self, shown: Shown) -> Page:
        """Show the form, with what was typed in it and what was wrong."""
        return self.asking(shown)

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


OnBoard = NamedDependency[WhatIfBoard]


class WhatIfPages(Controller):
    """A question to the past, asked and answered."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(WhatIfBoard)

    @get(sync_to_thread=True)
    def show(self, board: OnBoard) -> Response[Any]:
        """Ask, or answer what is asked in the address."""
        if "answering" not in board.typed:
            return board.asking(Shown(board.typed_at_first() | dict(board.typed)))
        return board.answered(board.answer)

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the figures, and the cases that change, as CSV."""
        return submitted(
            WhatIfAsked, board.typed, do=board.saved, show_again=board.ask_again
        )


def _told(case: Behind, *, is_seen: bool) -> tuple[str, str, str]:
    if not is_seen:
        return NOT_SHOWN, "", ""
    return case.life.reference, case.was, case.would
