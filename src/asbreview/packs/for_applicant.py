"""The applicant's edition of a panel's pack: built of what they may be told.

Nothing of the full edition is taken out to make it.  Each part asks for the facts that
it may tell, and for no others (`docs/decisions/0068`).
"""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import (
    InformationRequested,
    MayBeTold,
    StatementTakenDown,
)
from asbreview.domain.terms import Body
from asbreview.packs.about_reader import NOT_ABOUT_YOU, is_of_another
from asbreview.packs.complaints_told import complaints_table, threshold_told
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Points,
    Quotation,
    Table,
    Words,
)
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.files_told import FileTold, shown
from asbreview.packs.issues import DRAFTS, QUESTION, issues
from asbreview.packs.lines_for_applicant import lines_for_applicant
from asbreview.packs.of_case import OfCase, moment
from asbreview.signing import APPLICANT

TITLE: Final = "Papers for the panel"
EDITION: Final = "Applicant\u2019s edition"
WHAT_IT_IS: Final = (
    "These are the papers for the panel that you may have. The panel has more before"
    " it: what is known of other people, and what an agency has said may not be passed"
    " on. That is not in here at all. Nothing has been crossed out."
)
KEEP_SAFE: Final = (
    "These papers tell of your application. Keep them where nobody finds them who"
    " should not. If it is not safe to keep them, tell us, and we will keep them for"
    " you. In an emergency ring 999."
)
NOT_ASKED: Final = (
    "It was asked what may be told to whoever applied, and not what may be told to you."
)
NOT_IN_YOUR_WORDS: Final = (
    "What you told us is on record as we wrote it down. Ask us if you wish to read it."
)
NOTHING_MISSING: Final = "Nothing is found to be missing."


def applicants_edition(of: OfCase) -> PackDocument:
    """Return the papers of a case as its applicant may have them."""
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("What the panel is asked", _asked(of)),
            Part("What happened and what was done", _chronology(of)),
            Part(
                "The complaints",
                (complaints_table(of, told=of.is_told_threshold),),
                short=True,
            ),
            Part("What each body answered", may_be_told(of)),
            Part("What you say", own_statements(of)),
            Part(
                "What is missing",
                missing(of, if_nothing=NOTHING_MISSING),
                short=True,
            ),
            Part("Draft issues for the panel", _issues(of), short=True),
            Part("Your documents", own_documents(of)),
        ),
        shows=own_files(of),
    )


def _cover(of: OfCase) -> Iterator[Block]:
    yield Facts(
        (
            ("Case", of.reference),
            ("The panel", _meeting(of)),
            ("As it stood on", moment(of.asked_at)),
            ("Questions", _contact(of)),
        )
    )
    yield Words(WHAT_IT_IS)
    yield Words(KEEP_SAFE, strong=True)


def _meeting(of: OfCase) -> str:
    panel = of.case.panel
    if panel.convened is None or panel.meets_at is None:
        return "We will tell you when it meets"
    return f"It meets on {moment(panel.meets_at)}"


def _contact(of: OfCase) -> str:
    partnership = of.case.procedure.partnership
    ways = (partnership.phone, partnership.email)
    return "\n".join(way for way in ways if way) or partnership.name


def _asked(of: OfCase) -> Iterator[Block]:
    yield Words(QUESTION, strong=True)
    application = of.case.trigger.application
    yield Heading("Your application")
    yield Facts(
        (
            ("Made on", in_words(application.applied_on)),
            ("About", str(application.category)),
        )
    )
    own = of.application_by == APPLICANT
    if own:
        yield Quotation(of.tell(of.case.trigger.account))
    else:
        yield Words(NOT_IN_YOUR_WORDS)
    yield Heading("The threshold")
    yield from _threshold(of)


def _threshold(of: OfCase) -> Iterator[Block]:
    """Tell the decision with its reasons, as its letter did: not before that went."""
    trigger = of.case.trigger
    if trigger.threshold is None or trigger.threshold_told_on is None:
        yield Words("We will write to you about the decision on the threshold.")
        return
    yield from threshold_told(of)
    yield Words("The reasons, as we told you:")
    yield Quotation(of.tell(trigger.threshold.reasons))


def _chronology(of: OfCase) -> Iterator[Block]:
    lines = lines_for_applicant(of)
    yield Table(
        caption="By the day it happened",
        header=("When", "What happened"),
        rows=tuple(
            (
                in_words(line.on),
                f"{line.title}\n{line.more}" if line.more else line.title,
            )
            for line in lines
        ),
        widths=(20, 50),
        leads=1,
    )


