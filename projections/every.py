"""Every projection there is."""

from typing import Final

from projections.caseload import Caseload
from projections.days_off import DaysOff
from projections.feeding import Projection
from projections.holds import Holds
from projections.keys_of_cases import KeysOfCases
from projections.letters import Letters
from projections.packs import Packs
from projections.past import Past
from projections.people import People
from projections.reporting import Reporting
from projections.ringing import Ringing
from projections.streamlining import Streamlining
from projections.texts import Texts
from projections.timeline import Timeline

ALL: Final[tuple[Projection, ...]] = (
    Caseload(),
    Timeline(),
    Streamlining(),
    Reporting(),
    Texts(),
    Letters(),
    Packs(),
    People(),
    KeysOfCases(),
    Holds(),
    Ringing(),
    DaysOff(),
    Past(),
)
