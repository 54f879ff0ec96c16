"""With the present procedure as the changed one nothing differs, on any history."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from any_history import ONWARDS, TRIED, History, in_memory
from asbreview.domain.counterfactual.facts import (
    Answering,
    ChangedProcedure,
    WayAdded,
    WhatIf,
)
from asbreview.store.log import EventLog
from asbreview.web.what_if_told import Asking
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE
from projections.caseload import Caseload
from projections.projector import Projector
from projections.streamlining import Streamlining

PRESENT = ChangedProcedure(
    lengths=tuple((t.timer_id, t.length) for t in EAST_CAMBRIDGESHIRE.timers),
    complaints_needed=EAST_CAMBRIDGESHIRE.threshold.complaints_needed,
    way_added=WayAdded(complaints=3, report_months=1, apply_months=6),
)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    answering=st.sampled_from(Answering),
    onwards=st.integers(0, len(ONWARDS)),
    happens=st.lists(
        st.tuples(st.sampled_from(TRIED), st.integers(0, 9), st.sampled_from([0, 3])),
        max_size=12,
    ),
)
def test_nothing_differs(answering, onwards, happens):
    with in_memory() as reviews:
        history = History(reviews)
        for name in ONWARDS[:onwards]:
            history.tries(name, 1, 0)
        for name, after, earlier in happens:
            history.tries(name, after, earlier)
        views = create_engine("sqlite://")
        projections = (Caseload(), Streamlining())
        Projector(EventLog(reviews), views, projections).catch_up()
        asked = WhatIf(
            area_id=PROCEDURE,
            from_on=date(2026, 1, 1),
            to_on=date(2026, 12, 31),
            closed_only=False,
            changed=PRESENT,
            answering=answering,
        )
        position = reviews.end_of_log()
        answer = Asking(reviews, views, asked, position, history.today).answer()
        views.dispose()
        assert len(answer.lives) == 1
        assert not answer.differs
        assert answer.not_counted == 0
