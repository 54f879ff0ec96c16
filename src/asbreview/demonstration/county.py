"""What is shown in the cases of the county around: each yields steps, as twists do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from asbreview.demonstration.beginnings import Act
from asbreview.demonstration.play import Play
from asbreview.domain.application import HowConsented
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.incidents import Columns
from asbreview.domain.people import HeardBy
from asbreview.reviews.told import ComplaintTold

Steps = Iterator[tuple[int, Act]]
EVERY: Final = 2  # weeks
OPERATION: Final = "It tells of an operation that is not over."
THEIR_WORDS: Final = (
    "I do not want anybody moved. I want to go down with my bicycle in the dark and not"
    " count how many of them there are."
)
OFFICER_RANG: Final = (
    "Their officer rang: the files are in another building, and they answer next week."
)
LIST: Final = (
    (21, "Cars racing round the square. Three callers."),
    (9, "Cars and a crowd; a patrol moved them on."),
)


def speaks_for_them(_: Play) -> Steps:
    """Name the daughter to speak for the victim."""
    yield 2, _name_daughter


def updates_promised(_: Play) -> Steps:
    """Promise to tell them how it goes."""
    yield 2, _promise_updates


def taken_down(_: Play) -> Steps:
    """Take a statement for the panel down over the telephone."""
    yield 24, _take_down


def need_to_know(play: Play) -> Steps:
    """Keep what the police answered to those who need to know it."""
    yield play.course["answer police"], _keep_to_some


def reminders_held(_: Play) -> Steps:
    """Hold the reminders to a body that has said when it answers."""
    yield 10, _hold_reminders


def list_of_incidents(_: Play) -> Steps:
    """Put two lines of the police's own list on file."""
    yield 4, _import


def _name_daughter(play: Play) -> None:
    signed = play.signed()
    play.reviews.name_representative(
        play.case_id,
        play.daughter,
        named_on=signed.on,
        how_agreed=HowConsented.BY_WORD_OF_MOUTH,
        may_be_told=ToldAs.MEETING,
        signed=signed,
    )


def _promise_updates(play: Play) -> None:
    signed = play.signed()
    play.reviews.promise_updates(
        play.case_id,
        person_id=play.case.contact.applicant_id,
        every_weeks=EVERY,
        promised_on=signed.on,
        signed=signed,
    )


def _take_down(play: Play) -> None:
    signed = play.signed()
    play.reviews.take_down_statement(
        play.case_id,
        person_id=play.case.contact.applicant_id,
        received_on=signed.on,
        how=HeardBy.PHONE,
        read_back=True,
        statement=THEIR_WORDS,
        signed=signed,
    )


def _keep_to_some(play: Play) -> None:
    police = play.bodies["police"]
    requests = play.case.evidence.requests.values()
    play.reviews.keep_to_some(
        play.case_id,
        next(r.request_id for r in requests if r.body_id == police),
        bodies=(police,),
        roles=("lead",),
        reason=OPERATION,
        signed=play.signed(),
    )


def _hold_reminders(play: Play) -> None:
    health = play.bodies["health"]
    requests = play.case.evidence.unanswered
    play.reviews.hold_reminders(
        play.case_id,
        next(r.request_id for r in requests if r.body_id == health),
        reason=OFFICER_RANG,
        signed=play.signed(),
    )


def _import(play: Play) -> None:
    signed = play.signed()
    days = [play.applied_on - timedelta(days=ago) for ago, _ in LIST]
    play.reviews.import_complaints(
        play.case_id,
        body_id=play.bodies["police"],
        complaints={
            line: ComplaintTold(
                behaviour_on=day,
                made_on=day,
                made_to="police",
                account=account,
                their_reference=f"CC-{31_200 + line}",
                incident=f"incident-{line}",
            )
            for line, (day, (_, account)) in enumerate(
                zip(days, LIST, strict=True), start=2
            )
        },
        lines_read=len(LIST) + 1,
        headings=("Log no", "Date", "Narrative"),
        columns=Columns(behaviour=1, reference=0, account=2),
        signed=signed,
    )


COUNTY_TWISTS: Final = {
    "speaks for them": speaks_for_them,
    "updates promised": updates_promised,
    "taken down": taken_down,
    "need to know": need_to_know,
    "reminders held": reminders_held,
    "list of incidents": list_of_incidents,
}
