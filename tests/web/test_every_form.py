"""Whatever form there is: what no hand but a caseworker's, on its own case, can do.

The addresses are asked of the pages themselves, so that a form added later is tried
as well.
"""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.panel.facts import PapersSent
from asbreview.domain.people import Channel, HeardBy
from asbreview.domain.rights.annotating import Rectified
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import WaitingFor
from asbreview.domain.working_days import Holiday
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.reviews.told import ChallengeTold, PromiseTold
from desk import Day, desk
from everything import files
from journey import BODIES
from visiting import token_of

TODAY = date(2026, 4, 7)
OPEN = {
    "/sign-in",
    "/sign-out",
    "/find",
    "/account/end-sessions",
    "/account/second-factor/new",
    "/account/second-factor/codes",
    "/account/second-factor/remove",
    "/sign-in/code",
    "/confirm",
    "/sign-in/provider",
    "/sign-in/provider/confirm",
}  # for whoever may record nothing, too
OPEN |= {"/notify/receipts"}  # for a program, that bears a token
# For whoever has no account: see the tests of these.
PUBLIC = ("/apply", "/status", "/answer", "/reporting")
GIVEN = re.compile(r"\{(\w+):\w+\}")


class Another(Day):
    """Another case, gone far enough to have something of every kind on it."""

    def __init__(self, at_desk, number=9000, **applied):
        super().__init__(at_desk.reviews, at_desk.clock)
        self.seed = UUID(int=number)
        shut = date(2027, 6, 1) + timedelta(weeks=number - 9000)  # not shut yet
        self.apply(**applied).post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        self.ask().answer().assess().convene().choose().send_papers().hold().find(
            also_outside="MARKERHIGHWAYS"
        )
        on = date(2026, 4, 2)
        self.reviews.make_contact(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.FROM_US,
            made_on=on,
            said="MARKERSAID",
            promise=PromiseTold(promised="MARKERPROMISE", due_on=date(2026, 4, 9)),
            signed=self.signed(on),
        )
        self.reviews.pause_clock(
            self.case_id,
            WaitingFor.CONSENT,
            paused_on=on,
            reason="MARKERREASON",
            signed=self.signed(on),
        )
        self.reviews.ask_for_help(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            needs=[Need.SAFETY],
            said="MARKERHELP",
            signed=self.signed(on),
        )
        self.reviews.ask_for_adjustment(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            asked="MARKERASKED",
            how=HeardBy.PHONE,
            asked_on=on,
            signed=self.signed(on),
        )
        self.reviews.promise_updates(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            every_weeks=2,
            promised_on=on,
            signed=self.signed(on),
        )
        moved = DayMoved(
            timer_id="tell-outcome", told=date(2027, 6, 8), now=date(2027, 6, 9)
        )
        named = {self.case.contact.applicant_id: (moved,)}
        self.reviews.add_closures(
            (Holiday(on=shut, name="The offices are shut"),),
            moved=(MovedOnCase(self.case_id, (moved,), named),),
            signed=self.signed(on),
        )

        self.reviews.ask_applicant(
            self.case_id,
            "MARKERASKED",
            answer_by=date(2026, 6, 8),
            signed=self.signed(on),
        )
        told = ChallengeTold(
            of=Challenged.APPLICATION,
            made_by=self.case.contact.applicant_id,
            received_on=on,
            channel=HeardBy.LETTER,
            grounds="MARKERGROUNDS",
        )
        self.reviews.receive_challenge(self.case_id, told, signed=self.signed(on))
        self.reviews.place_hold(
            self.case_id,
            ground=HoldGround.CLAIM,
            reason="MARKERHELD",
            review_on=date(2026, 6, 8),
            signed=self.signed(on),
        )
        self.reviews.receive_data_request(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            right=Right.ERASURE,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="MARKERASKED",
            identity=Identity.AWAITED,
            signed=self.signed(on),
        )
        self.reviews.restrict_use(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            texts=[next(iter(self.case.evidence.logged.values())).account.text_id],
            because=RestrictedBecause.ACCURACY,
            reason="MARKERREASON",
            signed=self.signed(on),
        )
        self.annotates(on)
        files(self, given_by=self.case.contact.applicant_id, on=on)

    def annotates(self, on):
        """Put beside a text what its applicant says of it."""
        self.reviews.receive_data_request(
            self.case_id,
            person_id=self.case.contact.applicant_id,
            right=Right.RECTIFICATION,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="MARKERASKED",
            identity=Identity.KNOWN,
            signed=self.signed(on),
        )
        *_, request_id = self.case.rights.requests
        given = AnnotationGiven(
            texts=(next(iter(self.case.evidence.logged.values())).account.text_id,),
            decision=Rectified.ANNOTATED,
            decided_on=on,
            said="MARKERSAID",
            reasons="MARKERREASON",
        )
        self.reviews.annotate_texts(
            self.case_id, request_id, given, signed=self.signed(on)
        )

    @property
    def case(self):
        return self.reviews.case(self.case_id)

    def position_of(self, kind):
        """Where in the log this case's event of a kind is."""
        for line in self.reviews.recorder.select_notifications(1, 10_000):
            event = self.reviews.mapper.to_domain_event(line)
            if isinstance(event, kind) and event.case_id == self.case_id:
                return line.id
        raise LookupError(kind)

    @property
    def ids(self):
        case = self.case
        return {
            "complaint_id": case.evidence.complaints[0].complaint_id,
            "request_id": next(iter(case.evidence.requests)),
            "kept_id": next(iter(case.evidence.requests)),
            "assessment_id": case.evidence.last_assessment(by=TODAY).assessment_id,
            "decision_id": case.trigger.threshold.decision_id,
            "command_id": case.trigger.threshold.command_id,
            "item_id": next(iter(case.outcome.actions)),
            "person_id": case.contact.applicant_id,
            "body_id": UUID(int=404),  # no body of any procedure
            "recorded_id": UUID(int=404),  # nor did an area put it on record
            "hold_id": next(iter(case.keeping.holds)),
            "annotation_id": next(iter(case.rights.annotations)),
            "recipient_id": BODIES[1],
            "restriction_id": next(iter(case.rights.restrictions)),
            "data_request_id": next(iter(case.rights.requests)),
            "disposal_id": UUID(int=404),  # nor proposed
            "what_if_id": UUID(int=404),  # nor was it asked
            "contact_id": next(iter(case.contact.contacts)),
            "telling_id": next(iter(case.contact.tellings)),
            "adjustment_id": next(iter(case.contact.adjustments)),
            "updates_id": next(iter(case.contact.updates)),
            "help_id": next(iter(case.contact.calls)),
            "promise_id": next(iter(case.contact.promises)),
            "asked_id": next(iter(case.contact.asked)),
            "letter_id": self.letters()[0],
            "pause_id": next(iter(case.trigger.pauses)),
            "challenge_id": next(iter(case.outcome.challenges)),
            "position": self.position_of(PapersSent),
            "addressee_id": next(iter(case.outcome.from_outside)),
            "invitation_id": UUID(int=407),  # no invitation to any panel
            "past_id": UUID(int=406),  # no case of the past
            "meeting_id": UUID(int=405),  # no meeting of any group
            "file_id": next(iter(case.evidence.files)),
            "account_id": UUID(int=99),
            "what": "ended",
            "pack_number": 1,
        }


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        yield at_desk


