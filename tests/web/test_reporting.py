"""A body reports on the actions it owns by a link: what it sees, and what counts."""

from datetime import date, timedelta

import pytest
from litestar.testing import TestClient

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.reviews.plans import ActionReport, Became
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from asbreview.signing import A_BODY
from desk import ADDRESS, desk, filled_in, pages_of, words
from journey import BODIES
from visiting import fields_of
from web.test_answer import SENDER, Body, box, later, served  # noqa: F401

POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
FOUND_ON = date(2026, 4, 2)
DUE_ON, COUNCIL_DUE_ON = date(2026, 4, 16), date(2026, 4, 30)
SAID = "Visits on four evenings. MARKEROWNER"


class Owner(Body):
    """The police, who own an action: a mailbox, and whoever of them reads it."""

    @property
    def outcome(self):
        return self.work.case.outcome

    @property
    def action(self):
        return next(
            a for a in self.outcome.actions.values() if a.body_id == POLICE
        ).action_id

    @property
    def request_page(self):
        page = self.work.get("/outcome").text
        at = page.index("/partners/")
        return page[at : page.index("/sent", at) + len("/sent")]

    def are_asked(self):
        """Have a caseworker send the police a link."""
        pages = self.work.get("/outcome").text.split("How each owner is asked")[1]
        (own,) = [p for p in pages.split("<li>") if "Constabulary:" in p]
        at = own[own.index("/partners/") : own.index("/sent")]
        self.at = at
        form = filled_in(self.work.get(f"{at}/sent"))
        page = self.work.send(f"{at}/email", form)
        assert "An email with a link goes" in words(page)
        return self.send_mail()

    def come_in(self):
        self.ask_for_code()
        page = self.enter()
        assert str(page.url).endswith("/reporting"), page.text
        return page

    def report(self, page=None, **typed):
        """Send the form of the page, with something said of its first action."""
        fields = filled_in(page or self.browser.get("/reporting"))
        own = {f"reports-0-{name}": value for name, value in typed.items()}
        return self.browser.post("/reporting", data=fields | own)


@pytest.fixture
def police(tmp_path, box):  # noqa: F811
    smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
    with desk(tmp_path, sending=Sending(SENDER, smtp)) as work:
        tale = work.tale.apply().decide().ask().answer().assess()
        tale.convene().choose().send_papers().hold().find()
        work.reviews.record_contact_point(
            POLICE,
            from_on=FOUND_ON,
            email=MAILBOX,
            phone="01632 960140",
            signed=work.tale.signed(FOUND_ON),
        )
        work.on(FOUND_ON)
        with TestClient(pages_of(work.installation), base_url=ADDRESS) as browser:
            yield Owner(work, box, browser).are_asked()


def test_the_email_says_how_many_and_by_when_and_not_what(police):
    (mail,) = [m for m in police.box.taken if "/answer/" in m.get_content()]
    said = " ".join(mail.get_content().split())
    assert (
        mail["subject"] == f"Your actions on case {police.work.case.trigger.reference}"
    )
    assert "how far an action is" in said
    assert "Next due on: Thursday 16 April 2026" in said
    for word in ("Visit weekly", "Marigold", "MARKER"):
        assert word not in said


def test_to_fetch_its_link_changes_and_uses_up_nothing(police):
    end, mails = police.work.reviews.end_of_log(), len(police.box.taken)
    for _ in range(3):  # a mail scanner's
        page = words(police.fetch())
        assert "Report on your actions" in page
        assert "Visit weekly" not in page
        police.browser.get(f"/answer/{police.link}/code")
        police.another_machine()
    assert police.work.reviews.end_of_log() == end
    assert len(police.box.taken) == mails


def test_it_shows_the_bodys_own_actions_of_the_case_and_no_more(police):
    page = words(police.come_in())
    assert "Action 2: Visit weekly" in page
    assert "Due on Thursday 16 April 2026" in page
    for word in ("noise equipment", "landlord", "Marigold", "overdue elsewhere"):
        assert word not in page
    assert police.browser.get("/answering").status_code == 410


def test_what_is_late_is_told_to_all_who_own_an_action_but_not_what_it_is(police):
    police.work.clock.set(COUNCIL_DUE_ON + timedelta(days=1))
    page = words(_by_new_link(police).come_in())
    assert "Overdue It was due on Thursday 16 April 2026" in page
    late = "Action 1, of East Cambridgeshire District Council, was due on Thursday 30"
    assert late in page
    assert "noise equipment" not in page


def _by_new_link(police):
    """Ask for a new link by one that has ended, and let it come."""
    old = police.link
    police.browser.get(f"/answer/{old}")
    page = police.fetch(old)
    assert page.status_code == 404
    assert "Send me a new link" in page.text
    police.press("new-link", page, old)
    police.send_mail()
    assert police.link != old
    return police


def test_an_expired_link_offers_a_new_one_to_the_same_mailbox(police):
    police.work.clock.now += timedelta(days=7, minutes=1)
    _by_new_link(police)
    assert police.box.receivers[-1] == [MAILBOX]
    assert "Visit weekly" in words(police.come_in())


def test_progress_counts_at_once_and_is_shown_as_by_link(police):
    police.come_in()
    page = police.report(became="progress was made", says=SAID)
    assert "What you reported is recorded" in words(page)
    assert f"Progress on Thursday 2 April 2026: {SAID}" in words(page)
    shown = words(police.work.get("/outcome"))
    assert f"Progress on Thursday 2 April 2026, by link {SAID}" in shown
    assert police.outcome.news
    assert police.action not in police.outcome.done
    assert LetterKind.PLAN_UPDATE not in _letters(police)