def may_be_told(of: OfCase) -> Iterator[Block]:
    """Tell of each body what it says the applicant may be told, and no more.

    To anybody else only that it was asked and answered.
    """
    for body in of.bodies:
        yield Heading(body.name)
        requests = of.case.evidence.requests.values()
        asked = [r for r in requests if r.body_id == body.body_id]
        if not asked:
            yield Words("It was not asked for information.")
        for request in asked:
            yield from _answer(of, request)
        yield from _done_by(of, body)


def _answer(of: OfCase, request: InformationRequested) -> Iterator[Block]:
    """Tell of an answer what may be told, and not why the rest may not."""
    yield Words(f"We asked it on {in_words(request.requested_on)}.")
    answer = of.case.evidence.answers.get(request.request_id)
    if answer is None:
        yield Words("It has not answered yet.")
        return
    since = of.since(answer.timestamp)
    yield Words(f"It answered on {in_words(answer.answered_on)}: {answer.kind}.{since}")
    if is_of_another(of, request.request_id):
        yield Words(NOT_ABOUT_YOU)
        return
    if not of.is_for_applicant:
        yield Words(NOT_ASKED)
        return
    match answer.may_be_told:
        case MayBeTold.ALL:
            yield Quotation(of.tell(answer.answer))
        case MayBeTold.PART:
            yield Words("It says that you may be told this part of its answer:")
            yield Quotation(of.tell(answer.telling))
        case MayBeTold.NONE:
            yield Words("It says that its answer may not be passed on.")


def _done_by(of: OfCase, body: Body) -> Iterator[Block]:
    responses = of.case.evidence.responses.values()
    done = [
        r
        for r in responses
        if r.body_id == body.body_id
        and r.may_be_told
        and not is_of_another(of, r.response_id)
    ]
    if done and of.is_for_applicant:
        yield Table(
            caption="What it says that it did",
            header=("When", "What"),
            rows=tuple(
                (in_words(each.done_on), of.tell(each.did))
                for each in sorted(done, key=lambda each: each.done_on)
            ),
            widths=(20, 50),
        )


def own_statements(of: OfCase) -> Iterator[Block]:
    """Tell what the reader stated for the panel, in their words."""
    statements = of.case.evidence.statements.values()
    made = [each for each in statements if each.person_id == of.for_whom]
    if not made:
        yield Words(
            "You have not made a statement for the panel. You can still make one: in"
            " writing, by telephone or online."
        )
    for statement in made:
        yield Heading(f"Your statement of {in_words(statement.received_on)}")
        if since := of.since(statement.timestamp):
            yield Words(since.strip())
        if isinstance(statement, StatementTakenDown) and not statement.read_back:
            yield Words(NOT_IN_YOUR_WORDS)
        else:
            yield Quotation(of.tell(statement.statement))


def _issues(of: OfCase) -> Iterator[Block]:
    yield Words(DRAFTS)
    yield Points(issues(of, of.chronology.gaps), numbered=True)


def own_documents(of: OfCase) -> Iterator[Block]:
    """Show the files that the applicant gave, and say nothing of any other."""
    own = own_files(of)
    if not own:
        yield Words("You gave us no file.")
    else:
        yield Words(
            "What you gave us, drawn anew from what is seen in it: without where or"
            " with what it was taken. The file itself is kept as it came."
        )
    for number, told in enumerate(own, start=1):
        yield from _document(of, number, told)


def own_files(of: OfCase) -> list[FileTold]:
    """Return the files that whoever it is for gave."""
    return [told for told in of.files if told.file.giver_id == of.for_whom]


def _document(of: OfCase, number: int, told: FileTold) -> Iterator[Block]:
    """Show a file under a number of its own: how many others there are is not told."""
    received = in_words(told.file.received_on)
    kind = told.file.contents.kind
    title = f"Your document {number}: {kind}, received on {received}"
    yield Heading(title, apart=bool(told.sheets) and number > 1)
    if since := of.since(told.file.timestamp):
        yield Words(since.strip())
    says = ""
    if told.file.recorded_by == APPLICANT:
        says = of.tell(told.file.description)
        yield Words(says)
    called = f"Your document {number}"
    yield from shown(told, says or f"{called}: {kind}", called=called)
