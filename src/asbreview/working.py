"""The work that no request waits for: views kept level with the log, letters sent."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from threading import Event, Thread
from typing import Final
from uuid import UUID

from sqlalchemy.exc import OperationalError

from asbreview.access.accounts import account_names, name_alone
from asbreview.audit.proving import prove
from asbreview.installation import Installation, opened
from asbreview.keeping_alerts import alerts_sent
from asbreview.keeping_files import files_settled
from asbreview.keeping_ledger import ledger_kept
from asbreview.keeping_office import office_settled
from asbreview.letters.invitations import SendingInvitations
from asbreview.letters.notices import SendingNotices
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.reminding import Reminding
from asbreview.letters.telling_right import TellingRight
from asbreview.letters.ways.every import carriers, mail_server
from asbreview.letters.worker import Sender
from asbreview.looked_at_first import LooksFirst
from asbreview.metrics import measured
from asbreview.owed_to_bodies import owed_to_bodies
from asbreview.packs.letters_sent import letters_as_sent
from asbreview.packs.making import PackMaker
from asbreview.reviews.telling_right import OwedToBody
from asbreview.settings import Settings
from asbreview.signing import A_BODY, APPLICANT, BY_APPLICANT, BY_BODY, SENDER, SYSTEM
from asbreview.standing import make_ready
from projections.asked_of import Owner, Unanswered, owners, unanswered
from projections.worker import Worker

POLL: Final = 1.0  # seconds


def work(settings: Settings, *, begun: Callable[[], None] = lambda: None) -> None:
    """Do the work until told to stop (`CannotStart`, as for serving).

    *begun* is called once the installation is open.
    """
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with opened(settings) as installation:
        make_ready(installation)
        with kept_level(installation), measured(installation):
            begun()
            stop.wait()


@contextmanager
def kept_level(installation: Installation, *, sends: bool = True) -> Iterator[None]:
    """Keep the views level with the log, and letters going out, in the background.

    A server of several *sends* nothing: `asbreview work` does, and looks after the
    files given as evidence and the ledger.
    """
    views = Worker(installation.projector, poll=POLL)
    wake = [views.wake]
    with suppress(OperationalError):  # somebody else holds them: the worker comes again
        installation.projector.catch_up()
    with ExitStack() as stack:
        views.start()
        stack.callback(views.stop)
        if sends:
            wake.append(stack.enter_context(_sending(installation)))
            stack.enter_context(files_settled(installation))
            stack.enter_context(ledger_kept(installation))
            stack.enter_context(alerts_sent(installation))
            stack.enter_context(office_settled(installation))
            wake.append(stack.enter_context(_making_packs(installation)))
        if installation.settings.database:
            stack.enter_context(_listening(installation, wake))
        yield


def sender_of(installation: Installation, *, passes_on: bool = True) -> Sender:
    """Return what makes an installation's letters, and sends them.

    One that does not *pass on* leaves to another what has to wait for a server.
    """
    outbox = Outbox(installation.office, installation.keyring)
    settings, reviews = installation.settings, installation.reviews
    server, sender = mail_server(settings.sending), settings.sending.sender
    return Sender(
        reviews,
        outbox,
        PrintQueue(installation.print_queue),
        _name_of(installation),
        carriers(settings.sending, installation.clock),
        passes_on=passes_on,
        follow_at=settings.follow_at,
        notices=SendingNotices(reviews, outbox, server, answer_at=settings.answer_at),
        invitations=SendingInvitations(
            reviews, outbox, server, sender=sender.addr_spec if sender else ""
        ),
        reminding=_reminding(installation, mails=server is not None),
        telling_right=_telling_right(installation) if server is not None else None,
        looks_first=LooksFirst(installation),
    )


def _name_of(installation: Installation) -> Callable[[UUID], str]:
    def name_of(account_id: UUID) -> str:
        """Return whom a letter says to ask for: nobody who has left."""
        name = account_names(installation.office).get(account_id, "")
        return name if name == name_alone(name) else ""

    return name_of


def _reminding(installation: Installation, *, mails: bool) -> Reminding:
    def still_unanswered(day: date) -> list[Unanswered]:
        with installation.views.connect() as db:
            return unanswered(db, due_by=day)

    def still_owners() -> list[Owner]:
        with installation.views.connect() as db:
            return owners(db)

    return Reminding(
        installation.reviews, still_unanswered, mails=mails, owners=still_owners
    )


def _telling_right(installation: Installation) -> TellingRight:
    def still_owed(from_: date, before: date) -> Iterator[tuple[UUID, OwedToBody]]:
        reviews, views = installation.reviews, installation.views
        return owed_to_bodies(reviews, views, from_, before)

    return TellingRight(installation.reviews, still_owed)


@contextmanager
def _sending(installation: Installation) -> Iterator[Callable[[], None]]:
    sender, stop = sender_of(installation), Event()
    sending = Thread(
        target=sender.run,
        args=(installation.clock, stop),
        kwargs={"every": POLL},
        name="sender",
        daemon=True,
    )
    sending.start()
    try:
        yield sender.wake
    finally:
        stop.set()
        sender.wake()
        sending.join()


def pack_maker_of(installation: Installation) -> PackMaker:
    """Return what makes an installation's packs."""

    def name_of(account_id: UUID) -> str:
        told = {SYSTEM: "asbreview", SENDER: "asbreview"}
        told |= {APPLICANT: BY_APPLICANT, A_BODY: BY_BODY}
        told |= account_names(installation.office)
        return told.get(account_id, "somebody who has left")

    return PackMaker(
        installation.reviews,
        installation.vault,
        installation.views,
        name_of,
        installation.clock,
        letters_as_sent(Outbox(installation.office, installation.keyring)),
        lambda case_id, at: prove(
            installation.ledger, case_id, up_to=at, now=installation.clock()
        ),
        installation.settings.files.seconds_of_a_pack,
    )


@contextmanager
def _making_packs(installation: Installation) -> Iterator[Callable[[], None]]:
    maker, stop = pack_maker_of(installation), Event()
    making = Thread(
        target=maker.run,
        args=(stop,),
        kwargs={"every": POLL},
        name="packs",
        daemon=True,
    )
    making.start()
    try:
        yield maker.wake
    finally:
        stop.set()
        maker.wake()
        making.join()


@contextmanager
def _listening(
    installation: Installation, wake: list[Callable[[], None]]
) -> Iterator[None]:
    """Wake whoever works here when another process saved something."""
    from asbreview.store.database import parsed  # noqa: PLC0415  an extra's driver
    from asbreview.store.listening import Listener  # noqa: PLC0415

    def all_of_them() -> None:
        for each in wake:
            each()

    listener = Listener(parsed(installation.settings.database), all_of_them)
    listener.start()
    try:
        yield
    finally:
        listener.stop()
