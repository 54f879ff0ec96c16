"""A figure counts every case; of one kept from its reader it tells no more."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from desk import SAM, Day, date_in, desk, words
from journey import AREAS, BODIES, COUNCIL, PROCEDURE
from visiting import PASSWORD, parsed

WREN = Account(
    UUID(int=51), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
MAX = Account(
    UUID(int=53), "max@ely.example", "Max Finch", Role.MANAGER, COUNCIL, AREAS
)
RARE = "Wicken Lode"  # a place that no other case is about
TODAY = date(2026, 7, 1)
SINCE_MARCH = {
    "area": PROCEDURE,
    **date_in("from_on", date(2026, 3, 1)),
    **date_in("to_on", TODAY),
}
NOT_SHOWN = "a case that you are not shown"
TABLES = (
    "/figures/csv",
    "/figures/again/csv",
    "/figures/again/repeat/csv",
    "/figures/counts/csv",
    "/figures/open/csv",
    "/figures/open/late/csv",
    "/figures/open/cases/csv",
    "/figures/open/months/cases/csv",
    "/figures/time/cases/csv",
    "/figures/again/cases/csv",
    "/figures/bodies/cases/csv",
    f"/figures/bodies/{BODIES[1]}/csv",
)
SIDE_BY_SIDE = (
    "/figures/time/by",
    "/figures/again/by",
    "/figures/bodies/by",
    "/figures/bodies/by/csv",
)
PAGES = (
    "/figures",
    "/figures/again",
    "/figures/bodies",
    f"/figures/bodies/{BODIES[1]}",
    "/figures/counts",
    "/figures/open",
    "/figures/time",
    "/figures/time/cases",
    "/figures/open/months/cases",
    *SIDE_BY_SIDE,
    "/figures/again/cases",
    "/figures/bodies/cases",
    "/figures/conformance",
)


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """One case with its outcome told and one with everything late, both restricted."""
    with desk(tmp_path_factory.mktemp("data")) as work:
        for account in (WREN, MAX):
            open_account(
                work.installation.office, account, password=PASSWORD, at=work.clock()
            )
        work.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).ask()
        work.tale.answer().assess().convene().choose().hold().find()
        work.tale.post(date(2026, 4, 7))
        late = Day(work.reviews, work.clock)
        late.seed = UUID(int=7200)
        late.apply().decide().ask()
        for tale in (work.tale, late):
            case = work.reviews.case(tale.case_id)
            on = date(2026, 6, 1)
            work.reviews.correct_application(
                tale.case_id,
                case.trigger.application.model_copy(update={"place": RARE}),
                reason="The next village",
                signed=tale.signed(on),
            )
            work.reviews.restrict_case(
                tale.case_id, (), reason="Her name", signed=tale.signed(on)
            )
        open_to_all = Day(work.reviews, work.clock)
        open_to_all.seed = UUID(int=7300)
        open_to_all.apply().decide().ask()
        yield work.on(TODAY)


def read(work, who, address):
    by = {"by": "place"} if address in SIDE_BY_SIDE else {}
    answer = work.sits(who).browser.get(address, params=SINCE_MARCH | by)
    assert answer.status_code == 200, address
    return answer


def rows_of(answer):
    return [line.split(",") for line in answer.text.lstrip("\ufeff").splitlines()][1:]


@pytest.mark.parametrize("address", TABLES)
def test_a_row_of_a_case_that_is_kept_from_its_reader_says_that_it_is_counted(
    work, address
):
    theirs, owners = (
        rows_of(read(work, WREN, address)),
        rows_of(read(work, SAM, address)),
    )
    assert len(theirs) == len(owners)
    kept = [row for row in theirs if NOT_SHOWN in row]
    assert kept
    for row in kept:
        after = row[row.index(NOT_SHOWN) + 1 :]
        assert after
        assert not any(after), row
    assert not [row for row in owners if NOT_SHOWN in row]


@pytest.mark.parametrize("address", [*PAGES, *TABLES])
def test_no_figure_tells_the_place_of_a_case_that_is_kept_from_its_reader(
    work, address
):
    assert RARE not in read(work, WREN, address).text


def test_whose_case_it_is_has_all_of_it(work):
    assert RARE in read(work, SAM, "/figures/csv").text
    assert RARE in read(work, SAM, "/figures/time").text
    assert "Counted, and kept" not in read(work, SAM, "/figures/open").text


def test_the_lists_on_the_pages_say_that_it_is_counted_and_nothing_more(work):
    """Two are late and two are open, of which Wren is shown one."""
    page = words(read(work, WREN, "/figures/open"))
    late = page.split("Past their day")[1].split("Which cases are open")[0]
    assert "Counted, and kept from your account" in late
    seen = [
        row for row in rows_of(read(work, WREN, "/figures/open/late/csv")) if row[1]
    ]
    assert late.count("EC-26-") == len(seen) > 0
    assert "1 case" in words(read(work, WREN, "/figures/time"))
    told = words(read(work, WREN, f"/figures/bodies/{BODIES[1]}"))
    assert told.count("Counted, and kept from your account") == 2


def test_side_by_side_what_is_kept_is_a_group_of_its_own_by_whatever_it_is_grouped(
    work,
):
    """Its cases say that they are counted; by its place there is nothing to be had."""
    for by in ("category", "place", "channel", "version"):
        asked = SINCE_MARCH | {"by": by}
        browser = work.sits(WREN).browser
        page = browser.get("/figures/time/by", params=asked)
        assert words(page).count("A case that you are not shown 1 Reviews (n)") == 2
        kept = asked | {"of": "told", "alike": NOT_SHOWN.capitalize()}
        told = words(browser.get("/figures/time/cases", params=kept))
        assert told.count("Counted, and kept from your account") == 1
    rare = SINCE_MARCH | {"of": "told", "by": "place", "alike": RARE}
    assert "No case." in words(browser.get("/figures/time/cases", params=rare))
    own = work.sits(SAM).browser.get("/figures/time/cases", params=rare)
    assert len(parsed(own.text).xpath("//tbody/tr")) == 1


def test_a_manager_has_rows_of_every_case_and_the_name_of_none(work):
    """They read no case: what a restricted one is among them does not show."""
    rows = rows_of(read(work, MAX, "/figures/open/cases/csv"))
    assert [row[0] for row in rows] == [NOT_SHOWN] * len(rows)
    assert all(row[1] for row in rows)
    assert RARE in read(work, MAX, "/figures/csv").text


def test_under_a_number_what_is_kept_stands_last_whatever_its_days(work):
    """Three came, of which two are kept: by their place nothing is learnt of them."""
    theirs = rows_of(read(work, WREN, "/figures/open/months/cases/csv"))
    assert [row[0] == NOT_SHOWN for row in theirs] == [False, True, True]
    page = words(read(work, WREN, "/figures/open/months/cases"))
    assert page.count("Counted, and kept from your account") == 2


def test_under_a_number_a_manager_has_every_row_and_no_reference(work):
    for page in ("/figures/open/months/cases", "/figures/time/cases"):
        rows = rows_of(read(work, MAX, f"{page}/csv"))
        assert rows
        assert all(row[0] == NOT_SHOWN and all(row) for row in rows)
        assert "EC-26-" not in read(work, MAX, page).text
