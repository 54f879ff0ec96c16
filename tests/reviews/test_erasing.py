"""Forgetting a person, whatever happens on the way."""

from uuid import UUID

import pytest

from asbreview.domain.erasure import Basis, Erasure, KeysDestroyed
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing, PersonErased
from asbreview.domain.sealed import ERASED
from asbreview.reviews.erasing import finishing
from journey import APPLIED_ON, MARIGOLD, Journey, opened


class Crash(BaseException):
    """The process is gone."""


def crash(*args, **kwargs):
    raise Crash


def decide(case, **changes):
    """Decide to forget the applicant, with their account written again."""
    stands = case.reviews.case(case.case_id)
    account = stands.trigger.account.text_id
    told = {
        "basis": Basis.REQUEST,
        "texts": [account],
        "instead": {account: "Noise at night."},
        "remains": "Dates, decisions and figures",
    }
    signed = case.signed(APPLIED_ON)
    case.reviews.decide_erasure(
        case.case_id,
        stands.contact.applicant_id,
        **{**told, **changes},
        signed=signed,
    )
    return stands.contact.applicant_id, finishing(signed)


def is_forgotten(case):
    reveal = case.reviews.keyring.reveal
    stands = case.reviews.case(case.case_id)
    told = reveal(stands.contact.applicant.name), reveal(stands.trigger.account.text)
    return told == (ERASED, ERASED)


def erasure(reviews, person_id):
    return reviews.get(Erasure, Erasure.id_for(person_id))


def destructions(reviews):
    topics = [line.stored.topic for line in reviews.recorder.lines(0, limit=10_000)]
    return topics.count(KeysDestroyed.TOPIC)


def test_a_person_is_forgotten_and_the_case_still_opens(case):
    person_id, signed = decide(case.decide())
    assert not is_forgotten(case)
    case.reviews.finish_erasure(person_id, signed=signed)
    assert is_forgotten(case)
    assert case.reviews.case(case.case_id).trigger.threshold.met


def test_what_stands_in_the_place_of_a_text_is_under_a_key_of_its_own(case):
    person_id, signed = decide(case)
    case.reviews.finish_erasure(person_id, signed=signed)
    (redaction,) = erasure(case.reviews, person_id).redactions
    assert case.reviews.keyring.reveal(redaction.instead.text) == "Noise at night."
    assert person_id not in redaction.instead.about
    assert redaction.instead.text_id != redaction.text_id


def test_texts_that_tell_of_nobody_else_stay(case):
    """Only those written again lose their key; the complaints keep theirs."""
    person_id, signed = decide(case)
    case.reviews.finish_erasure(person_id, signed=signed)
    logged = case.reviews.case(case.case_id).evidence.logged.values()
    assert ERASED not in [
        case.reviews.keyring.reveal(each.account.text) for each in logged
    ]


@pytest.mark.parametrize("when", ["before it is read", "before it is saved"])
def test_of_two_processes_that_finish_it_at_once_one_records_it(
    case, tmp_path, monkeypatch, when
):
    """Both are started, or one is while somebody forgets: neither has failed."""
    person_id, _ = decide(case)
    hook = {
        "before it is read": (case.reviews.keyring, "destroy"),
        "before it is saved": (case.reviews.recorder, "insert_events"),
    }[when]
    go_on = getattr(*hook)

    def overtaken(*args, **kwargs):
        monkeypatch.undo()
        with opened(tmp_path) as another:
            signed = case.signed(APPLIED_ON)
            another.finish_erasures(signed=signed)
        return go_on(*args, **kwargs)

    monkeypatch.setattr(*hook, overtaken)
    case.reviews.finish_erasures(signed=case.signed(APPLIED_ON))

    assert is_forgotten(case)
    assert erasure(case.reviews, person_id).is_done
    assert destructions(case.reviews) == 1


@pytest.mark.parametrize("step", ["before", "first", "second", "recording"])
def test_what_a_crash_left_half_done_is_finished(case, monkeypatch, step):
    reviews = case.reviews
    person_id, signed = decide(case)
    with monkeypatch.context() as crashing:
        destroy = reviews.keyring.destroy
        left = {"before": 0, "first": 1, "second": 2, "recording": 2}[step]
        done = []

        def destroying(owner):
            if len(done) == left:
                raise Crash
            destroy(owner)
            done.append(owner)

        crashing.setattr(reviews.keyring, "destroy", destroying)
        crashing.setattr(reviews, "record_destroyed", crash)
        with pytest.raises(Crash):
            reviews.finish_erasure(person_id, signed=signed)
    assert not erasure(reviews, person_id).is_done

    reviews.finish_erasure(person_id, signed=signed)

    assert is_forgotten(case)
    assert erasure(reviews, person_id).is_done
    assert destructions(reviews) == 1


def test_every_erasure_left_half_done_is_finished_at_a_start(tmp_path):
    with opened(tmp_path) as reviews:
        cases = [Journey(reviews, number=n) for n in (1, 2, 3)]
        cases[0].stand()
        for case in cases:
            case.apply()
        for case in cases[:2]:
            decide(case)
    for _ in range(2):
        with opened(tmp_path) as reviews:
            reviews.finish_erasures(signed=cases[0].signed(APPLIED_ON))
            for case in cases:
                case.reviews = reviews
            assert [is_forgotten(case) for case in cases] == [True, True, False]
            assert destructions(reviews) == 2


def test_keys_put_back_from_an_older_copy_are_destroyed_again(tmp_path):
    with opened(tmp_path) as reviews:
        case = Journey(reviews).stand().apply()
    copy = (tmp_path / "keys.sqlite").read_bytes()
    with opened(tmp_path) as reviews:
        case.reviews = reviews
        person_id, signed = decide(case)
        reviews.finish_erasure(person_id, signed=signed)
        assert is_forgotten(case)
    for path in tmp_path.glob("keys.sqlite*"):
        path.unlink()
    (tmp_path / "keys.sqlite").write_bytes(copy)
    with opened(tmp_path) as reviews:
        case.reviews = reviews
        assert not is_forgotten(case)
        reviews.finish_erasures(signed=case.signed(APPLIED_ON))
        assert is_forgotten(case)
        assert destructions(reviews) == 1


def test_finishing_twice_records_one_destruction(case):
    person_id, signed = decide(case)
    first = case.reviews.finish_erasure(person_id, signed=signed)
    assert case.reviews.finish_erasure(person_id, signed=signed) == first
    assert destructions(case.reviews) == 1


def test_a_person_is_decided_about_once(case):
    decide(case)
    with pytest.raises(AlreadyDone):
        decide(case)


def test_only_a_person_of_the_case_is_forgotten(case):
    with pytest.raises(NoSuchThing):
        case.reviews.decide_erasure(
            case.case_id,
            UUID(int=99),
            basis=Basis.REQUEST,
            texts=[],
            instead={},
            remains="",
            signed=case.signed(APPLIED_ON),
        )


def test_only_a_text_found_to_tell_of_them_is_written_again(case):
    """Else the key of anything at all could be named, and destroyed."""
    with pytest.raises(Misrecorded):
        decide(case, instead={UUID(int=99): "Nothing"})


def test_nothing_is_recorded_of_them_any_more(case):
    person_id, signed = decide(case)
    case.reviews.finish_erasure(person_id, signed=signed)
    with pytest.raises(PersonErased):
        case.reviews.change_contact_details(
            case.case_id, person_id, MARIGOLD, signed=case.signed(APPLIED_ON)
        )
