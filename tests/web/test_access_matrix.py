"""Every route, for every role, on a case of every kind: who is let in, and who is not.

The rows stand in `access_matrix.toml`.  Every cell is asked of the real pages, with
cases that have something of everything on them.
"""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
import structlog
from httpx import Response
from litestar.response.base import ASGIResponse

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.emergencies import Opening, note_opening
from asbreview.web.page import Page
from asbreview.web.sessions import COOKIE, SIGNING_IN_COOKIE
from desk import desk
from journey import APPLIED_ON, AREAS, CASEWORKER, COUNCIL, EAST_CAMBRIDGESHIRE
from visiting import PASSWORD
from web.test_every_form import GIVEN, TODAY, Another

pytestmark = pytest.mark.thorough

TABLE = tomllib.loads(Path(__file__).with_name("access_matrix.toml").read_text("utf-8"))
ROUTES, RULES = TABLE["routes"], TABLE["rules"]
NOBODY = "nobody"
WHO = (NOBODY, *Role)
ELSEWHERE = "somewhere-else"
PROPOSED = 2
CODE = "/sign-in/code"
CONFIRM = "/sign-in/provider/confirm"  # for whoever is signed in
NOWHERE = "EC-26-00000"
OPENED = "opened"
OF_ONE_ROLE = {
    "let-in": Role.CHAIR,
    "removed": Role.CHAIR,
    OPENED: Role.ADMINISTRATOR,
}
OF_A_CASE = "/cases/{reference:str}"
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


def say(tale, command, *told, **more):
    """Give a command about who sees a case."""
    give = getattr(tale.reviews, command)
    give(tale.case_id, *told, **more, signed=tale.signed(TODAY))


class Asked(NamedTuple):
    """An answer, and what was logged of a refusal."""

    answer: Response
    refused: list[dict[str, Any]]

    @property
    def became(self):
        """Say in a word how it was answered."""
        status = self.answer.status_code
        asks = self.answer.request.method == "GET"
        goes_to = self.answer.headers.get("location", "")
        if status == 401 or (asks and goes_to.startswith("/sign-in")):
            return "sign in first"
        if status == 404 and self.refused:
            return "not there"
        if status == 403:
            return "not for you"
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
        opened = self.cases[OPENED].tale.case_id
        told = ACCOUNTS[Role.ADMINISTRATOR].account_id, opened, self.clock()
        until = self.clock() + timedelta(hours=1)
        note_opening(self.given.office, Opening(UUID(int=1), *told, until))
        self.csrf = {who: app.state.forms.token(t) for who, t in self.tokens.items()}
        self.given.projector.catch_up()

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
        cookie = SIGNING_IN_COOKIE if signs_in else COOKIE
        self.browser.cookies.clear()
        self.clock.set(TODAY)  # so that each page says how long the session lasts
        with structlog.testing.capture_logs() as logged:
            answer = self.browser.request(
                cell.method,
                GIVEN.sub(lambda name: str(given[name[1]]), cell.path),
                data=fields if cell.method == "POST" else None,
                headers={"Cookie": f"{cookie}={self.tokens[cell.who]}"},
                follow_redirects=False,
            )
        return Asked(answer, [line for line in logged if line["event"] == "Refused"])


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
    return {*RULES[general(method)], *RULES[ROUTES[f"{method} {path}"]]}


def cells(premises):
    last = "POST /sign-out"
    for route, rule in sorted(ROUTES.items(), key=lambda row: (row[0] == last, row)):
        method, path = route.split(" ", 1)
        relations = ("any",)
        if path.startswith(OF_A_CASE):
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
    wrong, told = [], {}
    for cell, rule in cells(premises):
        asked = premises.ask(cell)
        if is_allowed(rule, cell.who, cell.relation):
            expected = "let in"
        else:
            expected = "sign in first" if cell.who == NOBODY else denied_as(cell)
        if asked.became != expected:
            status = asked.answer.status_code
            wrong.append((*cell, f"expected {expected}", asked.became, status))
        if asked.became == "not there":
            same = told.setdefault((cell.method, cell.path, cell.who), set())
            same.add(asked.told(premises.reference(cell)))
    assert not wrong, "\n".join(map(str, wrong))
    assert len(told) > 300
    assert [where for where, answers in told.items() if len(answers) > 1] == []
    assert premises.reviews.end_of_log() == end


def denied_as(cell):
    """Say how who is denied is answered.

    By role before any case is looked for; on a case that they may read, in words.
    """
    if cell.path == CODE:
        return "sign in first"
    at_all = cell.who in for_at_all(cell.method, cell.path)
    may_at_all = cell.path.startswith(OF_A_CASE) and at_all
    reads = cell.method == "GET" and is_allowed("case-read", cell.who, cell.relation)
    return "not there" if may_at_all and not reads else "not for you"
