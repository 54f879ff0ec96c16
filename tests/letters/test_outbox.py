"""The outbox, in a file and on a server: which letters are still to go."""

from uuid import UUID

import pytest

from asbreview.access.office import Office
from asbreview.letters.outbox import Outbox
from asbreview.store.database import parsed
from places import ON_BOTH, InFolder, OnServer

LETTER, ANOTHER = UUID(int=1), UUID(int=2)


@pytest.fixture(params=ON_BOTH)
def outbox(request, tmp_path):
    if request.param == "postgres":
        place = OnServer(tmp_path)
        office = Office.on_server(parsed(place.settings.database))
    else:
        place = InFolder(tmp_path)
        office = Office.in_file(tmp_path / "office.sqlite")
    keys = place.keys()
    yield Outbox(office, keys)
    keys.close()
    office.close()


def test_a_letter_is_taken_in_once_and_again_when_it_is_to_go_after_all(outbox):
    outbox.follow([LETTER, ANOTHER, LETTER], position=4)
    outbox.has_gone(LETTER)
    assert (outbox.still_to_go(), outbox.position()) == ([ANOTHER], 4)

    outbox.follow([LETTER], position=9)
    assert (outbox.still_to_go(), outbox.position()) == ([LETTER, ANOTHER], 9)
