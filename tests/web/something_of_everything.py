"""Something of everything that a page can be about, put there by the commands for it.

A page that nothing is there for answers whoever may see it as it answers whoever may
not: on what these make, it says which of them they are.
"""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid5

from asbreview.access.answer_links import answer_token
from asbreview.domain.application import HowConsented
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.counterfactual.facts import Answering, ChangedProcedure, WhatIf
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.inviting.facts import SaidOfMeeting
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import EndedAs, PastFacts
from asbreview.domain.past.record import PastCase
from asbreview.domain.people import HeardBy
from asbreview.domain.reporting_period import Period
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.returns.facts import FiguresCounted
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.terms import Origin
from asbreview.evidence_files.vault import Sent
from asbreview.reviews.effectiveness import AssessmentTold
from asbreview.reviews.given_files import FileTold
from asbreview.reviews.packs import PackTold
from asbreview.reviews.past import PastTold
from asbreview.reviews.returns import ReturnTold
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.working import pack_maker_of
from everything import OLEANDER
from journey import APPLIED_ON, BODIES, COUNCIL, PROCEDURE
from web.test_every_form import TODAY, Another

POLICE = BODIES[1]
LAST_YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
COUNTED = datetime(2025, 4, 7, 9, tzinfo=UTC)
TO_GO, TO_STAY = (PastCase.case_id_for(PROCEDURE, of) for of in ("CT 1/15", "CT 2/24"))
PICTURE = b"MARKERPICTURE"


class WithEverything(Another):
    """A case with what `Another` has, and with what it leaves out."""

    def __init__(self, at_desk, number, **applied):
        self.vault = at_desk.installation.vault
        super().__init__(at_desk, number, **applied)
        self._somebody_speaks_for_her()
        self._something_was_in_error()
        self.file_id = self._file()
        self.ask(TODAY)

    def send_papers(self, on=date(2026, 3, 27)):
        """Send them; and nobody knows whether the police had their invitation."""
        self.reviews.invite_bodies(self.case_id, signed=self.signed(on))
        (sent,) = self.reviews.invitations(self.case)
        meets_at = self.case.panel.meets_at
        self.reviews.hand_over_invitation(
            sent.id,
            entry_id=UUID(int=7),
            told=SaidOfMeeting(is_on=True, meets_at=meets_at, moves=0, sequence=0),
            signed=self.signed(on),
        )
        (sent,) = self.reviews.invitations(self.case)
        self.reviews.invitation_uncertain(
            sent.id,
            because=Obstacle.NO_ANSWER,
            since=sent.version,
            signed=self.signed(on),
        )
        self.invitation_id = sent.id
        return super().send_papers(on)

    def hold(self, on=date(2026, 4, 1)):
        """Hold it, and propose a plan to the victim."""
        return super().hold(on).propose(on)

    def find(self, on=date(2026, 4, 2), **told):
        """Decide the outcome, and to erase a text: from then on the case is held."""
        super().find(on, **told)
        self._some_of_it_is_to_be_erased(on)
        return self

    def annotates(self, on):
        """Put one text beside another; that of a second request is still to come."""
        super().annotates(on)
        *_, self.rectification_id = self.case.rights.requests

    def asked_of(self, body_id):
        """Return the request to a body that is not answered."""
        waits = (r for r in self.case.evidence.unanswered if r.body_id == body_id)
        return next(waits).request_id

    def _somebody_speaks_for_her(self):
        self.reviews.name_representative(
            self.case_id,
            OLEANDER,
            named_on=APPLIED_ON,
            how_agreed=HowConsented.IN_WRITING,
            may_be_told=ToldAs.MEETING,
            signed=self.signed(TODAY),
        )

    def _something_was_in_error(self):
        """Of what the bodies were told when it was passed on to them."""
        *_, self.wrong_id = self.case.evidence.logged
        self.reviews.correct_evidence(
            self.case_id,
            self.wrong_id,
            reason="MARKERREASON",
            signed=self.signed(TODAY),
        )

    def _some_of_it_is_to_be_erased(self, on):
        _, second, *_ = self.case.evidence.logged.values()
        self.reviews.receive_data_request(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            right=Right.ERASURE,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="MARKERASKED",
            identity=Identity.KNOWN,
            signed=self.signed(on),
        )
        *_, self.erased_by = self.case.rights.requests
        told = AnswerGiven(
            granted=Granted.PART,
            grounds=(RefusalGround.DUTY,),
            decided_on=on,
            done="We erase the one",
            not_done="We keep the others",
            reasons="MARKERREASON",
            instead={second.account.text_id: "[removed]"},
        )
        self.reviews.answer_data_request(
            self.case_id, self.erased_by, told, signed=self.signed(on)
        )

    def _file(self):
        """Put a file on record that lies where it should, with its viewing copy."""
        signed = self.signed(TODAY)
        sent = Sent(uuid5(signed.command_id, "file"), sha256(self.seed.bytes).digest())
        with self.vault.writing(sent) as writing:
            writing.add(PICTURE)
        self.vault.put_on_ring(sent)
        self.vault.keep_copy(sent, [PICTURE])
        told = FileTold(
            file_id=sent.file_id,
            kind=FileKind.JPEG,
            size=len(PICTURE),
            sha256=sha256(PICTURE).hexdigest(),
            called="MARKERFILE.jpg",
            found=Scan.CLEAN,
            why_not="",
            has_copy=True,
        )
        self.reviews.receive_file(
            self.case_id,
            told,
            giver_id=self.case.contact.applicant_id,
            received_on=TODAY,
            description="MARKERSHOWS",
            most=250_000_000,
            signed=signed,
        )
        return sent.file_id

    @property
    def ids(self):
        _, still_open, *_ = self.case.rights.requests
        own = {"file_id": self.file_id, "invitation_id": self.invitation_id}
        return super().ids | own | {"data_request_id": still_open}

    @property
    def instead(self):
        """Return, for some addresses, ids of another thing of the same name."""
        (speaks,) = self.case.contact.representatives
        return {
            "/representative/{": {"person_id": speaks},
            "/annotate": {"data_request_id": self.rectification_id},
            "/erase/finish": {"data_request_id": self.erased_by},
            "/told-in-error/": {"item_id": self.wrong_id},
            "/requests/{": {"request_id": self.asked_of(COUNCIL)},
        }


