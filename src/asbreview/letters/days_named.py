"""Which days each kind of letter prints, by their names."""

from typing import Final

from asbreview.domain.letter.facts import LetterKind

DAYS_OF: Final[dict[LetterKind, tuple[str, ...]]] = {
    LetterKind.ACKNOWLEDGEMENT: ("decide-threshold", "tell-outcome"),
    LetterKind.CONSENT: (),
    LetterKind.THRESHOLD_MET: ("hold-panel", "challenge-by"),
    LetterKind.THRESHOLD_NOT_MET: ("challenge-by",),
    LetterKind.INVITATION: ("meets-on", "send-papers", "tell-outcome"),
    LetterKind.NOT_INVITED: (
        "meets-on",
        "send-papers",
        "tell-outcome",
        "challenge-by",
    ),
    LetterKind.DELAY: ("was-due", "now-due"),
    LetterKind.CLOCK_STOPPED: (),  # these print the days of steps, by their names
    LetterKind.CLOCK_STARTED: (),
    LetterKind.DAYS_MOVED: (),
    LetterKind.PLAN_CONSULTATION: ("answer-by",),
    LetterKind.PROGRESS: ("decide-threshold", "meets-on", "tell-outcome", "was-due"),
    LetterKind.REQUEST: ("answer-by",),
    LetterKind.OUTCOME: ("challenge-by",),
    LetterKind.PLAN_UPDATE: (),
    LetterKind.CLOSING: ("challenge-by", "challenge-ended"),
    LetterKind.CHALLENGE_RECEIVED: ("decide-challenge",),
    LetterKind.CHALLENGE_HEARING: ("decide-challenge",),
    LetterKind.CHALLENGE_DECIDED: ("challenge-by",),
    LetterKind.JOINT_CASE: (),
    LetterKind.DATA_REQUEST_RECEIVED: (),
    LetterKind.DATA_REQUEST_LONGER: (),
    LetterKind.DATA_REQUEST_ANSWERED: (),
    LetterKind.RESTRICTION_LIFTED: (),
    LetterKind.LINKED_REVIEW: ("decide-threshold", "hold-panel", "tell-outcome"),
}
