"""Cases as they come to an area in two years: each another, told by real commands.

They lie across each other in the log, as they do in an office: what is done on a day
is recorded on that day or some days later, at any hour, by one of several officers.
The clocks go forward and back, holidays fall between, meetings are adjourned and put
off, what was recorded is taken back and done again, and some are withdrawn or end.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from uuid import UUID

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.domain.days import LONDON
from asbreview.domain.letter.facts import LetterDrafted, LetterKind
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.working_days import Holiday
from asbreview.reviews import CaseReviews
from asbreview.signing import A_BODY, SENDER, SYSTEM
from journey import (
    EAST_CAMBRIDGESHIRE,
    MARIGOLD,
    PROCEDURE,
    HandClock,
    Journey,
    complaint,
)

FIRST, DAYS = date(2025, 1, 6), 540  # of the applications
OFFICERS = tuple(UUID(int=number) for number in (2, 3, 4, 5))
# https://www.gov.uk/bank-holidays, England and Wales
HOLIDAYS = (
    date(2025, 1, 1),
    date(2025, 4, 18),
    date(2025, 4, 21),
    date(2025, 5, 5),
    date(2025, 5, 26),
    date(2025, 8, 25),
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
)
HOURS = tuple(
    time.fromisoformat(at) for at in ("00:10", "08:05", "11:30", "16:59", "23:50")
)


class Drafted:
    """The letters of each case, found once in the log as it grows."""

    def __init__(self, reviews: CaseReviews) -> None:
        self._reviews, self._read = reviews, 0
        self._of: dict[UUID, list[UUID]] = {}

    def of(self, case_id: UUID) -> list[UUID]:
        recorder, mapper = self._reviews.recorder, self._reviews.mapper
        for line in recorder.lines(self._read, limit=100_000):
            self._read = line.position
            if line.stored.topic == LetterDrafted.TOPIC:
                drafted = mapper.to_domain_event(line.stored)
                self._of.setdefault(drafted.case_id, []).append(drafted.originator_id)
        return self._of.get(case_id, [])


class ToldCase(Journey):
    """A case that goes its own way; `chance` decides which."""

    def __init__(self, reviews: CaseReviews, number: int, drafted: Drafted) -> None:
        super().__init__(reviews, number)
        self.chance = Random(number)  # noqa: S311
        self._drafted = drafted
        self.day = FIRST + timedelta(self.chance.randrange(DAYS))
        self.recorded_on = self.day
        self.is_sending = False
        self.happened: Counter[str] = Counter()

    def signed(self, on: date) -> Signed:
        """Sign on the day of the record, at any hour of it, as any of the officers."""
        del on
        if self.is_sending:
            self.by = SENDER
        elif self.by == SENDER or self.chance.random() < 0.4:
            self.by = self.chance.choice((*OFFICERS, SYSTEM, A_BODY))
        at = datetime.combine(self.recorded_on, self.chance.choice(HOURS), LONDON)
        return (
            super()
            .signed(self.recorded_on)
            .model_copy(update={"at": at.astimezone(UTC)})
        )

    def all_letters(self) -> list[Letter]:
        return [self.reviews.letter(id_) for id_ in self._drafted.of(self.case_id)]

    def may(self, what: str, share: float) -> bool:
        """Let something happen to a share of the cases, and count it."""
        happens = self.chance.random() < share
        self.happened[what] += happens
        return happens

    def later(self, least: int, most: int) -> date:
        """Move on some days, and to when they are recorded: often the same day."""
        days = timedelta(self.chance.randint(least, most))
        self.day = max(self.day, self.recorded_on) + days
        late = self.chance.choice((0, 0, 0, 0, 1, 3))
        self.recorded_on = self.day + timedelta(late)
        self.happened["recorded late"] += late > 0
        return self.recorded_on

    def went(self) -> Iterator[date]:
        """Yield the days on which something is recorded, each before it is."""
        yield self.recorded_on
        self.comes_in()
        yield self.later(0, 3)
        yield from self.letters_go()
        if self.may("the application corrected", 0.2):
            yield self.later(0, 4)
            self.is_corrected()
        if self.may("withdrawn", 0.1):
            yield self.later(0, 9)
            self.is_withdrawn()
            return
        yield from self.threshold()
        if self.is_met:
            yield from self.review()

    def comes_in(self) -> None:
        choose = self.chance.choice
        application = Application(
            applied_on=self.day,
            how=choose(tuple(HowApplied)),
            capacity=Capacity.VICTIM,
            category=choose(tuple(Category)),
            place="Ely",
            wish=Wish.ATTEND,
        )
        self._apply(application)

    def _apply(self, application: Application) -> None:
        self.is_met = not self.may("not met", 0.1)  # of three, the law leaves no choice
        days = [timedelta(days) for days in (160, 70, 20)][not self.is_met :]
        complaints = [
            complaint(self.day - ago, self.day - ago + timedelta(1)) for ago in days
        ]
        signed = self.signed(self.day)
        self.case_id = signed.new_case_id
        self.reviews.receive_application(
            application,
            procedure_id=PROCEDURE,
            applicant=MARIGOLD,
            account="MARKERTEXT: noise next door every night.",
            complaints=complaints,
            passed_on=True,
            caseworker_id=OFFICERS[0],
            signed=signed,
        )

    def is_corrected(self) -> None:
        said = self.reviews.case(self.case_id).trigger.application
        day = said.applied_on - timedelta(self.chance.randint(1, 3))
        category = self.chance.choice(tuple(Category))
        self.reviews.correct_application(
            self.case_id,
            said.model_copy(update={"applied_on": day, "category": category}),
            reason="Misread",
            signed=self.signed(self.day),
        )

    def is_withdrawn(self) -> None:
        self.reviews.withdraw(
            self.case_id,
            withdrawn_on=self.day,
            reason="It has stopped",
            signed=self.signed(self.day),
        )

    def threshold(self) -> Iterator[date]:
        yield self.later(1, 9)
        self.decide(self.day, met=self.is_met)
        if self.may("the threshold decided again", 0.15):
            yield self.later(0, 3)
            decided = self.reviews.case(self.case_id).trigger.threshold
            self.reviews.correct_threshold(
                self.case_id,
                decided.decision_id,
                reason="Mixed up",
                signed=self.signed(self.day),
            )
            yield self.later(0, 3)
            self.decide(self.day, met=self.is_met)
        yield self.later(0, 2)
        yield from self.letters_go()

    def review(self) -> Iterator[date]:
        if self.may("nobody asked", 0.2):
            yield self.later(0, 5)
        else:
            yield self.later(0, 5)
            self.ask(self.day)
            yield self.later(1, 14)
            self.answer(self.day)
        yield from self.panel()
        yield self.later(0, 5)
        self.assess(self.day).find(self.day)
        if self.may("the findings made again", 0.15):
            yield self.later(0, 2)
            findings = self.reviews.case(self.case_id).outcome.findings
            self.was_not(OutcomeFact.FOUND, findings.findings_id)
            yield self.later(0, 2)
            self.find(self.day)
        yield self.later(0, 6)
        yield from self.letters_go()
        yield from self.afterwards()

    def panel(self) -> Iterator[date]:
        yield self.later(0, 3)
        meets_on = self.day + timedelta(self.chance.randint(12, 20))
        self.convene(self.day, meets_on)
        if self.may("convened again", 0.15):
            yield self.later(0, 2)
            convened = self.reviews.case(self.case_id).panel.convened
            self.was_not(PanelFact.CONVENED, convened.panel_id)
            yield self.later(0, 2)
            meets_on = self.day + timedelta(self.chance.randint(12, 20))
            self.convene(self.day, meets_on)
        if self.may("put off", 0.15):
            yield self.later(0, 3)
            meets_on += timedelta(7)
            self.reviews.postpone_panel(
                self.case_id,
                meets_at=datetime.combine(meets_on, time(13), tzinfo=UTC),
                reason="The chair is ill",
                signed=self.signed(self.day),
            )
        yield self.later(0, 3)
        self.choose(self.day)
        self.day = self.recorded_on = meets_on
        yield self.recorded_on
        if self.may("adjourned", 0.2):
            self.sit(meets_on).adjourn(meets_on, meets_on + timedelta(9))
            self.day = self.recorded_on = meets_on + timedelta(9)
            yield self.recorded_on
            self.sit_on()
            return
        self.hold(meets_on)
        if self.may("held again", 0.1):
            yield self.later(0, 3)
            self.was_not(PanelFact.HELD, self.case_id)
            yield self.later(0, 1)
            self.hold(meets_on)

    def sit_on(self) -> None:
        self.reviews.begin_sitting(
            self.case_id, held_on=self.day, signed=self.signed(self.day)
        )
        self.end(self.day)

    def afterwards(self) -> Iterator[date]:
        if self.may("the outcome not told, and told again", 0.15):
            yield self.later(0, 3)
            letter_id = self.posted_letter(LetterKind.OUTCOME)
            self.was_not(LetterFact.POSTED, letter_id)
            if self.may("the outcome not told again", 0.3):
                return
            yield self.later(0, 3)
            self.reviews.redraw_letter(letter_id, signed=self.signed(self.day))
            yield from self.letters_go()
        yield self.later(3, 20)
        self.respond(self.day)
        if self.may("closed", 0.5):
            yield self.later(20, 50)
            self.do_actions(self.day).close(self.day)

    def letters_go(self) -> Iterator[date]:
        """Hand over the letters; that they were posted is recorded some days later."""
        waiting, went_on = self.letters(), self.recorded_on
        if not waiting:
            return
        for letter_id in waiting:
            if self.reviews.is_out_of_date(self.reviews.letter(letter_id), went_on):
                self.reviews.redraw_letter(letter_id, signed=self.signed(went_on))
        self.is_sending = True
        self.hand_over(went_on)
        self.is_sending = False
        if self.may("posted before it was recorded", 0.2):
            yield self.later(1, 3)
        self.reviews.post_letters(
            waiting, posted_on=went_on, signed=self.signed(went_on)
        )

    def was_not(self, fact: str, item_id: UUID) -> None:
        self.reviews.correct_fact(
            self.case_id, fact, item_id, reason="A slip", signed=self.signed(self.day)
        )


def tell(
    reviews: CaseReviews, cases: int, clock: HandClock, *, first: int = 2
) -> Counter[str]:
    """Tell so many cases by a clock of theirs; return how often what happened.

    They are the same cases each time; others from another number on.
    """
    on = date(2024, 4, 1)
    standing = Journey(reviews)
    reviews.record_procedure(
        EAST_CAMBRIDGESHIRE, in_force_from=on, signed=standing.signed(on)
    )
    days_off = tuple(Holiday(on=on, name="A bank holiday") for on in HOLIDAYS)
    reviews.set_calendar(
        days_off, known_until=date(2028, 12, 31), signed=standing.signed(on)
    )
    drafted = Drafted(reviews)
    told = [
        ToldCase(reviews, number, drafted) for number in range(first, first + cases)
    ]
    waiting: list[tuple[date, int, Iterator[date]]] = []
    for number, case in enumerate(told):
        goes = case.went()
        heappush(waiting, (next(goes), number, goes))
    while waiting:
        on, number, goes = heappop(waiting)
        clock.set(on)
        if (then := next(goes, None)) is not None:
            heappush(waiting, (then, number, goes))
    return sum((case.happened for case in told), Counter())
