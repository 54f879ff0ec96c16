"""What has no rule of how long it is kept: that nothing personal is in it."""

import os
from datetime import date
from typing import get_args

import pytest
from sqlalchemy import Boolean, Integer, Uuid

from asbreview import keeping_files
from asbreview.domain.counterfactual.facts import WhatIf
from asbreview.domain.counterfactual.record import KeptWhatIf
from asbreview.domain.model import Value
from asbreview.domain.past.columns import PastColumns
from asbreview.keeping_files import settle_files
from asbreview.letters.outbox import TABLES
from asbreview.web import retention
from desk import desk, words
from web.test_past import LIST, look

TODAY = date(2026, 3, 13)
SEALED = {"letter_copies", "letter_texts"}  # under the key of whoever they went to


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


def test_an_outbox_has_no_column_that_could_hold_a_word():
    for table in TABLES.tables.values():
        if table.name in SEALED:
            continue
        kinds = {type(column.type) for column in table.columns}
        assert kinds <= {Uuid, Boolean, Integer}, table.name


def texts_in(kind):
    """Yield the names of the fields of a value that hold free text."""
    for name, field in kind.model_fields.items():
        parts = [field.annotation, *parts_of(field.annotation)]
        if str in parts:
            yield name
        for part in parts:
            if isinstance(part, type) and issubclass(part, Value):
                yield from (f"{name}.{each}" for each in texts_in(part))


def parts_of(annotation):
    for part in get_args(annotation):
        yield part
        yield from parts_of(part)


def test_a_question_to_the_past_has_no_text_but_its_name_and_ids_of_rules():
    # The ids are of the procedures: of an area, and of the timers of a step.
    assert set(texts_in(WhatIf)) == {"area_id", "changed.lengths"}
    assert set(texts_in(KeptWhatIf)) == {
        "name",
        "asked.area_id",
        "asked.changed.lengths",
    }


def test_of_a_list_are_kept_the_places_of_its_columns_and_no_heading():
    assert set(texts_in(PastColumns)) == set()


def lying(work):
    return list(work.installation.vault.place.everything())


def test_a_list_that_was_read_and_not_taken_over_goes_after_a_day(work):
    """The worker takes it away; until then somebody may still be looking at it."""
    before = {lies.file_id for lies in lying(work)}
    look(work, LIST)
    (left,) = [lies for lies in lying(work) if lies.file_id not in before]
    settle_files(work.installation)
    assert left.file_id in {lies.file_id for lies in lying(work)}
    age_all(work.installation.files_folder)
    assert left.file_id in settle_files(work.installation).removed
    assert left.file_id not in {lies.file_id for lies in lying(work)}


def age_all(folder):
    """Make every file look as if it was written a day and more ago."""
    for path in folder.rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - keeping_files.UNUSED - 60
            os.utime(path, (then, then))


def test_the_page_says_how_long_and_what_has_no_limit(work):
    told = words(work.browser.get("/retention"))
    assert "a list of earlier cases that was sent and not put on record: 25" in told
    assert keeping_files.UNUSED == 25 * 60 * 60
    assert retention.UNUSED_FOR == "25 hours"
    assert "What tells of nobody" in told
