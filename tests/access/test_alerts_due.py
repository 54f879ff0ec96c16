"""What people are told about their accounts gets there, whatever dies meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from asbreview.access.alerts_due import Alert, note_alert, take_alerts
from asbreview.access.keeping import changes_of, note_change
from asbreview.access.office import Office
from asbreview.domain.letter.sending import Obstacle
from asbreview.keeping_alerts import send_alerts
from asbreview.letters.ways.carrying import NotTaken, Unsure

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAM = UUID(int=2)
ALERT = Alert(UUID(int=7), SAM, "sam@ely.example", "Your account", "It was used.", AT)


class Server:
    """A mail server that fails as it is told to, and then takes what it is given."""

    def __init__(self, *failures):
        self.failures, self.got = list(failures), []

    def send(self, mail):
        if self.failures:
            raise self.failures.pop(0)
        self.got.append(mail)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "office.sqlite"


@pytest.fixture
def office(file):
    office = Office.in_file(file)
    yield office
    office.close()


def test_what_was_written_down_is_sent_by_the_process_after(office, file):
    note_alert(office, ALERT)
    office.close()
    after, server = Office.in_file(file), Server()
    send_alerts(after, server, AT + timedelta(hours=2))
    (mail,) = server.got
    assert (mail.to, mail.text, mail.at) == (ALERT.to, ALERT.text, AT)
    send_alerts(after, server, AT + timedelta(days=1))
    assert len(server.got) == 1
    after.close()


@pytest.mark.parametrize(
    "failure", [NotTaken(Obstacle.REFUSED), Unsure(Obstacle.NO_END)]
)
def test_what_may_not_have_gone_is_tried_again_under_the_same_id(office, failure):
    note_alert(office, ALERT)
    server = Server(failure)
    send_alerts(office, server, AT)
    send_alerts(office, server, AT + timedelta(seconds=59))
    assert server.got == []  # not at once
    send_alerts(office, server, AT + timedelta(minutes=1))
    assert [mail.known_as for mail in server.got] == [ALERT.alert_id.hex]


def test_a_process_that_dies_while_it_sends_leaves_it_to_be_sent(office):
    note_alert(office, ALERT)
    with pytest.raises(SystemExit):
        send_alerts(office, Server(SystemExit()), AT)
    server = Server()
    send_alerts(office, server, AT + timedelta(minutes=1))
    assert len(server.got) == 1


def test_of_two_who_send_one_is_given_it(office):
    note_alert(office, ALERT)
    assert take_alerts(office, at=AT) == [ALERT]
    assert take_alerts(office, at=AT) == []


def test_after_days_without_a_server_it_is_given_up_and_logged_by_id(office, caplog):
    note_alert(office, ALERT)
    late = AT + timedelta(days=3)
    send_alerts(office, Server(NotTaken(Obstacle.REFUSED)), late)
    assert str(SAM) in caplog.text
    assert ALERT.to not in caplog.text
    server = Server()
    send_alerts(office, server, late + timedelta(days=1))
    assert server.got == []


def test_what_happened_and_what_is_told_of_it_are_kept_together_or_not_at_all(office):
    def happens(dies):
        with office.together():
            note_change(office, SAM, by=SAM, at=AT, what="recovery code used")
            if dies:
                raise SystemExit
            note_alert(office, ALERT)

    with pytest.raises(SystemExit):
        happens(dies=True)
    assert changes_of(office, SAM) == []
    happens(dies=False)
    assert len(changes_of(office, SAM)) == 1
    assert take_alerts(office, at=AT) == [ALERT]
