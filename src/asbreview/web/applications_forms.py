"""What is asked of whoever applies, while they are on the telephone.

The fields are named as the commands' refusals name them.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.circumstances import HateStrand, LetterFormat, Tenure
from asbreview.domain.errors import Misrecorded
from asbreview.domain.people import Channel, Safety
from asbreview.domain.trigger.came import Came, CameFrom
from asbreview.reviews.told import CircumstancesTold, ConsentTold, PersonTold
from asbreview.web.applications_complaints import ComplaintGroup, parts_of
from asbreview.web.circumstances import CircumstancesForm
from asbreview.web.forms import Day, Form, Line, Says, Text

ROWS: Final = 4  # three that may qualify, and one that may not


class SafeTo(StrEnum):
    """By which way it is safe to reach somebody; what is not ticked is not safe."""

    WRITE = "write"
    EMAIL = "email"
    RING = "ring"
    LEAVE_A_MESSAGE = "message"


class ApplicationForm(Form):
    """An application, made by whoever is on the telephone."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "applied_on": Says.enter("the date of the application"),
        "how": Says.select("how the application came in"),
        "came_from": Says.enter("which area it came from"),
        "came_on": Says.enter("the date on which it came here"),
        "came_reference": Says.enter("their reference"),
        "capacity": Says.select("who applies"),
        "applicant_name": Says.enter("the name of the applicant"),
        "address": Says.enter("the address"),
        "email": Says.enter("the email address"),
        "phone": Says.enter("the telephone number"),
        "safe": Says.select("what is safe"),
        "prefers": Says.select("how they prefer to be reached"),
        "victim_name": Says.enter("the name of the victim"),
        "victim_address": Says.enter("the victim's address"),
        "victim_phone": Says.enter("the victim's telephone number"),
        "victim_safe": Says.select("what is safe for the victim"),
        "consent_how": Says.select("whether the victim agrees, and how they said so"),
        "given_on": Says.enter("the date on which the victim agreed"),
        "category": Says.select("what the behaviour mostly is"),
        "place": Says("Enter the town or village where it happens", "The place"),
        "account": Says("Enter what happens, in the caller's words", "What happens"),
        "harm": Says("Enter what harm it does", "What harm it does"),
        "wanted": Says("Enter what they want", "What they want"),
        "evidence": Says("Enter what they have kept", "What they have kept"),
        **CircumstancesForm.SAYS,
        "adjustment": Says("Enter what they need done differently", "What they need"),
        "complaints": Says.enter("the complaints"),
        "wish": Says.select("how they would take part"),
        "passed_on": Says.select("whether to pass it on"),
        "keep": Says.select("whether it is to be your case"),
        "not_the_same": Says.select("whether it is another case"),
    }

    # In the order of the page: so is what is wrong told.
    area: Line = ""  # asked of whoever sees several
    capacity: Capacity
    applicant_name: Line
    applied_on: Day
    how: HowApplied
    came_from: Line = ""
    came_on: Day | None = None
    came_reference: Line = ""
    victim_name: Line = ""
    victim_address: Text = ""
    victim_phone: Line = ""
    victim_safe: tuple[SafeTo, ...] = ()
    consent_how: HowConsented | None = None
    given_on: Day | None = None
    address: Text = ""
    phone: Line = ""
    email: Line = ""
    safe: tuple[SafeTo, ...] = ()
    prefers: Channel
    language: Line = ""
    letter_format: LetterFormat | None = None
    adjustment: Text = ""
    hate_strands: tuple[HateStrand, ...] = ()
    vulnerability: Text = ""
    tenure: Tenure | None = None
    landlord: Line = ""
    place: Line
    category: Category
    account: Text
    complaints: tuple[ComplaintGroup, ...] = ()
    harm: Text = ""
    wanted: Text = ""
    wish: Wish
    evidence: Text = ""
    passed_on: bool = False
    keep: bool = False
    not_the_same: bool = False

    @property
    def application(self) -> Application:
        """What the application says, apart from people and their own words."""
        return Application(
            applied_on=self.applied_on,
            how=self.how,
            capacity=self.capacity,
            category=self.category,
            place=self.place,
            wish=self.wish,
        )

    @property
    def handed_over(self) -> CameFrom | None:
        """From which area it came, where it was first made to another."""
        if self.came_on is None:
            return None
        return CameFrom(
            how=Came.TRANSFERRED,
            on=self.came_on,
            area=self.came_from,
            reference=self.came_reference,
        )

    @property
    def applicant(self) -> PersonTold:
        """Who applies, and how to reach them."""
        return PersonTold(
            name=self.applicant_name,
            address=self.address,
            email=self.email,
            phone=self.phone,
            safe=_safety(self.safe),
            prefers=self.prefers,
        )

    @property
    def victim(self) -> PersonTold | None:
        """For whom they apply, where that is another."""
        if not self.victim_name:
            return None
        return PersonTold(
            name=self.victim_name,
            address=self.victim_address,
            phone=self.victim_phone,
            safe=_safety(self.victim_safe),
        )

    @property
    def consent(self) -> ConsentTold | None:
        """That the victim agrees, where they are known to."""
        if self.consent_how is None:
            return None
        return ConsentTold(given_on=self._day_of_consent(), how=self.consent_how)

    @property
    def circumstances(self) -> CircumstancesTold:
        """What is known of them besides."""
        return CircumstancesTold(
            hate_strands=self.hate_strands,
            vulnerability=self.vulnerability,
            tenure=self.tenure,
            landlord=self.landlord,
            language=self.language,
            letter_format=self.letter_format,
        )

    @property
    def story(self) -> str:
        """What happens, what it does to them and what they want, in one text."""
        return parts_of(
            self.account,
            {
                "The harm it does": self.harm,
                "What they want": self.wanted,
                "What they have kept as evidence": self.evidence,
            },
        )

    def _day_of_consent(self) -> date:
        if self.given_on is None:
            raise Misrecorded(
                "Enter the date on which the victim agreed", field="given_on"
            )
        return self.given_on


def _safety(safe: tuple[SafeTo, ...]) -> Safety:
    return Safety(
        to_write=SafeTo.WRITE in safe,
        to_email=SafeTo.EMAIL in safe,
        to_ring=SafeTo.RING in safe,
        to_leave_a_message=SafeTo.LEAVE_A_MESSAGE in safe,
    )


def first_time(today: date) -> dict[str, str | list[str]]:
    """Return what is filled in already: a call today, passed on, and one's own."""
    return {
        "applied_on-day": str(today.day),
        "applied_on-month": str(today.month),
        "applied_on-year": str(today.year),
        "how": HowApplied.PHONE.value,
        "capacity": Capacity.VICTIM.value,
        "prefers": Channel.LETTER.value,
        "wish": Wish.UNDECIDED.value,
        "passed_on": "true",
        "keep": "true",
    }
