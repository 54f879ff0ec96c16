"""Every address that takes a form is in one list, and one only: none is forgotten."""

from collections import Counter

from browser.every_page import FORMS, OTHERWISE, RECORDS_NOTHING, routes
from browser.others_forms import OTHERS_FORMS
from desk import desk


def test_every_form_there_is_is_in_one_list_and_no_other(tmp_path):
    with desk(tmp_path) as at_desk:
        sent_to = routes(at_desk.browser.app, "POST")
    lists = (FORMS, OTHERS_FORMS, RECORDS_NOTHING, OTHERWISE)
    listed = Counter(route for each in lists for route in each)
    assert {route for route, times in listed.items() if times > 1} == set()
    assert sent_to == set(listed)
