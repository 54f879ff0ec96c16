"""Every route, for every role, on a case of every kind: who is let in, and who is not.

The rows stand in `access_matrix.toml`.  Every cell is asked of the real pages, with
cases that have something of everything on them.
"""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
import structlog
from httpx import Response
from litestar.response.base import ASGIResponse
from sqlalchemy import func, select

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.drafts import Drafts, Of
from asbreview.access.emergencies import Opening, note_opening
from asbreview.access.read_log import read_log
from asbreview.domain.asking.record import Asking
from asbreview.web.page import Page
from asbreview.web.sessions import (
    ANSWERING_COOKIE,
    COOKIE,
    FOLLOWING_COOKIE,
    SIGNING_IN_COOKIE,
)
from desk import Day, desk
from journey import (
    APPLIED_ON,
    AREAS,
    BODIES,
    CASEWORKER,
    COUNCIL,
    EAST_CAMBRIDGESHIRE,
    PROCEDURE,
)
from visiting import PASSWORD
from web.test_every_form import GIVEN, TODAY, Another

pytestmark = pytest.mark.thorough

TABLE = tomllib.loads(Path(__file__).with_name("access_matrix.toml").read_text("utf-8"))
ROUTES, RULES = TABLE["routes"], TABLE["rules"]
NOBODY = "nobody"
FOLLOWER, ASKED_BODY, OWNER = WITHOUT_ACCOUNT = ("follower", "asked", "owner")
WHO = (NOBODY, *WITHOUT_ACCOUNT, *Role)
COOKIES = {FOLLOWER: FOLLOWING_COOKIE}
COOKIES |= dict.fromkeys((ASKED_BODY, OWNER), ANSWERING_COOKIE)
OF_WITHOUT_ACCOUNT = {"follower", "answering", "reporting"}  # names of rules
ELSEWHERE = "somewhere-else"
PROPOSED = 2
ENDS = ("/sign-out", "/status/end", "/answering/end", "/reporting/end")
CODE = "/sign-in/code"
CONFIRM = "/sign-in/provider/confirm"  # for whoever is signed in
POLICE = next(body for body in BODIES if body != COUNCIL)
NOWHERE = "EC-26-00000"
OPENED = "opened"
OF_ONE_ROLE = {
    "let-in": Role.CHAIR,
    "removed": Role.CHAIR,
    OPENED: Role.ADMINISTRATOR,
}
OF_A_CASE = "/cases/{reference:str}"
DENIED = {403: "not for you", 404: "not there"}
NOTHING_THERE = "nothing of the kind"  # a 404 that refuses nobody
NOT_OPEN = "not open here"
# That a body has nothing to say is one click: nothing is asked that could be missing.
TAKE_ONE_CLICK = ["evidence.information-answered", "evidence.tells-of-said"]
OF_A_BODY = "/requests/{reference:str}"  # what it was asked, or is to do, on a case
NOT_ASKED = "not-asked"
TO_ADD = (
    "Who may ask for it? Give it the name of a rule in tests/web/access_matrix.toml,"
    " and if no rule is right write one: what it does not say is denied."
)
TOKENS = re.compile(r"nonce-[\w+/=-]+|nonce=\"[^\"]+|[0-9a-f]{64}")


class Cell(NamedTuple):
    """A route, who asks for it, and how the case stands to them."""

    method: str
    path: str
    who: str
    relation: str


def account(role, number):
    email = f"{role}@ely.example"
    return Account(UUID(int=number), email, f"A {role}", role, COUNCIL, AREAS)


ACCOUNTS = {role: account(role, 700 + n) for n, role in enumerate(Role)}


class Known:
    """A case, and the ids of whatever is on it."""

    def __init__(self, tale):
        self.tale, self.reference = tale, tale.case.trigger.reference
        others = {"timer_id": "tell-outcome", "name": "who", "which": "1"}
        others |= {"account_id": CASEWORKER, "what": "ended"}
        self.ids = tale.ids | others