@pytest.fixture(scope="module")
def another(at_desk):
    return Another(at_desk)


@pytest.fixture
def sam(at_desk, another):
    return at_desk.on(TODAY)


def templates(at_desk, method):
    routes = at_desk.browser.app.routes
    paths = {r.path for r in routes if method in r.methods} - OPEN
    return sorted(path for path in paths if not path.startswith(PUBLIC))


def address(template, at_desk, ids):
    """Fill an address in: this desk's case, and whatever ids are given."""
    given = {"reference": at_desk.case.trigger.reference, "timer_id": "tell-outcome"}
    given["number"] = "1"
    return GIVEN.sub(lambda name: str((given | ids)[name[1]]), template)


def posts(at_desk, another):
    ids = another.ids
    return [address(t, at_desk, ids) for t in templates(at_desk, "POST")]


def answers_to(at_desk, addresses, fields):
    """Send a form to each address; return the answers that were not a refusal."""
    end = at_desk.reviews.end_of_log()
    answers = {
        to: at_desk.browser.post(
            to, data=fields | {"command_id": str(uuid4())}, follow_redirects=False
        )
        for to in addresses
    }
    assert at_desk.reviews.end_of_log() == end
    assert len(answers) > 30
    return {to: a.status_code for to, a in answers.items() if a.status_code != 403}


def test_no_form_is_taken_without_the_sessions_own_token(sam, another):
    assert answers_to(sam, posts(sam, another), {}) == {}
    assert answers_to(sam, posts(sam, another), {"csrf_token": "0" * 64}) == {}


def test_no_form_is_taken_on_a_case_as_it_was(sam, another):
    then = [f"{to}?as_of=2026-03-05" for to in posts(sam, another)]
    assert answers_to(sam, then, {"csrf_token": token_of(sam.browser)}) == {}


def test_no_form_is_taken_from_an_auditor(sam, another):
    ann = sam.as_auditor()
    own = {"csrf_token": token_of(ann.browser)}
    theirs = posts(ann, another)
    theirs.remove(f"{ann.address}{FOR_AN_OMBUDSMAN}")  # the one thing they have made
    assert answers_to(ann, theirs, own) == {}


def test_no_form_is_taken_from_whoever_is_not_signed_in(sam, another):
    token = token_of(sam.browser)
    sam.browser.cookies.clear()
    answers = answers_to(sam, posts(sam, another), {"csrf_token": token})
    assert set(answers.values()) == {401}
    assert len(answers) == len(posts(sam, another))


FOR_AN_OMBUDSMAN = "/history/pack"
ANYTHING = {
    "reason": "Because",
    "kind": AnswerKind.NIL.value,
    "answer": "Nothing",
    "came_by": CameBy.PHONE.value,
    "given_by": "The desk",
    "tells_of": Whom.NOBODY.value,
    "may_be_told": MayBeTold.ALL.value,
    "channel": Channel.PHONE.value,
    "how": "By telephone",
}
DAYS = ("answered_on", "ended_on", "told_on", "kept_on", "resumed_on")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_of_another_case_is_not_found_under_this_one(sam, another, method):
    fields = ANYTHING | {"csrf_token": token_of(sam.browser)}
    fields |= {f"{name}-day": "7" for name in DAYS}
    fields |= {f"{name}-month": "4" for name in DAYS}
    fields |= {f"{name}-year": "2026" for name in DAYS}
    its_own = [
        t
        for t in templates(sam, method)
        if t.startswith("/cases/") and (":uuid}" in t or "{position:" in t)
    ]
    assert len(its_own) > 10
    ids = another.ids
    end = sam.reviews.end_of_log()
    for template in its_own:
        to = address(template, sam, ids)
        body = fields | {"command_id": str(uuid4())} if method == "POST" else None
        page = sam.browser.request(method, to, data=body, follow_redirects=False)
        assert page.status_code == 404, to
        assert "MARKER" not in page.text, to
    assert sam.reviews.end_of_log() == end
