"""A case on which anything happens, in any order, for what must hold whatever does."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews import CaseReviews
from asbreview.reviews.cross_border import TransferTold
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys
from journey import APPLIED_ON, Journey


@contextmanager
def in_memory(clock=None):
    keyring = KeyRing(SQLiteKeys(Path(":memory:"), b"k" * 32))
    reviews = CaseReviews(keyring, {"SQLITE_DBNAME": ":memory:"}, clock=clock)
    try:
        yield reviews
    finally:
        reviews.close()
        keyring.close()


class History:
    """A case on which things are tried, each on some day; what is refused is not done.

    Each is recorded on a day after the one before; it happened then, or days earlier.
    """

    def __init__(self, reviews, *, passed_on=True):
        self.reviews, self.case = reviews, Journey(reviews).stand()
        self.case.apply(passed_on=passed_on)
        self.today = APPLIED_ON
        self.done = set()

    def tries(self, name, after, earlier):
        self.today += timedelta(after)
        on = self.today - timedelta(earlier)
        try:
            getattr(self, name)(on)
        except (CaseReviewRefused, AttributeError, StopIteration, IndexError):
            return
        self.done.add(name)

    @property
    def now(self):
        return self.reviews.case(self.case.case_id)

    def signed(self):
        return self.case.signed(self.today)

    def posts(self, on):
        self.case.post(on)

    def decides(self, on):
        self.case.decide(on)

    def refuses(self, on):
        self.case.decide(on, met=False)

    def asks(self, on):
        self.case.ask(on)

    def answers(self, on):
        self.case.answer(on)

    def assesses(self, on):
        self.case.assess(on)

    def convenes(self, on):
        self.case.convene(on, on + timedelta(7))

    def chooses(self, on):
        self.case.choose(on)

    def adjourns(self, on):
        self.case.sit(on).adjourn(on)

    def holds(self, on):
        self.case.hold(on)

    def finds(self, on):
        self.case.find(on)

    def stands_still(self, on):
        told = {"paused_on": on, "reason": "No consent", "signed": self.signed()}
        self.reviews.pause_clock(self.case.case_id, WaitingFor.CONSENT, **told)

    def goes_on(self, on):
        pause_id = next(reversed(self.now.trigger.pauses))
        told = {"resumed_on": on, "signed": self.signed()}
        self.reviews.resume_clock(self.case.case_id, pause_id, **told)

    def is_withdrawn(self, on):
        told = {"withdrawn_on": on, "reason": "It stopped", "signed": self.signed()}
        self.reviews.withdraw(self.case.case_id, **told)

    def is_transferred(self, on):
        told = TransferTold(
            transferred_on=on,
            to_area="Fenland",
            reason="Moved",
            to_whom="The community safety officer",
            handed_over="The application",
        )
        self.reviews.transfer(self.case.case_id, told, signed=self.signed())

    def did_not_end(self, _):
        ended = self.now.ended_as
        fact = (
            TriggerFact.WITHDRAWN if ended == "withdrawn" else TriggerFact.TRANSFERRED
        )
        self.reviews.correct_fact(
            self.case.case_id,
            fact,
            self.case.case_id,
            reason="A slip",
            signed=self.signed(),
        )

    def was_applied_for(self, on, days):
        said = self.now.trigger.application
        changed = said.model_copy(
            update={"applied_on": said.applied_on + timedelta(days)}
        )
        self.reviews.correct_application(
            self.case.case_id, changed, reason="Misread", signed=self.signed()
        )

    def was_applied_for_earlier(self, on):
        self.was_applied_for(on, -4)

    def was_applied_for_later(self, on):
        self.was_applied_for(on, 2)

    def did_not_decide(self, _):
        self.reviews.correct_threshold(
            self.case.case_id,
            self.now.trigger.threshold.decision_id,
            reason="Mixed up",
            signed=self.signed(),
        )


TRIED = sorted(name for name in vars(History) if name.endswith("s") and name != "tries")
TRIED += ["stands_still", "goes_on", "is_withdrawn", "is_transferred", "did_not_end"]
TRIED += ["was_applied_for_earlier", "was_applied_for_later", "did_not_decide"]
ONWARDS = ("posts", "decides", "asks", "assesses", "convenes", "chooses", "holds")