def cases_at(at_desk):
    """Make a case of every kind, each with something of everything on it."""
    yield "own", Another(at_desk, 9000)
    yield "elsewhere", Another(at_desk, 9001, procedure_id=ELSEWHERE)
    mine = tuple(who.account_id for who in ACCOUNTS.values())
    restricted = Another(at_desk, 9002)
    say(restricted, "restrict_case", (), reason="MARKERRESTRICTED")
    say(restricted, "let_in", mine)
    yield "restricted", restricted
    named = Another(at_desk, 9003)
    say(named, "restrict_case", mine, reason="MARKERRESTRICTED")
    yield "named", named
    conflicted = Another(at_desk, 9004)
    for account_id in mine:
        say(conflicted, "declare_conflict", account_id, reason="MARKERCONFLICT")
    say(conflicted, "let_in", mine)
    yield "conflicted", conflicted
    let_in = Another(at_desk, 9005)
    say(let_in, "let_in", mine)
    yield "let-in", let_in
    removed = Another(at_desk, 9006)
    say(removed, "let_in", mine)
    say(removed, "let_in", ())
    yield "removed", removed
    yield OPENED, Another(at_desk, 9007)
    joint = Another(at_desk, 9008, procedure_id=ELSEWHERE)
    joint.reviews.make_joint(
        joint.case_id,
        since=TODAY,
        with_area=PROCEDURE,
        reason="MARKERJOINT",
        signed=joint.signed(TODAY),
    )
    yield "joint", joint
    yield NOT_ASKED, NotAsked(at_desk)


class NotAsked(Day):
    """A case about which the police were asked, and the body of the accounts not."""

    def __init__(self, at_desk):
        super().__init__(at_desk.reviews, at_desk.clock)
        self.seed = UUID(int=9009)
        self.apply().decide()
        self.reviews.request_information(
            self.case_id,
            bodies=[POLICE],
            requested_on=date(2026, 3, 10),
            questions="MARKERQUESTIONS",
            signed=self.signed(date(2026, 3, 10)),
        )

    @property
    def case(self):
        return self.reviews.case(self.case_id)

    @property
    def ids(self):
        return {"request_id": next(iter(self.case.evidence.requests))}


def say(tale, command, *told, **more):
    """Give a command about who sees a case."""
    give = getattr(tale.reviews, command)
    give(tale.case_id, *told, **more, signed=tale.signed(TODAY))


class Asked(NamedTuple):
    """An answer, what was logged of a refusal, and what was noted of a reading."""

    answer: Response
    refused: list[dict[str, Any]]
    reads: int

    @property
    def became(self):
        """Say in a word how it was answered; what was refused is logged, once."""
        status = self.answer.status_code
        asks = self.answer.request.method == "GET"
        goes_to = self.answer.headers.get("location", "")
        if status == 401 or (asks and goes_to.startswith("/sign-in")):
            return "sign in first"
        if status == 410 or goes_to == "/status":
            return NOT_OPEN
        if status in DENIED and len(self.refused) != 1:
            return NOTHING_THERE if status == 404 else f"{status} and not logged once"
        if status in DENIED:
            return DENIED[status]
        return f"failed: {status}" if status >= 500 else "let in"

    def told(self, reference):
        """Return all that the answer tells, but for what no two answers share."""
        page = self.answer
        headers = sorted(page.headers.items())
        text = TOKENS.sub("*", f"{page.status_code} {headers} {page.text}")
        return text.replace(reference, "REFERENCE")


