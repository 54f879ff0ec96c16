"""What a caseworker tells a command, in the clear; the store seals it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from asbreview.domain.application import HowConsented
from asbreview.domain.circumstances import (
    Circumstances,
    HateStrand,
    LetterFormat,
    Tenure,
)
from asbreview.domain.outcome.facts import Response
from asbreview.domain.outcome.hearing import Hearer, HowHeard
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart
from asbreview.domain.people import Channel, HeardBy, Official, Person, Safety
from asbreview.domain.sealed import Sealed
from asbreview.domain.terms import Challenged

PARTED_BY: Final = "; "


@dataclass(frozen=True, kw_only=True)
class PersonTold:
    """A person's name and how to reach them; an empty text is not known.

    The address is 2 to 6 lines, the last a postcode, if letters are to go there.
    """

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    safe: Safety
    prefers: Channel = Channel.LETTER

    def sealed(self, person_id: UUID) -> Person:
        """Return the person as the case keeps them."""
        return Person(
            person_id=person_id,
            name=Sealed.of(self.name),
            address=Sealed.of(self.address),
            email=Sealed.of(self.email),
            phone=Sealed.of(self.phone),
            safe=self.safe,
            prefers=self.prefers,
        )


@dataclass(frozen=True, kw_only=True)
class CircumstancesTold:
    """What is known of a person; what is left out is not known."""

    hate_strands: Sequence[HateStrand] = ()
    vulnerability: str = ""
    tenure: Tenure | None = None
    landlord: str = ""
    language: str = ""
    letter_format: LetterFormat | None = None

    def sealed(self, person_id: UUID) -> Circumstances:
        """Return the circumstances as the case keeps them."""
        return Circumstances(
            person_id=person_id,
            hate_strands=Sealed.of(PARTED_BY.join(self.hate_strands)),
            vulnerability=Sealed.of(self.vulnerability),
            tenure=Sealed.of(self.tenure or ""),
            landlord=Sealed.of(self.landlord),
            language=Sealed.of(self.language),
            letter_format=Sealed.of(self.letter_format or ""),
        )


NOTHING_KNOWN: Final = CircumstancesTold()


@dataclass(frozen=True, kw_only=True)
class OfficialTold:
    """A person acting for a body."""

    name: str
    body_id: UUID

    def sealed(self, official_id: UUID) -> Official:
        """Return the official as the case keeps them."""
        return Official(
            official_id=official_id, body_id=self.body_id, name=Sealed.of(self.name)
        )


@dataclass(frozen=True, kw_only=True)
class SearchTold:
    """What bodies are to search by: names and addresses, from a London date to one."""

    by: str
    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True)
class ConsentTold:
    """That the victim agreed, or did not, on a London date; and how they said so."""

    given_on: date
    how: HowConsented


@dataclass(frozen=True, kw_only=True)
class ComplaintTold:
    """A complaint as the applicant tells of it; days are London dates."""

    behaviour_on: date
    made_on: date
    made_to: str
    account: str
    their_reference: str = ""
    incident: str | None = None
    hate: bool = False


@dataclass(frozen=True, kw_only=True)
class PanelTold:
    """A panel: when and where it meets, of which bodies, and who chairs it.

    At a meeting of the standing group, `meets_at` is when that was seen to be, and it
    says itself where.  `chair_accounts` are the accounts of the chair's name: what they
    had to do with the case is of another, or does not matter, if that is said.

    `chair_from` is the organisation, of another partnership or independent, of a chair
    whom none of the relevant bodies sends; the chair's `body_id` is then a new one.
    """

    meets_at: datetime
    place: str
    bodies: Sequence[UUID]
    chair: OfficialTold
    chair_was_involved: bool
    independence: str
    meeting_id: UUID | None = None
    chair_from: str = ""
    chair_accounts: Sequence[UUID] = ()
    chair_is_another: bool = False
    chair_although: str = ""


@dataclass(frozen=True, kw_only=True)
class PartTold:
    """The victim's part: how they chose to take it, or why they are not invited."""

    participation: Participation
    takes_part: TakesPart | None = None
    not_invited_because: str = ""


@dataclass(frozen=True, kw_only=True)
class IssueTold:
    """An issue the panel considered, and what it did with it."""

    issue: str
    disposal: Disposal


@dataclass(frozen=True, kw_only=True)
class OptionTold:
    """Something the panel could have done, and why it did or did not."""

    option: str
    chosen: bool
    reasons: str


@dataclass(frozen=True, kw_only=True)
class FindingsTold:
    """The findings with their reasons, by which bodies, and the options considered.

    With a plan of actions goes what became of the victim's view of it, or why there is
    none.
    """

    made_on: date
    made_by: Sequence[UUID]
    findings: str
    options: Sequence[OptionTold]
    not_consulted_because: str = ""
    became_of_view: str = ""


@dataclass(frozen=True, kw_only=True)
class RecommendationTold:
    """A recommendation, and the body it is made to.

    `to_outside` is the name of whom it is made to where that is no relevant body.
    """

    body_id: UUID | None = None
    recommendation: str
    to_outside: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionTold:
    """An action, its owner and its day; `recommendation` counts from 1, 0 is none."""

    body_id: UUID
    due_on: date
    action: str
    recommendation: int = 0


@dataclass(frozen=True, kw_only=True)
class ProposedTold:
    """An action as it is proposed to the victim, and the body that is to do it."""

    body_id: UUID
    action: str


@dataclass(frozen=True, kw_only=True)
class ResponseTold:
    """A body's answer to a recommendation."""

    recommendation_id: UUID
    response: Response
    answered_on: date
    reasons: str


@dataclass(frozen=True, kw_only=True)
class PromiseTold:
    """Something promised to a person by a London date."""

    promised: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ChallengeTold:
    """What somebody is dissatisfied with, in their own words, and how it came.

    `tier` is the id of a further tier of the procedure, empty for its own; `on_grounds`
    and `excluded_by` are of what the procedure lists; `agrees` says that whoever made
    it agrees that what is known of them is passed on.
    """

    of: Challenged
    made_by: UUID
    received_on: date
    channel: HeardBy
    grounds: str
    tier: str = ""
    on_grounds: Sequence[str] = ()
    excluded_by: Sequence[str] = ()
    agrees: bool = False


@dataclass(frozen=True, kw_only=True)
class HearerTold:
    """Somebody who hears a challenge, and of which body or partnership they are."""

    name: str
    of: str

    def sealed(self, hearer_id: UUID) -> Hearer:
        """Return them as the case keeps them."""
        return Hearer(
            hearer_id=hearer_id, name=Sealed.of(self.name), of=Sealed.of(self.of)
        )


@dataclass(frozen=True, kw_only=True)
class HearingTold:
    """Who hears a challenge, why they are independent, and when and where.

    `took_part` says that one of them had a part in what is challenged; `accounts` are
    those of them who have an account here.
    """

    hearers: Sequence[HearerTold]
    took_part: bool
    independence: str
    how: HowHeard
    heard_at: datetime
    place: str = ""
    accounts: Sequence[UUID] = ()
