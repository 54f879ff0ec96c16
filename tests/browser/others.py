"""Others than a caseworker, as each comes in, and the forms that they send."""

from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta

import httpx

from asbreview.access.accounts import Account, all_accounts
from asbreview.access.drafts import Drafts, Of
from asbreview.access.status_codes import code_of
from asbreview.domain.asking.record import Asking
from asbreview.signing import SENDER, SYSTEM
from asbreview.web.sessions import ANSWERING_COOKIE, FOLLOWING_COOKIE
from browser.others_forms import EVE, OTHERS_FORMS, POLICE, Follower
from browser.premises import premises
from browser.stages import Stages
from browser.visitor import Visitor, as_fields
from unprinted import nothing_printed
from visiting import forms_of, sent_by

BY_ITSELF = {SENDER, SYSTEM}  # letters, made meanwhile
BY_FILE = "/status/file"


@contextmanager
def on_their_days(tmp_path_factory, each=1):
    """Serve an installation on a day, with all that is needed for the forms of it.

    Of each form there are so many places, each of a case or an account of its own.
    """
    with nothing_printed(), ExitStack() as until_the_end:
        served = {}

        def on(day):
            if day not in served:
                folder = tmp_path_factory.mktemp("others")
                there = premises(folder, day, lambda *of: _made(day, each, *of))
                served[day] = until_the_end.enter_context(there)
                of = served[day].installation
                of.projector.wait_for(of.reviews.end_of_log())
            return served[day]

        yield on


def _made(day, each, installation, clock):
    stages = Stages(installation, clock)
    forms = {route: form for route, form in OTHERS_FORMS.items() if form.on == day}
    return {
        route: [form.make(stages) for _ in range(each)] for route, form in forms.items()
    }


class Caller:
    """Somebody without an account, whose browser has one cookie."""

    def __init__(self, address, cookie, token):
        # No connection outlasts its answer, as of a visitor.
        once = httpx.Limits(max_keepalive_connections=0)
        self.web = httpx.Client(base_url=address, timeout=60, limits=once)
        self.web.headers["Cookie"] = f"{cookie}={token}"

    def get(self, page):
        return self.web.get(page)

    def post(self, page, fields, **how):
        return self.web.post(page, data=fields, **how)

    def close(self):
        self.web.close()


@contextmanager
def signed_in(there, form, place):
    """Let whoever sends a form come in."""
    with closing(_comes_in(there, form.who, place)) as visitor:
        yield visitor


def _comes_in(there, who, place):
    if isinstance(who, Account):
        return Visitor(there.address, who)
    given, at = there.installation, there.clock()
    case = given.reviews.case(place.case_id)
    opens = {"used_at": at.isoformat()}
    if isinstance(who, Follower):
        assert code_of(case.contact, given.keyring)
        opens |= {"follows": str(case.case_id)}
        opens |= {"code_number": case.contact.code_number}
        token = Drafts(given.office).begin(opens, at=at, of=Of.FOLLOWING)
        return Caller(there.address, FOLLOWING_COOKIE, token)
    asked = place.about or Asking.of_actions(case.case_id, POLICE)
    opens |= {"answers": str(asked), "case_id": str(case.case_id)}
    opens |= {"until": (at + timedelta(days=7)).isoformat()}
    token = Drafts(given.office).begin(opens, at=at, of=Of.ANSWERING)
    return Caller(there.address, ANSWERING_COOKIE, token)


class Others:
    """A form of others, where it is, and what was recorded of it."""

    def __init__(self, there, form, place):
        self.there, self.form, self.place = there, form, place

    def filled_in(self, visitor, typed=None):
        """Return what the form sends, once it is rightly filled in."""
        if self.form.first is not None:
            page = self.place.shown.removesuffix("/check")
            fields = form_that_goes_to(page, visitor.get(page)) | as_fields(
                self.form.first
            )
            answer = visitor.post(page, fields)
            assert answer.status_code == 303, answer.text
        page = visitor.get(self.place.shown)
        assert page.status_code == 200, page.text
        told = self.form.typed if typed is None else typed
        return (
            form_that_goes_to(self.place.to, page) | as_fields(told) | self._of_place()
        )

    def _of_place(self):
        if self.place.to == "/emergency":
            case = self.there.installation.reviews.case(self.place.case_id)
            return {"reference": case.trigger.reference}
        if self.place.to == "/accounts/new":
            return {"areas": EVE["areas"]}
        return {}

    def send(self, visitor, fields, to=None):
        """Send it where it goes, or to another address."""
        if self.place.to != BY_FILE:
            return visitor.post(to or self.place.to, fields)
        token = fields.get("file")  # as it is shown again, once a file was sent
        file = {"file": ("door.txt", b"Monday, 2am: drums.")}
        if isinstance(token, str):
            file = {"file": (None, token)}
        fields = {n: v for n, v in fields.items() if n != "file"}
        return visitor.post(self.place.to, fields, files=file)

    @property
    def is_kept_aside(self):
        """Is what was typed kept for its sender alone, and nothing recorded yet?"""
        return (
            self.form.typed
            and self.place.shown == self.place.to
            and (
                self.place.to == "/answering" or self.place.to.startswith("/requests/")
            )
            and not self.place.to.endswith("/actions")
        )

    def opened(self, there):
        """Return the account that was opened by the form."""
        every = all_accounts(there.installation.office)
        (eve,) = [a for a in every if a.sign_in_name == EVE["sign_in_name"]]
        return eve.account_id

    def recorded(self, before):
        """Return the events that whoever sends the form recorded since."""
        reviews = self.there.installation.reviews
        found = reviews.recorder.select_notifications(before + 1, 999)
        events = [reviews.mapper.to_domain_event(each) for each in found]
        return [event for event in events if event.recorded_by not in BY_ITSELF]


def form_that_goes_to(to, page):
    """Return what the form that goes to an address sends as it stands."""
    forms = [sent_by(f) for f in forms_of(page) if (f.get("action") or "") == to]
    forms = forms or [f for f in map(sent_by, forms_of(page)) if "command_id" in f]
    assert forms, page.text
    return forms[-1]
