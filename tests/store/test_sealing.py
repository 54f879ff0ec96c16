"""What tells of people: where it is kept, who can read it, how it is forgotten."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import IntegrityError

from asbreview.domain.contact.facts import ContactFileOpened, Direction
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import PersonErased
from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.panel.facts import Disposal
from asbreview.domain.people import Channel, Person, Prose
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.told import IssueTold, OfficialTold, PersonTold
from asbreview.store.keys import KeyLost, KeyRing, StillRead, WrongKey
from asbreview.store.mapper import Misplaced
from asbreview.store.sqlite_keys import SQLiteKeys
from journey import APPLIED_ON, BODIES, MARIGOLD, SAFE, Journey, opened
from places import place_of
from tampering import tamper

PERSON = UUID(int=7)
PLACE = f"{UUID(int=8).hex}|1|invented.topic|/name"
TOLD_OF_HER = (
    b"MARKERNAME",
    b"MARKERTEXT",
    b"Larkspur",
    b"marigold@example.org",
    b"01632 960999",
    b"Calloway",
    b"Fenwick",
)


@pytest.fixture
def place(tmp_path):
    """Files alone: here they are looked into, byte by byte."""
    return place_of("sqlite", tmp_path)


@pytest.fixture
def ring(tmp_path):
    with closing(
        KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32, patience=0))
    ) as ring:
        yield ring


def bytes_on_disk(folder):
    """Everything that lies in a folder: databases, their logs and their indexes."""
    files = [path for path in folder.iterdir() if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    return b"\0".join(path.read_bytes() for path in files)


def wrapped_key(folder, owner):
    with closing(sqlite3.connect(folder / "keys.sqlite")) as keys:
        found = keys.execute("SELECT wrapped FROM keys WHERE owner = ?", [owner.bytes])
        return found.fetchone()[0]


def stored(folder, topic):
    """The states of the events of a topic, each with its number."""
    with closing(sqlite3.connect(folder / "events.sqlite")) as db:
        rows = db.execute(
            "SELECT rowid, state FROM stored_events WHERE topic = ? ORDER BY 1", [topic]
        )
        return [(number, json.loads(state)) for number, state in rows]


def overwrite(folder, number, state):
    tamper(
        folder,
        "UPDATE stored_events SET state = ? WHERE rowid = ?",
        json.dumps(state).encode(),
        number,
    )


def applicant_of(case):
    return case.reviews.case(case.case_id).contact.applicant


# Where it is kept


def test_nothing_that_tells_of_a_person_lies_readable_in_any_file(reviews, tmp_path):
    case = Journey(reviews).stand()
    case.apply(applicant=replace(MARIGOLD, phone="01632 960999"))
    case.post(APPLIED_ON).decide().ask().answer().assess().convene().choose().hold()
    everything = bytes_on_disk(tmp_path)
    assert b"trigger.threshold-decided" in everything  # the search finds what is there
    assert [told for told in TOLD_OF_HER if told in everything] == []


def test_what_was_sealed_is_told_by_the_key_ring(case, reviews):
    marigold = applicant_of(case)
    for field in ("name", "address", "email", "phone"):
        assert reviews.keyring.reveal(getattr(marigold, field)) == getattr(
            MARIGOLD, field
        )
    account = reviews.case(case.case_id).trigger.account
    assert "MARKERTEXT" in reviews.keyring.reveal(account.text)


def test_it_is_told_again_when_log_and_keys_are_opened_anew(tmp_path):
    with opened(tmp_path) as reviews:
        case = Journey(reviews).stand().apply()
    with opened(tmp_path) as reviews:
        case.reviews = reviews
        assert reviews.keyring.reveal(applicant_of(case).name) == MARIGOLD.name


def test_the_same_words_sealed_twice_cannot_be_seen_to_be_the_same(ring):
    tokens = {
        ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE).token
        for _ in range(2)
    }
    assert len(tokens) == 2


def test_what_is_not_sealed_yet_cannot_be_written_down():
    person = PersonTold(name="Marigold", safe=SAFE).sealed(PERSON)
    with pytest.raises(ValueError, match="written down by the store alone"):
        person.model_dump_json()


def test_what_is_not_sealed_yet_does_not_show_in_a_log_line():
    person = PersonTold(name="MARKERNAME", safe=SAFE).sealed(PERSON)
    assert "MARKERNAME" not in f"{person!r} {person} {person.name!r}"


def test_what_is_sealed_already_is_not_sealed_again(ring):
    """There would be nothing in it: what is read back holds no words to seal."""
    closed = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    with pytest.raises(ValueError, match="sealed again"):
        ring.seal(Sealed(closed.token), owner=PERSON, place=PLACE)


def test_what_was_read_back_cannot_be_recorded_as_if_it_were_new(case, reviews):
    contact = reviews.case(case.case_id).contact
    contact.change_details(contact.applicant, signed=case.signed(APPLIED_ON))
    with pytest.raises(ValueError, match="sealed again"):
        reviews.save(contact)


def test_a_text_has_a_key_of_its_own(case, reviews):
    """It may tell of several people: forgetting one of them does not destroy it."""
    trigger = reviews.case(case.case_id).trigger
    reviews.keyring.destroy(trigger.applicant_id)
    assert "MARKERTEXT" in reviews.keyring.reveal(trigger.account.text)
    reviews.keyring.destroy(trigger.account.text_id)
    assert reviews.keyring.reveal(trigger.account.text) is ERASED


# How it is forgotten


def test_a_person_forgotten_is_erased_and_the_case_stays(case, reviews, tmp_path):
    case.decide()
    marigold = applicant_of(case)
    wrapped = wrapped_key(tmp_path, marigold.person_id)
    assert wrapped in bytes_on_disk(tmp_path)

    reviews.keyring.destroy(marigold.person_id)

    assert wrapped not in bytes_on_disk(tmp_path)
    for field in (marigold.name, marigold.address, marigold.email, marigold.phone):
        assert reviews.keyring.reveal(field) is ERASED
    assert reviews.case(case.case_id).trigger.threshold.met


def test_to_forget_one_person_is_not_to_forget_another(reviews):
    one = Journey(reviews).stand().apply()
    other = Journey(reviews, number=2).apply()
    reviews.keyring.destroy(applicant_of(one).person_id)
    assert reviews.keyring.reveal(applicant_of(other).name) == MARIGOLD.name


def test_forgetting_twice_is_forgetting(case, reviews):
    marigold = applicant_of(case)
    for _ in range(2):
        reviews.keyring.destroy(marigold.person_id)
    assert reviews.keyring.reveal(marigold.name) is ERASED


def test_nothing_more_is_recorded_about_a_person_forgotten(case, reviews):
    marigold = applicant_of(case)
    reviews.keyring.destroy(marigold.person_id)
    before = reviews.end_of_log()
    signed = case.signed(APPLIED_ON)
    with pytest.raises(PersonErased):
        reviews.change_contact_details(
            case.case_id, marigold.person_id, MARIGOLD, signed=signed
        )
    assert reviews.end_of_log() == before
    assert reviews.recorder.position_of(signed.command_id) is None


def test_of_a_save_partly_about_a_person_forgotten_nothing_is_recorded(case, reviews):
    """The chair's key is destroyed; the panel's other texts do not slip in."""
    case.decide().assess()
    signed = case.signed(APPLIED_ON.replace(day=20))
    reviews.keyring.destroy(uuid5(signed.command_id, "chair"))
    before = reviews.end_of_log()
    case.steps -= 1
    with pytest.raises(PersonErased):
        case.convene()
    assert reviews.end_of_log() == before
    assert reviews.case(case.case_id).panel.convened is None


def test_a_key_that_is_missing_is_not_a_person_forgotten(case, reviews, tmp_path):
    """An older file of keys put back must not pass for an erasure."""
    marigold = applicant_of(case)
    with closing(sqlite3.connect(tmp_path / "keys.sqlite")) as keys, keys:
        keys.execute("DELETE FROM keys WHERE owner = ?", [marigold.person_id.bytes])
    with pytest.raises(KeyLost):
        reviews.keyring.reveal(marigold.name)


def test_a_key_that_a_reader_keeps_on_the_disk_is_destroyed_again(ring, tmp_path):
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    wrapped = wrapped_key(tmp_path, PERSON)
    with closing(sqlite3.connect(tmp_path / "keys.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM keys").fetchall()
        with pytest.raises(StillRead):
            ring.destroy(PERSON)
        assert ring.reveal(token) is ERASED
        assert wrapped in bytes_on_disk(tmp_path)
    ring.destroy(PERSON)
    assert wrapped not in bytes_on_disk(tmp_path)


def test_a_key_is_on_disk_before_the_event_that_needs_it(case, reviews, monkeypatch):
    """A crash between the two leaves a key without use, and never lost words."""

    def crash(*args, **kwargs):
        raise SystemError

    signed = case.signed(APPLIED_ON)
    with monkeypatch.context() as crashing:
        crashing.setattr(reviews.recorder, "insert_events", crash)
        with pytest.raises(SystemError):
            reviews.make_contact(
                case.case_id,
                person_id=applicant_of(case).person_id,
                channel=Channel.PHONE,
                direction=Direction.TO_US,
                made_on=APPLIED_ON,
                said="She rang.",
                signed=signed,
            )
    text_id = uuid5(signed.command_id, "said").bytes
    keys = reviews.keyring.table._db  # noqa: SLF001  no other way to ask it
    assert keys.execute("SELECT 1 FROM keys WHERE owner = ?", [text_id]).fetchone()
    assert reviews.case(case.case_id).contact.contacts == {}


def test_rings_that_make_a_persons_key_at_once_share_it(tmp_path):
    rings = [KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        tokens = list(
            pool.map(
                lambda ring: ring.seal(Sealed.of("x"), owner=PERSON, place=PLACE), rings
            )
        )
    assert {ring.reveal(token) for ring in rings for token in tokens} == {"x"}
    for ring in rings:
        ring.close()


def test_one_ring_learns_at_once_what_another_has_forgotten(tmp_path):
    one, other = (
        KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32)) for _ in range(2)
    )
    token = one.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    assert other.reveal(token) == "Marigold"
    one.destroy(PERSON)
    assert other.reveal(token) is ERASED
    one.close()
    other.close()


def test_many_things_are_told_as_each_is(ring, monkeypatch):
    """More owners than one question holds, one of them forgotten, one told of twice."""
    monkeypatch.setattr("asbreview.store.sqlite_keys.AT_ONCE", 3)
    owners = [UUID(int=100 + number) for number in range(8)]
    tokens = [
        ring.seal(Sealed.of(str(number)), owner=owner, place=PLACE)
        for number, owner in enumerate([*owners, owners[2]])
    ]
    ring.destroy(owners[5])
    assert ring.reveal_all(tokens) == [ring.reveal(token) for token in tokens]
    assert ring.reveal_all(tokens)[5] is ERASED
    assert ring.reveal_all([]) == []


def test_one_key_lost_among_many_is_no_erasure(ring, tmp_path):
    tokens = [
        ring.seal(Sealed.of("x"), owner=UUID(int=number), place=PLACE)
        for number in (1, 2)
    ]
    with sqlite3.connect(tmp_path / "keys.sqlite") as keys:
        keys.execute("DELETE FROM keys WHERE owner = ?", [UUID(int=2).bytes])
    keys.close()
    with pytest.raises(KeyLost):
        ring.reveal_all(tokens)


# Who can read it


def test_another_key_encryption_key_is_refused_before_it_opens_or_wraps(ring, tmp_path):
    ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    before = wrapped_key(tmp_path, PERSON)
    with pytest.raises(WrongKey):
        SQLiteKeys(tmp_path / "keys.sqlite", b"q" * 32)
    assert wrapped_key(tmp_path, PERSON) == before


@pytest.mark.parametrize("part", range(6))
def test_a_token_does_not_open_with_any_of_its_parts_changed(ring, part):
    """Its record, version, topic, field, owner; and the sealed words themselves."""
    another = ring.seal(Sealed.of("Oleander"), owner=UUID(int=9), place=PLACE)
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    parts, others = token.token.split("|"), another.token.split("|")
    assert len(parts) == 6
    changed = [
        UUID(int=1).hex,
        "2",
        "another.topic",
        "/address",
        UUID(int=9).hex,
        others[5],
    ]
    parts[part] = changed[part]
    with pytest.raises(InvalidTag):
        ring.reveal(Sealed("|".join(parts)))


# Where it was put


def test_two_fields_swapped_are_not_read(case, reviews, tmp_path):
    ((number, state),) = stored(tmp_path, ContactFileOpened.TOPIC)
    told = state["applicant"]
    told["email"], told["address"] = told["address"], told["email"]
    overwrite(tmp_path, number, state)
    with pytest.raises(Misplaced):
        reviews.case(case.case_id)


def test_two_events_words_swapped_are_not_read(case, reviews, tmp_path):
    (_, one), (number, other), *_ = stored(tmp_path, ComplaintLogged.TOPIC)
    other["account"] = one["account"]
    overwrite(tmp_path, number, other)
    with pytest.raises(Misplaced):
        reviews.case(case.case_id)


def test_two_cases_words_swapped_are_not_read(case, reviews, tmp_path):
    """Without this, what one applicant said would be shown to the other."""
    Journey(reviews, number=2).apply()
    (number, one), (_, other) = stored(tmp_path, ContactFileOpened.TOPIC)
    one["applicant"]["name"] = other["applicant"]["name"]
    overwrite(tmp_path, number, one)
    with pytest.raises(Misplaced):
        reviews.case(case.case_id)


def test_two_cases_events_swapped_are_not_read(case, reviews, tmp_path):
    Journey(reviews, number=2).apply()
    (number, _), (_, other) = stored(tmp_path, ContactFileOpened.TOPIC)
    overwrite(tmp_path, number, other)
    with pytest.raises(Misplaced):
        reviews.case(case.case_id)


def test_words_moved_between_the_items_of_a_list_are_not_read(case, reviews, tmp_path):
    case.decide().assess().convene().choose()
    reviews.hold_panel(
        case.case_id,
        held_on=APPLIED_ON.replace(month=4, day=1),
        attended=[
            OfficialTold(name=name, body_id=BODIES[0]) for name in ("Ines", "Odile")
        ],
        went_on_because="Nobody else could come",
        issues=[IssueTold(issue="Not followed up", disposal=Disposal.UPHELD)],
        signed=case.signed(APPLIED_ON.replace(month=4, day=1)),
    )
    ((number, state),) = stored(tmp_path, "panel.panel-held")
    ines, odile = state["attended"]
    ines["name"], odile["name"] = odile["name"], ines["name"]
    overwrite(tmp_path, number, state)
    with pytest.raises(Misplaced):
        reviews.case(case.case_id)


def test_what_was_sealed_says_whose_key_seals_it():
    assert dict(Person.key_owners()) == dict.fromkeys(
        ("name", "address", "email", "phone"), "person_id"
    )
    assert dict(Prose.key_owners()) == {"text": "text_id"}


def test_the_records_read_hold_tokens_and_no_words(case, reviews):
    trigger = reviews.get(Trigger, Trigger.id_for(case.case_id))
    contact = reviews.get(Contact, Contact.id_for(case.case_id))
    assert trigger.account.text.clear is None
    assert contact.applicant.name.clear is None


def test_a_save_that_conflicts_is_not_taken_for_a_person_forgotten(case, reviews):
    one, other = (reviews.case(case.case_id).contact for _ in range(2))
    for contact in (one, other):
        contact.change_details(
            MARIGOLD.sealed(contact.applicant_id), signed=case.signed(APPLIED_ON)
        )
    reviews.save(one)
    with pytest.raises(IntegrityError):
        reviews.save(other)
