"""What is asked of what happens, on the public pages, and of what was done about it.

The fields are those of the form that caseworkers fill in (`applications_forms`), so
that both end in the same command; only the words differ.
"""

from typing import ClassVar

from asbreview.domain.application import Category, Wish
from asbreview.domain.circumstances import HateStrand
from asbreview.web.applications_complaints import MadeTo
from asbreview.web.apply_questions import Kind, Question, capital
from asbreview.web.forms import Asked, Day, Line, Says, Text


class WhereStep(Asked):
    """Where it happens, and of what kind it is."""

    SAYS: ClassVar = {
        "place": Says("Enter the town or village where it happens", "The place"),
        "category": Says.select("what it mostly is"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "place",
            "Town or village where it happens",
            Kind.LINE,
            hint="Only its name, without a street: for instance Ely.",
        ),
        Question(
            "category", "What is it mostly?", Kind.ONE_OF, choices=capital(Category)
        ),
    )

    place: Line
    category: Category


class WhatStep(Asked):
    """What happens."""

    SAYS: ClassVar = {
        "account": Says("Enter what has been happening", "What has been happening")
    }
    QUESTIONS: ClassVar = (
        Question(
            "account",
            "Tell us in your own words",
            Kind.TEXT,
            hint="Where exactly, how often and since when, and who does it, if you "
            "know. Spelling does not matter.",
        ),
    )

    account: Text


class HarmStep(Asked):
    """What it does to them, and what makes it harder."""

    SAYS: ClassVar = {
        "harm": Says.enter("what it does to you"),
        "vulnerability": Says.enter("what makes it harder"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "harm",
            "What does it do to you, or to others? (optional)",
            Kind.TEXT,
            hint="To your health, your sleep, your children, your work.",
        ),
        Question(
            "vulnerability",
            "What makes it harder for you? (optional)",
            Kind.TEXT,
            hint="For instance your health or age, a disability, living alone, or "
            "being known to the people who do it.",
        ),
    )

    harm: Text = ""
    vulnerability: Text = ""


class HateStep(Asked):
    """Whether they are targeted for who they are."""

    SAYS: ClassVar = {"hate_strands": Says.select("why you believe you are targeted")}
    QUESTIONS: ClassVar = (
        Question(
            "hate_strands",
            "It happens because of (optional)",
            Kind.ANY_OF,
            hint="You need not say. Leave it empty if none of them fits.",
            choices=capital(HateStrand),
        ),
    )

    hate_strands: tuple[HateStrand, ...] = ()


class WantedStep(Asked):
    """What they would like to happen."""

    SAYS: ClassVar = {"wanted": Says.enter("what you would like to happen")}
    QUESTIONS: ClassVar = (
        Question(
            "wanted",
            "What should be done? (optional)",
            Kind.TEXT,
            hint="It is not certain that we can do it, but we will look at it.",
        ),
    )

    wanted: Text = ""


class TakingPartStep(Asked):
    """How they would take part in a review."""

    SAYS: ClassVar = {"wish": Says.select("how you would like to take part")}
    QUESTIONS: ClassVar = (
        Question(
            "wish",
            "If there is a review, I would like to",
            Kind.ONE_OF,
            hint="You can change your mind later.",
            choices={
                Wish.ATTEND.value: "Come to the meeting",
                Wish.REPRESENTED.value: "Send somebody in my place",
                Wish.STATEMENT.value: "Send a statement",
                Wish.NOT.value: "Take no part",
                Wish.UNDECIDED.value: "Decide later",
            },
        ),
    )

    wish: Wish


class EvidenceStep(Asked):
    """What they have kept."""

    SAYS: ClassVar = {"evidence": Says.enter("what you have kept")}
    QUESTIONS: ClassVar = (
        Question(
            "evidence",
            "What have you kept? (optional)",
            Kind.TEXT,
            hint="For instance a diary, recordings, photographs or letters, and from "
            "when. Keep them safe. You can send some of them on the next page.",
        ),
    )

    evidence: Text = ""


class ComplaintStep(Asked):
    """A complaint that was made."""

    SAYS: ClassVar = {
        "made_to": Says.select("whom you told"),
        "made_on": Says(
            "Enter the date on which you told them", "The date on which you told them"
        ),
        "behaviour_on": Says(
            "Enter the date on which it happened", "The date on which it happened"
        ),
        "account": Says("Enter what happened", "What happened"),
        "their_reference": Says.enter("the reference they gave you"),
        "response": Says.enter("what came of it"),
        "hate": Says.select("whether it was a hate incident"),
    }
    QUESTIONS: ClassVar = (
        Question(
            "made_to",
            "Whom did you tell?",
            Kind.ONE_OF,
            choices={
                MadeTo.COUNCIL.value: "The council",
                MadeTo.POLICE.value: "The police",
                MadeTo.HOUSING.value: "A landlord or housing association",
                MadeTo.HEALTH.value: "The NHS",
                MadeTo.OTHER.value: "Somebody else",
            },
        ),
        Question(
            "behaviour_on",
            "When did it happen?",
            Kind.DAY,
            hint="For example, 27 3 2026. If you are not sure, the nearest you know.",
        ),
        Question("made_on", "When did you tell them?", Kind.DAY),
        Question("account", "What happened?", Kind.TEXT),
        Question(
            "their_reference", "Reference they gave you (optional)", Kind.LINE, hint=""
        ),
        Question("response", "What came of it? (optional)", Kind.TEXT),
        Question(
            "hate",
            "Was it because of who you are?",
            Kind.ANY_OF,
            choices={"true": "Yes, it was a hate incident"},
        ),
    )

    made_to: MadeTo
    behaviour_on: Day
    made_on: Day
    account: Text
    their_reference: Line = ""
    response: Text = ""
    hate: bool = False
