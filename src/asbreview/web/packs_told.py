"""The packs of a case as its pages tell them: which can be opened, which not yet."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from asbreview.access.policy import may_open_challenge
from asbreview.domain.pack.facts import NotMadeBecause, PackKind
from asbreview.evidence_files.vault import Vault
from asbreview.packs.as_read import to_be_told
from asbreview.reviews import Case
from asbreview.store.keys import KeyLost
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from projections.packs import PackRow, packs_of

KILO: Final = 1_000
EDITIONS: Final = {
    PackKind.PANEL: (
        "Full edition",
        "For the panel alone: everything on record, of everybody.",
    ),
    PackKind.APPLICANT: (
        "Applicant\u2019s edition",
        "What the applicant may be told, and nothing of anybody else.",
    ),
}
FOR_WHOEVER_CHECKS: Final = {
    PackKind.OMBUDSMAN: (
        "The case for an ombudsman",
        "Everything on record, of everybody, with the letters, the files and proofs.",
    ),
    PackKind.POLICING_BODY: (
        "The case for the policing body",
        "What the applicant and the victim were told or wrote; of nobody else. Proofs.",
    ),
    PackKind.SCRUTINY: (
        "The case for scrutiny",
        "How it was dealt with: days, bodies, decisions. It names nobody. Proofs.",
    ),
    PackKind.SUBJECT_APPLICANT: (
        "Subject access: whoever applied",
        "What is held about whoever applied, for them, and what is withheld and why.",
    ),
    PackKind.SUBJECT_VICTIM: (
        "Subject access: the victim",
        "What is held about the victim, for them, and what is withheld and why.",
    ),
}
OF_CHALLENGE: Final = {
    PackKind.HEARERS: (
        "For those who hear the challenge",
        "What was decided and why, what was before those who decided, what came since.",
    ),
    PackKind.CHALLENGER: (
        "For whoever made the challenge",
        "What they wrote or may be told of all that, and nothing of anybody else.",
    ),
}
BEFORE_IT_GOES: Final = (
    "Before it goes, look at each line of “What is withheld”: the ground named there is"
    " one that may apply, and no decision yet. Ask whether it is safe to send, and to"
    " which address."
)
AGAIN: Final = "Ask for it again."
AGAIN_LATER: Final = (
    "Nothing of it is kept. Ask for it again when less is going on. If it ends so once"
    " more, tell whoever looks after this system: a setting lets packs take longer"
    " (ASBREVIEW_PACK_MINUTES). Until then give the files apart, from Documents."
)
TO_THE_SUBJECT: Final = frozenset({PackKind.SUBJECT_APPLICANT, PackKind.SUBJECT_VICTIM})
NAMES: Final = {
    PackKind.PANEL: "full",
    PackKind.APPLICANT: "applicant",
    PackKind.OMBUDSMAN: "ombudsman",
    PackKind.POLICING_BODY: "policing-body",
    PackKind.SCRUTINY: "scrutiny",
    PackKind.SUBJECT_APPLICANT: "subject-access-applicant",
    PackKind.SUBJECT_VICTIM: "subject-access-victim",
    PackKind.HEARERS: "challenge-hearers",
    PackKind.CHALLENGER: "challenge-applicant",
}


def offered(case: Case) -> list[PackKind]:
    """Return the packs for whoever checks that can be made: a victim's, if another."""
    another = case.contact.victim_id != case.contact.applicant_id
    return [k for k in FOR_WHOEVER_CHECKS if another or k != PackKind.SUBJECT_VICTIM]


