"""Every route, for every role, on a case of every kind: who is let in, and who is not.

The rows stand in `access_matrix.toml`.  Every cell is asked of the real pages, with
cases that have something of everything on them, in an installation that has it too: so
that whoever may see a thing is shown it, and whoever may not is refused.
"""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pytest
import structlog
from httpx import Response
from litestar.response.base import ASGIResponse
from sqlalchemy import func, select

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.drafts import Drafts, Of
from asbreview.access.emergencies import Opening, note_opening
from asbreview.access.identities import Identity, link
from asbreview.access.provider import Provider
from asbreview.access.read_log import read_log
from asbreview.domain.asking.record import Asking
from asbreview.domain.retention.rules import RecordKind
from asbreview.web.app import given_to
from asbreview.web.assets import assets
from asbreview.web.page import Page
from asbreview.web.provider_asked import asking_of, carrying
from asbreview.web.sessions import (
    ANSWERING_COOKIE,
    COOKIE,
    FOLLOWING_COOKIE,
    PROVIDER_COOKIE,
    SIGNING_IN_COOKIE,
)
from desk import ADDRESS, Day, date_in, desk
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
from web.something_of_everything import (
    WithEverything,
    live_link,
    of_the_installation,
    packs_made,
)
from web.test_every_form import GIVEN, TODAY
from web.test_notify_receipts import BEARS, RECEIPT, TOKEN
from web.test_provider import BACK, ISSUER, SUBJECT, TOLD, Council, challenge_of

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
ONE_CLICK = "/nil"
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
ANSWERED = 4  # by the link, and by the account on the three cases that it is let in to
PARTS = 6  # of the cells, each asked for within the time that a test has
OF_THE_PAST = "/past/{past_id:uuid}"
LISTS_OF_A_BODY = {"/requests"}  # tells of several cases: each is noted
THEIRS = RULES["answer"][Role.PARTNER]
OF_A_BODY = "/requests/{reference:str}"  # what it was asked, or is to do, on a case
NOT_ASKED = "not-asked"
TO_ADD = (
    "Who may ask for it? Give it the name of a rule in tests/web/access_matrix.toml,"
    " and if no rule is right write one: what it does not say is denied."
)
STYLES = assets().address("govuk.css").removeprefix("/static/")
ASKED = asking_of(TOKEN)
# What is asked of a thing besides its address.
TOLD_BESIDES = {
    "/retention/dispose": {"area": PROCEDURE, "of": RecordKind.WITHDRAWN.value},
    "/figures/return/publish": {
        "area": PROCEDURE,
        **date_in("from_on", date(2025, 4, 1)),
        **date_in("to_on", date(2026, 3, 31)),
    },
    BACK: {"code": "a code", "state": ASKED.state},
}
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
        self.instead = getattr(tale, "instead", {})

    def given(self, path):
        """Return what stands in an address for each thing that it names."""
        instead = (ids for part, ids in self.instead.items() if part in path)
        return reduce(or_, instead, self.ids)


def cases_at(at_desk):
    """Make a case of every kind, each with something of everything on it."""
    yield "own", WithEverything(at_desk, 9000)
    yield "elsewhere", WithEverything(at_desk, 9001, procedure_id=ELSEWHERE)
    mine = tuple(who.account_id for who in ACCOUNTS.values())
    restricted = WithEverything(at_desk, 9002)
    say(restricted, "restrict_case", (), reason="MARKERRESTRICTED")
    say(restricted, "let_in", mine)
    yield "restricted", restricted
    named = WithEverything(at_desk, 9003)
    say(named, "restrict_case", mine, reason="MARKERRESTRICTED")
    yield "named", named
    conflicted = WithEverything(at_desk, 9004)
    for account_id in mine:
        say(conflicted, "declare_conflict", account_id, reason="MARKERCONFLICT")
    say(conflicted, "let_in", mine)
    yield "conflicted", conflicted
    let_in = WithEverything(at_desk, 9005)
    say(let_in, "let_in", mine)
    yield "let-in", let_in
    removed = WithEverything(at_desk, 9006)
    say(removed, "let_in", mine)
    say(removed, "let_in", ())
    yield "removed", removed
    yield OPENED, WithEverything(at_desk, 9007)
    joint = WithEverything(at_desk, 9008, procedure_id=ELSEWHERE)
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


