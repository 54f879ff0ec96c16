"""How many bodies a page says somebody is to ring: the page of a case, and the queue.

Each says it in its own words; both must say the same.
"""

import re

from visiting import parsed

TASK = "//*[contains(@class, 'govuk-task-list__name-and-hint')]"
RING = re.compile(r"Ring (?:(\d+) bodies|a body): no email reaches (?:it|them)")


def to_ring_on_case(page):
    """Return whom the tasks of a case's first page ask to ring."""
    tasks = parsed(page.text).xpath(f"{TASK}/*[1]")
    said = (" ".join(task.text_content().split()) for task in tasks)
    return [verb for verb in said if verb.startswith("Ring ")]


def to_ring_on_queue(page, reference):
    """Return how many bodies the queue asks to ring of a case.

    `KeyError` if the case is not on it.
    """
    for row in parsed(page.text).xpath("//tbody/tr"):
        said = " ".join(row.text_content().split())
        if reference in said:
            found = RING.search(said)
            return int(found[1] or 1) if found else 0
    raise KeyError(reference)
