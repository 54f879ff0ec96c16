"""One review from the telephone call to the closed case, in a real browser.

Scripts are on, then off.  Each form that recorded something counts; signing in does
not, nor a form that was refused, nor a button that only makes room for one more row.
"""

from datetime import date

import pytest

from browser import in_chromium
from browser import story_of_a_case as story
from browser.caseworker import Caseworker
from browser.in_chromium import typed_in
from browser.premises import PASSWORD, premises

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_FORMS = 16


@pytest.fixture
def there(tmp_path):
    with premises(tmp_path, story.APPLIED) as there:
        yield there


def test_a_review_goes_from_the_application_to_the_closed_case(tmp_path, capsys):
    """In the whole of Chromium, windows and all: what people use."""
    with (
        in_chromium.chrome(whole=True) as chrome,
        premises(tmp_path, story.APPLIED) as there,
    ):
        _from_the_application_to_the_closed_case(there, chrome, capsys, scripts=True)


def test_it_goes_the_same_way_without_scripts(there, chrome, capsys):
    _from_the_application_to_the_closed_case(there, chrome, capsys, scripts=False)


@pytest.mark.postgres
@pytest.mark.thorough
def test_it_goes_the_same_way_without_scripts_on_postgresql(tmp_path, chrome, capsys):
    with premises(tmp_path, story.APPLIED, on_server=True) as there:
        _from_the_application_to_the_closed_case(there, chrome, capsys, scripts=False)


def _from_the_application_to_the_closed_case(there, chrome, capsys, *, scripts):
    context = chrome.new_context(base_url=there.address, java_script_enabled=scripts)
    sam = Caseworker(there, context)
    letters = _the_whole_way(sam)
    _each_letter_says_the_days_that_were_counted_by_hand(letters)
    _nothing_is_asked_twice(sam)
    with capsys.disabled():
        how = "with" if scripts else "without"
        print(f"\n{len(sam.recorded)} forms from application to closing, {how} scripts")
    assert len(sam.recorded) <= MOST_FORMS
    context.close()


def _the_whole_way(sam):
    """Work the case through; return the letters, each as it waited to be posted."""
    sam.on(story.APPLIED)
    assert story.ACKNOWLEDGE_BY in sam.apply()
    says = sam.look("/deadlines")
    assert story.DECIDE_BY in says
    assert story.FINISH_BY in says
    assert story.TELL_THRESHOLD_BY not in says
    assert story.ANSWER_BY in sam.ask()
    sam.on(story.ANSWERED).answer_all()
    assert "High risk" in sam.assess()
    sam.on(story.POSTED)
    _a_decision_against_the_law_is_refused(sam)
    sam.decide_after_all()
    assert story.TELL_THRESHOLD_BY in sam.look("/deadlines")
    assert "Chose to take part: attends the meeting" in sam.convene()
    letters = sam.there.letters_ready()
    sam.post_letters()
    says = sam.look("/deadlines")
    assert story.HOLD_PANEL_BY in says
    assert story.PAPERS_BY in says
    assert story.CHALLENGE_THRESHOLD_BY in says
    sam.on(story.MEETS)
    _the_chair_is_known_at_the_meeting(sam)
    assert f"Held on {_in_words(story.MEETS)}" in sam.hold()
    assert story.TELL_OUTCOME_BY in sam.look("/deadlines")
    sam.on(story.DECIDED).find()
    letters += sam.there.letters_ready()
    sam.post_letters()
    assert story.CHALLENGE_REVIEW_BY in sam.look("/deadlines")
    sam.on(story.BODIES_ANSWERED).respond()
    sam.on(story.DONE).report()
    closed = sam.on(story.CLOSED).close()
    assert f"The case was closed on {_in_words(story.CLOSED)}" in closed
    return letters + sam.there.letters_ready()


def _a_decision_against_the_law_is_refused(sam):
    says = sam.decide_wrongly()
    assert "There is a problem" in says
    assert "The threshold must be met: 3 complaints qualify (s.104(4))" in says
    kept = dict(typed_in(sam.tab))
    assert kept["reasons"] == story.REASONS
    assert kept["met"] == "false"
    assert len([1 for name, _ in typed_in(sam.tab) if name == "decided_by"]) == 4
    assert (kept["decided_on-day"], kept["decided_on-month"]) == ("6", "3")
    assert sam.tab.title().startswith("Error: ")


def _the_chair_is_known_at_the_meeting(sam):
    sam.look("/panel/held")
    assert dict(typed_in(sam.tab))["attended-0-name"] == story.CHAIR


