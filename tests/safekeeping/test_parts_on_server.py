"""Of what lies on a server a part alone is put back: refused, or made anew."""

import shutil
from dataclasses import replace

import pytest
from prometheus_client import generate_latest

from asbreview.access.accounts import all_accounts
from asbreview.audit.checking import check
from asbreview.installation import opened
from asbreview.keeping_files import missing_files, settle_files
from asbreview.metrics import Figures
from asbreview.refusal import CannotStart
from asbreview.stores_on_server import migrate
from packs.papers import give, picture
from places import _sql as sql
from postgres_server import shared_server
from projections.timeline import timeline_of
from safekeeping.test_backup import in_use

pytestmark = [pytest.mark.postgres, pytest.mark.thorough]
LOG = {"events", "office", "views"}


@pytest.fixture
def there(tmp_path):
    """The settings of an installation on a server, which nobody uses any more."""
    with in_use(tmp_path / "old", on_server=True) as at:
        case_id = at.tale.case_id
        settings = at.installation.settings
    return settings, case_id


def only(settings, *left):
    """Let only some parts be what was put back."""
    for schema in sorted(LOG.difference(left)):
        sql(settings.database, f"DROP SCHEMA {schema} CASCADE", {})
    if "files" not in left:
        shutil.rmtree(settings.data / "files")
    if "keys" in left:
        return settings
    server = shared_server()
    empty = server.address(server.new_database())
    return replace(settings, keys_database=empty)


def rows_in(settings):
    with opened(settings) as it:
        return it.reviews.recorder.lines(0, limit=10**6)


def epochs(settings):
    return settings.keys.with_name("kek.epochs").read_bytes()


def refused(settings, says):
    with pytest.raises(CannotStart, match=says), opened(settings):
        pass


ALONE = (("events",), ("keys",), ("views",), ("files",), ("office",), ())


@pytest.mark.parametrize("left", ALONE, ids="-".join)
def test_a_part_alone_is_not_opened(there, left):
    settings, _ = there
    refused(only(settings, *left), "are not made")


def test_beside_events_no_office_and_no_keys_are_made_anew(there):
    """Nobody could sign in, and nothing sealed be read; and what is recorded then is
    lost when the keys come back."""
    settings, _ = there
    before = epochs(settings)
    with pytest.raises(CannotStart, match=r"the office that belong.*Nothing was"):
        migrate(only(settings, "events", "keys", "files"))
    assert sql(settings.database, "SELECT to_regclass('office.accounts')", {}) == [
        (None,)
    ]
    assert epochs(settings) == before


def test_events_and_office_without_their_keys_are_refused_and_go_on_with_them(there):
    settings, case_id = there
    lines, before = rows_in(settings), epochs(settings)
    without = only(settings, "events", "office", "views", "files")
    with pytest.raises(CannotStart, match="the data keys that belong"):
        migrate(without)
    refused(without, "are not made")
    assert epochs(settings) == before
    with opened(settings) as it:  # the keys' own database is put back
        assert it.reviews.recorder.lines(0, limit=10**6) == lines
        case = it.reviews.case(case_id)
        assert "MARKERTEXT" in it.keyring.reveal(case.trigger.account.text)


def test_events_put_into_databases_that_were_migrated_are_refused_too(there):
    """Whoever made the tables first and then put the events back."""
    settings, _ = there
    server = shared_server()
    made = replace(
        settings,
        database=server.address(server.new_database()),
        keys_database=server.address(server.new_database()),
    )
    migrate(made)
    only_keys_new = replace(settings, keys_database=made.keys_database)
    before = epochs(settings)
    refused(only_keys_new, "holds events, and there are no data keys")
    assert epochs(settings) == before


@pytest.mark.parametrize("left", [("keys",), ("views", "keys")])
def test_keys_beside_an_empty_log_are_those_of_another(there, left):
    settings, _ = there
    empty = only(settings, *left)
    shutil.rmtree(settings.data / "ledger")
    migrate(empty)
    refused(empty, "another installation")


def test_views_that_are_not_there_are_made_anew(there):
    settings, case_id = there
    lines = rows_in(settings)
    put = only(settings, "events", "office", "keys", "files")
    migrate(put)
    with opened(put) as it:
        it.projector.catch_up()
        assert it.reviews.recorder.lines(0, limit=10**6) == lines
        with it.views.connect() as db:
            assert timeline_of(db, case_id)
        assert check(it.ledger).findings == []
        assert len(all_accounts(it.office)) == 3


def test_views_of_what_is_not_on_record_show_nothing(there):
    settings, case_id = there
    rows_in(settings)
    left = only(settings, "views")
    shutil.rmtree(settings.data / "ledger")
    migrate(left)
    with opened(left) as it:
        it.projector.catch_up()
        with it.views.connect() as db:
            assert timeline_of(db, case_id) == []


def test_a_file_that_was_not_put_back_is_told_of(tmp_path, caplog):
    """The log has it all the same, and its ledger fits; but it is said aloud."""
    with in_use(tmp_path / "old", on_server=True) as at:
        give(at, picture())
        (file_id,) = at.reviews.case(at.tale.case_id).evidence.files
        at.installation.projector.catch_up()
        assert missing_files(at.installation) == set()
        settings = at.installation.settings
    with opened(only(settings, "events", "office", "views", "keys")) as it:
        assert check(it.ledger).findings == []
        assert settle_files(it).missing == {file_id}
        assert "on record and missing: 1 of 1" in caplog.text
        told = generate_latest(Figures(it)).decode()
        assert "asbreview_evidence_missing 1.0" in told


@pytest.mark.parametrize("left", [("files",), ()])
def test_no_new_log_is_begun_beside_files_or_a_ledger_that_are_left(there, left):
    settings, _ = there
    empty = only(settings, *left)
    if left:
        shutil.rmtree(settings.data / "ledger")
    migrate(empty)
    refused(empty, "and no log")
