"""What an email to a body says: that it is asked, by which day and law, and a link.

It says nothing of the questions, and names nobody.
"""

from datetime import date
from typing import Final

from asbreview.domain.asking.facts import About, NoticeKind
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import InformationRequested
from asbreview.reviews import Case

NOTICE: Final = """\
To {body}

{partnership} asks you for information for an ASB case review.

Our reference: {reference}
{by_when}

Open this link to read the questions and to answer them. You need no account. It takes \
about ten minutes.

{link}

The link opens this one request. {how_it_holds} Do not pass either of them on outside \
your team.

If you hold nothing, say so: there is a button for it (a nil return).

{law}

{contact}
"""
LAW: Final = """\
By law (Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4, paragraph 7) \
the relevant bodies may ask any person to disclose information for an ASB case review. \
A person who has public functions must disclose it, unless data protection law or the \
Investigatory Powers Act forbids that. If you refuse, say which provision forbids it.\
"""
REMINDER: Final = """\
To {body}

{partnership} asked you on {asked_on} for information for an ASB case review, and has \
no answer yet.

Our reference: {reference}
{by_when}

{what_to_do} Open this link to read what you were asked and to answer it. You need no \
account. It takes about ten minutes. What you have begun to answer is still there.

{link}

The link opens this one request, and takes the place of any that we sent before. \
{how_it_holds} Do not pass either of them on outside your team.

If you hold nothing, say so: there is a button for it (a nil return). If you need more \
time, tell us now, and by when you will answer.

{law}

{contact}
"""
LATE: Final = "Your answer was due on: {due}"
NOW: Final = "Please answer now: the review goes on without what you do not tell us."
IN_TIME: Final = "Please answer in time."
SENT: Final = """\
It holds for 7 days: after that, the same page sends you a new one. The page asks for \
a code, which we send to this mailbox when you press its button.\
"""
BY_HAND: Final = """\
It holds for 7 days: after that, ask us for a new one. The page asks for a code, which \
we tell you by telephone.\
"""
CODE: Final = """\
Your code to {open} {reference} is:

{code}

It holds for 10 minutes. Type it into the page that asked for it.

If nobody in your team asked for it, you need do nothing: without the code nobody can \
open the page.

{partnership}
"""


SUBJECTS: Final = {
    About.INFORMATION: "Request for information",
    About.ACTIONS: "Your actions on case",
}
OPENS: Final = {
    About.INFORMATION: "answer our request",
    About.ACTIONS: "report on your actions of case",
}


def subject_of(
    case: Case,
    kind: NoticeKind = NoticeKind.REQUEST,
    *,
    about: About = About.INFORMATION,
) -> str:
    """Return what may be read over a shoulder: what it is about, and a reference."""
    what = f"{SUBJECTS[about]} {case.trigger.reference}"
    return f"Reminder: {what}" if kind is NoticeKind.REMINDER else what


def text_of(
    case: Case, request: InformationRequested, link: str, *, kind: NoticeKind, on: date
) -> str:
    """Return the text of an email of a kind, as it goes on a London date."""
    if kind is NoticeKind.REMINDER:
        return reminder_text(case, request, link, on=on)
    return notice_text(case, request, link)


def notice_text(
    case: Case, request: InformationRequested, link: str, *, by_hand: bool = False
) -> str:
    """Return the text of an email with a link to answer by; its lines are not cut.

    *by_hand*, somebody sends it themselves, and tells the code by telephone.
    """
    return NOTICE.format(
        body=case.called(request.body_id),
        partnership=partnership_of(case),
        reference=case.trigger.reference,
        by_when=_by_when(case, request),
        link=link,
        how_it_holds=BY_HAND if by_hand else SENT,
        law=LAW,
        contact=contact_of(case),
    )


def reminder_text(
    case: Case, request: InformationRequested, link: str, *, on: date
) -> str:
    """Return the text of an email that reminds a body; its lines are not cut."""
    due = case.answer_due_on(request)
    is_late = due is not None and due < on
    return REMINDER.format(
        body=case.called(request.body_id),
        partnership=partnership_of(case),
        reference=case.trigger.reference,
        asked_on=in_words(request.requested_on),
        by_when=LATE.format(due=in_words(due))
        if due is not None and is_late
        else _by_when(case, request),
        what_to_do=NOW if is_late else IN_TIME,
        link=link,
        how_it_holds=SENT,
        law=LAW,
        contact=contact_of(case),
    )


def code_text(case: Case, code: str, *, about: About = About.INFORMATION) -> str:
    """Return the text of an email with a code."""
    return CODE.format(
        open=OPENS[about],
        reference=case.trigger.reference,
        code=code,
        partnership=partnership_of(case),
    )


def _by_when(case: Case, request: InformationRequested) -> str:
    due = case.answer_due_on(request)
    return f"Please answer by: {in_words(due)}" if due else "Please answer soon."


def partnership_of(case: Case) -> str:
    """Return what the partnership is called."""
    return case.procedure.partnership.name or "The partnership"


def contact_of(case: Case) -> str:
    """Return how the partnership is reached, and who it is."""
    us = case.procedure.partnership
    ways = {"ring": us.phone, "email": us.email}
    said = " or ".join(f"{how} {where}" for how, where in ways.items() if where)
    asks = f"If you have a question, {said}.\n\n" if said else ""
    return f"{asks}{partnership_of(case)}"
