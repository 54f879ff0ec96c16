"""A caseworker at their browser, who takes one case from the application to its end."""

import re
from datetime import date

from browser import story_of_a_case as story
from browser.in_chromium import fill_in, send, sign_in
from browser.premises import Premises
from journey import BODIES

BODY = dict(zip(("council", "police", "nhs", "housing"), map(str, BODIES), strict=True))
SIGNING = re.compile(r"/sign-(in|out)$")


class Caseworker:
    """Works in one tab; counts the forms that recorded something."""

    def __init__(self, there: Premises, context) -> None:
        self.there, self.tab = there, context.new_page()
        self.recorded, self.typed = [], []
        self.case = ""
        self.tab.on("response", self._count)

    def _count(self, response) -> None:
        """Count a form that was sent and recorded; signing in and out are not work."""
        if response.request.method != "POST" or SIGNING.search(response.url):
            return
        if response.status == 303:
            self.recorded.append(re.sub(r"^.*?//[^/]+", "", response.url))

    def on(self, day: date) -> "Caseworker":
        """Begin a day's work: the session of the day before has ended."""
        self.there.clock.set(day)
        sign_in(self.tab)
        return self

    def look(self, page: str = "") -> str:
        """Open a page of the case and return what it says."""
        self.tab.goto(f"{self.case}{page}")
        return self.says()

    def says(self) -> str:
        return " ".join(self.tab.locator("main").inner_text().split())

    def fill(self, typed) -> None:
        self.typed += [(name, value) for name, value in typed.items() if value]
        fill_in(self.tab, {name: as_sent(name, v) for name, v in typed.items()})

    def give(self, page: str, typed, button: str) -> str:
        """Fill in a form of the case and send it."""
        self.look(page)
        self.fill(typed)
        return self.record(button)

    def record(self, button: str) -> str:
        """Press the button that records; the next page says that it was."""
        send(self.tab, button)
        says = self.says()
        assert says.startswith("Success"), says
        return says

    def apply(self) -> str:
        self.tab.goto("/applications/new")
        self.fill(story.APPLICATION)
        says = self.record("Record the application")
        self.case = re.search(r"/cases/[^/?]+", self.tab.url)[0]
        return says

    def decide(self) -> str:
        typed = {"met": "true", "reasons": story.REASONS}
        return self.give("/threshold", typed, "Record the decision")

    def decide_wrongly(self) -> str:
        """Try to decide that the threshold is not met, which the law forbids."""
        self.look("/threshold")
        self.fill({"met": "false", "reasons": story.REASONS})
        send(self.tab, "Record the decision")
        return self.says()

    def decide_after_all(self) -> str:
        """Put right the one answer that was wrong, in the form as shown again."""
        self.fill({"met": "true"})
        return self.record("Record the decision")

    def ask(self) -> str:
        return self.give("/partners/ask", {}, "Record the request")

    def requests(self) -> list[str]:
        """Return the pages on which each body's answer is recorded, in their order."""
        self.look("/partners")
        links = self.tab.locator("main a[href*='/answer']").all()
        pages = [link.get_attribute("href").split("?")[0] for link in links]
        return [page.removeprefix(self.case) for page in dict.fromkeys(pages)]

    def answer_all(self) -> None:
        for page, (body, says) in zip(
            self.requests(), story.ANSWERS.items(), strict=True
        ):
            came = {"came_by": "by telephone", "given_by": f"The desk of {body}"}
            told = {
                "kind": "information returned",
                "answer": says,
                "tells_of": ["the applicant"],
                "may_be_told": "all of it",
            }
            self.give(
                page,
                came | (told if says else {"kind": "nothing held"}),
                "Record the answer",
            )

    def assess(self) -> str:
        return self.give("/risk/new", story.RISK, "Record the assessment")

    def convene(self) -> str:
        return self.give("/panel/convene", story.PANEL, "Convene the panel")

    def post_letters(self) -> str:
        """Mark every letter that is ready as posted, once the PDFs are made."""
        self.there.settled()
        self.tab.goto("/letters?select=all")
        return self.record("Mark as posted")

    def hold(self) -> str:
        return self.give("/panel/held", story.MEETING, "Record the meeting")

    def find(self) -> str:
        self.look("/outcome/decide")
        self.fill(story.OUTCOME)
        send(self.tab, "Add another action")
        self.fill(story.THIRD_ACTION)
        return self.record("Record the outcome")

    def respond(self) -> str:
        return self.give("/outcome/answers", story.RESPONSES, "Record the answers")

    def report(self) -> str:
        button = "Record what became of the actions"
        return self.give("/outcome/actions", story.REPORTS, button)

    def close(self) -> str:
        return self.give("/close", story.CLOSING, "Close the case")


def as_sent(name: str, value):
    """Return a value as it is sent: a body by its id."""
    return BODY[value] if name.endswith(("body", "body_id")) else value
