"""The cases of East Cambridgeshire, in the order in which their applications came.

A handful of each of the areas around it comes after them.
"""

from typing import Final

from asbreview.demonstration.plan import Plan
from asbreview.domain.application import Capacity, HowApplied, Wish

NEVER: Final = None
NO_INFORMATION: Final = dict.fromkeys(
    (
        "ask",
        "answer housing",
        "answer council",
        "answer health",
        "answer police",
        "assess",
        "decide",
    )
)

ENDED: Final = (
    Plan(tale="music-student", ago=498, owner="wren", pace=0.9),
    Plan(tale="fence-panels", ago=487, owner="wren", pace=1.1, twists=("declined",)),
    Plan(tale="parade", ago=471, pace=1.6, how=HowApplied.EMAIL),
    Plan(tale="drainpipe", ago=455, owner="tomasz", said={"chasing": 9}),
    Plan(tale="washing-line", ago=446, owner="wren", met=False),
    Plan(tale="bins", ago=432, pace=0.8, how=HowApplied.LANDLORD),
    Plan(tale="stables", ago=418, owner="tomasz", pace=1.3, twists=("represented",)),
    Plan(tale="chickens", ago=404, owner="wren", twists=("cancelled action",)),
    Plan(tale="cannabis-close", ago=391, pace=1.2, how=HowApplied.POLICE_101),
    Plan(tale="gatepost", ago=377, owner="tomasz", twists=("withdrawn",)),
    Plan(tale="caravan", ago=362, owner="wren", twists=("not invited",)),
    Plan(
        tale="trampoline",
        ago=349,
        pace=1.9,
        twists=("delay",),
        said={"chasing": 22, "how-are-you": 30},
    ),
    Plan(tale="accusations", ago=338, owner="tomasz", met=False),
    Plan(
        tale="firewood",
        ago=322,
        owner="wren",
        how=HowApplied.PHONE,
        capacity=Capacity.REPRESENTATIVE,
        twists=("daughter",),
    ),
    Plan(
        tale="extension",
        ago=309,
        owner="tomasz",
        pace=1.4,
        twists=("asks to erase",),
    ),
    Plan(tale="workshop", ago=297, pace=0.9, twists=("declined", "not asked")),
    Plan(
        tale="not-ours",
        ago=288,
        owner="wren",
        on={"ask": NEVER},
        twists=("transferred",),
    ),
    Plan(tale="ball-games", ago=276, owner="tomasz", twists=("statement",)),
    Plan(tale="greenhouse", ago=263, twists=("refused",), pace=1.1),
    Plan(
        tale="pigeons",
        ago=251,
        owner="wren",
        met=False,
        twists=("decided in error",),
        how=HowApplied.LANDLORD,
    ),
    Plan(tale="churchyard", ago=238, capacity=Capacity.COMMUNITY_GROUP),
    Plan(tale="light", ago=224, owner="tomasz", pace=1.2, twists=("duplicate",)),
    Plan(tale="smoke", ago=212, owner="wren", pace=1.5, twists=("postponed",)),
    Plan(
        tale="pub-garden",
        ago=197,
        pace=0.9,
        how=HowApplied.PAPER,
        twists=("challenge proper",),
    ),
    Plan(tale="landing-light", ago=184, owner="tomasz", twists=("represented",)),
    Plan(tale="car-park", ago=171, owner="wren", pace=1.2, said={"new-incident": 25}),
    Plan(tale="quad", ago=158, pace=1.1, twists=("cancelled action",)),
    Plan(tale="garden-fires", ago=142, owner="tomasz", twists=("declined",)),
    Plan(
        tale="bench",
        ago=128,
        owner="wren",
        capacity=Capacity.COMMUNITY_GROUP,
        twists=("adjourned", "chair from outside"),
    ),
)
GOING_ON: Final = (
    Plan(
        tale="ground-floor-flat",
        ago=96,
        on={"finish": NEVER, "close": NEVER},
        said={"plan": 70},
        twists=("promise not kept", "challenged now"),
    ),
    Plan(tale="skate-park", ago=74, owner="wren", on={"respond": NEVER}),
    Plan(
        tale="school-run",
        ago=66,
        owner="tomasz",
        twists=("represented", "adjusted"),
    ),
    Plan(
        tale="allotment",
        ago=59,
        said={"visit": 24},
        twists=("helped", "kind words", "challenge upheld"),
    ),
    Plan(
        tale="shop-doorway",
        ago=48,
        owner="wren",
        on={"find": 60},
        capacity=Capacity.BUSINESS,
    ),
    Plan(tale="vans", ago=43, twists=("letter left",), said={"lost-letter": 41}),
    Plan(tale="bass", ago=37, owner="tomasz", twists=("asks for access",)),
    Plan(tale="ex-friend", ago=35, twists=("statement", "diary"), said={"papers": 29}),
    Plan(
        tale="heat-pump", ago=31, owner="wren", on={"hold": 40}, twists=("postponed",)
    ),
    Plan(
        tale="horses",
        ago=30,
        owner="tomasz",
        on={"hold": 36},
        twists=("declined", "joint", "group"),
    ),
    Plan(
        tale="writing-on-wall",
        ago=29,
        on={"hold": 35},
        said={"visit": 4, "papers": 27},
        twists=("adjustment open", "group"),
    ),
    Plan(tale="two-husbands", ago=27, owner="wren", twists=("not invited", "group")),
    Plan(
        tale="stairwell",
        ago=25,
        on={"decide": 40},
        said={"new-incident": 23},
        twists=("not safe",),
    ),
    Plan(
        tale="shared-drive",
        ago=24,
        owner="tomasz",
        on={"answer police": 28, "decide": 31},
        twists=("delay", "nil", "news"),
        said={"chasing": 15},
    ),
    Plan(
        tale="kennels",
        ago=21,
        owner="wren",
        wish=Wish.ATTEND,
        twists=("calls for help",),
    ),
    Plan(
        tale="drum-kit",
        ago=20,
        on={"decide": 24},
        wish=Wish.STATEMENT,
        twists=("diary",),
    ),
    Plan(tale="garages", ago=19, on={"decide": 17, "convene": 25}, twists=("unsafe",)),
    Plan(tale="compost", ago=18, owner="tomasz", on={"decide": 11}, met=False),
    Plan(tale="scramblers", ago=17, owner="wren", on={"decide": 19}),
    Plan(tale="tyres", ago=16, wish=Wish.REPRESENTED, on={"convene": 18}),
    Plan(
        tale="bus-shelter",
        ago=15,
        owner="tomasz",
        how=HowApplied.PHONE,
        twists=("not yet written",),
    ),
    Plan(tale="fly-tip", ago=15, owner="wren", twists=("moved",)),
    Plan(
        tale="doorbell",
        ago=14,
        on={"answer police": NEVER},
        twists=("refused", "asked"),
        said={"chasing": 12},
    ),
    Plan(
        tale="right-of-way",
        ago=10,
        owner="tomasz",
        twists=("promise not kept",),
        said={"chasing": 3},
        how=HowApplied.IN_PERSON,
    ),
    Plan(tale="apple-tree", ago=8, twists=("duplicate",)),
    Plan(
        tale="carer",
        ago=7,
        owner="wren",
        capacity=Capacity.REPRESENTATIVE,
        on=NO_INFORMATION,
        twists=("daughter", "waits for consent"),
    ),
    Plan(tale="terrier", ago=5, owner=None, how=HowApplied.EMAIL),
    Plan(tale="wing-mirrors", ago=4, owner=None, how=HowApplied.POLICE_101),
    Plan(tale="bite", ago=3, owner=None, how=HowApplied.PHONE),
    Plan(tale="laminate", ago=2, owner=None, how=HowApplied.LANDLORD),
    Plan(tale="leylandii", ago=1, owner=None, twists=("not passed on",)),
)
# A handful in each of the other areas of the county.
ELSEWHERE: Final = (
    Plan(tale="lock-gates", area="fenland", ago=146, owner="ivo", pace=1.1),
    Plan(
        tale="pressure-washer",
        area="fenland",
        ago=34,
        owner="ivo",
        twists=("speaks for them", "updates promised"),
    ),
    Plan(
        tale="eel-catcher",
        area="fenland",
        ago=13,
        owner="ivo",
        on={"answer police": NEVER, "answer housing": NEVER, "decide": NEVER},
    ),
    Plan(tale="late-licence", area="cambridge-city", ago=133, owner="bea"),
    Plan(
        tale="bicycle-cage",
        area="cambridge-city",
        ago=26,
        owner="bea",
        twists=("need to know", "taken down"),
    ),
    Plan(tale="weighbridge", area="huntingdonshire", ago=119, owner="bea", pace=0.9),
    Plan(
        tale="goose-green",
        area="huntingdonshire",
        ago=28,
        owner="bea",
        how=HowApplied.EMAIL,
    ),
    Plan(tale="drone", area="south-cambridgeshire", ago=108, owner="bea"),
    Plan(
        tale="orchard-gate",
        area="south-cambridgeshire",
        ago=23,
        owner="bea",
        twists=("reminders held",),
        on={"answer health": 22},
    ),
    Plan(
        tale="ring-road",
        area="peterborough",
        ago=22,
        owner="bea",
        twists=("list of incidents",),
    ),
)
CASES: Final = (*ENDED, *GOING_ON, *ELSEWHERE)
