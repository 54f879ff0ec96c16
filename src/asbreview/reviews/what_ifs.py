"""Questions to the past: keeping them, and the thresholds that they look back at."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.counterfactual.facts import WhatIf
from asbreview.domain.counterfactual.record import KeptWhatIf, KeptWhatIfs
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.model import Signed
from asbreview.domain.qualifying import Complaint
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import FAR, Changed, Commands, once

NAME: Final = "Enter a name for it, such as what is changed"


class ThresholdThen(NamedTuple):
    """A threshold that was decided, with the complaints that were before the bodies."""

    trigger: Trigger
    complaints: tuple[Complaint, ...]


class WhatIfCommands(Commands):
    """What an area asks of its past."""

    @once
    def keep_what_if(
        self, asked: WhatIf, *, name: str, as_of: datetime, signed: Signed
    ) -> Changed:
        """Keep a question to the past under a name, as of an instant.

        Refused (`Misrecorded`): without a name or under one that another has, and one
        that changes nothing.
        """
        must_say(name, asks=NAME, field="name")
        kept = self.what_ifs(asked.area_id)
        if kept is None:
            kept = KeptWhatIfs.open_for(asked.area_id, signed=signed)
        told = KeptWhatIf(
            what_if_id=KeptWhatIf.id_of(signed.command_id),
            name=name.strip(),
            asked=asked,
            as_of=as_of,
        )
        kept.keep(told, signed=signed)
        return (kept,)

    @once
    def let_go_of_what_if(
        self, area_id: str, what_if_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Show a kept question no longer, and say why (`NoSuchThing` if it is not)."""
        must_say(reason, asks="Enter why it is not to be shown", field="reason")
        kept = self.what_ifs(area_id) or KeptWhatIfs.open_for(area_id, signed=signed)
        kept.let_go_of(what_if_id, reason=reason.strip(), signed=signed)
        return (kept,)

    def what_ifs(self, area_id: str, *, as_of: int | None = None) -> KeptWhatIfs | None:
        """Return the questions an area has kept; nothing if it has kept none."""
        return self.as_it_stood(KeptWhatIfs, KeptWhatIfs.id_for(area_id), as_of)

    def thresholds_then(
        self, case_ids: Sequence[UUID], *, as_of: int | None = None
    ) -> Iterator[ThresholdThen]:
        """Yield the thresholds decided on some cases, with what was before the bodies.

        All in two readings of the log: ask for some hundreds of cases at once.
        """
        up_to = FAR if as_of is None else as_of
        triggers = [Trigger.id_for(case_id) for case_id in case_ids]
        found = self.recorder.histories(triggers, up_to=up_to)
        decided = [
            trigger
            for record_id in triggers
            if record_id in found
            for trigger in (self._replayed(found[record_id]),)
            if trigger.threshold is not None
        ]
        files = [Evidence.id_for(trigger.case_id) for trigger in decided]
        evidence = self.recorder.histories(files, up_to=up_to)
        for trigger, record_id in zip(decided, files, strict=True):
            relied = {
                r.record_id: r.version for r in trigger.threshold.ground.relied_on
            }
            history = evidence.get(record_id, [])[: relied.get(record_id, 0)]
            file = self._replayed(history) if history else None
            yield ThresholdThen(trigger, file.complaints if file else ())
