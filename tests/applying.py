"""Somebody who applies on the public pages, as their browser has it, page by page."""

from datetime import date

from desk import date_in
from visiting import fields_of, forms_of, sent_by

WHO = {
    "who": {"applicant_name": "Juniper Blackwood"},
    "for-whom": {"capacity": "the victim"},
    "safe": {"safe": ["write", "ring"], "prefers": "letter"},
    "contact": {"address": "12 Heron Way\nSoham\nCB7 5ED", "phone": "01632 960512"},
    "reading": {"letter_format": "large print", "language": ""},
    "home": {"tenure": "council tenant", "landlord": "The council"},
    "where": {"place": "Soham", "category": "noise"},
    "what": {"account": "MARKER shouting every night since Christmas"},
}
REST = {
    "harm": {"harm": "I do not sleep", "vulnerability": "I live alone"},
    "hate": {"hate_strands": ["disability"]},
    "wanted": {"wanted": "That somebody comes at night"},
    "taking-part": {"wish": "attend the meeting"},
    "evidence": {"evidence": "A diary since January"},
    "files": {"another": "false"},
}
FOR_ANOTHER = {
    "for-whom": {"capacity": "somebody on the victim's behalf"},
    "victim": {"victim_name": "Vera Plumb", "victim_safe": ["ring"]},
    "consent": {"consent_how": "in writing", **date_in("given_on", date(2026, 3, 1))},
}


def complaint(behaviour, made, **changed):
    return {
        "made_to": "police",
        **date_in("behaviour_on", behaviour),
        **date_in("made_on", made),
        "account": "They shouted",
        **changed,
    }


THREE = [complaint(date(2026, 1, day), date(2026, 1, day + 1)) for day in (5, 12, 19)]


def filled_in(page):
    """Return what the forms of a public page would send as they stand."""
    return {
        name: said for form in forms_of(page) for name, said in sent_by(form).items()
    }


class Applicant:
    """Somebody with a browser, who fills in one page after the other."""

    def __init__(self, browser):
        self.browser = browser

    def begin(self):
        page = self.browser.get("/apply/exit-this-page")
        return self.browser.post("/apply/begin", data=fields_of(page))

    def open(self, step):
        return self.browser.get(f"/apply/{step}")

    def answer(self, step, **typed):
        """Fill in a page, whatever was in it, and send it."""
        return self.send(step, filled_in(self.open(step)) | typed)

    def send(self, step, fields):
        return self.browser.post(f"/apply/{step}", data=fields)

    def answer_all(self, answers):
        page = None
        for step, typed in answers.items():
            page = self.answer(step, **typed)
            assert "There is a problem" not in page.text, (step, page.text)
        return page

    def complain(self, *complaints):
        for each in complaints:
            self.answer("complaints", another="true")
            page = self.answer("complaints/new", **each)
            assert str(page.url).endswith("/apply/complaints"), page.text
        return self.answer("complaints", another="false")

    def come_to_the_end(self, *complaints, **changed):
        """Fill in every page, up to the one on which all is checked."""
        self.begin()
        self.answer_all(WHO | changed)
        self.complain(*(complaints or THREE))
        return self.answer_all(REST)

    def apply(self, *complaints, **changed):
        page = self.come_to_the_end(*complaints, **changed)
        return self.browser.post("/apply/send", data=fields_of(page))
