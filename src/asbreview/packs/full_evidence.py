"""The evidence in the full edition: complaints, answers, risk, words and files."""

from collections.abc import Iterator
from datetime import date

from asbreview.domain.days import in_words, local_day, so_many_days
from asbreview.domain.evidence.facts import (
    InformationRequested,
    MayBeTold,
    StatementTakenDown,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.evidence.tells_of import says_whom, told_of
from asbreview.domain.terms import Body
from asbreview.packs.complaints_told import complaints_table, in_turn
from asbreview.packs.document import Block, Facts, Heading, Quotation, Table, Words
from asbreview.packs.files_told import FileTold, shown
from asbreview.packs.of_case import OfCase


def complaints(of: OfCase) -> Iterator[Block]:
    """Tell each complaint with its account."""
    yield complaints_table(of)
    for number, logged in in_turn(of):
        yield Heading(f"Complaint {number}")
        reference = of.tell(logged.their_reference.words)
        if reference:
            yield Words(f"Their reference: {reference}")
        yield Quotation(of.tell(logged.account))


def bodies(of: OfCase) -> Iterator[Block]:
    """Tell of each body what it was asked, answered and did."""
    for body in of.bodies:
        yield Heading(body.name)
        yield from _body(of, body)


def _body(of: OfCase, body: Body) -> Iterator[Block]:
    passed_on, joint = (
        of.case.trigger.passed_to.get(body.body_id),
        of.case.trigger.joint,
    )
    told = in_words(passed_on) if passed_on else "this is not on record"
    if joint and body in joint.bodies:
        yield Words(f"It is a relevant body of {joint.area}: the case is joint.")
    else:
        yield Words(f"The application was passed on to it: {told}.")
    asked = [r for r in of.case.evidence.requests.values() if r.body_id == body.body_id]
    if not asked:
        yield Words("It was not asked for information.")
    for request in asked:
        yield from _request(of, request)
    yield from _done_by(of, body)


def _request(of: OfCase, request: InformationRequested) -> Iterator[Block]:
    answer = of.case.evidence.answers.get(request.request_id)
    due = of.due.get(request.request_id)
    by = f", to answer by {in_words(due)}" if due else ""
    yield Words(f"Asked on {in_words(request.requested_on)}{by}.")
    if search := of.case.evidence.searches.get(request.request_id):
        first, last = search.from_on, search.to_on
        yield Words(
            f"To search its records from {in_words(first)} to {in_words(last)} for:"
        )
        yield Quotation(of.tell(search.by))
    if answer is None:
        yield Words("It has not answered.", strong=True)
        return
    late = " That was late." if due and answer.answered_on > due else ""
    yield Words(
        f"Answered on {in_words(answer.answered_on)}: {answer.kind},"
        f" {answer.how}.{late}"
    )
    if came := of.case.evidence.came.get(request.request_id):
        yield Words(f"It came {came.came_by}, from {of.tell(came.given_by)}.")
    yield Quotation(of.tell(answer.answer))
    if answer.legal_ground:
        yield Words("The legal ground that it gives:")
        yield Quotation(of.tell(answer.legal_ground))
    if of.tell.may_tell(answer.answer):
        yield Words(says_whom(of.case.evidence.tells_of(request.request_id)))
    yield Words(f"The applicant may be told {answer.may_be_told}.")
    if named := of.case.evidence.attendees.get(request.request_id):
        yield Words(f"Who will attend for it: {of.tell(named.who)}")
    if answer.telling:
        part = answer.may_be_told is MayBeTold.PART
        yield Words("The part that may be told:" if part else "Why:")
        yield Quotation(of.tell(answer.telling))


def _done_by(of: OfCase, body: Body) -> Iterator[Block]:
    done = [r for r in of.case.evidence.responses.values() if r.body_id == body.body_id]
    if done:
        yield Table(
            caption="What it says that it did",
            header=("When", "What", "Of whom", "May the applicant be told?"),
            rows=tuple(_response(of, each) for each in _by_day(done)),
            widths=(16, 30, 14, 12),
        )
    else:
        yield Words("No single thing that it did is on file with its day.")


def _by_day(done: list[ResponsePutOnFile]) -> list[ResponsePutOnFile]:
    return sorted(done, key=lambda each: each.done_on)


def _response(of: OfCase, done: ResponsePutOnFile) -> tuple[str, ...]:
    told = "Yes" if done.may_be_told else "No"
    whom = told_of(of.case.evidence.tells_of(done.response_id))
    return in_words(done.done_on), of.tell(done.did), whom, told


def risk(of: OfCase) -> Iterator[Block]:
    """Tell each assessment, the latest first."""
    assessments = of.case.evidence.assessments.values()
    if not assessments:
        yield Words("The risk to the victim has not been assessed.", strong=True)
    for made in sorted(assessments, key=lambda a: a.assessed_on, reverse=True):
        yield Heading(f"Assessed on {in_words(made.assessed_on)}")
        own = ", by the assessor\u2019s own judgement" if made.overrides else ""
        yield Facts(
            (
                ("Band", f"{made.band}{own}"),
                ("Points", f"{made.points}, by the matrix {made.matrix}"),
                (
                    "Assessed by",
                    f"{of.tell(made.assessor.name)}, {of.body(made.assessor.body_id)}",
                ),
                ("How long ago", _days_before(of, made.assessed_on)),
            )
        )
        if remarks := of.tell(made.remarks):
            yield Quotation(remarks)


def _days_before(of: OfCase, on: date) -> str:
    return f"{so_many_days((of.today - on).days)} before {in_words(of.today)}"


def statements(of: OfCase) -> Iterator[Block]:
    """Tell each statement whole."""
    statements = of.case.evidence.statements.values()
    if not statements:
        yield Words("Nobody has made a statement for the panel.")
    for made in statements:
        who = of.case.contact.people.get(made.person_id)
        name = of.tell(who.name) if who else "a person of the case"
        yield Heading(f"Statement of {in_words(made.received_on)}")
        how = "sent by them"
        if isinstance(made, StatementTakenDown):
            back = "read back to them" if made.read_back else "not read back to them"
            how = f"told {made.how}, taken down and {back}"
        yield Words(f"By {name}, {how}.")
        yield Quotation(of.tell(made.statement))


def documents(of: OfCase) -> Iterator[Block]:
    """List every file, and show what can be shown."""
    if not of.files:
        yield Words("No file was given as evidence.")
        return
    yield Words(
        "What is shown was drawn anew from what is seen in each file. A picture of a"
        " page has no words in it that a screen reader could read."
    )
    yield Table(
        caption="Every file on record",
        header=("No.", "What it is", "From, received on", "Shown here?"),
        rows=tuple(_listed(told) for told in of.files),
        widths=(6, 16, 24, 26),
    )
    for told in of.files:
        received = in_words(told.file.received_on)
        title = f"{told.called}: from {told.giver}, received on {received}"
        yield Heading(title, apart=bool(told.sheets))
        says = of.tell(told.file.description)
        put = in_words(local_day(told.file.timestamp))
        yield Words(f"Put on record on {put}; {told.scan_says}. What it shows:")
        yield Quotation(says)
        yield from shown(told, says)


def _listed(told: FileTold) -> tuple[str, str, str, str]:
    return (
        str(told.number),
        str(told.file.contents.kind),
        f"{told.giver}, {in_words(told.file.received_on)}",
        "Yes" if told.is_shown else f"No: {told.why_not}",
    )
