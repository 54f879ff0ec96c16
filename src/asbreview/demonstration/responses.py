"""What the bodies of the demonstration did about some of the complaints made to them.

About others nothing is on file: the chronology says so.
"""

from datetime import timedelta
from typing import Final

from asbreview.demonstration.play import Play
from asbreview.demonstration.tale import words
from asbreview.domain.evidence.tells_of import Whom

LONGEST: Final = 9  # days until a body did something


def put_responses_on_file(play: Play, body: str) -> None:
    """Put on file, with its answer, what a body did about each complaint to it."""
    today = play.signed().on
    for number, complaint in enumerate(play.case.evidence.complaints):
        days = 1 + play.draw(f"did/{body}/{number}", of=LONGEST)
        done_on = complaint.made_on + timedelta(days=days)
        did_nothing = play.draw(f"did nothing/{body}/{number}", of=3) == 0
        if complaint.made_to != body or did_nothing or done_on > today:
            continue
        play.reviews.put_response_on_file(
            play.case_id,
            body_id=play.bodies[body],
            done_on=done_on,
            to_complaint=complaint.complaint_id,
            did=words()[f"did {body}"],
            may_be_told=body != "police",
            tells_of=_tells_of(play, body),
            signed=play.signed(),
        )


def victim_of(play: Play) -> Whom:
    """Return how the victim is called where it is said whom a statement tells of."""
    contact = play.case.contact
    own = contact.applicant_id == contact.victim_id
    return Whom.APPLICANT if own else Whom.VICTIM


def _tells_of(play: Play, body: str) -> tuple[Whom, ...]:
    match body:
        case "health":
            return (victim_of(play),)
        case "housing":
            return (Whom.COMPLAINED_OF,)
    return victim_of(play), Whom.COMPLAINED_OF