class Premises:
    """An installation of two areas, an account of every role, a case of every kind."""

    def __init__(self, at_desk):
        self.browser = at_desk.browser
        self.reviews, self.given = at_desk.reviews, at_desk.installation
        app = self.browser.app
        elsewhere = EAST_CAMBRIDGESHIRE.model_copy(
            update={"procedure_id": ELSEWHERE, "area": "Somewhere else"}
        )
        tale = at_desk.tale
        self.reviews.record_procedure(
            elsewhere,
            in_force_from=elsewhere.effective_from,
            signed=tale.signed(elsewhere.effective_from),
        )
        self._propose(at_desk)
        self.cases = {relation: Known(tale) for relation, tale in cases_at(at_desk)}
        self.clock = at_desk.clock
        self.clock.set(TODAY)
        self.tokens = {NOBODY: "of no session"}
        for role, who in ACCOUNTS.items():
            now = at_desk.clock()
            open_account(self.given.office, who, password=PASSWORD, at=now)
            begin = app.state.sessions.begin
            self.tokens[role] = begin(who.account_id, instead_of="", at=now)
        self.tokens |= self._opened_without_account(self.cases["own"].tale)
        opened = self.cases[OPENED].tale.case_id
        told = ACCOUNTS[Role.ADMINISTRATOR].account_id, opened, self.clock()
        until = self.clock() + timedelta(hours=1)
        note_opening(self.given.office, Opening(UUID(int=1), *told, until))
        self.csrf = {who: app.state.forms.token(t) for who, t in self.tokens.items()}
        self.given.projector.catch_up()

    def _opened_without_account(self, tale):
        """Open in browsers of their own what a code and two links open."""
        now, give = self.clock(), self.reviews
        case = tale.ask(TODAY).case
        open_request = case.evidence.unanswered[0].request_id
        told = {"signed": tale.signed(TODAY)}
        give.make_answer_link(tale.case_id, open_request, **told)
        told = {"mails": False, "signed": tale.signed(TODAY)}
        give.write_to_owner(tale.case_id, BODIES[1], **told)
        drafts, used = Drafts(self.given.office), {"used_at": now.isoformat()}
        follows = {
            "follows": str(tale.case_id),
            "code_number": case.contact.code_number,
        }
        answers = {
            which: {"answers": str(request_id), "case_id": str(tale.case_id)}
            for which, request_id in (
                (ASKED_BODY, open_request),
                (OWNER, Asking.of_actions(tale.case_id, BODIES[1])),
            )
        }
        begun = {FOLLOWER: (follows, Of.FOLLOWING)}
        begun |= {which: (opens, Of.ANSWERING) for which, opens in answers.items()}
        return {
            which: drafts.begin(opens | used, at=now, of=of)
            for which, (opens, of) in begun.items()
        }

    def _propose(self, at_desk):
        proposed = EAST_CAMBRIDGESHIRE.model_copy(update={"version": PROPOSED})
        signed = at_desk.tale.signed(APPLIED_ON)
        self.reviews.propose_procedure(proposed, reason="Late answers", signed=signed)

    def reference(self, cell):
        """Return the reference that is asked for; of "nowhere" there is no case."""
        case = self.cases.get(cell.relation, self.cases["own"])
        return NOWHERE if cell.relation == "nowhere" else case.reference

    def ask(self, cell):
        """Ask for a route as somebody; return the answer, and whether it was logged."""
        case = self.cases.get(cell.relation, self.cases["own"])
        given = {"reference": self.reference(cell), "number": PROPOSED, **case.ids}
        given["token"] = "A" * 48  # a link that opens nothing
        # Whoever is let in gives no command: each case is as it was for the next.
        fields = {"csrf_token": self.csrf[cell.who], "command_id": "none"}
        signs_in = cell.path.startswith("/sign-in") and cell.path != CONFIRM
        own = COOKIES.get(cell.who, COOKIE)
        cookie = SIGNING_IN_COOKIE if signs_in else own
        self.browser.cookies.clear()
        self.clock.set(TODAY)  # so that each page says how long the session lasts
        read = self._reads()
        with structlog.testing.capture_logs() as logged:
            answer = self.browser.request(
                cell.method,
                GIVEN.sub(lambda name: str(given[name[1]]), cell.path),
                data=fields if cell.method == "POST" else None,
                headers={"Cookie": f"{cookie}={self.tokens[cell.who]}"},
                follow_redirects=False,
            )
        refused = [line for line in logged if line["event"] == "Refused"]
        return Asked(answer, refused, self._reads() - read)

    def _reads(self):
        with self.given.office.reading() as db:
            return db.execute(select(func.count()).select_from(read_log)).scalar_one()


PROBLEM = "layout/problem.html.jinja"


@pytest.fixture(scope="module")
def premises(tmp_path_factory):
    """Make the premises; of a page that is let in to, nothing is drawn: that it is."""
    drawn = Page.to_asgi_response

    def drawn_if_denied(page, *args, **kwargs):
        if page.template_name == PROBLEM:
            return drawn(page, *args, **kwargs)
        return ASGIResponse(status_code=page.status_code)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "to_asgi_response", drawn_if_denied)
        with desk(tmp_path_factory.mktemp("matrix")) as at_desk:
            yield Premises(at_desk)


