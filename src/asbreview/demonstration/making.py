"""Makes a demonstration: some seventy cases of two years, by the real commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from asbreview.demonstration import folder
from asbreview.demonstration.accounts import (
    CASEWORKERS,
    SIGN_INS,
    SignIn,
    open_accounts,
)
from asbreview.demonstration.asking import BodiesAsked
from asbreview.demonstration.asking_the_past import ask_the_past
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.demonstration.changing import change_named, directory_opened
from asbreview.demonstration.earlier import bring_in_the_past
from asbreview.demonstration.keeping import (
    keep_records,
    propose_to_dispose,
    propose_to_forget,
)
from asbreview.demonstration.ledger import Heads
from asbreview.demonstration.office_hours import OfficeHours, SetClock
from asbreview.demonstration.plan import Plan
from asbreview.demonstration.play import Play, World
from asbreview.demonstration.post import Letters, Post
from asbreview.demonstration.publishing import assess_procedures, publish_figures
from asbreview.demonstration.schedule import schedule
from asbreview.domain.pack.facts import PackKind
from asbreview.holidays import bundled_calendar
from asbreview.installation import Installation, opened
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.worker import Sender
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.standing import make_ready
from asbreview.working import pack_maker_of

WITH_PAPERS: Final = 2  # cases: whoever tries it out makes their own
SETTLING_IN: Final = timedelta(days=30)
NAMES: Final = {who.account.account_id: who.name for who in CASEWORKERS.values()}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """What to print of a demonstration, and whether it was made just now."""

    sign_ins: tuple[SignIn, ...]
    made_now: bool


def make(
    settings: Settings,
    *,
    today: date,
    progress: Progress | None = None,
    cases: tuple[Plan, ...] = CASES,
) -> Made:
    """Make the demonstration of a day, unless its folder holds one already.

    The same day makes the same demonstration, but for keys and what they seal.
    *progress* is told how many steps are done, of how many.  `CannotStart` for an
    installation that is not a demonstration's, and for a folder that is not one.
    """
    if not settings.demonstration:
        raise CannotStart("A demonstration is only made by `asbreview demo`.")
    if folder.begin(settings.data) is folder.Found.WHOLE:
        return Made(SIGN_INS, made_now=False)
    hours = OfficeHours(today, bundled_calendar())
    first = hours.ago(max(plan.ago for plan in cases))
    clock = SetClock(hours.moment(first - SETTLING_IN, 0))
    with opened(settings, clock=clock) as installation:
        make_ready(installation)
        open_accounts(installation.office, installation.keyring, at=clock())
        _play(installation, _world(installation, clock, hours), cases, progress)
        installation.projector.catch_up()
    folder.finish(settings.data)
    return Made(SIGN_INS, made_now=True)


def _play(
    installation: Installation,
    world: World,
    cases: tuple[Plan, ...],
    progress: Progress | None,
) -> None:
    numbers = {plan.tale: number for number, plan in enumerate(cases)}
    plays = [
        Play(number, plan, world, who=numbers.get(plan.again))
        for number, plan in enumerate(cases)
    ]
    left = [play.case_id for play in plays if play.has("letter left")]
    post = Post(
        installation.reviews,
        world.letters,
        _sender(installation),
        world.asked,
        world.clock,
        left,
    )
    once = directory_opened(world), change_named(world)
    since = [step for step in once if step.at > world.clock()]
    steps = schedule(plays, world.hours, post.round, since)
    heads = Heads(installation)
    for done, step in enumerate(steps, 1):
        world.clock.set(step.at)
        step.act()
        heads.look()
        if progress:
            progress(done, len(steps))
    keep_records(plays)
    propose_to_forget(installation, plays)
    propose_to_dispose(installation, plays)
    _make_papers(installation, plays)
    ask_the_past(installation, plays[0])
    publish_figures(installation, plays)
    assess_procedures(installation, plays[0])
    bring_in_the_past(installation, plays[0])
    heads.finish(installation.settings.data)


FOR_WHOEVER_ASKS: Final = {
    "trampoline": PackKind.OMBUDSMAN,
    "bass": PackKind.SUBJECT_APPLICANT,
}
"""The case that went worst, put together for the ombudsman, and what is held of one."""


def _make_papers(installation: Installation, plays: list[Play]) -> None:
    """Have the papers made of panels that soon meet, and what others ask for."""
    before_a_panel = [
        play for play in plays if play.case.panel.convened and not play.case.panel.held
    ]
    for play in before_a_panel[:WITH_PAPERS]:
        for kind in (PackKind.PANEL, PackKind.APPLICANT):
            installation.reviews.ask_for_pack(play.case_id, kind, signed=play.signed())
    for play in plays:
        if asked := FOR_WHOEVER_ASKS.get(play.plan.tale):
            installation.reviews.ask_for_pack(play.case_id, asked, signed=play.signed())
    installation.projector.catch_up()
    pack_maker_of(installation).run_once()


def _sender(installation: Installation) -> Sender:
    outbox = Outbox(installation.office, installation.keyring)
    queue = PrintQueue(installation.print_queue)
    return Sender(installation.reviews, outbox, queue, _name_of)


def _name_of(account_id: UUID) -> str:
    return NAMES.get(account_id, "")


def _world(installation: Installation, clock: SetClock, hours: OfficeHours) -> World:
    return World(
        reviews=installation.reviews,
        clock=clock,
        hours=hours,
        letters=Letters(installation.reviews),
        asked=BodiesAsked(installation.reviews, clock),
        vault=installation.vault,
    )
