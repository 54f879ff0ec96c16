"""Which pages show what was so at an instant, and why the others do not.

The pages are asked of the router, so that one that is added is looked at too, and what
their addresses leave open is filled in from what is on record.
"""

import re
from uuid import UUID

# Each of these shows what is so now, and says nothing of what was.
NOW_ONLY = {
    "/accessibility": "a statement about the pages themselves",
    "/static/{name:path}": "files of the pages themselves",
    "/sign-in": "lets somebody in now",
    "/signed-in": "tells a script how long a session still lasts",
    "/account": "an account as it is: accounts are kept in the office, not in the log",
    "/account/second-factor": "an account as it is, kept in the office",
    "/account/second-factor/new": "a form: nothing is recorded in the past",
    "/confirm": "asks again who it is now",
    "/sign-in/code": "lets somebody in now",
    "/sign-in/provider": "lets somebody in now",
    "/sign-in/provider/back": "lets somebody in now",
    "/emergency": "a form: nothing is recorded in the past",
    "/emergency/opened": "what may be opened now, by whoever opened it",
    "/audit/ledger": "the log as it is checked; each head says when it was signed",
    "/audit/ledger/heads/{number:int}": "a head says itself when it was signed",
    "/audit/ledger/verify_ledger.py": "a program",
    "/accounts": "accounts are kept in the office, not in the log",
    "/accounts/new": "a form: nothing is recorded in the past",
    "/accounts/{account_id:uuid}": "accounts are kept in the office, not in the log",
    "/applications/new": "a form of no case: nothing is recorded in the past",
    "/figures/what-if/{what_if_id:uuid}": "answered as of when it was kept",
    "/figures/what-if/{what_if_id:uuid}/let-go": "nothing is recorded in the past",
    "/retention/rule": "a form of no case: nothing is recorded in the past",
    "/retention/no-rule": "a form of no case: nothing is recorded in the past",
    "/requests/{reference:str}/{request_id:uuid}": "half an answer is of no past",
    "/requests/{reference:str}/{request_id:uuid}/saved": "half an answer is of no past",
    "/requests/{reference:str}/{request_id:uuid}/check": "half an answer is of no past",
    "/requests/{reference:str}/actions": "a form: nothing is recorded in the past",
    "/healthz": "asked by a program whether it runs now",
    "/readyz": "asked by a program whether it runs now",
}
# An applicant and a body see what is so now, and no more than that.
FOR_THE_PUBLIC = ("/apply", "/status", "/answer", "/reporting")
# It tells of the look itself, and of each that came after in the same instant.
LOOKS = "each look at a page is in it, that of the same instant too"
OPEN_IN_ADDRESS = re.compile(r"\{(\w+):\w+\}")
NOBODY = UUID(int=404)
# What an address of a case leaves open, of what is on record of it: nothing, at first.
OF_A_CASE = {
    "reference": lambda case: [case.trigger.reference],
    "adjustment_id": lambda case: case.contact.adjustments,
    "addressee_id": lambda case: case.outcome.from_outside,
    "annotation_id": lambda case: case.rights.annotations if case.rights else (),
    "asked_id": lambda case: case.contact.asked,
    "assessment_id": lambda case: case.evidence.assessments,
    "challenge_id": lambda case: case.outcome.challenges,
    "command_id": lambda case: [e.command_id for e in _threshold(case)],
    "complaint_id": lambda case: case.evidence.logged,
    "contact_id": lambda case: case.contact.contacts,
    "data_request_id": lambda case: case.rights.requests if case.rights else (),
    "decision_id": lambda case: [e.decision_id for e in _threshold(case)],
    "file_id": lambda case: case.evidence.files,
    "help_id": lambda case: case.contact.calls,
    "hold_id": lambda case: case.keeping.holds if case.keeping else (),
    "item_id": lambda case: case.outcome.actions,
    "kept_id": lambda case: case.trigger.kept_to_some or case.evidence.requests,
    "pack_number": lambda case: [1],
    "pause_id": lambda case: case.trigger.pauses,
    "person_id": lambda case: case.contact.people,
    "position": lambda case: [1],
    "promise_id": lambda case: case.contact.promises,
    "recipient_id": lambda case: [body.body_id for body in case.relevant_bodies],
    "request_id": lambda case: case.evidence.requests,
    "restriction_id": lambda case: case.rights.restrictions if case.rights else (),
    "telling_id": lambda case: case.contact.tellings,
    "timer_id": lambda case: ["tell-outcome"],
    "updates_id": lambda case: case.contact.updates,
    "body_id": lambda case: [body.body_id for body in case.relevant_bodies],
    "number": lambda case: [case.procedure.version],
}
# What a page leads to that lists what is of no case; and below what address.
LED_TO_BY = {
    "meeting_id": ("/meetings", "/meetings"),
    "past_id": ("/past", "/past"),
    "disposal_id": ("/retention", "/retention/disposals"),
    "recorded_id": ("/figures/return", "/figures/return"),  # each is refused alike
}
# A letter is one of the case's, of whichever is looked at.
FILLED_IN = OF_A_CASE.keys() | LED_TO_BY.keys() | {"letter_id"}


def pages(app):
    """Return the path of every page, whatever its address leaves open."""
    return sorted(r.path for r in app.routes if "GET" in getattr(r, "methods", ()))


def pages_of_then(app, reasons):
    """Return those that show what was so, but for some that have another reason."""
    aside = NOW_ONLY.keys() | reasons.keys()
    return [
        path
        for path in pages(app)
        if path not in aside and not path.startswith(FOR_THE_PUBLIC)
    ]


def left_open(path):
    """Return what an address leaves open."""
    return OPEN_IN_ADDRESS.findall(path)


def filled(path, ids):
    """Return an address, of nothing where there is none; `KeyError` for no value."""
    return OPEN_IN_ADDRESS.sub(lambda name: str(ids[name[1]]), path)


def led_to(page, address):
    """Return the ids of what a page leads to, one level below an address."""
    return sorted(set(re.findall(rf'href="{address}/([0-9a-f-]{{36}})', page.text)))


def _threshold(case):
    return [case.trigger.threshold] if case.trigger.threshold else []
