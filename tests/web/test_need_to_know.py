"""What one item says is for some: others see that it is there, and nothing of it."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.policy import CaseKnown, ItemKept, may_know, may_say_who_knows
from asbreview.domain.contact.facts import Direction
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.people import Channel
from browser.every_page import SHOWS
from desk import desk, words
from journey import AREAS, BODIES, COUNCIL, PROCEDURE
from packs.papers import everything_in, made, opened
from visiting import PASSWORD, sign_in
from web.test_documents import send

TODAY = date(2026, 3, 20)  # a Friday
BEFORE = "2026-03-19"
POLICE = BODIES[1]
FOR_SOME = "[only some are to know this]"
SECRETS = (
    *("SECRETANSWER", "SECRETTELLING", "SECRETWHO", "SECRETGIVER"),
    *("SECRETCALL", "SECRETFILE"),
)
REASON = "SECRETREASON"


def account(name, number, role, body=COUNCIL, areas=AREAS):
    email = f"{name}@ely.example"
    return Account(UUID(int=number), email, name.capitalize(), role, body, areas)


WREN = account("wren", 51, Role.CASEWORKER)
LEE = account("lee", 52, Role.LEAD)
POL = account("pol", 54, Role.CASEWORKER, POLICE)
OTHERS = (WREN, LEE, POL)


@pytest.fixture
def work(tmp_path):
    """A case with an answer, a contact and a file that some only are to know."""
    with desk(tmp_path) as work:
        for each in OTHERS:
            open_account(
                work.installation.office, each, password=PASSWORD, at=work.clock()
            )
        tale = work.tale.apply().decide().ask()
        request_id = next(
            r.request_id
            for r in work.case.evidence.requests.values()
            if r.body_id == POLICE
        )
        work.reviews.answer_request(
            tale.case_id,
            request_id,
            answered_on=date(2026, 3, 18),
            kind=AnswerKind.RETURNED,
            answer="SECRETANSWER: an operation",
            tells_of=[Whom.ANOTHER],
            came_by=CameBy.MEETING,
            given_by="SECRETGIVER",
            may_be_told=MayBeTold.NONE,
            why_none="SECRETTELLING: it goes on",
            attends="SECRETWHO",
            signed=tale.signed(date(2026, 3, 18)),
        )
        work.reviews.make_contact(
            tale.case_id,
            person_id=work.case.contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=date(2026, 3, 18),
            said="SECRETCALL: she saw a gun",
            promise=None,
            signed=tale.signed(date(2026, 3, 18)),
        )
        work.on(date(2026, 3, 18))
        content = b"A statement. SECRETFILE\n"
        send(
            work,
            content,
            name="SECRETFILE.txt",
            description="SECRETFILE: what she saw",
            giver_id=str(POLICE),
        )
        work.items = [
            request_id,
            next(iter(work.case.contact.contacts)),
            next(iter(work.case.evidence.files)),
        ]
        yield work.on(TODAY)


def keep(work, item_id, **told):
    typed = {"bodies": [str(POLICE)], "roles": [], "reason": REASON} | told
    return work.fill_in(f"/need-to-know/{item_id}", **typed)


@pytest.fixture
def kept(work):
    for item_id in work.items:
        assert keep(work, item_id).status_code == 200
    return work


def as_(work, who):
    work.browser.cookies.clear()
    sign_in(work.browser, name=f"{who}@ely.example")
    return work


def every_page(work, **asked):
    """Return every page of the case that shows something."""
    pages = [work.get(page, **asked) for page in (*SHOWS, "/chronology")]
    pages += [
        work.get("/history", detail="yes", **asked),
        work.get("/history/known", on="2026-03-19", **asked),
        work.get("/history/between", **{"from": "2026-03-02", **asked}),
    ]
    assert {page.status_code for page in pages} == {200}
    return "\n".join(page.text for page in pages)


@pytest.mark.parametrize("who", ["ann", "wren", "lee"])
def test_whoever_is_not_named_finds_no_word_of_it_on_any_page(kept, who):
    told = every_page(as_(kept, who))
    for secret in (*SECRETS, REASON):
        assert secret not in told
    assert told.count(FOR_SOME) > 5


def test_whom_a_kept_answer_tells_of_is_for_those_who_know_it(work):
    says = Whom.ANOTHER
    at = f"/need-to-know/{work.items[0]}"
    assert f"It tells of {says.capitalize()}" in words(work.get("/partners"))
    assert f"It tells of {says}" in words(work.get(at))
    keep(work, work.items[0])
    told = words(as_(work, "pol").get("/partners"))
    assert f"It tells of {says.capitalize()}" in told
    lead = as_(work, "lee")
    assert says not in every_page(lead).casefold()
    assert says not in words(lead.get(at)).casefold()


@pytest.mark.parametrize("who", ["ann", "wren", "lee"])
def test_nor_on_the_case_as_it_was_before_it_was_kept(kept, who):
    told = every_page(as_(kept, who), as_of=BEFORE)
    for secret in SECRETS:
        assert secret not in told


MARKS = ("/partners", "/contacts", "/documents")
CLOSED_SINCE = "It was for everybody of the case then. Only some are to know today"


def marks(work, says, **asked):
    """Count how often the pages that show an item say something of it."""
    return [words(work.get(page, **asked)).count(says) for page in MARKS]


@pytest.mark.parametrize(("who", "closed"), [("wren", [1, 1, 1]), ("pol", [0, 0, 0])])
def test_a_day_before_has_no_mark_and_says_so_where_today_closes_it(kept, who, closed):
    as_(kept, who)
    assert marks(kept, "Need to know for") == [1, 1, 1]
    assert marks(kept, CLOSED_SINCE) == [0, 0, 0]
    assert marks(kept, "Need to know for", as_of=BEFORE) == [0, 0, 0]
    assert marks(kept, CLOSED_SINCE, as_of=BEFORE) == closed


def test_a_day_on_which_it_was_kept_has_the_mark_of_then(kept):
    later = date(2026, 3, 23)
    kept.on(later)
    keep(kept, kept.items[0], bodies=[], roles=["auditor"], reason="SECRETSECOND")
    keep(kept, kept.items[1], shows="all", bodies=[])
    kept.on(later)
    friday = {"as_of": TODAY.isoformat()}
    as_(kept, "wren")
    assert marks(kept, "Need to know for", **friday) == [1, 1, 1]
    assert marks(kept, "Need to know for") == [1, 0, 1]
    assert "for the role of auditor, said Sam Reed" in words(kept.get("/partners"))
    page = words(kept.get("/partners", **friday))
    assert "for Cambridgeshire Constabulary, said Sam Reed . You are none" in page
    assert "SECRETCALL" in kept.get("/contacts", **friday).text  # open to all again
    page = as_(kept, "pol").get("/partners", **friday)
    assert "kept to others, and you are none of them" in words(page)
    assert not any(secret in page.text for secret in ("SECRETANSWER", REASON))
    page = as_(kept, "ann").get("/partners", **friday)  # named since
    assert "SECRETANSWER" in page.text
    assert "for Cambridgeshire Constabulary, said Sam Reed :" in words(page)
    assert REASON in page.text


@pytest.mark.parametrize("who", ["sam", "pol"])
def test_whoever_is_named_and_who_kept_it_read_it_all(kept, who):
    told = every_page(as_(kept, who))
    for secret in SECRETS:
        assert secret in told
    assert FOR_SOME not in told


def test_that_it_is_there_whose_of_which_day_and_kind_everybody_sees(kept):
    as_(kept, "wren")
    page = words(kept.get("/partners"))
    assert "Answered on Wednesday 18 March 2026" in page
    assert "Information returned" in page
    assert "Need to know for Cambridgeshire Constabulary, said Sam Reed" in page
    assert "You are none of them." in page
    assert "They rang: Wednesday 18 March 2026" in words(kept.get("/contacts"))
    page = words(kept.get("/documents"))
    assert (
        "Document 1: text, received on Friday 13 March 2026 from Cambridgeshire" in page
    )
    assert "What an item says kept to some" in words(kept.get("/history"))


@pytest.mark.parametrize(("who", "status"), [("wren", 403), ("ann", 403), ("pol", 200)])
def test_a_file_is_opened_and_saved_by_whoever_is_named_alone(kept, who, status):
    as_(kept, who)
    at = f"/documents/{kept.items[2]}"
    for which in ("copy", "original"):
        answer = kept.get(f"{at}/{which}")
        assert answer.status_code == status
        assert ("SECRETFILE" in answer.text) is (status == 200)
        assert kept.get(f"{at}/{which}", as_of=BEFORE).status_code == status


def test_a_role_is_named_too(work):
    keep(work, work.items[0], bodies=[], roles=["auditor"])
    assert "SECRETANSWER" in as_(work, "ann").get("/partners").text
    assert "SECRETANSWER" not in as_(work, "wren").get("/partners").text


def test_it_is_shown_to_all_again_and_the_history_says_both(kept):
    for item_id in kept.items:
        keep(kept, item_id, shows="all", bodies=[])
    told = every_page(as_(kept, "wren"))
    for secret in SECRETS:
        assert secret in told
    assert "What an item says shown to all again" in told


def test_an_answer_that_comes_after_is_kept_as_the_one_before(kept):
    request_id = kept.items[0]
    tale = kept.tale
    kept.reviews.correct_evidence(
        tale.case_id, request_id, reason="SECRETSLIP", signed=tale.signed(TODAY)
    )
    kept.reviews.answer_request(
        tale.case_id,
        request_id,
        answered_on=TODAY,
        kind=AnswerKind.RETURNED,
        answer="SECRETSECOND",
        may_be_told=MayBeTold.ALL,
        signed=tale.signed(TODAY),
    )
    kept.on(TODAY)
    told = every_page(as_(kept, "wren"))
    for secret in (*SECRETS, "SECRETSECOND", "SECRETSLIP"):
        assert secret not in told


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"bodies": [], "roles": []}, 409, "Select who is to know what it says"),
        ({"reason": " "}, 422, "Enter why"),
        ({"bodies": [str(UUID(int=404))]}, 409, "Select from the relevant bodies"),
        ({"shows": "all"}, 409, "Everybody of the case sees it already"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(work, typed, status, says):
    page = keep(work, work.items[0], **typed)
    assert page.status_code == status
    assert says in words(page)
    assert not work.case.trigger.kept_to_some


def test_who_does_not_know_it_does_not_say_who_knows_but_a_lead_may(kept):
    at = f"/need-to-know/{kept.items[0]}"
    assert as_(kept, "wren").get(at).status_code == 403
    assert as_(kept, "ann").get(at).status_code == 403
    lee = as_(kept, "lee")
    page = lee.get(at)
    assert page.status_code == 200
    assert REASON not in page.text
    keep(lee, kept.items[0], roles=["lead"], reason="Sam has left")
    assert "SECRETANSWER" in lee.get("/partners").text


def test_what_is_no_item_of_the_case_is_not_there(work):
    complaint = work.case.evidence.complaints[0].complaint_id
    for item_id in (UUID(int=404), complaint):
        assert work.get(f"/need-to-know/{item_id}").status_code == 404


def test_no_pack_that_is_made_after_tells_of_it_whoever_asked_for_it(kept):
    told = everything_in(made(kept))
    for secret in (*SECRETS, REASON):
        assert secret.encode() not in told
    assert b"only some are to know" in told


def test_a_pack_made_before_opens_for_those_alone_who_know_it_all(work):
    assert b"SECRETANSWER" in everything_in(made(work))
    later = date(2026, 3, 23)
    work.on(later)
    keep(work, work.items[0])
    assert opened(work).status_code == 200  # by Sam, who kept it
    assert opened(as_(work, "pol")).status_code == 200
    as_(work, "wren")
    assert opened(work).status_code == 404
    assert "only some are to know what is in it now" in words(work.get("/panel"))


CASE = CaseKnown(UUID(int=1), PROCEDURE)
KEPT = ItemKept((POLICE,), (Role.LEAD,), UUID(int=2))
ELSEWHERE = frozenset({"fenland"})


@pytest.mark.parametrize(
    ("who", "knows", "says"),
    [
        (WREN, False, False),
        (LEE, True, True),  # by the role
        (POL, True, True),  # by the body
        (account("sam", 2, Role.CASEWORKER), True, True),  # who kept it
        (account("ann", 3, Role.AUDITOR), False, False),
        (account("ann", 3, Role.AUDITOR, POLICE), True, False),
        (account("pam", 4, Role.PARTNER, POLICE), False, False),  # reads no case
        (account("max", 5, Role.MANAGER, POLICE), False, False),
        (account("cher", 6, Role.CHAIR, POLICE), False, False),  # not let in
        (account("fen", 7, Role.LEAD, POLICE, ELSEWHERE), False, False),
        (None, False, False),
    ],
)
def test_the_policy_on_one_item(who, knows, says):
    assert may_know(who, KEPT, CASE) is knows
    assert may_say_who_knows(who, KEPT, CASE) is says


def test_a_name_lets_nobody_in_who_may_not_see_the_case():
    for closed in (
        CASE._replace(is_restricted=True),
        CASE._replace(conflicted=(POL.account_id,)),
    ):
        assert not may_know(POL, KEPT, closed)
    let_in = CASE._replace(let_in=(UUID(int=6),))
    assert may_know(account("cher", 6, Role.CHAIR, POLICE), KEPT, let_in)
