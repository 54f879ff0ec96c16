"""A whole case under each shipped procedure: an area needs a file, and no code."""

from datetime import date, timedelta

import pytest

from asbreview.domain.letter.facts import LetterKind, Status
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.letters.composing import compose
from asbreview.procedures import read_procedure, shipped
from asbreview.store.log import EventLog
from journey import Journey, opened
from letters.areas import be_of
from projections.deadlines import deadlines_of
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

OF_NO_STEP = {"meets-on", "was-due", "now-due", "answer-by"}
"""Days that people gave, and no procedure sets."""


@pytest.fixture(params=[name for name in shipped() if name != "statute"])
def procedure(request, monkeypatch):
    """Let the case be one of that area."""
    be_of(request.param, monkeypatch)
    return read_procedure(request.param)


def test_a_case_goes_from_application_to_closing(procedure, tmp_path):
    with opened(tmp_path) as reviews:
        gone = Journey(reviews).stand().go()
        case = reviews.case(gone.case_id)
        assert case.procedure == procedure
        assert case.ended_as == "closed"
        letters = gone.all_letters()
        assert {letter.status for letter in letters} == {Status.POSTED}
        for letter in letters:
            then = reviews.case_as(gone.case_id, letter.drawn_from)
            written = compose(then, letter, reviews.keyring.reveal)
            assert procedure.partnership.name in str(written)


class Watched(Journey):
    """A case whose letters are held against its deadlines, each time that some went."""

    compared = 0

    def watch(self, procedure, views) -> "Watched":
        self.procedure, self.views, self.seen = procedure, views, set()
        self.projector = Projector(EventLog(self.reviews), views, ALL)
        return self

    def deadlines(self):
        self.projector.catch_up()
        with self.views.connect() as db:
            return deadlines_of(db, self.case_id)

    def post(self, on: date) -> "Watched":
        super().post(on)
        due = {}
        for row in self.deadlines():
            due.setdefault(row.timer_id, set()).add(row.due_on)
        for letter in self.all_letters():
            for day in letter.days if letter.id not in self.seen else ():
                if day.name not in OF_NO_STEP:
                    timer_id = self.step_of(letter.kind, day.name)
                    assert due.get(timer_id) == {day.on}, (letter.kind, day)
                    self.compared += 1
            self.seen.add(letter.id)
        return self

    def step_of(self, kind: LetterKind, name: str) -> str:
        """Return the timer that a letter means by the name of a day."""
        outcome = self.reviews.case(self.case_id).outcome
        reviewed = kind is not LetterKind.THRESHOLD_MET and outcome.findings
        of = Challenged.REVIEW if reviewed else Challenged.APPLICATION
        if name in {"challenge-by", "challenge-ended"}:
            return self.procedure.challenge_of(of).window
        if name.startswith("further-"):
            tiers = {tier.tier_id: tier for tier in self.procedure.escalation}
            return tiers[name.removeprefix("further-")].window
        of_all = kind is LetterKind.ACKNOWLEDGEMENT and name == "tell-outcome"
        return "whole-review" if of_all else name

    def give_time(self, on: date) -> "Watched":
        """Give every step that can be given it a week more, with its letter."""
        for row in self.deadlines():
            timer = self.procedure.timer(row.timer_id)
            if row.is_open and row.due_on and timer and timer.extendable:
                self.reviews.extend_deadline(
                    self.case_id,
                    row.timer_id,
                    was_due_on=row.due_on,
                    due_on=max(row.due_on, on) + timedelta(weeks=1),
                    reason="The clerk is ill",
                    signed=self.signed(on),
                )
        return self

    def say_how_it_goes(self, on: date) -> "Watched":
        says = "We have asked everybody."
        self.reviews.write_progress(self.case_id, says, signed=self.signed(on))
        return self

    def agree(self, on: date) -> "Watched":
        """Have whoever challenged agree to what is passed on, where that is asked."""
        (challenge,) = self.reviews.case(self.case_id).outcome.challenges.values()
        if challenge.on_what.needs_agreement:
            self.reviews.take_on_challenge(
                self.case_id,
                challenge.challenge_id,
                agreed_by=HeardBy.PHONE,
                on=on,
                signed=self.signed(on),
            )
        return self


@pytest.fixture
def case(procedure, tmp_path):
    views = views_in_file(tmp_path / "views.sqlite")
    with opened(tmp_path) as reviews:
        yield Watched(reviews).stand().watch(procedure, views)
    views.dispose()


@pytest.mark.thorough
@pytest.mark.parametrize("gives_time", [False, True])
def test_every_day_that_a_letter_prints_is_that_of_the_deadlines(case, *, gives_time):
    def on(month: int, day: int) -> date:
        when = date(2026, month, day)
        if gives_time:
            case.give_time(when)
        return when

    case.apply().post(date(2026, 3, 4)).say_how_it_goes(on(3, 5)).post(date(2026, 3, 6))
    case.ask(date(2026, 3, 6)).answer(date(2026, 3, 10)).say_how_it_goes(on(3, 10))
    case.post(date(2026, 3, 11)).decide(date(2026, 3, 12)).post(date(2026, 3, 16))
    case.assess().convene(on(3, 20)).post(
        date(2026, 3, 23)
    ).choose().send_papers().hold()
    case.say_how_it_goes(on(4, 1)).post(date(2026, 4, 2)).find().post(on(4, 7))
    case.respond(date(2026, 4, 17)).challenge(on(4, 20)).agree(date(2026, 4, 20))
    case.arrange_hearing(date(2026, 4, 28)).post(date(2026, 4, 29)).do_actions()
    case.close().post(date(2026, 5, 14))
    assert case.compared >= 8


@pytest.mark.thorough
@pytest.mark.parametrize("gives_time", [False, True])
def test_so_it_is_where_the_threshold_is_not_met(case, *, gives_time):
    case.apply(complaints=()).post(date(2026, 3, 4)).decide(met=False)
    case.post(date(2026, 3, 11))
    if gives_time:
        case.give_time(date(2026, 3, 20))
    case.challenge(date(2026, 3, 23), of=Challenged.APPLICATION)
    case.post(date(2026, 3, 24)).close(date(2026, 4, 14)).post(date(2026, 4, 15))
    assert case.compared >= 4
