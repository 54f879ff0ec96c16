"""Cases for pages to be looked at: each taken as far as a page needs it."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.calendar import Calendar
from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.counterfactual.facts import Answering, ChangedProcedure, WhatIf
from asbreview.domain.counterfactual.record import KeptWhatIf
from asbreview.domain.erasure import Basis
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.inviting.facts import SaidOfMeeting
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.letter.facts import ChosenBecause, LetterKind, Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import PastFacts
from asbreview.domain.past.record import PastCase
from asbreview.domain.people import Channel, HeardBy, Safety
from asbreview.domain.procedure_adoption import Consultation, Consultee
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import FiguresCounted
from asbreview.domain.rights.annotating import Rectified
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.timers import WaitingFor
from asbreview.domain.working_days import Holiday
from asbreview.evidence_files.vault import Sent, Vault
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.effectiveness import AssessmentTold
from asbreview.reviews.given_files import FileTold
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.reviews.past import PastTold
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.reviews.returns import ReturnTold
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.reviews.told import PersonTold, PromiseTold
from asbreview.web.files_sent import FileSent
from desk import Day
from journey import APPLIED_ON, BODIES, EAST_CAMBRIDGESHIRE, MARIGOLD, PROCEDURE

UNSAFE = PersonTold(
    name=MARIGOLD.name,
    address=MARIGOLD.address,
    safe=Safety(to_write=False, to_email=False, to_ring=True, to_leave_a_message=False),
)
GROUP_MEETS_BY = UUID(int=6001)
GROUP_MEETING = uuid5(GROUP_MEETS_BY, "meeting")
PUBLISHED_BY = UUID(int=77)  # the command by which figures were published
PUBLISHED = uuid5(PUBLISHED_BY, "return")
ASSESSED_BY = UUID(int=79)  # the command by which procedures were assessed
ASSESSED = uuid5(ASSESSED_BY, "assessment")
CHANGED_BY = UUID(int=80)  # the command by which a dated change was named
CHANGED = uuid5(CHANGED_BY, "change")
ASKED_BY = UUID(int=78)  # the command by which a question to the past was kept
ASKED_OF_THE_PAST = KeptWhatIf.id_of(ASKED_BY)
SAM, LEE = UUID(int=2), UUID(int=73)  # accounts of `premises`
LONG = 230  # calls: more than two parts of a hundred lines
ANOTHER = UUID(int=4)  # a caseworker, as every page is looked at by Sam
DIARY = b"Monday, 2am: drums. MARKERDIARY\n"
INCIDENTS = b"Date,What happened\n05/02/2026,MARKERLIST drums at night\n"
EARLIER_LIST = b"Ref,Received,Decision,Name\nCT 1/24,2/4/2024,met,MARKERPAST\n"
EARLIER = PastCase.case_id_for(PROCEDURE, "CT 9/24")
EARLIER_STILL = PastCase.case_id_for(PROCEDURE, "CT 8/24")
DATA_ASKED_FOR_ON = date(2026, 5, 20)  # so that its month is not over
STEPS = ("apply", "decide", "ask", "answer", "assess", "convene", "choose", "hold")
STEPS += ("find", "post", "respond", "do_actions", "close")


def file_sent_to(case_id: UUID) -> FileSent:
    """Return what opens the file that was sent to a case."""
    key = sha256(case_id.bytes).digest()
    return FileSent(Sent(uuid5(case_id, "file"), key), "diary.txt")


def list_sent_to(case_id: UUID) -> FileSent:
    """Return what opens the list of incidents that was sent to a case."""
    key = sha256(b"list" + case_id.bytes).digest()
    return FileSent(Sent(uuid5(case_id, "list"), key), "incidents.csv")


def plant(vault: Vault, file: FileSent, content: bytes = DIARY) -> None:
    """Put a file where it lies once it was sent."""
    with vault.writing(file.sent) as writing:
        writing.add(content)


class Stages:
    """Makes cases, each as far as a page needs it; the letters are then made."""

    def __init__(self, installation, clock) -> None:
        self.installation, self.clock = installation, clock
        self.reviews = installation.reviews
        self.number = 0
        self._long: Day | None = None

    def until(
        self,
        last: str,
        *,
        without: tuple[str, ...] = (),
        challenged: bool = False,
        **applied,
    ) -> Day:
        """Take a new case as far as a step, some left out; it may be challenged."""
        self.number += 1
        tale = Day(self.reviews, self.clock)
        tale.seed = UUID(int=5000 + self.number)
        for step in STEPS[: STEPS.index(last) + 1]:
            if step == "apply":
                tale.apply(**applied)
            elif step == "post":
                tale.post(date(2026, 4, 7))
            elif step not in without:
                getattr(tale, step)()
        if challenged:
            tale.challenge()
        return tale

    def beside_another_area(self) -> Day:
        """Return a case in an installation in which another area is, too."""
        tale = self.until("apply")
        tale.ask_a_second_officer(LetterKind.ACKNOWLEDGEMENT)
        return tale

    def with_earlier_case(self) -> Day:
        """Make a case of somebody who has applied before."""
        twice = PersonTold(name=f"Linden Twice {self.number}", safe=UNSAFE.safe)
        self.until("apply", applicant=twice)
        return self.until("apply", applicant=twice)

    def challenged_late(self) -> Day:
        """Return a case that was challenged after the time for it had ended."""
        tale = self.until("find").post(date(2026, 4, 7))
        return tale.challenge(date(2026, 5, 29))

    def with_file_sent(self) -> Day:
        """Return a case to which a file was sent, which is not on record yet."""
        tale = self.until("apply")
        plant(self.installation.vault, file_sent_to(tale.case_id))
        return tale

    def with_list_sent(self) -> Day:
        """Return a case to which a list of incidents was sent, not on record yet."""
        tale = self.until("apply")
        plant(self.installation.vault, list_sent_to(tale.case_id), INCIDENTS)
        return tale

    def with_past_list_sent(self) -> Day:
        """Return a case, beside which a list of earlier cases was sent."""
        tale = self.until("apply")
        plant(self.installation.vault, list_sent_to(tale.case_id), EARLIER_LIST)
        return tale

    def with_past(self) -> Day:
        """Return a case, beside which two earlier ones were brought in."""
        tale = self.until("apply")
        with suppress(NoSuchThing):
            self.reviews.past_case(EARLIER)
            return tale  # it was brought in beside a case before
        told = [
            PastTold(PastFacts(reference=reference), name="Marigold MARKERPAST")
            for reference in ("CT 9/24", "CT 8/24")
        ]
        self.reviews.import_past(
            PROCEDURE,
            cases=dict(enumerate(told, 2)),
            headings=("Ref",),
            columns=PastColumns(reference=0),
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_file(self) -> Day:
        """Return a case with a file on record."""
        tale = self.with_file_sent()
        file = file_sent_to(tale.case_id)
        self.installation.vault.put_on_ring(file.sent)
        told = FileTold(
            file_id=file.sent.file_id,
            kind=FileKind.TEXT,
            size=len(DIARY),
            sha256=sha256(DIARY).hexdigest(),
            called=file.called,
            found=Scan.NOT_SCANNED,
            why_not="no scanner is set up",
            has_copy=False,
        )
        self.reviews.receive_file(
            tale.case_id,
            told,
            giver_id=self.reviews.case(tale.case_id).contact.applicant_id,
            received_on=APPLIED_ON,
            description="A diary of the noise",
            most=250_000_000,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_contact(self) -> Day:
        """Return a case with a contact, in which something was promised."""
        tale = self.until("apply")
        self.reviews.make_contact(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=APPLIED_ON,
            said="MARKERTEXT she rang about the noise",
            promise=PromiseTold(promised="To ring back", due_on=date(2026, 3, 6)),
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_long_history(self) -> Day:
        """Return the one case with more lines than two parts of a history have."""
        if self._long is None:
            self._long = self.until("apply")
            for number in range(LONG):
                self._ring_up(self._long, f"MARKERTEXT call {number}: the noise again")
        return self._long

    def _ring_up(self, tale: Day, said: str) -> None:
        self.reviews.make_contact(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=APPLIED_ON,
            said=said,
            signed=tale.signed(APPLIED_ON),
        )

    def kept_from_everybody(self, tale: Day) -> Day:
        """Keep a case from all who could approve what whoever has it proposes."""
        on = date(2026, 5, 20)
        self.reviews.restrict_case(
            tale.case_id, (SAM,), reason="MARKERTEXT cousins", signed=tale.signed(on)
        )
        self.reviews.declare_conflict(
            tale.case_id, LEE, reason="MARKERTEXT a neighbour", signed=tale.signed(on)
        )
        return tale

    def with_linked_case(self) -> Day:
        """Return a restricted case, the review of which was referred back.

        The linked one has its people, and is open to whoever works there.
        """
        tale = self.until("find").post(date(2026, 4, 7)).challenge(date(2026, 4, 10))
        tale.arrange_hearing(date(2026, 4, 13))
        tale.post(date(2026, 4, 14))
        case, on = self.reviews.case(tale.case_id), date(2026, 4, 20)
        (challenge_id,) = case.outcome.challenges
        self.reviews.decide_challenge(
            tale.case_id,
            challenge_id,
            upheld=Upheld.UPHELD,
            decided_on=on,
            reasons="MARKERTEXT they were rung twice",
            follows="",
            carried=carried_over(case, self.reviews.keyring.reveal),
            signed=tale.signed(on),
        )
        self.reviews.restrict_case(
            tale.case_id, (SAM,), reason="MARKERTEXT cousins", signed=tale.signed(on)
        )
        return tale

    def with_call_for_help(self) -> Day:
        """Return a case whose applicant asked for help, and does not feel safe."""
        tale = self.until("apply")
        self.reviews.ask_for_help(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            needs=[Need.SAFETY, Need.CALL],
            said="MARKERTEXT he stands at my door",
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_adjustment(self) -> Day:
        """Return a case whose applicant asked for something to be done differently."""
        tale = self.until("apply")
        self.reviews.ask_for_adjustment(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            asked="MARKERTEXT a room without steps",
            how=HeardBy.PHONE,
            asked_on=APPLIED_ON,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_representative(self) -> Day:
        """Return a case on which somebody speaks for the victim."""
        tale = self.until("apply")
        self.reviews.name_representative(
            tale.case_id,
            UNSAFE,
            named_on=APPLIED_ON,
            how_agreed=HowConsented.IN_WRITING,
            may_be_told=ToldAs.MEETING,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_updates(self) -> Day:
        """Return a case whose applicant was promised to be told how it goes."""
        tale = self.until("apply")
        self.reviews.promise_updates(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            every_weeks=2,
            promised_on=APPLIED_ON,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_closure(self) -> Day:
        """Return a case, beside which a closure is recorded."""
        tale = self.until("apply")
        closed = Holiday(on=date(2026, 12, 30), name="The offices are shut")
        with suppress(AlreadyDone):  # one is enough for all
            self.reviews.add_closures((closed,), signed=tale.signed(APPLIED_ON))
        return tale

    def sitting(self) -> Day:
        """Return a case whose panel is sitting."""
        return self.until("choose").sit()

    def with_group_meeting(self) -> Day:
        """Return a case, beside which the one meeting that the tests know is planned.

        It is the first that is planned; its id is drawn from its command.
        """
        tale = self.until("assess")
        signed = tale.signed(APPLIED_ON)
        signed = signed.model_copy(update={"command_id": GROUP_MEETS_BY})
        self.reviews.plan_group_meeting(  # given again, it has no further effect
            PROCEDURE,
            meets_at=datetime(2026, 6, 9, 13, tzinfo=UTC),
            place="The Maltings, Ely",
            room_for=4,
            signed=signed,
        )
        return tale

    def with_a_date_to_tell(self) -> Day:
        """Return a case whose applicant was told a day that has moved since."""
        tale = self.until("apply")
        shut = len(self.reviews.get(Calendar, Calendar.ID).closures)
        closed = Holiday(on=date(2027, 6, 1 + shut), name="The offices are shut")
        moved = DayMoved(
            timer_id="decide-threshold", told=date(2027, 6, 8), now=date(2027, 6, 9)
        )
        applicant_id = self.reviews.case(tale.case_id).contact.applicant_id
        of_case = MovedOnCase(tale.case_id, (moved,), {applicant_id: (moved,)})
        self.reviews.add_closures(
            (closed,), moved=(of_case,), signed=tale.signed(APPLIED_ON)
        )
        return tale

    def held(self) -> Day:
        """Return a case that is held."""
        tale = self.until("apply")
        self.reviews.place_hold(
            tale.case_id,
            ground=HoldGround.CLAIM,
            reason="Her solicitor wrote",
            review_on=date(2026, 10, 2),
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_data_request(self, identity: Identity = Identity.AWAITED) -> Day:
        """Return a case whose applicant asked something about their data."""
        tale = self.until("apply")
        self.reviews.receive_data_request(
            tale.case_id,
            person_id=self.reviews.case(tale.case_id).contact.applicant_id,
            right=Right.ERASURE,
            received_on=DATA_ASKED_FOR_ON,
            heard_by=HeardBy.LETTER,
            asked="Erase what I said of my illness",
            identity=identity,
            signed=tale.signed(DATA_ASKED_FOR_ON),
        )
        return tale

    def with_request_erased(self) -> Day:
        """Return a case on which texts are to be erased as asked, and are not yet."""
        tale = self.with_data_request(Identity.KNOWN)
        self.reviews.answer_data_request(
            *self._erasing(tale), signed=tale.signed(DATA_ASKED_FOR_ON)
        )
        return tale

    def with_texts_erasure_proposed(self) -> Day:
        """Return a case on which another officer proposed to erase what was asked."""
        tale = self.with_data_request(Identity.KNOWN)
        signed = tale.signed(DATA_ASKED_FOR_ON)
        self.reviews.propose_texts_erasure(
            *self._erasing(tale),
            signed=signed.model_copy(update={"by": UUID(int=909)}),
        )
        return tale

    def _erasing(self, tale: Day) -> tuple[UUID, UUID, AnswerGiven]:
        case = self.reviews.case(tale.case_id)
        (request_id,) = case.rights.requests
        logged = next(iter(case.evidence.logged.values()))
        told = AnswerGiven(
            granted=Granted.PART,
            grounds=(RefusalGround.DUTY,),
            decided_on=DATA_ASKED_FOR_ON,
            done="We erase what you said of your illness",
            not_done="We keep the dates",
            reasons="The panel has still to decide on them",
            instead={logged.account.text_id: "[removed]"},
        )
        return tale.case_id, request_id, told

    def with_annotation(self, *, put: bool = True) -> Day:
        """Return a case whose applicant says that a text is wrong."""
        tale, on = self.until("apply"), DATA_ASKED_FOR_ON
        case = self.reviews.case(tale.case_id)
        self.reviews.receive_data_request(
            tale.case_id,
            person_id=case.contact.applicant_id,
            right=Right.RECTIFICATION,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="It was not me who shouted",
            identity=Identity.KNOWN,
            signed=tale.signed(on),
        )
        (request_id,) = self.reviews.case(tale.case_id).rights.requests
        logged = next(iter(case.evidence.logged.values()))
        given = AnnotationGiven(
            texts=(logged.account.text_id,),
            decision=Rectified.ANNOTATED,
            decided_on=on,
            said="It was not me who shouted",
            reasons="Two neighbours heard it",
        )
        if put:
            self.reviews.annotate_texts(
                tale.case_id, request_id, given, signed=tale.signed(on)
            )
        return tale

    def with_told_in_error(self) -> Day:
        """Return a case on which a complaint was in error, and had been passed on."""
        tale = self.until("apply")
        logged = next(iter(self.reviews.case(tale.case_id).evidence.logged))
        self.reviews.correct_evidence(
            tale.case_id,
            logged,
            reason="It was of another",
            signed=tale.signed(DATA_ASKED_FOR_ON),
        )
        return tale

    def with_restriction(self, *, told: bool = False) -> Day:
        """Return a case on which the use of a text is restricted."""
        tale, on = self.until("apply"), DATA_ASKED_FOR_ON
        case = self.reviews.case(tale.case_id)
        logged = next(iter(case.evidence.logged.values()))
        self.reviews.restrict_use(
            tale.case_id,
            person_id=case.contact.applicant_id,
            texts=[logged.account.text_id],
            because=RestrictedBecause.ACCURACY,
            reason="She says that it was the other brother",
            signed=tale.signed(on),
        )
        (restriction_id,) = self.reviews.case(tale.case_id).rights.restrictions
        if told:
            self.reviews.announce_lifting(
                tale.case_id, restriction_id, reason="It was so", signed=tale.signed(on)
            )
            tale.post(on)
        return tale

    def with_return(self) -> Day:
        """Return a case, beside which the figures of a year before are published."""
        tale = self.until("apply")
        nothing = dict.fromkeys(FiguresCounted.model_fields, ())
        told = ReturnTold(
            period=Period(date(2024, 4, 1), date(2025, 3, 31)),
            counted_as_of=datetime(2025, 4, 7, 9, tzinfo=UTC),
            figures=FiguresCounted(**nothing),
            broken_down=(),
            published_on=APPLIED_ON,
            published_at="https://council.example/reviews",
        )
        signed = tale.signed(APPLIED_ON).model_copy(update={"command_id": PUBLISHED_BY})
        self.reviews.publish_return(PROCEDURE, told=told, signed=signed)
        return tale

    def with_assessment(self) -> Day:
        """Return a case, beside which the procedures of a year before are assessed."""
        tale = self.until("apply")
        told = AssessmentTold(
            period=Period(date(2024, 4, 1), date(2025, 3, 31)),
            counted_as_of=datetime(2025, 4, 7, 9, tzinfo=UTC),
            assessed_on=APPLIED_ON,
            found="The times were kept",
            to_revise="Nothing: there were too few to judge by",
        )
        signed = tale.signed(APPLIED_ON).model_copy(update={"command_id": ASSESSED_BY})
        self.reviews.assess_effectiveness(PROCEDURE, told=told, signed=signed)
        return tale

    def with_change(self) -> Day:
        """Return a case, beside which a change of how the area works is named."""
        tale = self.until("apply")
        signed = tale.signed(APPLIED_ON).model_copy(update={"command_id": CHANGED_BY})
        self.reviews.name_change(
            PROCEDURE,
            on=date(2026, 1, 5),
            says="The panel meets fortnightly",
            why="Cases waited for a date",
            signed=signed,
        )
        return tale

    def with_what_if(self) -> Day:
        """Return a case, beside which a question to the past is kept."""
        tale = self.until("apply")
        asked = WhatIf(
            area_id=PROCEDURE,
            from_on=date(2026, 1, 1),
            to_on=date(2026, 12, 31),
            closed_only=False,
            changed=ChangedProcedure(complaints_needed=2),
            answering=Answering.AS_LONG,
        )
        signed = tale.signed(APPLIED_ON).model_copy(update={"command_id": ASKED_BY})
        self.reviews.keep_what_if(
            asked, name="Two complaints", as_of=signed.at, signed=signed
        )
        return tale

    def with_proposals(self) -> Day:
        """Return a case, beside which versions 2 to 5 of the procedures are proposed.

        Whoever the Act names was consulted on version 4.
        """
        tale = self.until("apply")
        if len(self.reviews.procedure_versions(PROCEDURE)) == 1:
            for number in range(2, 6):
                self._propose(tale, number)
        return tale

    def _propose(self, tale: Day, number: int) -> None:
        proposed = EAST_CAMBRIDGESHIRE.model_copy(
            update={"version": number, "effective_from": date(2027, 4, 1)}
        )
        self.reviews.propose_procedure(
            proposed, reason="Quicker reviews", signed=tale.signed(APPLIED_ON)
        )
        for consultee in (Consultee.POLICING_BODY, Consultee.HOUSING):
            if number == 4:
                self.reviews.record_consultation(
                    PROCEDURE,
                    number,
                    consultation=Consultation(
                        consultee=consultee,
                        name="An office",
                        consulted_on=APPLIED_ON,
                        said="No objection",
                    ),
                    signed=tale.signed(APPLIED_ON),
                )

    def with_letter_held(self) -> Day:
        """Return a case whose letter waits, because it is not safe to write."""
        tale = self.until("apply")
        self.reviews.change_contact_details(
            tale.case_id,
            self.reviews.case(tale.case_id).contact.applicant_id,
            UNSAFE,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_letter_that_told_wrong(self) -> Day:
        """Return a case whose acknowledgement told another day than the right one."""
        tale = self.until("apply")
        tale.post(APPLIED_ON)
        said = self.reviews.case(tale.case_id).trigger.application
        self.reviews.correct_application(
            tale.case_id,
            said.model_copy(update={"applied_on": APPLIED_ON - timedelta(days=2)}),
            reason="It came by post on the Saturday",
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_letter_to_write_in(self) -> Day:
        """Return a case whose letter waits for words of somebody's own."""
        tale = self.until("apply")
        letter_id = tale.all_letters()[0].id
        self.reviews.keep_letter_back(letter_id, signed=tale.signed(APPLIED_ON))
        return tale

    def with_letter_to_approve(self) -> Day:
        """Return a case whose letter waits for another officer than who drafted it."""
        kind = LetterKind.ACKNOWLEDGEMENT
        tale = Day(self.reviews, self.clock)
        self.number += 1
        tale.seed = UUID(int=5000 + self.number)
        tale.by = ANOTHER
        tale.apply(procedure_id=tale.ask_a_second_officer(kind))
        return tale

    def with_applicant_asked(self) -> Day:
        """Return a case whose applicant was asked for something."""
        tale = self.until("apply")
        self.reviews.ask_applicant(
            tale.case_id,
            "MARKERTEXT please send us your notes.",
            answer_by=date(2026, 3, 16),
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_letter_uncertain(self) -> Day:
        """Return a case of whose letter nobody can say whether it was sent."""
        tale = self._with_letter_sent()
        letter = tale.all_letters()[0]
        self.reviews.letter_uncertain(
            letter.id,
            because=Obstacle.NO_ANSWER,
            since=letter.version,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_notice_uncertain(self) -> Day:
        """Return a case of which nobody can say whether the police were emailed."""
        tale = self.until("apply")
        on, police = date(2026, 3, 10), BODIES[1]
        self.reviews.record_contact_point(
            police,
            from_on=on,
            email="asb.desk@constabulary.example",
            signed=tale.signed(on),
        )
        self.reviews.request_information(
            tale.case_id,
            bodies=[police],
            requested_on=on,
            questions="What reports have you had?",
            by_email=True,
            signed=tale.signed(on),
        )
        (request_id,) = self.reviews.case(tale.case_id).evidence.requests
        self.reviews.hand_over_notice(
            request_id, entry_id=UUID(int=7), signed=tale.signed(on)
        )
        self.reviews.notice_uncertain(
            request_id,
            because=Obstacle.NO_ANSWER,
            since=self.reviews.asking(request_id).version,
            signed=tale.signed(on),
        )
        return tale

    def with_a_recommendation_to_another(self) -> Day:
        """Return a case with a recommendation to one who is no relevant body."""
        return self.until("hold").find_for_outside()

    def with_a_body_to_invite(self) -> Day:
        """Return a case whose panel is to meet, and can invite the police by email."""
        tale = self.until("assess").convene(meets_on=date(2026, 6, 9)).choose()
        self.reviews.record_contact_point(
            BODIES[1],
            from_on=date(2026, 3, 24),
            email="asb.desk@constabulary.example",
            signed=tale.signed(date(2026, 3, 24)),
        )
        return tale

    def with_invitation_uncertain(self) -> Day:
        """Return a case of which nobody knows whether its police were invited."""
        tale, on = self.with_a_body_to_invite(), date(2026, 3, 24)
        self.reviews.invite_bodies(tale.case_id, signed=tale.signed(on))
        (sent,) = self.reviews.invitations(self.reviews.case(tale.case_id))
        meets_at = self.reviews.case(tale.case_id).panel.meets_at
        assert meets_at is not None
        self.reviews.hand_over_invitation(
            sent.id,
            entry_id=UUID(int=7),
            told=SaidOfMeeting(is_on=True, meets_at=meets_at, moves=0, sequence=0),
            signed=tale.signed(on),
        )
        self.reviews.invitation_uncertain(
            sent.id,
            because=Obstacle.NO_ANSWER,
            since=self.reviews.get(Invitation, sent.id).version,
            signed=tale.signed(on),
        )
        return tale

    def with_reminders_held(self) -> Day:
        """Return a case on which the police are not reminded by rule."""
        tale = self.until("ask")
        request_id = next(iter(self.reviews.case(tale.case_id).evidence.requests))
        self.reviews.hold_reminders(
            tale.case_id,
            request_id,
            reason="Its officer rang",
            signed=tale.signed(date(2026, 3, 11)),
        )
        return tale

    def with_letter_failed(self) -> Day:
        """Return a case whose letter could not be sent by email."""
        tale = self._with_letter_sent()
        letter = tale.all_letters()[0]
        self.reviews.letter_failed(
            letter.id,
            way=Way.SMTP,
            because=Obstacle.ADDRESS,
            since=letter.version,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_letter_taken(self) -> Day:
        """Return a case whose letter was sent by email."""
        tale = self._with_letter_sent()
        self.reviews.letter_accepted(
            tale.all_letters()[0].id, taken_as="", signed=tale.signed(APPLIED_ON)
        )
        return tale

    def with_letter_back(self) -> Day:
        """Return a case whose letter came back."""
        tale = self.with_letter_taken()
        self.reviews.letter_came_back(
            tale.all_letters()[0].id,
            returned_on=APPLIED_ON,
            how="There is no such mailbox",
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def _with_letter_sent(self) -> Day:
        tale = self.until("apply")
        (letter_id,) = tale.letters()
        made = {"sha256": "1", "pages": 1, "made_with": ()}
        self.reviews.prepare_letter(letter_id, **made, signed=tale.signed(APPLIED_ON))
        self.reviews.hand_over_letter(
            letter_id,
            way=Way.SMTP,
            because=ChosenBecause.EMAIL_ASKED_FOR,
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_clock_stopped(self) -> Day:
        """Return a case whose clock stands still."""
        tale = self.until("apply")
        self.reviews.pause_clock(
            tale.case_id,
            WaitingFor.CONSENT,
            paused_on=APPLIED_ON,
            reason="She wants to think it over.",
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def for_another(self) -> Day:
        """Return a case that somebody applied for on the victim's behalf."""
        tale = Day(self.reviews, self.clock)
        self.number += 1
        tale.seed = UUID(int=5000 + self.number)
        signed = tale.signed(APPLIED_ON)
        tale.case_id = signed.new_case_id
        self.reviews.receive_application(
            Application(
                applied_on=APPLIED_ON,
                how=HowApplied.PHONE,
                capacity=Capacity.REPRESENTATIVE,
                category=Category.NOISE,
                place="Soham",
                wish=Wish.UNDECIDED,
            ),
            procedure_id="east-cambridgeshire",
            applicant=MARIGOLD,
            victim=UNSAFE,
            account="MARKERTEXT: her mother's neighbours.",
            passed_on=False,
            signed=signed,
        )
        return tale

    def with_erasure_begun(self) -> Day:
        """Return a case whose applicant is to be forgotten, and is not yet."""
        tale = self.until("apply")
        self.reviews.decide_erasure(
            tale.case_id,
            self.reviews.case(tale.case_id).contact.applicant_id,
            basis=Basis.RETENTION,
            texts=[],
            instead={},
            remains="Dates and decisions.",
            signed=tale.signed(APPLIED_ON),
        )
        return tale

    def with_erasure_proposed(self) -> Day:
        """Return a case whose applicant another officer proposed to forget."""
        tale = self.until("apply")
        signed = tale.signed(APPLIED_ON)
        self.reviews.propose_erasure(
            tale.case_id,
            self.reviews.case(tale.case_id).contact.applicant_id,
            basis=Basis.RETENTION,
            texts=[],
            instead={},
            remains="Dates and decisions.",
            signed=signed.model_copy(update={"by": UUID(int=909)}),
        )
        return tale

    def with_case_erasure_proposed(self) -> Day:
        """Return a case that another officer proposed to forget before its time."""
        tale = self.withdrawn()
        signed = tale.signed(APPLIED_ON)
        self.reviews.propose_case_erasure(
            tale.case_id,
            because=CaseErasureGround.ORDER,
            reason="MARKERTEXT the order of 2 March",
            signed=signed.model_copy(update={"by": UUID(int=909)}),
        )
        return tale

    def withdrawn(self) -> Day:
        """Return a case whose applicant withdrew."""
        tale = self.until("apply")
        self.reviews.withdraw(
            tale.case_id,
            withdrawn_on=APPLIED_ON,
            reason="MARKERTEXT she moved away",
            signed=tale.signed(APPLIED_ON),
        )
        return tale