def _letters(police):
    return [letter.kind for letter in police.work.tale.all_letters()]


def test_why_not_yet_is_kept_and_the_action_stays_due(police):
    police.come_in()
    nothing_said = police.report(became="not done yet")
    assert nothing_said.status_code == 422
    assert "why it is not done yet" in words(nothing_said)
    police.report(became="not done yet", says="Nobody to send until May")
    shown = words(police.work.get("/outcome"))
    assert "Not done yet on Thursday 2 April 2026" in shown
    assert police.action in {a.action_id for a in police.outcome.open_actions}


def test_done_is_done_at_once_and_its_words_are_told_only_if_they_may_be(police):
    police.come_in()
    page = police.report(became="done", says=SAID)
    assert "None of your actions on this case is open any more" in words(page)
    done = police.outcome.done[police.action]
    assert done.recorded_by == A_BODY
    assert done.done_on == FOUND_ON
    tell = police.work.installation.keyring.reveal
    assert "MARKEROWNER" not in str(tell(done.result.text))
    shown = words(police.work.get("/outcome"))
    assert "Done on Thursday 2 April 2026, by link" in shown
    assert SAID in shown
    assert LetterKind.PLAN_UPDATE in _letters(police)


def test_words_that_may_be_told_are_the_result(police):
    police.come_in()
    police.report(became="done", says=SAID, told="these words")
    done = police.outcome.done[police.action]
    assert police.work.installation.keyring.reveal(done.result.text) == SAID


def _update(police):
    letters = police.work.tale.all_letters()
    return next(each for each in letters if each.kind is LetterKind.PLAN_UPDATE)


def test_no_word_of_a_body_goes_to_the_applicant_before_a_caseworker_has_read_it(
    police,
):
    police.come_in()
    police.report(became="done", says=SAID, told="these words")
    police.send_mail()
    letter = _update(police)
    assert letter.status is Status.HELD
    assert letter.held_because is HeldBecause.UNREAD
    assert not letter.sha256  # nothing was made of it
    page = police.work.get(f"/letters/{letter.id}")
    assert SAID in words(page)
    assert "nobody here has read yet what another body reported" in words(page)
    assert "Let it go as it is" in page.text
    assert "nobody here has read yet" in words(police.work.browser.get("/letters"))
    police.work.send(f"/letters/{letter.id}/draw-again", filled_in(page))
    police.send_mail()
    assert _update(police).status is Status.HANDED_OVER


def test_what_was_reported_in_error_takes_its_letter_along(police):
    police.come_in()
    police.report(became="done", says=SAID, told="these words")
    police.work.reviews.correct_fact(
        police.work.case.case_id,
        OutcomeFact.DONE,
        police.action,
        reason="Nobody went.",
        signed=police.work.tale.signed(FOUND_ON),
    )
    assert _update(police).held_because is HeldBecause.CORRECTED


def test_the_same_form_again_has_no_second_effect(police):
    page = police.come_in()
    typed = {"became": "progress was made", "says": SAID}
    police.report(page, **typed)
    end = police.work.reviews.end_of_log()
    again = police.report(page, **typed)
    assert again.status_code == 200
    assert police.work.reviews.end_of_log() == end


def test_an_action_of_another_body_cannot_be_reported_on(police):
    page = police.come_in()
    other = next(
        a.action_id for a in police.outcome.open_actions if a.body_id != POLICE
    )
    end = police.work.reviews.end_of_log()
    refused = police.report(
        page, action_id=str(other), became="done", says="MARKERTYPED"
    )
    assert refused.status_code == 409
    assert "noise equipment" not in refused.text
    assert police.work.reviews.end_of_log() == end


def test_what_was_typed_is_not_lost_where_the_hour_is_over(police):
    page = police.come_in()
    later(police, hours=1)
    lapsed = police.report(page, became="done", says="MARKERTYPED")
    assert lapsed.status_code == 410
    assert "MARKERTYPED" in lapsed.text


def test_a_page_that_was_closed_opens_no_more(police):
    page = police.come_in()
    token = fields_of(page, "/reporting/end")["csrf_token"]
    closed = police.browser.post("/reporting/end", data={"csrf_token": token})
    assert "The page is closed" in words(closed)
    assert police.browser.get("/reporting").status_code == 410


def test_an_owner_without_an_address_is_rung_until_there_is_news(tmp_path):
    with desk(tmp_path) as work:
        tale = work.tale.apply().decide().ask().answer().assess()
        tale.convene().choose().send_papers().hold().find()
        work.reviews.write_to_owner(
            work.case.case_id, POLICE, mails=False, signed=tale.signed(FOUND_ON)
        )
        work.on(FOUND_ON)
        rings = "Ring Cambridgeshire Constabulary about its actions"
        assert rings in words(work.get(""))
        assert "Ring it : no email tells it of its actions" in words(
            work.get("/outcome")
        )
        action = next(iter(work.case.outcome.open_actions_of(POLICE)))
        work.reviews.report_actions(
            work.case.case_id,
            [
                ActionReport(
                    action_id=action.action_id,
                    became=Became.PROGRESSED,
                    on=date(2026, 4, 7),
                    says="They go on Friday.",
                )
            ],
            signed=tale.signed(date(2026, 4, 7)),
        )
        work.on(date(2026, 4, 7))
        assert rings not in words(work.get(""))
