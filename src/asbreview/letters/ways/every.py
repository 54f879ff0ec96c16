"""The ways of sending that an installation has set up."""

from collections.abc import Callable
from datetime import datetime

from asbreview.domain.letter.facts import Way
from asbreview.letters.ways.carrying import Carrier
from asbreview.letters.ways.notify import Notify, NotifyEmail, NotifyLetter
from asbreview.letters.ways.smtp import MailServer, subject_from
from asbreview.settings_of_sending import Sending


def ways_set(sending: Sending) -> frozenset[Way]:
    """Return the ways that letters can take besides the print queue."""
    notify = sending.notify
    is_set = {
        Way.SMTP: sending.smtp is not None and sending.sender is not None,
        Way.NOTIFY_EMAIL: notify is not None and bool(notify.email_template),
        Way.NOTIFY_LETTER: notify is not None and notify.posts_letters,
    }
    return frozenset(way for way, it_is in is_set.items() if it_is)


def mail_server(sending: Sending) -> MailServer | None:
    """Return the mail server that is set up, if one is."""
    if sending.smtp and sending.sender:
        return MailServer(sending.smtp, sending.sender)
    return None


def carriers(sending: Sending, now: Callable[[], datetime]) -> list[Carrier]:
    """Return what sends letters; nothing where all of them go to the print queue."""
    made: list[Carrier] = []
    if server := mail_server(sending):
        made.append(server)
    if service := sending.notify:
        notify = Notify(service, now)
        subject = subject_from(sending.sender.display_name if sending.sender else "")
        if service.email_template:
            made.append(NotifyEmail(notify, service.email_template, subject))
        if service.posts_letters:
            made.append(NotifyLetter(notify))
    return made