@dataclass(frozen=True)
class PackSeen:
    """A pack; `is_erased` says that its key was destroyed, `is_newest` of its kind.

    `is_for_some` says that what only some are to know was kept to them after it was
    asked for, and that whoever looks is none of them.
    `is_for_hearers` says that it is of a challenge, and that whoever looks is neither
    one who hears it nor the caseworker.
    `is_missing` says that its bytes are not where they were put; `how_read` what has to
    be known of how its reader reads.
    """

    row: PackRow
    asked_by: str
    is_erased: bool
    is_missing: bool
    is_newest: bool
    is_for_some: bool = False
    is_for_hearers: bool = False
    how_read: str = ""

    @property
    def edition(self) -> str:
        """Which edition it is."""
        return (EDITIONS | FOR_WHOEVER_CHECKS | OF_CHALLENGE)[self.row.kind][0]

    @property
    def has_proofs(self) -> bool:
        """Is it a pack that proofs may go with?"""
        return self.row.kind in FOR_WHOEVER_CHECKS

    @property
    def before_it_goes(self) -> str:
        """Say what to do before it is given away; nothing of most."""
        what_is_withheld = BEFORE_IT_GOES if self.row.kind in TO_THE_SUBJECT else ""
        how_read = self.how_read if self.is_newest else ""
        return f"{what_is_withheld} {how_read}".strip()

    @property
    def what_to_do(self) -> str:
        """Say what to do about one that was not made."""
        took_too_long = self.row.not_made is NotMadeBecause.TOO_LONG
        return AGAIN_LATER if took_too_long else AGAIN

    @property
    def can_be_opened(self) -> bool:
        """Is it there, nobody in it forgotten, and all of it for whoever looks?"""
        is_closed = self.is_erased or self.is_missing
        is_for_others = self.is_for_some or self.is_for_hearers
        return self.row.made_at is not None and not (is_closed or is_for_others)

    @property
    def size_says(self) -> str:
        """Say how large it is: "2.4 MB", "120 KB"."""
        size = self.row.size or 0
        if size >= KILO * KILO:
            return f"{size / KILO / KILO:.1f} MB"
        return f"{max(1, round(size / KILO))} KB"

    def saved_as(self, reference: str) -> str:
        """Return the name to save it under, which tells nothing of anybody."""
        return f"{reference}-papers-{self.row.number}-{NAMES[self.row.kind]}.pdf"


def packs_told(
    view: CaseView, given: Installation, *kinds_wanted: PackKind
) -> list[PackSeen]:
    """Return the packs of a case, of some kinds or of all, the latest first."""
    case = view.case
    with given.views.connect() as db:
        rows = packs_of(db, case.case_id, as_of=view.position)
    kept_at = max(
        (view.kept.items[item_id].timestamp for item_id in view.kept.closed),
        default=None,
    )
    vault, seen, kinds = given.files.vault, [], set[PackKind]()
    for row in rows:
        if kinds_wanted and row.kind not in kinds_wanted:
            continue
        made = row.made_at is not None
        is_erased, is_there = _state(vault, row.pack_id) if made else (False, False)
        seen.append(
            PackSeen(
                row,
                view.name_of(row.asked_by),
                is_erased=is_erased,
                is_missing=made and not is_erased and not is_there,
                is_newest=row.kind not in kinds,
                is_for_some=kept_at is not None and row.asked_at < kept_at,
                is_for_hearers=not _may_open(view, given, row),
                how_read=to_be_told(
                    case, row.kind, row.challenge_id, given.keyring.reveal
                ),
            )
        )
        kinds.add(row.kind)
    return seen


def may_open_papers_of(view: CaseView, given: Installation, challenge_id: UUID) -> bool:
    """Say whether whoever looks may open the papers of a challenge, as it is now.

    Whatever day is shown: whose case it was then opens nothing.
    """
    now = given.reviews.case(view.case.case_id)
    return may_open_challenge(view.who, now.known, _hearers(now, challenge_id))


def hearers_of(
    view: CaseView, given: Installation, challenge_id: UUID
) -> tuple[UUID, ...]:
    """Return the accounts of those who hear a challenge now, whatever day is shown."""
    return _hearers(given.reviews.case(view.case.case_id), challenge_id)


def _hearers(now: Case, challenge_id: UUID) -> tuple[UUID, ...]:
    hearing = now.outcome.hearing_of(challenge_id)
    return hearing.accounts if hearing else ()


def _may_open(view: CaseView, given: Installation, row: PackRow) -> bool:
    if row.challenge_id is None:
        return True
    return may_open_papers_of(view, given, row.challenge_id)


def _state(vault: Vault, pack_id: UUID) -> tuple[bool, bool]:
    """Say whether a pack was destroyed, and whether it is there and can be read."""
    try:
        return vault.is_erased(pack_id), vault.place.has(pack_id, copy=False)
    except KeyLost:  # an older file of keys was put back
        return False, False
