"""Who is to be forgotten, and every text that tells of them, as it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.access.accounts import Account, all_accounts
from asbreview.access.second_officer import kept_away, second_officers
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.evidence.tells_of import NOT_SAID, Whom
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.domain.retention.two_officers import ProposedOnCase
from asbreview.web.desk import Desk
from asbreview.web.second_officer import SecondOfficer
from asbreview.web.whom_told import marked_texts
from projections.letters import letters_of
from projections.texts import Written, texts_about
from projections.timeline import timeline_of

NAME_OF_FILE: Final = (
    "File received: what the file was called. To remove this or to write it again "
    "destroys the file with it"
)


class TextToDecide(NamedTuple):
    """A text that tells of the person, its words, and where it stands.

    `tells_of` is whom its source says that it tells of: that somebody else does not
    stand in it nobody has looked at yet.
    """

    written: Written
    words: str
    where: str
    said_at: datetime | None
    tells_of: tuple[Whom, ...] = NOT_SAID


@dataclass(frozen=True)
class ToForget:
    """A person of a case, and what tells of them."""

    person_id: UUID
    role: str
    texts: list[TextToDecide]
    letters_to: int
    letters_to_others: int


class Returned(NamedTuple):
    """A proposal that was returned: by whom, when, and why."""

    by: str
    at: datetime
    reason: str


class ProposalShown(NamedTuple):
    """What one officer proposed of a person, and who may approve it.

    `instead` has the words proposed for each text that does not stay; `added` are
    texts of which the proposal does not know.
    """

    proposed: ProposedErasure
    by: str
    instead: Mapping[UUID, str]
    added: int
    officer: SecondOfficer


def to_forget(desk: Desk, person_id: UUID) -> ToForget:
    """Return a person of the case and what tells of them; 404 for any other."""
    role, texts = role_of(desk, person_id), texts_to_decide(desk, person_id)
    with desk.given.views.connect() as db:
        letters = letters_of(db, desk.view.case.case_id)
    to = sum(letter.to == person_id for letter in letters)
    return ToForget(person_id, role, texts, to, len(letters) - to)


def texts_to_decide(desk: Desk, person_id: UUID) -> list[TextToDecide]:
    """Return every text that tells of the person, up to the end of the log."""
    desk.given.projector.wait_for(desk.reviews.end_of_log())
    with desk.given.views.connect() as db:
        found = texts_about(db, person_id)
        lines = timeline_of(db, desk.view.case.case_id)
    said_at = {line.position: line.said_at for line in lines}
    marked = marked_texts(desk.view.case.evidence)
    return [
        TextToDecide(
            written,
            desk.view.tell(written.prose),
            _where(written),
            said_at.get(written.position),
            marked.get(written.prose.text_id, NOT_SAID),
        )
        for written in found
    ]


def role_of(desk: Desk, person_id: UUID) -> str:
    """Say who a person is on this case; 404 for one who is not on it."""
    contact = desk.view.case.contact
    roles = dict.fromkeys(contact.everyone, "who was recorded as the victim in error")
    roles |= dict.fromkeys(contact.ever_spoke, "who spoke for the victim")
    roles |= dict.fromkeys(contact.representatives, "who speaks for the victim")
    roles |= {contact.victim_id: "the victim", contact.applicant_id: "the applicant"}
    if person_id not in roles:
        raise NotFoundException
    return roles[person_id]


def decided_of(desk: Desk, person_id: UUID) -> Erasure | None:
    """Return what was decided about a person of this case, if it was."""
    role_of(desk, person_id)
    try:
        return desk.reviews.get(Erasure, Erasure.id_for(person_id))
    except NoSuchThing:
        return None


def approvers_beside(desk: Desk, proposed_by: UUID) -> dict[UUID, str]:
    """Return who may approve what somebody proposes of this case, and their names."""
    found = _others(desk, second_officers, proposed_by)
    return {account.account_id: account.name for account in found}


def _others(
    desk: Desk, which: Callable[..., list[Account]], proposed_by: UUID
) -> list[Account]:
    return which(
        all_accounts(desk.given.office),
        desk.given.case_known(desk.view.case.case_id) or desk.view.case.known,
        beside=proposed_by,
        named=desk.view.names.get(proposed_by, ""),
    )


def officer_of(desk: Desk, proposed: ProposedOnCase | None) -> SecondOfficer:
    """Return who decides about a proposal; before there is one, who would propose."""
    who = desk.signed.account.account_id
    proposed_by = proposed.proposed_by if proposed else who
    others = _others(desk, kept_away, proposed_by)
    return SecondOfficer(
        who,
        proposed_by,
        approvers_beside(desk, proposed_by),
        tuple(sorted(account.name for account in others)),
    )


def waiting_of(desk: Desk, person_id: UUID) -> ProposedErasure | None:
    """Return the proposal to forget a person that waits, if one does."""
    proposals = desk.reviews.erasures_proposed(desk.view.case, person_id)
    return next((each for each in proposals if each.is_waiting), None)


def returned_of(desk: Desk, person_id: UUID) -> Returned | None:
    """Return how the latest proposal to forget a person was returned, if it was."""
    proposals = desk.reviews.erasures_proposed(desk.view.case, person_id)
    return how_returned(desk, proposals[-1] if proposals else None)


def how_returned(desk: Desk, latest: ProposedOnCase | None) -> Returned | None:
    """Return who returned a proposal, when and why; nothing if nobody did."""
    if latest is None or latest.returned_because is None:
        return None
    assert latest.decided_by and latest.decided_at  # noqa: S101, PT018  so returned
    reason = desk.view.tell(latest.returned_because)
    return Returned(desk.view.name_of(latest.decided_by), latest.decided_at, reason)


def proposal_shown(
    desk: Desk, proposed: ProposedErasure, texts: list[TextToDecide]
) -> ProposalShown:
    """Return a proposal as whoever looks at it may decide about it."""
    known = set(proposed.texts)
    return ProposalShown(
        proposed,
        desk.view.name_of(proposed.proposed_by),
        {each.text_id: desk.view.tell(each.instead) for each in proposed.redactions},
        sum(text.written.prose.text_id not in known for text in texts),
        officer_of(desk, proposed),
    )


def _where(written: Written) -> str:
    """Say where a text stands: "Threshold decided: reasons"."""
    if (written.topic, written.path) == (FileReceived.TOPIC, "name"):
        return NAME_OF_FILE
    happened = written.topic.rpartition(".")[2].replace("-", " ")
    name = next(p for p in reversed(written.path.split("/")) if not p.isdecimal())
    return f"{happened.capitalize()}: {name.replace('_', ' ')}"