class ToMeet(Day):
    """A case whose applicant was invited to a panel that has still to meet."""

    def __init__(self, at_desk):
        super().__init__(at_desk.reviews, at_desk.clock)
        self.seed = UUID(int=9010)
        self.apply().decide().ask().assess().convene(meets_on=date(2026, 4, 14))
        self.choose().post(date(2026, 3, 25))

    @property
    def case(self):
        return self.reviews.case(self.case_id)


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

    @property
    def is_answered(self):
        """Was it shown or done, or told what it lacks (422), or the case does (409)?"""
        return self.answer.status_code in {200, 204, 303, 409, 422}

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
        self.found, self.recorded = {}, []
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
        on = date(2026, 3, 2)
        self.reviews.record_contact_point(
            POLICE, from_on=on, email="asb@constabulary.example", signed=tale.signed(on)
        )
        self.cases = {relation: Known(tale) for relation, tale in cases_at(at_desk)}
        self.clock = at_desk.clock
        self.clock.set(TODAY)
        full = [known.tale for known in self.cases.values() if known.instead]
        self.given.projector.catch_up()
        self.given.ledger.sign(self.clock())
        packs_made(at_desk, full)
        self.given.ledger.sign(self.clock())  # the second, which is asked for
        self.things = of_the_installation(full[0])._asdict()
        self._set_up_others(app)
        meets = ToMeet(at_desk)
        self.clock.set(TODAY)
        self.tokens = {NOBODY: "of no session"}
        for role, who in ACCOUNTS.items():
            now = at_desk.clock()
            open_account(self.given.office, who, password=PASSWORD, at=now)
            begin = app.state.sessions.begin
            self.tokens[role] = begin(who.account_id, instead_of="", at=now)
        self.tokens |= self._opened_without_account(self.cases["own"].tale)
        self.opened = {("/status/case/meeting.ics", FOLLOWER): self._follows(meets)}
        opened = self.cases[OPENED].tale.case_id
        told = ACCOUNTS[Role.ADMINISTRATOR].account_id, opened, self.clock()
        until = self.clock() + timedelta(hours=1)
        note_opening(self.given.office, Opening(UUID(int=1), *told, until))
        self.csrf = {who: app.state.forms.token(t) for who, t in self.tokens.items()}
        self.given.projector.catch_up()

    def _opened_without_account(self, tale):
        """Open in browsers of their own what a code and two links open."""
        now, give = self.clock(), self.reviews
        open_request = tale.asked_of(POLICE)
        told = {"signed": tale.signed(TODAY)}
        give.make_answer_link(tale.case_id, open_request, **told)
        self.things["token"] = live_link(give, open_request)
        told = {"mails": False, "signed": tale.signed(TODAY)}
        give.write_to_owner(tale.case_id, BODIES[1], **told)
        drafts, used = Drafts(self.given.office), {"used_at": now.isoformat()}
        until = {"until": (now + timedelta(days=7)).isoformat()}
        answers = {
            which: {"answers": str(request_id), "case_id": str(tale.case_id), **until}
            for which, request_id in (
                (ASKED_BODY, open_request),
                (OWNER, Asking.of_actions(tale.case_id, BODIES[1])),
            )
        }
        begun = {
            which: drafts.begin(opens | used, at=now, of=Of.ANSWERING)
            for which, opens in answers.items()
        }
        return begun | {FOLLOWER: self._follows(tale)}

    def _set_up_others(self, app):
        """Let there be an identity provider, and a token that Notify bears."""
        self.council = Council(self.clock)
        link(
            self.given.office,
            CASEWORKER,
            Identity(ISSUER, SUBJECT),
            at=self.clock(),
        )
        provider = Provider(
            TOLD,
            back_at=f"{ADDRESS}{BACK}",
            transport=httpx.MockTransport(self.council),
        )
        given = app.state.installation
        settings = replace(given.settings, receipts_token=TOKEN)
        given_to(app, replace(given, provider=provider, settings=settings))

    def _follows(self, tale):
        """Open a case in the browser of its applicant."""
        told = {"follows": str(tale.case_id), "used_at": self.clock().isoformat()}
        told["code_number"] = tale.case.contact.code_number
        return Drafts(self.given.office).begin(told, at=self.clock(), of=Of.FOLLOWING)

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
        given = {"reference": self.reference(cell), "number": PROPOSED}
        given |= case.given(cell.path) | self.things
        given |= self._on_record(cell.path)
        given |= {"name": STYLES} if cell.path.startswith("/static") else {}
        # Whoever is let in gives no command: each case is as it was for the next.
        fields = {"csrf_token": self.csrf[cell.who], "command_id": "none"}
        told = TOLD_BESIDES.get(cell.path, {})
        cookies = self._cookies(cell)
        self.browser.cookies.clear()
        self.clock.set(TODAY)  # so that each page says how long the session lasts
        read = self._reads()
        with structlog.testing.capture_logs() as logged:
            answer = self.browser.request(
                cell.method,
                GIVEN.sub(lambda name: str(given[name[1]]), cell.path),
                params=told if cell.method == "GET" else None,
                **self._sent(cell, fields | told),
                headers={"Cookie": cookies, **BEARS},
                follow_redirects=False,
            )
        refused = [line for line in logged if line["event"] == "Refused"]
        return Asked(answer, refused, self._reads() - read)

    def _on_record(self, path):
        """Return what of an area's record a route takes back: each is of its kind."""
        which = {
            "/figures/changes/": "change_id",
            "/figures/return/": "return_id",
            "/figures/reports/effectiveness/": "assessed_id",
        }
        named = [name for begins, name in which.items() if path.startswith(begins)]
        return {"recorded_id": self.things[named[0]]} if named else {}

    @staticmethod
    def _sent(cell, fields):
        """Return what is sent: by Notify, what became of a letter that is not ours."""
        if cell.path == "/notify/receipts":
            return {"json": RECEIPT}
        return {"data": fields if cell.method == "POST" else None}

    def _cookies(self, cell):
        """Return what their browser sends along; the provider is asked beforehand."""
        if cell.path == BACK:
            self.council.challenge = challenge_of(ASKED.verifier)
            self.council.nonce = ASKED.nonce
            return f"{PROVIDER_COOKIE}={carrying(TOKEN, '/')}"
        signs_in = cell.path.startswith("/sign-in") and cell.path != CONFIRM
        cookie = SIGNING_IN_COOKIE if signs_in else COOKIES.get(cell.who, COOKIE)
        return f"{cookie}={self.opened.get(cell[1:3], self.tokens[cell.who])}"

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
        """What answers a request is asked for late, and what ends a session last."""
        return row[0].endswith(ENDS), row[0].endswith(ONE_CLICK), row

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