def _each_letter_says_the_days_that_were_counted_by_hand(letters):
    for subject, days in story.IN_LETTERS.items():
        (letter,) = [each for each in letters if subject in each]
        for says in days:
            assert says in letter, (subject, says)
        assert story.APPLICANT in letter


def _nothing_is_asked_twice(sam):
    """No words were typed twice; and no day that was the day of typing itself."""
    words = [
        value
        for name, value in sam.typed
        if isinstance(value, str) and " " in value and not name.startswith("met")
    ]
    chosen = {"neighbour dispute", "attend the meeting", "information returned"}
    chosen |= {"all of it", "nothing held", "accepted in part", "by telephone"}
    chosen |= {"more should have been done", "the response was adequate"}
    typed = [each for each in words if each not in chosen and each != story.REASONS]
    assert sorted(typed) == sorted(set(typed))
    assert typed.count(story.APPLICANT) == 1
    days = [value for _, value in sam.typed if isinstance(value, date)]
    worked_on = {story.APPLIED, story.ANSWERED, story.POSTED, story.DECIDED, story.DONE}
    assert not worked_on & set(days)


def _in_words(day):
    return f"{day:%A} {day.day} {day:%B %Y}"


def test_the_key_forms_need_no_more_than_the_keyboard(there, chrome):
    context = chrome.new_context(base_url=there.address)
    sam = Caseworker(there, context)
    keys = Keyboard(sam.tab)
    sam.tab.goto("/sign-in")
    keys.to("sign_in_name").type("sam@ely.example")
    keys.to("password").type(PASSWORD).send()
    sam.tab.goto("/applications/new")
    _apply_by_keyboard(keys)
    assert sam.says().startswith("Success")
    case = sam.tab.url.split("?", maxsplit=1)[0]
    sam.tab.goto(f"{case}/threshold")
    keys.to("met").press("Space").to("reasons").type(story.REASONS)
    keys.to_button("Record the decision").send()
    assert "The threshold is met" in sam.says()
    context.close()


def _apply_by_keyboard(keys):
    keys.to("applicant_name").type(story.APPLICANT)
    keys.to("address").type("19 Teasel Way").press("Enter").type("CB6 9ZZ")
    keys.to("safe").press("Space")
    keys.to("place").type("Littleport")
    keys.to("category").type("No")  # noise
    keys.to("account").type("Shouting at night.")
    days = (("5", "6"), ("20", "21"), ("10", "12"))
    for number, (behaviour, made) in enumerate(days):
        start = f"complaints-{number}"
        month = "2" if number == 2 else "1"
        for when, day in (("behaviour_on", behaviour), ("made_on", made)):
            keys.to(f"{start}-{when}-day").type(day)
            keys.to(f"{start}-{when}-month").type(month)
            keys.to(f"{start}-{when}-year").type("2026")
        keys.to(f"{start}-made_to").type("The c")  # the council
        keys.to(f"{start}-account").type("Banging")
    keys.to_button("Record the application").send()


class Keyboard:
    """Goes through a page by the Tab key; where it stops must be seen to have focus."""

    LONGEST_WAY = 200

    def __init__(self, tab) -> None:
        self.tab = tab

    def to(self, name):
        return self._until(lambda at: at["name"] == name, name)

    def to_button(self, text):
        return self._until(lambda at: at["text"] == text, text)

    def type(self, text):
        self.tab.keyboard.type(text)
        return self

    def press(self, key):
        self.tab.keyboard.press(key)
        return self

    def send(self):
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")

    def _until(self, found, what):
        for _ in range(self.LONGEST_WAY):
            self.tab.keyboard.press("Tab")
            at = self.tab.evaluate(WHERE)
            assert at["seen"], f"the focus cannot be seen on {at}"
            if found(at):
                return self
        raise AssertionError(f"no way to {what} by the Tab key")


# A radio button and a tick box show their focus on the mark that stands for them.
WHERE = """() => {
  const at = document.activeElement
  const mark = ['radio', 'checkbox'].includes(at.type) && at.labels.length
    ? getComputedStyle(at.labels[0], '::before') : getComputedStyle(at)
  const outlined = mark.outlineStyle !== 'none' && parseFloat(mark.outlineWidth) > 0
  const box = at.getBoundingClientRect()
  const shown = box.bottom > 0 && box.top < innerHeight && box.width > 0
  return {name: at.name || '', text: at.textContent.trim(),
    html: at.outerHTML.slice(0, 120),
    seen: at === document.body || (shown && (outlined || mark.boxShadow !== 'none'))}
}"""
