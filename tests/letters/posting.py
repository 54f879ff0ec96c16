"""A case of East Cambridgeshire, told so that its letters are worth reading."""

from datetime import UTC, date, datetime, time
from functools import partial

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.facts import Response
from asbreview.domain.outcome.hearing import HowHeard
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart
from asbreview.domain.people import Channel, HeardBy
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, LongerBecause, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import WaitingFor
from asbreview.domain.working_days import Holiday
from asbreview.letters.composing import compose
from asbreview.letters.document import Document
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.reviews.told import (
    ActionTold,
    ChallengeTold,
    CircumstancesTold,
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
from journey import (
    APPLIED_ON,
    BODIES,
    MARIGOLD,
    PROCEDURE,
    SAFE,
    THERE,
    Journey,
    complaint,
)

MARIA = PersonTold(
    name="Maria Kowalska",
    address="Flat 3, Larkspur House\n12 Sample Row\nLittleport\nEly\ncb6 1zz",
    safe=SAFE,
)
COMPLAINTS = (
    # The six months from 12 August end on 11 February: 19 days before 2 March.
    complaint(date(2025, 8, 10), date(2025, 8, 12)),
    complaint(date(2026, 1, 5), date(2026, 1, 6), to="police"),
    # The month from 2 December ends on 1 January: 12 days before the report.
    complaint(date(2025, 12, 2), date(2026, 1, 13), to="housing"),
    complaint(date(2026, 2, 10), date(2026, 2, 12)),
)
NOT_INVITED = PartTold(
    participation=Participation.NOT_INVITED,
    not_invited_because="Somebody at the meeting has threatened you.",
)
ATTENDING = PartTold(participation=Participation.CHOSEN, takes_part=TakesPart.ATTENDS)
ONE_MORE = (complaint(date(2026, 2, 20), date(2026, 2, 21), to="other"),)
NOT_MET_BECAUSE = (
    "Two complaints were made too late to count, and two qualify. The council and the"
    " police visited within a week of each of those, and gave a written warning on"
    " 20 February."
    "\n\n"
    "There has been no report since then. The response has been adequate so far."
)
FINDINGS = (
    "The council and the police were each told of the noise, but did not tell each"
    " other. The warning of January was not followed up for five weeks."
    "\n\n"
    "The landlord was not asked to act, although the tenancy agreement allows it."
)


class Post(Journey):
    """A journey whose texts and people make letters worth reading.

    Whoever is written to reads letters in the form `reads`, if one is given.
    """

    reads: LetterFormat | None = None

    def read_in(self, form: LetterFormat | None) -> "Post":
        self.reads = form
        return self

    @property
    def known(self) -> CircumstancesTold:
        return CircumstancesTold(letter_format=self.reads)

    def ask_for_review(self, *, more: bool = False, **changes: object) -> "Post":
        complaints = (*COMPLAINTS, *ONE_MORE) if more else COMPLAINTS
        told = {"applicant": MARIA, "complaints": complaints, **changes}
        self.apply(circumstances=self.known, **told)
        return self

    def ask_for_somebody(
        self, victim: PersonTold = MARIGOLD, **changes: object
    ) -> "Post":
        signed = self.signed(APPLIED_ON)
        self.case_id = signed.new_case_id
        self.reviews.receive_application(
            Application(
                applied_on=APPLIED_ON,
                how=HowApplied.PAPER,
                capacity=Capacity.REPRESENTATIVE,
                category=Category.NOISE,
                place="Ely",
                wish=Wish.UNDECIDED,
            ),
            procedure_id=PROCEDURE,
            applicant=MARIA,
            victim=victim,
            account="Noise next door.",
            **{"circumstances": self.known, **changes},
            signed=signed,
        )
        if self.reads:
            self.learn_how_the_victim_reads()
        return self

    def learn_how_the_victim_reads(self) -> None:
        """Record it, and draw the letter that was drafted before it was known again."""
        victim = self.reviews.case(self.case_id).contact.victim_id
        letter = self.last(LetterKind.CONSENT).id
        signed = (self.signed(APPLIED_ON) for _ in range(3))
        self.reviews.record_circumstances(
            self.case_id, victim, self.known, signed=next(signed)
        )
        self.reviews.hold_back_letter(
            letter, because=HeldBecause.READ_OTHERWISE, signed=next(signed)
        )
        self.reviews.redraw_letter(letter, signed=next(signed))

    def refuse(self, on: date = date(2026, 3, 9), because: str = "") -> "Post":
        self.reviews.decide_threshold(
            self.case_id,
            met=False,
            decided_on=on,
            decided_by=BODIES,
            reasons=because or NOT_MET_BECAUSE,
            signed=self.signed(on),
        )
        return self

    def grant(self, on: date = date(2026, 3, 9)) -> "Post":
        self.reviews.decide_threshold(
            self.case_id,
            met=True,
            decided_on=on,
            decided_by=BODIES,
            reasons="Three complaints qualify, so the law leaves us no choice.",
            signed=self.signed(on),
        )
        return self

    def invite(self, part: PartTold = ATTENDING) -> "Post":
        on = date(2026, 3, 20)
        self.reviews.convene_panel(
            self.case_id,
            PanelTold(
                meets_at=datetime.combine(date(2026, 4, 1), time(9, 30), tzinfo=UTC),
                place="Meeting room 2, Sample House, 1 Sample Lane, Ely",
                bodies=BODIES,
                chair=OfficialTold(name="Odile Fenwick", body_id=BODIES[1]),
                chair_was_involved=False,
                independence="Has had no part in the case.",
            ),
            part=part,
            signed=self.signed(on),
        )
        return self

    def leave_out(self) -> "Post":
        return self.invite(NOT_INVITED)

    def meet(self) -> "Post":
        on = date(2026, 4, 1)
        issues = (
            ("Two agencies knew, and did not tell each other", Disposal.UPHELD),
            ("The police came too late on 10 February", Disposal.NOT_UPHELD),
            ("Damage to the fence in 2023", Disposal.OUTSIDE),
        )
        self.reviews.hold_panel(
            self.case_id,
            held_on=on,
            attended=THERE,
            issues=[IssueTold(issue=what, disposal=how) for what, how in issues],
            signed=self.signed(on),
        )
        return self

    @property
    def account_taken(self) -> dict[str, str]:
        if self.reviews.case(self.case_id).outcome.views:
            return {"became_of_view": "The visits begin in the first week."}
        return {"not_consulted_because": "You were away, and nobody could reach you."}

    def put_forward(self) -> "Post":
        """Propose two actions to the victim, by letter."""
        on = date(2026, 4, 1)
        self.reviews.propose_plan(
            self.case_id,
            [
                ProposedTold(
                    body_id=BODIES[0], action="Install noise recording equipment"
                ),
                ProposedTold(body_id=BODIES[1], action="Visit weekly for a month"),
            ],
            how=Channel.LETTER,
            proposed_on=on,
            answer_by=date(2026, 4, 15),
            signed=self.signed(on),
        )
        return self

    def conclude(self) -> "Post":
        on = date(2026, 4, 2)
        self.reviews.decide_outcome(
            self.case_id,
            FindingsTold(
                made_on=on,
                made_by=BODIES,
                findings=FINDINGS,
                options=[
                    OptionTold(
                        option="Noise recording equipment in the flat",
                        chosen=True,
                        reasons="It shows when the noise is made, and how loud it is.",
                    ),
                    OptionTold(
                        option="A court order now",
                        chosen=False,
                        reasons="There is not enough evidence yet for a court.",
                    ),
                ],
                **self.account_taken,
            ),
            recommendations=[
                RecommendationTold(
                    body_id=BODIES[0],
                    recommendation="Tell the police of every noise complaint in a week",
                ),
                RecommendationTold(
                    body_id=BODIES[3],
                    recommendation="Use the tenancy agreement to stop the noise",
                ),
            ],
            actions=[
                ActionTold(
                    body_id=BODIES[0],
                    due_on=date(2026, 4, 20),
                    action="Install noise recording equipment",
                ),
                ActionTold(
                    body_id=BODIES[1],
                    due_on=date(2026, 5, 5),
                    action="Visit weekly for a month",
                ),
            ],
            signed=self.signed(on),
        )
        return self

    def told_on(self, on: date = date(2026, 3, 9)) -> "Post":
        self.post(on)
        return self

    def challenge(
        self,
        on: date = date(2026, 3, 30),
        of: Challenged = Challenged.APPLICATION,
        grounds: str = "Nobody asked my neighbour, who heard it all.",
    ) -> "Post":
        told = ChallengeTold(
            of=of,
            made_by=self.reviews.case(self.case_id).contact.applicant_id,
            received_on=on,
            channel=HeardBy.LETTER,
            grounds=grounds,
        )
        self.reviews.receive_challenge(self.case_id, told, signed=self.signed(on))
        return self

    def hear(
        self, on: date = date(2026, 4, 9), how: HowHeard = HowHeard.MEETING
    ) -> "Post":
        (challenge_id,) = self.reviews.case(self.case_id).outcome.challenges
        self.reviews.arrange_hearing(
            self.case_id,
            challenge_id,
            HearingTold(
                hearers=[
                    HearerTold(name="Thora Bexwell", of="head of housing, the council"),
                    HearerTold(name="Caspian Wray", of="Fenland partnership"),
                ],
                took_part=False,
                independence="Neither has had any part in the case.",
                how=how,
                heard_at=datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
                place="Council offices, Ely",
            ),
            signed=self.signed(on),
        )
        return self

    def answer_challenge(self, upheld: Upheld = Upheld.UPHELD) -> "Post":
        on = date(2026, 4, 14)
        (challenge_id,) = self.reviews.case(self.case_id).outcome.challenges
        self.reviews.decide_challenge(
            self.case_id,
            challenge_id,
            upheld=upheld,
            decided_on=on,
            reasons="The neighbour had kept a diary. Nobody had asked for it.",
            follows="We ask your neighbour now, and decide again by 5 May.",
            signed=self.signed(on),
        )
        return self

    def make_joint(self) -> "Post":
        on = date(2026, 3, 12)
        self.reviews.make_joint(
            self.case_id,
            with_area=self.ask_a_second_officer(LetterKind.OUTCOME),
            since=on,
            reason="The flat is here, and the yard is across the border.",
            signed=self.signed(on),
        )
        return self

    def refer_back(self) -> "Post":
        """Uphold the challenge, and go on with the linked review that it opens."""
        on = date(2026, 4, 14)
        case = self.reviews.case(self.case_id)
        (challenge_id,) = case.outcome.challenges
        signed = self.signed(on)
        self.reviews.decide_challenge(
            self.case_id,
            challenge_id,
            upheld=Upheld.UPHELD,
            decided_on=on,
            reasons="The neighbour had kept a diary. Nobody had asked for it.",
            follows="",
            carried=carried_over(case, self.reviews.keyring.reveal),
            signed=signed,
        )
        self.case_id = signed.new_case_id
        return self

    def told(self) -> "Post":
        self.post(date(2026, 4, 7))
        return self

    def report(self) -> "Post":
        """Report that one of the two actions is done."""
        on = date(2026, 4, 20)
        install, _ = self.reviews.case(self.case_id).outcome.actions
        done = ActionReport(
            action_id=install,
            became=Became.DONE,
            on=date(2026, 4, 17),
            says="Recordings were made on 14 nights.",
        )
        self.reviews.report_actions(self.case_id, [done], signed=self.signed(on))
        return self

    def report_both(self) -> "Post":
        """Report that the one is done and the other cancelled."""
        on = date(2026, 5, 11)
        install, visit = self.reviews.case(self.case_id).outcome.actions
        self.reviews.report_actions(
            self.case_id,
            [
                ActionReport(
                    action_id=install,
                    became=Became.DONE,
                    on=date(2026, 4, 17),
                    says="Recordings were made on 14 nights.",
                ),
                ActionReport(
                    action_id=visit,
                    became=Became.CANCELLED,
                    on=date(2026, 4, 30),
                    says="You told us that the noise has stopped.",
                ),
            ],
            signed=self.signed(on),
        )
        return self

    def finish(self) -> "Post":
        on = date(2026, 5, 11)
        _, tenancy = self.reviews.case(self.case_id).outcome.recommendations
        self.reviews.answer_recommendations(
            self.case_id,
            [
                ResponseTold(
                    recommendation_id=tenancy,
                    response=Response.REJECTED,
                    answered_on=date(2026, 4, 20),
                    reasons="The tenancy is joint.",
                )
            ],
            signed=self.signed(on),
        )
        self.report_both()
        self.reviews.close_case(self.case_id, closed_on=on, signed=self.signed(on))
        return self

    def wait(self, because: str = "") -> "Post":
        on = date(2026, 3, 25)
        self.reviews.extend_deadline(
            self.case_id,
            "decide-threshold",
            was_due_on=date(2026, 3, 30),
            due_on=date(2026, 4, 15),
            reason=because or "The housing provider has not told us yet what it did.",
            signed=self.signed(on),
        )
        return self

    def tell_progress(self, on: date = date(2026, 3, 12)) -> "Post":
        says = (
            "We have asked the police and your landlord what they did."
            "\n\n"
            "The council has put equipment in your flat that records the noise."
        )
        self.reviews.write_progress(self.case_id, says, signed=self.signed(on))
        return self

    def ask(self, on: date = date(2026, 3, 12)) -> "Post":
        asks = (
            "Please send us your notes of when the noise was, from January on."
            "\n\n"
            "Tell us also what your landlord wrote to you."
        )
        self.reviews.ask_applicant(
            self.case_id, asks, answer_by=date(2026, 3, 26), signed=self.signed(on)
        )
        return self

    def stop(self) -> "Post":
        on = date(2026, 3, 6)
        self.reviews.pause_clock(
            self.case_id,
            WaitingFor.CONSENT,
            paused_on=on,
            reason="We wrote to Marigold on 6 March to ask whether she agrees.",
            signed=self.signed(on),
        )
        return self

    def start(self) -> "Post":
        on = date(2026, 3, 16)
        (pause_id,) = self.reviews.case(self.case_id).trigger.paused
        self.reviews.resume_clock(
            self.case_id,
            pause_id,
            resumed_on=date(2026, 3, 13),
            signed=self.signed(on),
        )
        return self

    def move(self) -> "Post":
        """A day on which nobody works moves the day that the acknowledgement named."""
        on = date(2026, 3, 4)
        contact = self.reviews.case(self.case_id).contact
        moved = DayMoved(
            timer_id="decide-threshold",
            told=date(2026, 3, 30),
            now=date(2026, 3, 31),
        )
        named = {contact.applicant_id: (moved,)}
        self.reviews.proclaim_holiday(
            Holiday(on=date(2026, 3, 12), name="A day of national mourning"),
            source="The London Gazette",
            moved=(MovedOnCase(self.case_id, (moved,), named),),
            signed=self.signed(on),
        )
        (owed,) = self.reviews.case(self.case_id).contact.tellings
        self.reviews.write_of_moved_days(self.case_id, owed, signed=self.signed(on))
        return self

    def ask_of_data(self, identity: Identity = Identity.KNOWN) -> "Post":
        on = date(2026, 3, 3)
        self.reviews.receive_data_request(
            self.case_id,
            person_id=self.reviews.case(self.case_id).contact.applicant_id,
            right=Right.ERASURE,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="Please erase what I told you of my illness.",
            identity=identity,
            signed=self.signed(on),
        )
        return self

    def take_longer(self) -> "Post":
        (request_id,) = self.reviews.case(self.case_id).rights.requests
        self.reviews.put_off_answer(
            self.case_id,
            request_id,
            because=LongerBecause.COMPLEX,
            reason="Four bodies hold a part of it, and each has to look.",
            signed=self.signed(date(2026, 3, 30)),
        )
        return self

    def answer_of_data(self, granted: Granted = Granted.PART) -> "Post":
        (request_id,) = self.reviews.case(self.case_id).rights.requests
        on = date(2026, 3, 30)
        part, whole = granted is Granted.PART, granted is Granted.WHOLE
        first = next(iter(self.reviews.case(self.case_id).evidence.logged.values()))
        erased = {first.account.text_id: "[removed]"}
        told = AnswerGiven(
            granted=granted,
            decided_on=on,
            grounds=() if whole else (RefusalGround.DUTY, RefusalGround.CLAIMS),
            done="" if granted is Granted.NOTHING else "We erase what our note says.",
            not_done="We keep the diary that you sent us." if part else "",
            reasons="" if whole else "The panel decided on it, and may be asked why.",
            instead={} if granted is Granted.NOTHING else erased,
        )
        self.reviews.answer_data_request(
            self.case_id, request_id, told, signed=self.signed(on)
        )
        return self

    def restrict(self) -> "Post":
        case = self.reviews.case(self.case_id)
        first = next(iter(case.evidence.logged.values()))
        self.reviews.restrict_use(
            self.case_id,
            person_id=case.contact.applicant_id,
            texts=[first.account.text_id],
            because=RestrictedBecause.ACCURACY,
            reason="She says that it was the other brother.",
            signed=self.signed(date(2026, 3, 3)),
        )
        return self

    def announce_lifting(self) -> "Post":
        (restriction_id,) = self.reviews.case(self.case_id).rights.restrictions
        self.reviews.announce_lifting(
            self.case_id,
            restriction_id,
            reason="The police looked again: it was as it is written down.",
            signed=self.signed(date(2026, 3, 16)),
        )
        return self

    def last(self, kind: LetterKind) -> Letter:
        drafts = [self.reviews.letter(id_) for id_ in self.letters()]
        return next(letter for letter in reversed(drafts) if letter.kind is kind)

    def document(self, kind: LetterKind) -> Document:
        letter = self.last(kind)
        case = self.reviews.case_as(self.case_id, letter.drawn_from)
        reveal = self.reviews.keyring.reveal
        return compose(case, letter, reveal, contact_name="Priya Nair")

    def on_to(self, kind: LetterKind) -> "Post":
        """Take the case as far as its letter of a kind."""
        asked, longer = Post.ask_for_review, partial(Post.ask_for_review, more=True)
        review = (Post.grant, Post.invite, Post.assess, Post.meet, Post.conclude)
        steps = {
            LetterKind.ACKNOWLEDGEMENT: (longer,),
            LetterKind.CONSENT: (Post.ask_for_somebody,),
            LetterKind.THRESHOLD_MET: (longer, Post.grant),
            LetterKind.THRESHOLD_NOT_MET: (asked, Post.refuse),
            LetterKind.INVITATION: (longer, Post.grant, Post.invite),
            LetterKind.NOT_INVITED: (longer, Post.grant, Post.leave_out),
            LetterKind.DELAY: (asked, Post.wait),
            LetterKind.CLOCK_STOPPED: (Post.ask_for_somebody, Post.stop),
            LetterKind.CLOCK_STARTED: (Post.ask_for_somebody, Post.stop, Post.start),
            LetterKind.DAYS_MOVED: (asked, Post.move),
            LetterKind.PLAN_CONSULTATION: (longer, *review[:-1], Post.put_forward),
            LetterKind.PROGRESS: (asked, Post.tell_progress),
            LetterKind.REQUEST: (asked, Post.ask),
            LetterKind.OUTCOME: (longer, *review),
            LetterKind.PLAN_UPDATE: (longer, *review, Post.told, Post.report),
            LetterKind.CLOSING: (longer, *review, Post.told, Post.finish),
            LetterKind.CHALLENGE_RECEIVED: (
                asked,
                Post.refuse,
                Post.told_on,
                Post.challenge,
            ),
            LetterKind.CHALLENGE_HEARING: (
                asked,
                Post.refuse,
                Post.told_on,
                Post.challenge,
                Post.hear,
            ),
            LetterKind.CHALLENGE_DECIDED: (
                asked,
                Post.refuse,
                Post.told_on,
                Post.challenge,
                Post.hear,
                Post.answer_challenge,
            ),
            LetterKind.JOINT_CASE: (asked, Post.make_joint),
            LetterKind.DATA_REQUEST_RECEIVED: (asked, Post.ask_of_data),
            LetterKind.DATA_REQUEST_LONGER: (
                asked,
                Post.ask_of_data,
                Post.take_longer,
            ),
            LetterKind.DATA_REQUEST_ANSWERED: (
                asked,
                Post.ask_of_data,
                Post.answer_of_data,
            ),
            LetterKind.RESTRICTION_LIFTED: (
                asked,
                Post.restrict,
                Post.announce_lifting,
            ),
            LetterKind.LINKED_REVIEW: (
                asked,
                Post.refuse,
                Post.told_on,
                Post.challenge,
                Post.hear,
                Post.refer_back,
            ),
        }
        for step in steps[kind]:
            step(self)
        return self