def packs_made(at_desk, cases):
    """Have a pack with proofs made of the first case, and give each its bytes."""
    reviews, vault = at_desk.reviews, at_desk.installation.vault
    for case in cases:
        reviews.ask_for_pack(
            case.case_id, PackKind.OMBUDSMAN, signed=case.signed(TODAY)
        )
        if case is cases[0]:
            at_desk.installation.projector.catch_up()
            assert pack_maker_of(at_desk.installation).run_once() == 1
            (made,) = reviews.packs_of(case.case_id)
            content = b"".join(vault.read(made.id))
            continue
        (asked,) = reviews.packs_of(case.case_id)
        with vault.writing_on_ring(asked.id) as writing:
            writing.add(content)
        told = PackTold(
            sha256=sha256(content).hexdigest(),
            size=len(content),
            pages=1,
            files_shown=0,
            files_listed=0,
            made_with=("test",),
        )
        reviews.record_pack_made(asked.id, told, signed=case.signed(TODAY))


class OfInstallation(NamedTuple):
    """What an installation has of each kind that is of no one case."""

    return_id: UUID
    assessed_id: UUID
    change_id: UUID
    what_if_id: UUID
    meeting_id: UUID
    past_id: UUID
    disposal_id: UUID
    body_id: UUID = POLICE


def of_the_installation(tale):
    """Publish, assess, name, ask, plan, bring in and propose, each once."""
    reviews, on = tale.reviews, TODAY

    def give(command, *told, **more):
        getattr(reviews, command)(*told, **more, signed=tale.signed(on))

    give(
        "publish_return",
        PROCEDURE,
        told=ReturnTold(
            period=LAST_YEAR,
            counted_as_of=COUNTED,
            figures=FiguresCounted(**dict.fromkeys(FiguresCounted.model_fields, ())),
            broken_down=(),
            published_on=on,
            published_at="https://council.example/reviews",
        ),
    )
    assessed = AssessmentTold(LAST_YEAR, COUNTED, on, found="Late", to_revise="Ask")
    give("assess_effectiveness", PROCEDURE, told=assessed)
    give("name_change", PROCEDURE, on=on, says="Fortnightly", why="Cases waited")
    meets_at = datetime(2026, 6, 9, 13, tzinfo=UTC)
    give("plan_group_meeting", PROCEDURE, meets_at=meets_at, place="Ely", room_for=4)
    (meeting,) = reviews.group(PROCEDURE).from_day(on)
    return OfInstallation(
        reviews.published_returns(PROCEDURE).standing[0].return_id,
        reviews.assessments_of(PROCEDURE).standing[0].assessment_id,
        reviews.dated_changes(PROCEDURE)[0].change_id,
        _what_if(tale, on),
        meeting.meeting_id,
        TO_STAY,
        _proposed_to_go(give, reviews),
    )


def _what_if(tale, on):
    asked = WhatIf(
        area_id=PROCEDURE,
        from_on=date(2026, 1, 1),
        to_on=date(2026, 12, 31),
        closed_only=False,
        changed=ChangedProcedure(complaints_needed=2),
        answering=Answering.AS_LONG,
    )
    signed = tale.signed(on)
    tale.reviews.keep_what_if(asked, name="Two", as_of=signed.at, signed=signed)
    (what_if_id,) = tale.reviews.what_ifs(PROCEDURE).standing
    return what_if_id


def _proposed_to_go(give, reviews):
    """Bring in two earlier cases, of which one was over long ago."""
    ended = {"CT 1/15": date(2015, 3, 2), "CT 2/24": date(2024, 3, 4)}
    told = [
        PastTold(
            PastFacts(reference=of, ended_on=day, ended_as=EndedAs.CLOSED),
            name="MARKERPAST",
        )
        for of, day in ended.items()
    ]
    give(
        "import_past",
        PROCEDURE,
        cases=dict(enumerate(told, 2)),
        headings=("Ref",),
        columns=PastColumns(reference=0),
    )
    for of in (RecordKind.PAST, RecordKind.WITHDRAWN):
        rule = RetentionRule(
            of=of,
            years=6,
            counted_from=CountedFrom.ENDED,
            origin=Origin.OWN_CHOICE,
            source="Our schedule",
            from_on=TODAY,
        )
        give("set_retention_rule", PROCEDURE, rule)
    give("propose_disposal", PROCEDURE, RecordKind.PAST, cases=[TO_GO])
    (disposal,) = reviews.disposals(PROCEDURE).disposals.waiting
    return disposal.disposal_id


def live_link(reviews, request_id):
    """Return what the link that was made last for a request ends with."""
    asking = reviews.asking(request_id)
    return answer_token(reviews.keyring, asking, max(asking.links))
