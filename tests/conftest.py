"""What every test may ask for, and in which order they run."""

import gc

from hypothesis import settings

pytest_plugins = ["requirements_of_the_machine"]
pytest_plugins += ["quick_disk", "quick_hashes", "quick_statements", "rewritten_once"]

# Speed is measured in benchmarks: on a busy machine any example may take long.
settings.register_profile("asbreview", deadline=None)
settings.load_profile("asbreview")

# So that at the end of a run no worker waits for another's half a minute or more.
LONGEST_FIRST = (
    "test_every_page.py",
    "test_kills.py",
    "test_every_state.py",
    "test_every_mistake.py",
    "test_journey.py",
    "test_rebuilt.py",
    "test_demonstration.py",
    "test_planted.py",
)


# A tenth of a run went into looking for rings of objects that nobody holds any more.
gc.set_threshold(50_000)  # objects made before they are looked for; Python's own is 700


def pytest_collection_finish():
    """Never look for them among what was loaded and collected."""
    gc.freeze()


def pytest_collection_modifyitems(items):
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))
