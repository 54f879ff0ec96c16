"""What is asked of whoever applies on the public pages: who they are, how they live.

The fields are those of the form that caseworkers fill in (`applications_forms`), so
that both end in the same command; only the words differ.
"""

from typing import ClassVar, Final

from asbreview.domain.application import Capacity, HowConsented
from asbreview.domain.circumstances import LetterFormat, Tenure
from asbreview.domain.people import Channel
from asbreview.web.applications_forms import SafeTo
from asbreview.web.apply_questions import Kind, Question, capital
from asbreview.web.forms import Asked, Day, Line, Says, Text

SAFE: Final = {
    SafeTo.WRITE.value: "Writing a letter to me",
    SafeTo.EMAIL.value: "Emailing me",
    SafeTo.RING.value: "Ringing me",
    SafeTo.LEAVE_A_MESSAGE.value: "Leaving me a message",
}
NOTHING_IS_SAFE: Final = "Leave it empty if none of them is safe."
NOT_SAID: Final = {"": "I would rather not say"}


class WhoStep(Asked):
    """Who applies."""

    SAYS: ClassVar = {"applicant_name": Says("Enter your full name", "Your name")}
    QUESTIONS: ClassVar = (
        Question("applicant_name", "Your full name", Kind.LINE, autocomplete="name"),
    )

    applicant_name: Line


class ForWhomStep(Asked):
    """For whom they apply."""

    SAYS: ClassVar = {"capacity": Says.select("whom you are applying for")}
    QUESTIONS: ClassVar = (
        Question(
            "capacity",
            "I am applying for",
            Kind.ONE_OF,
            choices={
                Capacity.VICTIM.value: "Myself or my household",
                Capacity.REPRESENTATIVE.value: "Somebody else, on their behalf",
                Capacity.BUSINESS.value: "A business",
                Capacity.COMMUNITY_GROUP.value: "A group of people in the community",
            },
        ),
    )

    capacity: Capacity


class VictimStep(Asked):
    """The person they apply for."""

    SAYS: ClassVar = {
        "victim_name": Says("Enter the name of the person you apply for", "Their name"),
        "victim_address": Says.enter("their address"),
        "victim_phone": Says.enter("their telephone number"),
        "victim_safe": Says.select("which ways of reaching them are safe"),
    }
    QUESTIONS: ClassVar = (
        Question("victim_name", "Their full name", Kind.LINE),
        Question(
            "victim_address",
            "Their address (optional)",
            Kind.TEXT,
            hint="One line each, the last a postcode.",
        ),
        Question("victim_phone", "Their telephone number (optional)", Kind.LINE),
        Question(
            "victim_safe",
            "Which ways of reaching them are safe?",
            Kind.ANY_OF,
            hint=f"Could somebody else open it, or hear it? {NOTHING_IS_SAFE}",
            choices={
                SafeTo.WRITE.value: "Writing a letter to them",
                SafeTo.RING.value: "Ringing them",
                SafeTo.LEAVE_A_MESSAGE.value: "Leaving them a message",
            },
        ),
    )

    victim_name: Line
    victim_address: Text = ""
    victim_phone: Line = ""
    victim_safe: tuple[SafeTo, ...] = ()


class ConsentStep(Asked):
    """Whether that person agrees."""

    SAYS: ClassVar = {
        "consent_how": Says.select("whether they agree, and how they said so"),
        "given_on": Says("Enter the date on which they agreed", "The date"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "consent_how",
            "Do they agree that you apply for them?",
            Kind.ONE_OF,
            hint="If they have not said so yet, we write to ask them.",
            choices={
                "": "I have not asked them yet",
                HowConsented.IN_WRITING.value: "Yes, they said so in writing",
                HowConsented.BY_WORD_OF_MOUTH.value: "Yes, they told me",
            },
        ),
        Question("given_on", "If they agree, since when?", Kind.DAY),
    )

    consent_how: HowConsented | None = None
    given_on: Day | None = None


class SafeStep(Asked):
    """Which ways of reaching them are safe, and which they prefer."""

    SAYS: ClassVar = {
        "safe": Says.select("which ways of reaching you are safe"),
        "prefers": Says.select("how you would like us to reach you"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "safe",
            "Which of these are safe for you?",
            Kind.ANY_OF,
            hint="Could somebody else open it, read it or hear it? What you do not "
            f"select, we will not do. {NOTHING_IS_SAFE}",
            choices=SAFE,
        ),
        Question(
            "prefers",
            "Which would you like best?",
            Kind.ONE_OF,
            choices={
                Channel.LETTER.value: "A letter",
                Channel.EMAIL.value: "An email",
                Channel.PHONE.value: "A telephone call",
                Channel.IN_PERSON.value: "Meeting somebody in person",
            },
        ),
    )

    safe: tuple[SafeTo, ...] = ()
    prefers: Channel


class ContactStep(Asked):
    """Their address, telephone and email."""

    SAYS: ClassVar = {
        "address": Says("Enter your address", "Your address"),
        "phone": Says("Enter your telephone number", "Your telephone number"),
        "email": Says("Enter your email address", "Your email address"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "address",
            "Your address",
            Kind.TEXT,
            hint="One line each, the last a postcode. If you have no fixed address, "
            "leave it empty.",
            autocomplete="street-address",
        ),
        Question(
            "phone", "Your telephone number", Kind.LINE, autocomplete="tel", hint=""
        ),
        Question("email", "Your email address", Kind.LINE, autocomplete="email"),
    )

    address: Text = ""
    phone: Line = ""
    email: Line = ""


class ReadingStep(Asked):
    """In which form and language they read, and what else helps."""

    SAYS: ClassVar = {
        "letter_format": Says.select("how you would like our letters"),
        "language": Says.enter("the language"),
        "adjustment": Says("Enter what you need done differently", "What you need"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "letter_format",
            "How would you like our letters?",
            Kind.ONE_OF,
            choices={"": "As usual", **capital(LetterFormat)}
            | {LetterFormat.READ_ALOUD.value: "Read to me, over the telephone"},
        ),
        Question(
            "language",
            "If English is not the language you speak best, which is?",
            Kind.LINE,
        ),
        Question(
            "adjustment",
            "Is there something that we should do differently for you? (optional)",
            Kind.TEXT,
            hint="For example, a meeting on the ground floor, breaks, or somebody to "
            "come with you. You need not say why.",
        ),
    )

    letter_format: LetterFormat | None = None
    language: Line = ""
    adjustment: Text = ""


class HomeStep(Asked):
    """How they hold their home, and from whom."""

    SAYS: ClassVar = {
        "tenure": Says.select("how you hold your home"),
        "landlord": Says.enter("your landlord"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "tenure",
            "I live there as",
            Kind.ONE_OF,
            choices={
                Tenure.COUNCIL.value: "A council tenant",
                Tenure.HOUSING.value: "A housing association tenant",
                Tenure.PRIVATE.value: "A tenant of a private landlord",
                Tenure.OWNER.value: "An owner",
                Tenure.OTHER.value: "Something else",
                **NOT_SAID,
            },
        ),
        Question("landlord", "Your landlord, if you have one", Kind.LINE),
    )

    tenure: Tenure | None = None
    landlord: Line = ""