class Found:
    """What was found in a part of the cells: what is wrong, told, and is not there."""

    def __init__(self):
        self.wrong, self.told, self.empty = [], {}, set()

    def look(self, premises, cell, rule):
        """Ask for one cell, and note what is not as the table says."""
        asked = premises.ask(cell)
        became, status = asked.became, asked.answer.status_code
        allowed = is_allowed(rule, cell.who, cell.relation)
        expected = "let in" if allowed else denied_as(cell, rule)
        if allowed and became == NOTHING_THERE:
            self.empty.add(f"{cell.method} {cell.path}")
        elif became not in {expected, NOT_OPEN if rule == "public" else expected}:
            self.wrong.append((*cell, f"expected {expected}", became, status))
        elif became == "let in" and not asked.is_answered:
            self.wrong.append((*cell, "let in, and not answered", status))
        is_shown = cell.method == "GET" and became == "let in" and allowed
        if is_shown and of_a_case(cell, rule) and asked.reads != 1:
            self.wrong.append((*cell, "read, and not noted once", asked.reads))
        if is_shown and cell.path in LISTS_OF_A_BODY and asked.reads < len(THEIRS):
            self.wrong.append((*cell, "read, and not each noted", asked.reads))
        if became == "not there":
            same = self.told.setdefault((cell.method, cell.path, cell.who), set())
            same.add(asked.told(premises.reference(cell)))


def found_in(premises, part):
    """Ask for a part of the cells, in their order; each part is asked for once."""
    if part not in premises.found:
        end = premises.reviews.end_of_log()
        found = premises.found[part] = Found()
        every = list(cells(premises))
        for cell, rule in every[
            part * len(every) // PARTS : (part + 1) * len(every) // PARTS
        ]:
            found.look(premises, cell, rule)
        premises.recorded += premises.reviews.recorder.select_notifications(end + 1, 9)
    return premises.found[part]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_cell_is_as_the_table_says(premises, part):
    assert not (wrong := found_in(premises, part).wrong), "\n".join(map(str, wrong))


def test_what_is_not_theirs_is_told_just_as_what_there_is_not(premises):
    told = {}
    for part in range(PARTS):
        for where, answers in found_in(premises, part).told.items():
            told.setdefault(where, set()).update(answers)
    assert len(told) > 300
    assert [where for where, answers in told.items() if len(answers) > 1] == []


def test_whoever_may_see_a_thing_finds_one_there(premises):
    """But for what the table names, with why there can be none."""
    empty = set().union(*(found_in(premises, part).empty for part in range(PARTS)))
    assert empty == set(TABLE["nothing_there"])


def test_asking_records_nothing_but_what_is_one_click(premises):
    for part in range(PARTS):
        found_in(premises, part)
    recorded = [event.topic for event in premises.recorded]
    assert recorded == TAKE_ONE_CLICK * ANSWERED


def of_a_case(cell, rule):
    """Is it a page of one case: whoever is shown it leaves a trace?

    Also what a body was asked, or is to do; and an earlier case, from a list.
    """
    of_one = cell.path.startswith((OF_A_CASE, OF_A_BODY, OF_THE_PAST))
    return of_one or rule in OF_WITHOUT_ACCOUNT


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
