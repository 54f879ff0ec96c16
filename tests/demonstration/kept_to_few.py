"""A case that is restricted as soon as it has come; an auditor is let in to it.

What whoever looks may see is asked of today.  So that the pages of a restricted case
are the same then and later, it is restricted to the end, and nobody is let in or out.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from uuid import uuid5

from asbreview.demonstration.accounts import DEMONSTRATION
from asbreview.demonstration.play import Play
from asbreview.demonstration.twists import TWISTS
from demonstration.never_shown import NEVER_SHOWN
from demonstration.onlooker import AUDITOR, OK, PARTNER, Onlooker
from pages_of_then import left_open

KEPT = "kept to few"
TALE = "drainpipe"  # it ends long before today, and the police were asked about it
KEPT_ID = uuid5(uuid5(DEMONSTRATION, f"{TALE}/1"), "case")
OF_A_CASE = "/cases/{reference:str}"
WHO_SEES = f"{OF_A_CASE}/who-sees"


def kept_to_few(_: Play):
    """Restrict the case on the day on which it came, before anybody is asked."""
    yield 0, _restrict


def _restrict(play: Play) -> None:
    play.reviews.restrict_case(
        play.case_id,
        (AUDITOR.account.account_id,),
        reason="Somebody who works in the team is a cousin of theirs.",
        signed=play.signed(),
    )


def with_one_kept(monkeypatch, cases):
    """Return the cases, one of them kept to few: what that is, `TWISTS` then tells."""
    monkeypatch.setitem(TWISTS, KEPT, kept_to_few)
    assert [plan for plan in cases if plan.tale == TALE], "None of them is kept to few."
    return tuple(
        replace(plan, twists=(*plan.twists, KEPT)) if plan.tale == TALE else plan
        for plan in cases
    )


class OnlookerAtKept(Onlooker):
    """Looks at the case that is kept to few, too, each so many times that it looks.

    At who sees it, and at pages that are ever shown, of which there is what they leave
    open: as many as of any case.
    """

    def __init__(self, draw, *, besides_each, **looks):
        super().__init__(draw, **looks)
        self.besides_each = besides_each
        self.draw_besides = Random(11)  # noqa: S311  all else is drawn as without it

    def look_besides(self, browser):
        if self.looks % self.besides_each == 0 and KEPT_ID in self.has:
            for path, address in self._of_kept(browser):
                self.look_at(browser, path, address, AUDITOR)

    def _of_kept(self, browser) -> Iterator[tuple[str, str]]:
        has = self.has[KEPT_ID]
        paths = [
            path
            for path in self.pages(browser)
            if path.startswith(OF_A_CASE)
            and path not in NEVER_SHOWN
            and all(has[name] for name in left_open(path))
        ]
        if self.each is not None:
            paths = self.draw_besides.sample(paths, min(self.each, len(paths)))
        for path in dict.fromkeys([*paths, WHO_SEES]):
            address = self.address_of([has], has, path)
            yield path, address + self.question(browser, path)


def kept_as_seen(onlooker):
    """Return the pages of the case that an auditor was shown, and what a body was.

    Of a body each page counts that names it.
    """
    (reference,) = onlooker.has[KEPT_ID]["reference"]
    shown = [page for page in onlooker.seen if page.status == OK]
    of_it = [page for page in shown if reference in page.address]
    theirs = [page for page in shown if page.who is PARTNER and reference in page.text]
    return of_it, theirs


def was_asked(installation, who):
    """Say whether the body of an account was asked about the case."""
    asked = installation.reviews.case(KEPT_ID).evidence.requests.values()
    return who.account.body_id in {request.body_id for request in asked}
