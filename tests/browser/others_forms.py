"""The forms of whoever is no caseworker: an applicant, a body, a lead, a keeper.

Those of a caseworker are in `every_page.FORMS`.  Each form here is filled in by
somebody of its own, on a case, an account or a proposal of its own.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.asking.record import Asking
from asbreview.domain.erasure import Basis
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import PastFacts
from asbreview.domain.past.record import PastCase
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin
from asbreview.reviews.past import PastTold
from asbreview.web.disposals_told import sealing_of, sealing_of_case
from browser.premises import ADA, AREAS, COUNCIL, LEE, PASSWORD, PETRA, SAM
from browser.stages import Stages
from desk import Day
from journey import APPLIED_ON, BODIES, PROCEDURE
from projections.texts import texts_about

TODAY = date(2026, 6, 1)
DUE = date(2028, 3, 20)  # two years after an applicant withdrew, and some days
SOMEBODY = UUID(int=909)  # an officer of another name, who proposed it
POLICE = BODIES[1]
ASKED_ON = date(2026, 3, 10)
GIVEN = {
    "kind": "information returned",
    "answer": "1. Four calls.",
    "tells_of": ["the applicant"],
    "may_be_told": "all of it",
}
REPORT = {"reports-0-became": "done", "reports-0-says": "Visited on four evenings."}
SHORTER = "area=east-cambridgeshire&from_on-day=1&from_on-month=1&from_on-year=2026"
SHORTER += "&to_on-day=31&to_on-month=12&to_on-year=2026&which=all&answering=as+long"
SHORTER += "&timers-0-timer_id=partner-answer&timers-0-length=5"
RULE = {
    "area": PROCEDURE,
    "of": RecordKind.NOT_MET.value,
    "years": "2",
    "counted_from": "the day the case ended",
    "origin": "own choice",
    "source": "Nothing was decided on it",
}
WITHDRAWN, TRANSFERRED = RecordKind.WITHDRAWN, RecordKind.TRANSFERRED


class Place(NamedTuple):
    """Where a form is shown and sent; of which case, and what else it is about."""

    shown: str
    to: str
    case_id: UUID | None = None
    about: UUID | None = None


class Follower(NamedTuple):
    """Whoever follows a case by its code."""


class Body(NamedTuple):
    """Whoever opened the request, or the actions, of the police by a link."""

    actions: bool = False


class OthersForm(NamedTuple):
    """A form: who sends it, what is there for them, and what is typed in it.

    `first` is what they send before, from the same page, to come to it.
    """

    who: Account | Follower | Body
    make: Callable[[Stages], Place]
    typed: Mapping[str, Any] = {}
    on: date = TODAY
    first: Mapping[str, Any] | None = None


def _status(what: str, last: str = "apply") -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        tale = stages.until(last)
        if what == "plan":
            tale.propose(answer_by=date(2026, 4, 20))
        return Place(f"/status/{what}", f"/status/{what}", tale.case_id)

    return make


def _asked(stages: Stages) -> tuple[UUID, UUID]:
    """Return a case, and the request that its police were sent."""
    case_id = stages.until("ask").case_id
    requests = stages.reviews.case(case_id).evidence.requests.values()
    (asked,) = [r.request_id for r in requests if r.body_id == POLICE]
    return case_id, asked


def _by_link(shown: str, to: str) -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        case_id, asked = _asked(stages)
        signed = Day(stages.reviews, stages.clock).signed(ASKED_ON)
        signed = signed.model_copy(update={"command_id": uuid5(asked, "link")})
        stages.reviews.make_answer_link(case_id, asked, signed=signed)
        return Place(shown, to, case_id, asked)

    return make


def _in_account(shown: str, to: str) -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        case_id, asked = _asked(stages)
        at = f"/requests/{_reference(stages, case_id)}/{asked}"
        return Place(f"{at}{shown}", f"{at}{to}", case_id, asked)

    return make


def _reference(stages: Stages, case_id: UUID) -> str:
    return str(stages.reviews.case(case_id).trigger.reference)


def _own_actions(stages: Stages) -> Place:
    case_id = stages.until("find").case_id
    at = f"/requests/{_reference(stages, case_id)}/actions"
    return Place(at, at, case_id)


def _actions_by_link(stages: Stages) -> Place:
    tale = stages.until("find")
    asked = Asking.of_actions(tale.case_id, POLICE)
    stages.reviews.make_answer_link(tale.case_id, asked, signed=tale.signed(ASKED_ON))
    return Place("/reporting", "/reporting", tale.case_id, asked)


def _account(to: str) -> Callable[[Stages], Place]:
    """Return the page of an account that is kept, and where one of its forms goes."""

    def make(stages: Stages) -> Place:
        stages.number += 1
        account = SAM._replace(
            account_id=UUID(int=100_000 + stages.number),
            sign_in_name=f"eve{stages.number}@ely.example",
            name=f"Eve Marsh {stages.number}",
        )
        office, at = stages.installation.office, stages.clock()
        open_account(office, account, password=PASSWORD, at=at, demonstration=True)
        page = f"/accounts/{account.account_id}"
        return Place(page, f"{page}{to}", about=account.account_id)

    return make


def _emergency(to: str) -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        return Place("/emergency", f"/emergency{to}", stages.until("apply").case_id)

    return make


def _page(page: str, asked: str = "") -> Callable[[Stages], Place]:
    return lambda stages: Place(page + asked, page)


def _by_somebody(tale: Any) -> Any:
    signed = tale.signed(APPLIED_ON)
    return signed.model_copy(update={"by": SOMEBODY})


def _person(stages: Stages) -> Place:
    tale = stages.until("apply")
    case = stages.reviews.case(tale.case_id)
    stages.installation.projector.catch_up()
    with stages.installation.views.connect() as db:
        texts = texts_about(db, case.contact.applicant_id)
    stages.reviews.propose_erasure(
        tale.case_id,
        case.contact.applicant_id,
        basis=Basis.RETENTION,
        texts=[each.prose.text_id for each in texts],
        instead={},
        remains="Dates and decisions.",
        signed=_by_somebody(tale),
    )
    at = f"/cases/{case.trigger.reference}/people/{case.contact.applicant_id}/erase"
    return Place(at, f"{at}/approve", tale.case_id)


def _texts(stages: Stages) -> Place:
    """Return the page on which an answer that erases texts waits to be approved."""
    tale = stages.with_texts_erasure_proposed()
    (request_id,) = stages.reviews.case(tale.case_id).rights.requests
    at = f"/cases/{_reference(stages, tale.case_id)}/data-requests/{request_id}/erase"
    return Place(at, f"{at}/approve", tale.case_id)


def _case(to: str) -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        tale = stages.withdrawn()
        told = {"because": CaseErasureGround.ORDER, "reason": "The order of 2 March"}
        signed = _by_somebody(tale)
        stages.reviews.propose_case_erasure(tale.case_id, **told, signed=signed)
        if to == "finish":
            stages.installation.projector.catch_up()
            stages.reviews.approve_case_erasure(
                tale.case_id,
                uuid5(signed.command_id, "case-erasure"),
                sealing=sealing_of_case(stages.installation, tale.case_id),
                signed=tale.signed(APPLIED_ON),
            )
        at = f"/cases/{_reference(stages, tale.case_id)}/keeping/erase"
        return Place(at, f"{at}/{to}", tale.case_id)

    return make


def _past(to: str) -> Callable[[Stages], Place]:
    """Return the page on which an earlier case waits to be forgotten."""

    def make(stages: Stages) -> Place:
        tale = stages.until("apply")
        reference = f"CT {to} {stages.number}/23"
        stages.reviews.import_past(
            PROCEDURE,
            cases={
                2: PastTold(PastFacts(reference=reference), name="Marigold Earlier")
            },
            headings=("Ref",),
            columns=PastColumns(reference=0),
            signed=tale.signed(APPLIED_ON),
        )
        past_id = PastCase.case_id_for(PROCEDURE, reference)
        signed = _by_somebody(tale)
        told = {"basis": Basis.RETENTION, "signed": signed}
        stages.reviews.propose_past_erasure(past_id, **told)
        if to == "finish":
            proposal_id = uuid5(signed.command_id, "erasure")
            by_another = tale.signed(APPLIED_ON)
            stages.reviews.approve_past_erasure(past_id, proposal_id, signed=by_another)
        return Place(f"/past/{past_id}/forget", f"/past/{past_id}/forget/{to}")

    return make


def _due(stages: Stages, kind: RecordKind = WITHDRAWN) -> Any:
    """Return the tale of a case that is due for disposal: all its letters went."""
    tale = stages.until("apply").post(date(2026, 3, 3))
    on = date(2026, 3, 10)
    told = {"withdrawn_on": on, "reason": "She moved away"}
    stages.reviews.withdraw(tale.case_id, **told, signed=tale.signed(on))
    tale.post(date(2026, 3, 11))
    rule = RetentionRule(
        of=kind,
        years=2,
        counted_from=CountedFrom.ENDED,
        origin=Origin.OWN_CHOICE,
        source="Nothing was decided on it",
        from_on=DUE,
    )
    signed = tale.signed(DUE)
    schedule = stages.reviews.retention_schedule(PROCEDURE)
    if schedule is None or schedule.rule_for(kind, on=DUE) is None:
        stages.reviews.set_retention_rule(PROCEDURE, rule, signed=signed)
    return tale


def _disposal(to: str) -> Callable[[Stages], Place]:
    def make(stages: Stages) -> Place:
        tale = _due(stages)
        signed = tale.signed(DUE).model_copy(update={"by": SOMEBODY})
        stages.reviews.propose_disposal(
            PROCEDURE, WITHDRAWN, cases=[tale.case_id], signed=signed
        )
        disposal_id = uuid5(signed.command_id, "disposal")
        if to == "finish":
            stages.installation.projector.catch_up()
            disposals = stages.reviews.disposals(PROCEDURE)
            assert disposals is not None
            disposal = disposals.disposals[disposal_id]
            stages.reviews.approve_disposal(
                PROCEDURE,
                disposal_id,
                sealing=sealing_of(stages.installation, disposal),
                signed=tale.signed(DUE),
            )
        at = f"/retention/disposals/{disposal_id}"
        return Place(at, f"{at}/{to}", tale.case_id)

    return make


def _to_have_no_rule(stages: Stages) -> Place:
    _due(stages, TRANSFERRED)
    return Place("/retention/no-rule", "/retention/no-rule")


def _to_dispose(stages: Stages) -> Place:
    _due(stages)
    asked = f"?area={PROCEDURE}&of={WITHDRAWN.value.replace(' ', '+')}"
    return Place(f"/retention/dispose{asked}", "/retention/dispose")


CASE = "/cases/{reference:str}"
OWN = "/requests/{reference:str}"
OWN_REQUEST = f"{OWN}/{{request_id:uuid}}"
ACCOUNT = "/accounts/{account_id:uuid}"
DISPOSAL = "/retention/disposals/{disposal_id:uuid}"
PAST_FORGET = "/past/{past_id:uuid}/forget"
EVE = {
    "name": "Eve Marsh",
    "sign_in_name": "eve@ely.example",
    "role": Role.CASEWORKER.value,
    "body_id": str(COUNCIL),
    "areas": sorted(AREAS),
    "password": "otters under the old bridge",
}
FOLLOWER, BODY = Follower(), Body()
OTHERS_FORMS: dict[str, OthersForm] = {
    "/status/statement": OthersForm(
        FOLLOWER, _status("statement"), {"statement": "It is worst at night"}
    ),
    "/status/reaching-me": OthersForm(
        FOLLOWER, _status("reaching-me"), {"prefers": "letter", "stop": ["ring"]}
    ),
    "/status/help": OthersForm(
        FOLLOWER, _status("help"), {"said": "He stands at my door"}
    ),
    "/status/adjustment": OthersForm(
        FOLLOWER, _status("adjustment"), {"asked": "A room without steps"}
    ),
    "/status/file": OthersForm(
        FOLLOWER, _status("file"), {"description": "The front door"}
    ),
    "/status/challenge": OthersForm(
        FOLLOWER,
        _status("challenge", "post"),
        {"of": "review", "grounds": "Nobody asked the police"},
    ),
    "/status/plan": OthersForm(
        FOLLOWER, _status("plan", "hold"), {"view": "Please begin earlier"}
    ),
    "/status/how-it-was": OthersForm(
        FOLLOWER, _status("how-it-was", "close"), {"said": "It took long"}
    ),
    "/answering": OthersForm(BODY, _by_link("/answering", "/answering"), GIVEN),
    "/answering/send": OthersForm(
        BODY, _by_link("/answering/check", "/answering/send"), first=GIVEN
    ),
    "/answering/nil": OthersForm(BODY, _by_link("/answering", "/answering/nil")),
    "/reporting": OthersForm(Body(actions=True), _actions_by_link, REPORT),
    OWN_REQUEST: OthersForm(PETRA, _in_account("", ""), GIVEN),
    f"{OWN_REQUEST}/send": OthersForm(
        PETRA, _in_account("/check", "/send"), first=GIVEN
    ),
    f"{OWN_REQUEST}/nil": OthersForm(PETRA, _in_account("", "/nil")),
    f"{OWN}/actions": OthersForm(PETRA, _own_actions, REPORT),
    "/accounts/new": OthersForm(ADA, _page("/accounts/new"), EVE),
    ACCOUNT: OthersForm(ADA, _account(""), {"role": Role.AUDITOR.value}),
    f"{ACCOUNT}/password": OthersForm(
        ADA, _account("/password"), {"password": "otters under the old bridge"}
    ),
    f"{ACCOUNT}/{{what:str}}": OthersForm(ADA, _account("/disabled")),
    "/emergency": OthersForm(ADA, _emergency(""), {"reason": "Nobody answers"}),
    "/figures/what-if/keep": OthersForm(
        SAM, _page("/figures/what-if/keep", f"?{SHORTER}"), {"name": "Five days"}
    ),
    f"{CASE}/people/{{person_id:uuid}}/erase/approve": OthersForm(
        LEE, _person, {"confirmation": "ERASE"}
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/erase/approve": OthersForm(
        LEE, _texts, {"confirmation": "ERASE"}
    ),
    f"{CASE}/keeping/erase/approve": OthersForm(
        LEE, _case("approve"), {"confirmation": "ERASE"}
    ),
    f"{CASE}/keeping/erase/finish": OthersForm(LEE, _case("finish")),
    f"{PAST_FORGET}/approve": OthersForm(
        LEE, _past("approve"), {"confirmation": "ERASE"}
    ),
    f"{PAST_FORGET}/return": OthersForm(
        LEE, _past("return"), {"reason": "It is another's"}
    ),
    f"{PAST_FORGET}/finish": OthersForm(LEE, _past("finish")),
    "/retention/rule": OthersForm(LEE, _page("/retention/rule"), RULE, on=DUE),
    "/retention/no-rule": OthersForm(
        LEE,
        lambda stages: (_due(stages, TRANSFERRED), _page("/retention/no-rule")(stages))[
            1
        ],
        {"area": PROCEDURE, "of": TRANSFERRED.value, "reason": "It is laid down anew"},
        on=DUE,
    ),
    "/retention/dispose": OthersForm(SAM, _to_dispose, on=DUE),
    f"{DISPOSAL}/approve": OthersForm(
        LEE, _disposal("approve"), {"confirmation": "DISPOSE"}, on=DUE
    ),
    f"{DISPOSAL}/return": OthersForm(
        LEE, _disposal("return"), {"reason": "One of them is not over"}, on=DUE
    ),
    f"{DISPOSAL}/finish": OthersForm(LEE, _disposal("finish"), on=DUE),
}
# Forms of a button alone: there is nothing in them to get wrong.
OTHERS_ASK_NOTHING = {
    "/answering/send",
    "/answering/nil",
    f"{OWN_REQUEST}/send",
    f"{OWN_REQUEST}/nil",
    f"{ACCOUNT}/{{what:str}}",
    f"{CASE}/keeping/erase/finish",
    f"{PAST_FORGET}/finish",
    f"{DISPOSAL}/finish",
}