def routes(app):
    """Return every route there is, as the table names it."""
    for route in app.routes:
        for method in sorted({"GET", "POST"} & set(route.methods)):
            yield f"{method} {route.path}"


def is_allowed(rule, who, relation):
    """Does the table let them in?"""
    allowed = RULES[rule].get(who, [])
    return relation in allowed or "any" in allowed


def test_every_route_has_a_row_and_every_row_a_route(premises):
    there = set(routes(premises.browser.app))
    assert there - set(ROUTES) == set(), TO_ADD
    assert set(ROUTES) - there == set(), "There are no such routes any more."


def test_every_row_names_a_rule_and_every_rule_the_roles_there_are():
    assert set(ROUTES.values()) == set(RULES)
    for rule in RULES.values():
        assert set(rule) - {"says"} <= set(WHO)


def general(method):
    """Return the rule that says whom pages of a case are for at all."""
    return "case-write" if method == "POST" else "case-read"


def for_at_all(method, path):
    """Return whom a page of a case is for at all: one may be for others besides."""
    own = {*RULES[ROUTES[f"{method} {path}"]]}
    return own if path.startswith(OF_A_BODY) else {*RULES[general(method)], *own}


def cells(premises):
    def in_order(row):
        """What ends a session, or what was opened, is asked for last."""
        return row[0].endswith(ENDS), row

    for route, rule in sorted(ROUTES.items(), key=in_order):
        method, path = route.split(" ", 1)
        relations = ("any",)
        if path.startswith(OF_A_CASE):
            relations = (*(c for c in premises.cases if c != NOT_ASKED), "nowhere")
        elif path.startswith(OF_A_BODY):
            relations = (*premises.cases, "nowhere")
        for who in WHO:
            # Whom the page is not for at all is refused before a case is looked for.
            by_role = who not in for_at_all(method, path)
            for relation in {relations[0], relations[-1]} if by_role else relations:
                if OF_ONE_ROLE.get(relation, who) != who:
                    continue
                yield Cell(method, path, who, relation), rule


def test_every_cell_is_as_the_table_says(premises):
    """And what is not theirs is told just as what there is not."""
    end = premises.reviews.end_of_log()
    wrong, told, empty = [], {}, set()
    for cell, rule in cells(premises):
        asked = premises.ask(cell)
        became = asked.became
        allowed = is_allowed(rule, cell.who, cell.relation)
        expected = "let in" if allowed else denied_as(cell, rule)
        if allowed and became == NOTHING_THERE:
            empty.add(f"{cell.method} {cell.path}")
        elif became not in {expected, NOT_OPEN if rule == "public" else expected}:
            status = asked.answer.status_code
            wrong.append((*cell, f"expected {expected}", became, status))
        is_shown = cell.method == "GET" and became == "let in" and allowed
        if is_shown and of_a_case(cell, rule) and asked.reads != 1:
            wrong.append((*cell, "read, and not noted once", asked.reads))
        if became == "not there":
            same = told.setdefault((cell.method, cell.path, cell.who), set())
            same.add(asked.told(premises.reference(cell)))
    assert not wrong, "\n".join(map(str, wrong))
    assert empty == set(TABLE["nothing_there"]["routes"])
    assert len(told) > 300
    assert [where for where, answers in told.items() if len(answers) > 1] == []
    recorded = premises.reviews.recorder.select_notifications(end + 1, 9)
    assert [event.topic for event in recorded] == TAKE_ONE_CLICK


def of_a_case(cell, rule):
    """Is it a page of one case: whoever is shown it leaves a trace?"""
    return cell.path.startswith(OF_A_CASE) or rule in OF_WITHOUT_ACCOUNT


def denied_as(cell, rule):
    """Say how who is denied is answered.

    By role before any case is looked for; on a case that they may read, in words.
    """
    if rule in OF_WITHOUT_ACCOUNT:
        return NOT_OPEN
    if cell.path == CODE or cell.who in {NOBODY, *WITHOUT_ACCOUNT}:
        return "sign in first"
    at_all = cell.who in for_at_all(cell.method, cell.path)
    may_at_all = cell.path.startswith((OF_A_CASE, OF_A_BODY)) and at_all
    reads = cell.method == "GET" and is_allowed("case-read", cell.who, cell.relation)
    return "not there" if may_at_all and not reads else "not for you"
