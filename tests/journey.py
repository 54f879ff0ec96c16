"""One case of East Cambridgeshire, step by step, for tests that need a history.

Each step gives one command on its day; a test takes those it needs.  The people and
the street are invented; the words beginning MARKER are looked for after an erasure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.domain.corresponding import Correspondence
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.group import GroupMeeting
from asbreview.domain.letter.facts import (
    ChosenBecause,
    LetterDrafted,
    LetterKind,
    Status,
    Way,
)
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import Response
from asbreview.domain.outcome.hearing import HowHeard
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart, VictimCame
from asbreview.domain.people import Channel, HeardBy, Safety
from asbreview.domain.terms import Body, Challenged
from asbreview.domain.working_days import Holiday
from asbreview.procedures.reading import read_procedure
from asbreview.reviews import CaseReviews
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import (
    ActionTold,
    ChallengeTold,
    ComplaintTold,
    FindingsTold,
    HearerTold,
    HearingTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    PanelTold,
    PartTold,
    PersonTold,
    ProposedTold,
    RecommendationTold,
    ResponseTold,
)
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys

PROCEDURE = "east-cambridgeshire"
EAST_CAMBRIDGESHIRE = read_procedure(PROCEDURE)
BODIES = tuple(b.body_id for b in EAST_CAMBRIDGESHIRE.relevant_bodies)
OUTSIDE = UUID("0f5b8a52-6c1e-4d0a-9b7e-2f6f0c6d1a11")  # where a chair comes from
COUNCIL = Body.id_for("east-cambridgeshire-district-council")
AREAS = frozenset({PROCEDURE, f"{PROCEDURE}-and-1-checked"})
CASEWORKER = UUID(int=2)
THERE = tuple(
    OfficialTold(name=name, body_id=body)
    for name, body in zip(
        ("Odile Fenwick", "Bram Ollerton", "Petra Quillfeather"), BODIES, strict=False
    )
)
APPLIED_ON = date(2026, 3, 2)  # a Monday
EASTER_2026 = (
    Holiday(on=date(2026, 1, 1), name="New Year's Day"),
    Holiday(on=date(2026, 4, 3), name="Good Friday"),
    Holiday(on=date(2026, 4, 6), name="Easter Monday"),
    Holiday(on=date(2026, 5, 4), name="Early May bank holiday"),
    Holiday(on=date(2026, 5, 25), name="Spring bank holiday"),
    Holiday(on=date(2026, 8, 31), name="Summer bank holiday"),
    Holiday(on=date(2026, 12, 25), name="Christmas Day"),
    Holiday(on=date(2026, 12, 28), name="Boxing Day"),
)
SAFE = Safety(to_write=True, to_email=True, to_ring=True, to_leave_a_message=False)
MARIGOLD = PersonTold(
    name="Marigold MARKERNAME",
    address="7 Larkspur Row\nEly\nCB7 4ZZ",
    email="marigold@example.org",
    phone="01632 960123",
    safe=SAFE,
)


def complaint(
    behaviour: date, made: date, *, to: str = "council", account: str = "Loud music"
) -> ComplaintTold:
    return ComplaintTold(
        behaviour_on=behaviour, made_on=made, made_to=to, account=account
    )


FOUR_COMPLAINTS = (
    complaint(date(2025, 7, 1), date(2025, 7, 2), account="Shouting"),  # too old
    complaint(date(2026, 1, 5), date(2026, 1, 6), account="MARKERTEXT at night"),
    complaint(date(2026, 1, 20), date(2026, 1, 21), to="police"),
    complaint(date(2026, 2, 10), date(2026, 2, 12), to="housing"),
)


@contextmanager
def opened(folder: Path, *, clock: "HandClock | None" = None) -> Iterator[CaseReviews]:
    """Open, or open again, the log and the keys that lie in a folder."""
    keyring = KeyRing(SQLiteKeys(folder / "keys.sqlite", b"k" * 32))
    env = {"SQLITE_DBNAME": str(folder / "events.sqlite")}
    reviews = CaseReviews(keyring, env, clock=clock)
    try:
        yield reviews
    finally:
        reviews.close()
        keyring.close()


class HandClock:
    """A clock that is set by hand, and moves a millisecond each time it is read."""

    def __init__(self, on: date) -> None:
        self.set(on)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def set(self, on: date, at: time = time(9, 30)) -> None:
        self.now = datetime.combine(on, at, tzinfo=UTC)


class Journey:
    """A case that goes forward, each step on its day; `number` tells cases apart."""

    def __init__(self, reviews: CaseReviews, number: int = 1) -> None:
        self.reviews = reviews
        self.seed = UUID(int=1000 + number)
        self.steps = 0
        self.case_id = UUID(int=0)
        self.begun_after = 0
        self.by = CASEWORKER

    def signed(self, on: date) -> Signed:
        self.steps += 1
        return Signed(
            by=self.by,
            for_body=COUNCIL,
            at=datetime.combine(on, time(9, 30), tzinfo=UTC),
            command_id=uuid5(self.seed, str(self.steps)),
        )

    def stand(self) -> "Journey":
        """Record the procedure and the calendar that every case stands on."""
        on = date(2024, 4, 1)
        self.reviews.record_procedure(
            EAST_CAMBRIDGESHIRE, in_force_from=on, signed=self.signed(on)
        )
        self.reviews.set_calendar(
            EASTER_2026, known_until=date(2028, 12, 31), signed=self.signed(on)
        )
        return self

    def ask_a_second_officer(self, *kinds: LetterKind) -> str:
        """Record procedures by which a second officer approves letters of some kinds.

        Return what they are called by, for a case to apply under.
        """
        id_ = f"{PROCEDURE}-and-{len(kinds)}-checked"
        letters = Correspondence(second_officer=kinds)
        told = {"procedure_id": id_, "area": "Ely Checked", "letters": letters}
        on = date(2024, 4, 1)
        if not self.reviews.procedure_versions(id_):
            self.reviews.record_procedure(
                EAST_CAMBRIDGESHIRE.model_copy(update=told),
                in_force_from=on,
                signed=self.signed(on),
            )
        return id_

    def apply(self, on: date = APPLIED_ON, **changes: object) -> "Journey":
        signed = self.signed(on)
        self.case_id = signed.new_case_id
        self.begun_after = self.reviews.end_of_log()
        told = {
            "procedure_id": PROCEDURE,
            "applicant": MARIGOLD,
            "account": "MARKERTEXT: noise next door every night.",
            "complaints": FOUR_COMPLAINTS,
            "passed_on": True,
            "caseworker_id": CASEWORKER,
        }
        application = Application(
            applied_on=on,
            how=HowApplied.PHONE,
            capacity=Capacity.VICTIM,
            category=Category.NEIGHBOUR_DISPUTE,
            place="Ely",
            wish=Wish.ATTEND,
        )
        self.reviews.receive_application(
            application, **{**told, **changes}, signed=signed
        )
        return self

    def decide(self, on: date = date(2026, 3, 9), *, met: bool = True) -> "Journey":
        self.reviews.decide_threshold(
            self.case_id,
            met=met,
            decided_on=on,
            decided_by=BODIES,
            reasons="Three complaints qualify. MARKERTEXT",
            signed=self.signed(on),
        )
        return self

    def ask(self, on: date = date(2026, 3, 10)) -> "Journey":
        self.reviews.request_information(
            self.case_id,
            bodies=BODIES,
            requested_on=on,
            questions="What reports have you had, and what did you do?",
            signed=self.signed(on),
        )
        return self

    def answer(self, on: date = date(2026, 3, 18)) -> "Journey":
        for request in self.reviews.case(self.case_id).evidence.unanswered:
            self.answer_one(request, on)
        return self

    def answer_one(self, request, on: date) -> "Journey":
        self.reviews.answer_request(
            self.case_id,
            request.request_id,
            answered_on=on,
            kind=AnswerKind.RETURNED,
            answer="Two visits, one warning. MARKERTEXT",
            may_be_told=MayBeTold.ALL,
            signed=self.signed(on),
        )
        return self

    def assess(self, on: date = date(2026, 3, 20)) -> "Journey":
        self.reviews.assess_risk(
            self.case_id,
            assessed_on=on,
            assessor=OfficialTold(name="Ines Calloway", body_id=COUNCIL),
            answers={
                "frequency": "weekly",
                "worsening": "yes",
                "targeted": "yes",
                "violence": "no",
                "effect": "some",
                "support": "yes",
            },
            remarks="Sleeps badly.",
            signed=self.signed(on),
        )
        return self

    def convene(
        self,
        on: date = date(2026, 3, 20),
        meets_on: date = date(2026, 4, 1),
        meeting: GroupMeeting | None = None,
        chair_from: str = "",
        bodies: tuple[UUID, ...] | None = None,
    ) -> "Journey":
        at = datetime.combine(meets_on, time(13), tzinfo=UTC)
        self.reviews.convene_panel(
            self.case_id,
            PanelTold(
                meets_at=meeting.meets_at if meeting else at,
                place="" if meeting else "Council offices, Ely",
                meeting_id=meeting.meeting_id if meeting else None,
                bodies=bodies or BODIES,
                chair=OfficialTold(
                    name="Odile Fenwick", body_id=OUTSIDE if chair_from else BODIES[1]
                ),
                chair_from=chair_from,
                chair_was_involved=False,
                independence="Has had no part in the case or its handling.",
            ),
            signed=self.signed(on),
        )
        return self

    def choose(self, on: date = date(2026, 3, 24)) -> "Journey":
        self.reviews.decide_participation(
            self.case_id,
            PartTold(participation=Participation.CHOSEN, takes_part=TakesPart.ATTENDS),
            decided_on=on,
            signed=self.signed(on),
        )
        return self

    def send_papers(self, on: date = date(2026, 3, 27)) -> "Journey":
        self.reviews.send_papers(self.case_id, sent_on=on, signed=self.signed(on))
        return self

    def hold(
        self,
        on: date = date(2026, 4, 1),
        *,
        victim_came: VictimCame | None = None,
    ) -> "Journey":
        self.reviews.hold_panel(
            self.case_id,
            held_on=on,
            attended=THERE,
            issues=[
                IssueTold(issue="Visits were not followed up", disposal=Disposal.UPHELD)
            ],
            victim_came=victim_came,
            signed=self.signed(on),
        )
        return self

    def sit(self, on: date = date(2026, 4, 1)) -> "Journey":
        """Begin, or go on, and record something of each kind."""
        id_, reviews = self.case_id, self.reviews
        reviews.begin_sitting(id_, held_on=on, signed=self.signed(on))
        reviews.note_coming(id_, THERE, signed=self.signed(on))
        reviews.note_interest(
            id_,
            reviews.case(id_).panel.there[0].official_id,
            interest="MARKERINTEREST: she knows the landlord",
            left=False,
            signed=self.signed(on),
        )
        reviews.consider_issue(
            id_,
            "Visits were not followed up",
            disposal=Disposal.UPHELD,
            reasons="Two letters lay for weeks. MARKERTEXT",
            signed=self.signed(on),
        )
        reviews.weigh_option(
            id_,
            "Noise equipment",
            chosen=True,
            reasons="It is evidence. MARKERTEXT",
            signed=self.signed(on),
        )
        return self

    def adjourn(
        self, on: date = date(2026, 4, 1), to: date = date(2026, 4, 8)
    ) -> "Journey":
        self.reviews.adjourn_sitting(
            self.case_id,
            meets_at=datetime.combine(to, time(13), tzinfo=UTC),
            reason="The landlord was not there. MARKERTEXT",
            signed=self.signed(on),
        )
        return self

    def end(self, on: date = date(2026, 4, 8)) -> "Journey":
        self.reviews.end_sitting(self.case_id, signed=self.signed(on))
        return self

    @property
    def account_taken(self) -> dict[str, str]:
        """What became of the victim's view of the plan, or why there is none."""
        if self.reviews.case(self.case_id).outcome.views:
            return {"became_of_view": "The visits begin a week earlier. MARKERTEXT"}
        return {"not_consulted_because": "She could not be reached. MARKERTEXT"}

    def propose(self, on: date = date(2026, 4, 1), **changes: object) -> "Journey":
        """Propose two actions to the victim, by letter."""
        told = {
            "how": Channel.LETTER,
            "proposed_on": on,
            "answer_by": on + timedelta(days=14),
            **changes,
        }
        self.reviews.propose_plan(
            self.case_id,
            [
                ProposedTold(body_id=BODIES[0], action="Install noise equipment"),
                ProposedTold(body_id=BODIES[1], action="Visit weekly. MARKERTEXT"),
            ],
            **told,
            signed=self.signed(on),
        )
        return self

    def say_of_plan(
        self,
        view: str = "Please begin earlier. MARKERTEXT",
        on: date = date(2026, 4, 2),
    ) -> "Journey":
        self.reviews.give_plan_view(
            self.case_id,
            person_id=self.reviews.case(self.case_id).contact.victim_id,
            given_on=on,
            how=HeardBy.PHONE,
            view=view,
            signed=self.signed(on),
        )
        return self

    def find(self, on: date = date(2026, 4, 2), *, also_outside: str = "") -> "Journey":
        self.reviews.decide_outcome(
            self.case_id,
            FindingsTold(
                made_on=on,
                made_by=BODIES,
                findings="The visits should have been followed up. MARKERTEXT",
                options=[
                    OptionTold(
                        option="Noise equipment", chosen=True, reasons="Evidence"
                    ),
                    OptionTold(option="Nothing", chosen=False, reasons="Not adequate"),
                ],
                **self.account_taken,
            ),
            recommendations=[
                RecommendationTold(
                    body_id=BODIES[0], recommendation="Follow up visits"
                ),
                RecommendationTold(body_id=BODIES[1], recommendation="Patrol at night"),
                *(
                    [
                        RecommendationTold(
                            to_outside=also_outside, recommendation="Mend the lamp"
                        )
                    ]
                    if also_outside
                    else []
                ),
            ],
            actions=[
                ActionTold(
                    body_id=BODIES[0],
                    due_on=on + timedelta(days=28),
                    action="Install noise equipment",
                    recommendation=1,
                ),
                ActionTold(
                    body_id=BODIES[1],
                    due_on=on + timedelta(days=14),
                    action="Visit weekly",
                    recommendation=2,
                ),
                ActionTold(
                    body_id=BODIES[0],
                    due_on=on + timedelta(days=42),
                    action="Write to the landlord",
                ),
            ],
            signed=self.signed(on),
        )
        return self

    def find_for_outside(self, on: date = date(2026, 4, 2)) -> "Journey":
        """Recommend something to one who is no relevant body, and plan nothing."""
        self.reviews.decide_outcome(
            self.case_id,
            FindingsTold(
                made_on=on,
                made_by=BODIES,
                findings="The lamp has been out since May. MARKERTEXT",
                options=[OptionTold(option="Light", chosen=True, reasons="It helps")],
            ),
            recommendations=[
                RecommendationTold(
                    to_outside="Marshland highways", recommendation="Mend the lamp"
                )
            ],
            signed=self.signed(on),
        )
        return self

    def respond_all(self, on: date = date(2026, 4, 9)) -> "Journey":
        self.reviews.answer_recommendations(
            self.case_id,
            [
                ResponseTold(
                    recommendation_id=id_,
                    response=Response.REJECTED,
                    answered_on=on,
                    reasons="There is no money for it. MARKERTEXT",
                )
                for id_ in self.reviews.case(self.case_id).outcome.recommendations
            ],
            signed=self.signed(on),
        )
        return self

    def hand_over(self, on: date) -> "Journey":
        """Do what the worker does to each letter, without making one."""
        for letter_id in self.letters():
            self.reviews.prepare_letter(
                letter_id,
                sha256="0" * 64,
                pages=1,
                made_with=("test",),
                signed=self.signed(on),
            )
            self.reviews.hand_over_letter(
                letter_id,
                way=Way.PRINT_QUEUE,
                because=ChosenBecause.EMAIL_NOT_ASKED_FOR,
                signed=self.signed(on),
            )
        return self

    def post(self, on: date) -> "Journey":
        """Hand over every drafted letter and mark it posted, its days those of today.

        One whose days have moved on since it was drafted is drawn again first.
        """
        waiting = self.letters()
        for letter_id in waiting:
            if self.reviews.is_out_of_date(self.reviews.letter(letter_id), on):
                self.reviews.redraw_letter(letter_id, signed=self.signed(on))
        self.hand_over(on)
        self.reviews.post_letters(waiting, posted_on=on, signed=self.signed(on))
        return self

    def letters(self) -> list[UUID]:
        """The ids of the case's letters that are drafts."""
        return [x.id for x in self.all_letters() if x.status is Status.DRAFTED]

    def posted_letter(self, kind: LetterKind) -> UUID:
        """The id of the last letter of a kind that is recorded as posted."""
        posted = [x for x in self.all_letters() if x.status is Status.POSTED]
        return [x.id for x in posted if x.kind is kind][-1]

    def all_letters(self) -> list[Letter]:
        """Every letter of the case, in the order they were drafted."""
        found = []
        since = self.begun_after + 1
        for notification in self.reviews.recorder.select_notifications(since, 10_000):
            event = self.reviews.mapper.to_domain_event(notification)
            if isinstance(event, LetterDrafted) and event.case_id == self.case_id:
                found.append(self.reviews.letter(event.originator_id))
        return found

    def respond(self, on: date = date(2026, 4, 20)) -> "Journey":
        made = self.reviews.case(self.case_id).outcome.recommendations
        self.reviews.answer_recommendations(
            self.case_id,
            [
                ResponseTold(
                    recommendation_id=id_,
                    response=Response.ACCEPTED,
                    answered_on=on,
                    reasons="Agreed",
                )
                for id_ in made
            ],
            signed=self.signed(on),
        )
        return self

    def challenge(
        self, on: date = date(2026, 4, 10), of: Challenged = Challenged.REVIEW
    ) -> "Journey":
        """Have whoever applied challenge how it was dealt with."""
        told = ChallengeTold(
            of=of,
            made_by=self.reviews.case(self.case_id).contact.applicant_id,
            received_on=on,
            channel=HeardBy.PHONE,
            grounds="Nobody rang back",
        )
        self.reviews.receive_challenge(self.case_id, told, signed=self.signed(on))
        return self

    def arrange_hearing(self, on: date = date(2026, 4, 10)) -> "Journey":
        """Have the challenge that came last heard by two who took no part."""
        outcome = self.reviews.case(self.case_id).outcome
        self.reviews.arrange_hearing(
            self.case_id,
            list(outcome.challenges)[-1],
            HearingTold(
                hearers=[
                    HearerTold(name="Thora Bexwell", of="The council, head of housing"),
                    HearerTold(name="Caspian Wray", of="Fenland CSP"),
                ],
                took_part=False,
                independence="Neither has had any part in the case.",
                how=HowHeard.MEETING,
                heard_at=datetime.combine(on, time(10, 30), tzinfo=UTC),
                place="Council offices, Ely",
            ),
            signed=self.signed(on),
        )
        return self

    def do_actions(self, on: date = date(2026, 5, 12)) -> "Journey":
        actions = self.reviews.case(self.case_id).outcome.open_actions
        self.reviews.report_actions(
            self.case_id,
            [
                ActionReport(
                    action_id=a.action_id, became=Became.DONE, on=on, says="Done"
                )
                for a in actions
            ],
            signed=self.signed(on),
        )
        return self

    def close(self, on: date = date(2026, 5, 13)) -> "Journey":
        self.reviews.close_case(self.case_id, closed_on=on, signed=self.signed(on))
        return self

    def go(self) -> "Journey":
        """Go the whole way, from the application to the closed case."""
        self.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        self.ask().answer().assess().convene().choose().send_papers().hold().find()
        self.post(date(2026, 4, 7)).respond().do_actions().close()
        return self.post(date(2026, 5, 14))
