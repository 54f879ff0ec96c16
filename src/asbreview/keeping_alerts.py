"""Sending what people are told about their accounts, in the background.

A failure keeps nobody waiting who signs in, and a process that dies loses none.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.errors import MessageError
from threading import Event, Thread
from typing import Final, Protocol

from sqlalchemy.exc import SQLAlchemyError

from asbreview.access.alerts_due import Alert, end_alert, take_alerts
from asbreview.access.office import Office
from asbreview.installation import Installation
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.every import mail_server
from asbreview.letters.ways.smtp import Mail

EVERY: Final = 1.0  # seconds
log = logging.getLogger(__name__)


class Mailing(Protocol):
    """Whatever passes emails on."""

    def send(self, mail: Mail) -> None:
        """Send an email (`NotTaken`, `Unsure`)."""


def send_alerts(office: Office, server: Mailing, now: datetime) -> None:
    """Send what is due; what was not surely taken is tried again later.

    Given up, and logged by the account's id, is what no server took for days, or what
    cannot be written as an email.
    """
    for alert in take_alerts(office, at=now):
        try:
            server.send(_mail(alert))
        except (NotTaken, Unsure):
            if alert.is_late(now):
                _give_up(office, alert)
        except (MessageError, ValueError):
            _give_up(office, alert)
        else:
            end_alert(office, alert.alert_id)


@contextmanager
def alerts_sent(installation: Installation) -> Iterator[None]:
    """Send alerts in the background, where there is mail."""
    server = mail_server(installation.settings.sending)
    if server is None:
        yield
        return
    stop = Event()

    def send() -> None:
        while not stop.is_set():
            try:
                send_alerts(installation.office, server, installation.clock())
            except SQLAlchemyError as why:
                log.warning("Alerts cannot be sent now: %s", type(why).__name__)
            stop.wait(EVERY)

    sending = Thread(target=send, name="alerts", daemon=True)
    sending.start()
    try:
        yield
    finally:
        stop.set()
        sending.join()


def _give_up(office: Office, alert: Alert) -> None:
    log.error("An alert could not be sent to account %s", alert.account_id)
    end_alert(office, alert.alert_id)


def _mail(alert: Alert) -> Mail:
    return Mail(
        to=alert.to,
        subject=alert.subject,
        text=alert.text,
        known_as=alert.alert_id.hex,
        at=alert.at,
    )
