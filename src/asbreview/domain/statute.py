"""The provisions that the rules rest on, named once and cited to the subsection."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

ASB_ACT: Final = "Anti-social Behaviour, Crime and Policing Act 2014"
UK_GDPR: Final = "UK General Data Protection Regulation"


@dataclass(frozen=True, order=True)
class Provision:
    """A provision of an enactment, cited as a lawyer would cite it."""

    act: str
    path: str
    pinpoint: str

    @property
    def url(self) -> str:
        """Where the provision is published."""
        return f"https://www.legislation.gov.uk/{self.path}"


IMPLEMENTATIONS: Final[dict[Provision, list[Callable[..., Any]]]] = {}


def implements(*provisions: Provision) -> Callable[[F], F]:
    """Mark a policy as giving effect to *provisions*; `docs/law.md` is made from it."""

    def mark(policy: F) -> F:
        for provision in provisions:
            IMPLEMENTATIONS.setdefault(provision, []).append(policy)
        return policy

    return mark


def _section(number: int, pinpoint: str) -> Provision:
    return Provision(ASB_ACT, f"ukpga/2014/12/section/{number}", pinpoint)


def _schedule_4(paragraph: int, pinpoint: str) -> Provision:
    path = f"ukpga/2014/12/schedule/4/paragraph/{paragraph}"
    return Provision(ASB_ACT, path, pinpoint)


def _article(number: str, pinpoint: str) -> Provision:
    path = f"eur/2016/679/article/{number}"
    return Provision(UK_GDPR, path, f"UK GDPR, {pinpoint}")


REVIEW_ON_APPLICATION: Final = _section(104, "s.104(1)")
PROCEDURES_PUBLISHED: Final = _section(104, "s.104(2)")
PASSED_ON: Final = _section(104, "s.104(3)")
THRESHOLD_BY_NUMBER: Final = _section(104, "s.104(4)")
THRESHOLD_BY_PROCEDURES: Final = _section(104, "s.104(5)")
TOLD_THRESHOLD: Final = _section(104, "s.104(6)")
RECOMMENDATIONS: Final = _section(104, "s.104(7)")
TOLD_OUTCOME: Final = _section(104, "s.104(8)")
PUBLISHED_FIGURES: Final = _section(104, "s.104(9)")
QUALIFYING_COMPLAINT: Final = _section(104, "s.104(11)")
WHICH_COMPLAINTS_COUNT: Final = _section(104, "s.104(12)")
RELEVANT_BODIES: Final = _section(105, "s.105")
CONSULTATION: Final = _schedule_4(1, "Sch.4 paras 1-2")
CHALLENGE: Final = _schedule_4(3, "Sch.4 para 3")
EFFECTIVENESS: Final = _schedule_4(4, "Sch.4 para 4")
INFORMATION: Final = _schedule_4(7, "Sch.4 para 7")
ANSWERED_IN_A_MONTH: Final = _article("12", "Art. 12(3)")
REASONS_FOR_REFUSING: Final = _article("12", "Art. 12(4)")
RECTIFIED: Final = _article("16", "Art. 16")
RECIPIENTS_TOLD: Final = _article("19", "Art. 19")
TOLD_BEFORE_LIFTED: Final = _article("18", "Art. 18(3)")
ERASED_ON_REQUEST: Final = _article("17", "Art. 17(1) and (3)")
