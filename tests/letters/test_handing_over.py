"""A letter that goes by itself: which way, when, and what becomes of it."""

from dataclasses import replace
from datetime import date, timedelta
from email.headerregistry import Address

import pytest

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterHandedOver,
    LetterKind,
    LetterRedrawn,
    Status,
    Way,
)
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterForwarded,
    LetterRefusedForNow,
    LetterUncertain,
    Obstacle,
)
from asbreview.domain.mailable import mailable
from asbreview.domain.people import Channel
from asbreview.letters.answers import PAUSES
from asbreview.letters.layouts import NOT_ON_PAPER
from asbreview.letters.ways.carrying import Fate, NotTaken, Unsure
from asbreview.letters.ways.choosing import choose
from asbreview.letters.ways.smtp import MailServer
from asbreview.reviews.told import CircumstancesTold, ConsentTold
from asbreview.settings_of_sending import Security, SmtpServer
from journey import PROCEDURE
from letters.bench import NOW, Bench
from letters.carriers import Remembers
from letters.mail_server import mail_server
from letters.posting import MARIA

ASKED = replace(MARIA, email="maria@example.org", prefers=Channel.EMAIL)
NOBODY = replace(ASKED, email="")
UNSAFE = replace(ASKED, safe=ASKED.safe.model_copy(update={"to_email": False}))
NO_POST = replace(ASKED, safe=ASKED.safe.model_copy(update={"to_write": False}))
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def mail():
    return Remembers()


@pytest.fixture
def bench(post, tmp_path, mail):
    made = Bench(post.reviews, tmp_path, mail)
    yield made
    made.office.close()


@pytest.fixture
def asked(post):
    """A case whose applicant asked for email, with one letter to send."""
    return post.ask_for_review(applicant=ASKED)


def letter_of(case):
    kind = LetterKind.ACKNOWLEDGEMENT
    return next(each for each in case.all_letters() if each.kind is kind)


def stands(case):
    letter = letter_of(case)
    return letter.status, letter.held_because


def topics(bench, *kinds):
    return [len(bench.happened(kind)) for kind in kinds]


EVERY = frozenset({Way.SMTP, Way.NOTIFY_EMAIL, Way.NOTIFY_LETTER})
CHOICES = [
    (ASKED, EVERY, Way.NOTIFY_EMAIL, ChosenBecause.EMAIL_ASKED_FOR),
    (ASKED, {Way.SMTP}, Way.SMTP, ChosenBecause.EMAIL_ASKED_FOR),
    (ASKED, (), Way.PRINT_QUEUE, ChosenBecause.EMAIL_NOT_SET_UP),
    (ASKED, {Way.NOTIFY_LETTER}, Way.NOTIFY_LETTER, ChosenBecause.EMAIL_NOT_SET_UP),
    (MARIA, EVERY, Way.NOTIFY_LETTER, ChosenBecause.EMAIL_NOT_ASKED_FOR),
    (MARIA, {Way.SMTP}, Way.PRINT_QUEUE, ChosenBecause.EMAIL_NOT_ASKED_FOR),
    (UNSAFE, {Way.SMTP}, Way.PRINT_QUEUE, ChosenBecause.EMAIL_NOT_SAFE),
    (UNSAFE, EVERY, Way.NOTIFY_LETTER, ChosenBecause.EMAIL_NOT_SAFE),
    (NOBODY, {Way.SMTP}, Way.PRINT_QUEUE, ChosenBecause.NO_EMAIL_ADDRESS),
    (
        replace(ASKED, prefers=Channel.PHONE),
        EVERY,
        Way.NOTIFY_LETTER,
        ChosenBecause.EMAIL_NOT_ASKED_FOR,
    ),
]


@pytest.mark.parametrize(("person", "ways", "way", "because"), CHOICES)
def test_the_way_is_what_was_asked_for_where_it_is_safe(
    post, person, ways, way, because
):
    post.ask_for_review(applicant=person)
    contact = post.reviews.case(post.case_id).contact
    reveal = post.reviews.keyring.reveal
    assert choose(letter_of(post), contact, ways, reveal) == (way, because)


@pytest.mark.parametrize("form", sorted(NOT_ON_PAPER))
def test_who_needs_another_form_gets_no_letter_that_nobody_has_in_hand(post, form):
    post.ask_for_review()
    person_id = letter_of(post).to
    post.reviews.record_circumstances(
        post.case_id,
        person_id,
        CircumstancesTold(letter_format=form),
        signed=post.signed(date(2026, 3, 9)),
    )
    contact = post.reviews.case(post.case_id).contact
    chosen = choose(letter_of(post), contact, EVERY, post.reviews.keyring.reveal)
    assert chosen == (Way.PRINT_QUEUE, ChosenBecause.FORMAT)


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        (" maria@example.org ", "maria@example.org"),
        ("maria@münchen.example", "maria@xn--mnchen-3ya.example"),
        ("", None),
        ("maria", None),
        ("maria@localhost", None),
        ("maria@example.org, other@example.org", None),
        ("Maria <maria@example.org>", None),
        ("maria@example.org\nBcc: other@example.org", None),
        ("mariä@example.org", None),
        ("@example.org", None),
        ("maria@", None),
        ("a b@example.org", None),
    ],
)
def test_an_email_goes_to_exactly_one_address_or_to_none(typed, used):
    assert mailable(typed) == used


def test_a_letter_goes_by_email_to_who_asked_for_it(bench, asked, mail):
    bench.round()
    letter = letter_of(asked)
    (sent,) = mail.taken
    assert letter.status is Status.ACCEPTED
    assert sent.to_email == "maria@example.org"
    assert "Dear Maria Kowalska" in sent.text
    assert "Larkspur House" not in sent.text  # the postal address stays out
    assert bench.files() == []
    trigger = asked.reviews.case(asked.case_id).trigger
    assert trigger.acknowledged_on == NOW.date()


def test_what_a_stranger_typed_online_sends_no_email_by_itself(bench, post, mail):
    """Anybody can type anybody's address: somebody takes the case on, or posts it."""
    signed = post.signed(date(2026, 3, 2))
    post.case_id = signed.new_case_id
    post.reviews.receive_application(
        Application(
            applied_on=date(2026, 3, 2),
            how=HowApplied.WEB,
            capacity=Capacity.VICTIM,
            category=Category.NOISE,
            place="Ely",
            wish=Wish.UNDECIDED,
        ),
        procedure_id=PROCEDURE,
        applicant=ASKED,
        account="Noise next door.",
        signed=signed,
    )
    bench.round()
    assert mail.taken == []
    assert len(bench.files()) == 1
    (handed_over,) = bench.happened(LetterHandedOver)
    assert handed_over.chosen_because is ChosenBecause.NOBODY_LOOKED


def test_nobody_is_written_to_who_was_forgotten_while_a_server_was_waited_for(
    bench, asked, mail
):
    to, take = letter_of(asked).to, mail.carry

    def forgotten_meanwhile(letter, *, about_to):
        asked.reviews.keyring.destroy(to)
        return take(letter, about_to=about_to)

    mail.carry = forgotten_meanwhile
    bench.round()
    mail.carry = take
    bench.round(NOW + AN_HOUR)
    assert mail.taken == []
    assert bench.happened(LetterHandedOver) == []
    assert stands(asked) == (Status.HELD, HeldBecause.ERASED)


def test_a_letter_that_went_is_looked_after_no_more(bench, asked, mail):
    bench.round()
    bench.round(NOW + A_MINUTE)
    assert bench.outbox.still_to_go() == []
    assert len(mail.taken) == 1


def test_why_it_took_its_way_is_on_record(bench, asked):
    bench.round()
    (handed_over,) = bench.happened(LetterHandedOver)
    assert handed_over.way is Way.SMTP
    assert handed_over.chosen_because is ChosenBecause.EMAIL_ASKED_FOR


@pytest.mark.parametrize("person", [UNSAFE, NOBODY, MARIA])
def test_all_others_go_to_the_print_queue(bench, post, mail, person):
    post.ask_for_review(applicant=person)
    bench.round()
    assert stands(post) == (Status.HANDED_OVER, None)
    assert len(bench.files()) == 1
    assert mail.taken == []


def test_an_email_may_go_where_no_letter_may(bench, post, mail):
    post.ask_for_review(applicant=NO_POST)
    bench.round()
    assert len(mail.taken) == 1


def test_it_goes_by_no_letter_either_where_email_turns_out_not_to_be_safe(
    bench, post, mail
):
    person = replace(NO_POST, safe=NO_POST.safe.model_copy(update={"to_email": False}))
    post.ask_for_review(applicant=person)
    bench.round()
    assert stands(post) == (Status.HELD, HeldBecause.NOT_SAFE_TO_WRITE)
    assert mail.taken == []


def test_what_is_safe_is_asked_at_the_last_moment(bench, asked, mail):
    """Between the first try and the second it stopped being safe to email them."""
    mail.answers = [NotTaken(Obstacle.NOT_NOW)]
    bench.round()
    person_id = letter_of(asked).to
    asked.reviews.change_contact_details(
        asked.case_id, person_id, UNSAFE, signed=asked.signed(date(2026, 3, 9))
    )
    bench.round(NOW + AN_HOUR)
    assert mail.taken == []
    assert stands(asked) == (Status.HANDED_OVER, None)
    assert len(bench.files()) == 1


def test_a_letter_refused_for_now_is_tried_again_after_growing_pauses(
    bench, asked, mail
):
    mail.answers = [NotTaken(Obstacle.NOT_NOW)] * len(PAUSES)
    at = NOW
    for tries, pause in enumerate(PAUSES, start=1):
        bench.round(at)
        bench.round(at + pause - timedelta(seconds=2))  # too early
        assert (letter_of(asked).status, letter_of(asked).tries) == (
            Status.PREPARED,
            tries,
        )
        at += pause + timedelta(seconds=2)
    assert sorted(PAUSES) == list(PAUSES)
    bench.round(at)
    assert letter_of(asked).status is Status.ACCEPTED
    assert len(mail.taken) == 1
    assert topics(bench, LetterRefusedForNow, LetterAccepted) == [len(PAUSES), 1]


def test_after_the_last_try_it_is_a_persons_task(bench, asked, mail):
    mail.answers = [NotTaken(Obstacle.NOT_NOW)] * (len(PAUSES) + 1)
    at = NOW
    for pause in (*PAUSES, AN_HOUR, AN_HOUR):
        bench.round(at)
        at += pause + timedelta(seconds=1)
    assert stands(asked) == (Status.HELD, HeldBecause.NOT_TAKEN)
    assert mail.answers == []
    assert mail.taken == []


def test_what_is_refused_for_good_is_not_tried_again(bench, asked, mail):
    mail.answers = [NotTaken(Obstacle.ADDRESS, for_good=True)]
    for at in (NOW, NOW + AN_HOUR):
        bench.round(at)
    assert stands(asked) == (Status.HELD, HeldBecause.NOT_TAKEN)
    assert mail.taken == []


def test_a_letter_that_could_not_be_sent_goes_by_post_if_somebody_says_so(
    bench, asked, mail
):
    mail.answers = [NotTaken(Obstacle.ADDRESS, for_good=True)]
    bench.round()
    asked.reviews.send_by_post(
        letter_of(asked).id, signed=asked.signed(date(2026, 3, 9))
    )
    bench.round(NOW + A_MINUTE)
    assert stands(asked) == (Status.HANDED_OVER, None)
    assert len(bench.files()) == 1
    assert mail.taken == []
    handed_over = bench.happened(LetterHandedOver)[-1]
    assert handed_over.chosen_because is ChosenBecause.SET_TO_POST


def test_what_notify_could_not_post_goes_to_the_print_queue_if_somebody_says_so(
    post, tmp_path
):
    notify = Remembers(Way.NOTIFY_LETTER)
    notify.answers = [NotTaken(Obstacle.REFUSED, for_good=True)]
    bench = Bench(post.ask_for_review().reviews, tmp_path, notify).round()
    assert stands(post) == (Status.HELD, HeldBecause.NOT_TAKEN)
    post.reviews.send_by_post(letter_of(post).id, signed=post.signed(NOW.date()))
    bench.round(NOW + A_MINUTE)
    bench.office.close()
    assert (stands(post), notify.taken) == ((Status.HANDED_OVER, None), [])


def test_a_server_that_is_away_is_asked_once_a_round(bench, post, mail):
    post.ask_for_review(applicant=ASKED)
    other = type(post)(post.reviews, number=2).ask_for_review(applicant=ASKED)
    mail.answers = [NotTaken(Obstacle.UNREACHABLE, is_down=True)]
    bench.round()
    assert mail.answers == []
    assert [letter_of(case).tries for case in (post, other)] == [1, 1]
    assert mail.taken == []
    bench.round(NOW + 2 * A_MINUTE)
    assert len(mail.taken) == 2


def test_of_an_uncertain_letter_a_person_says_what_became_of_it(bench, asked, mail):
    """It is never tried again by itself."""
    mail.after = Unsure(Obstacle.NO_ANSWER)
    for hours in range(0, 100, 10):
        bench.round(NOW + hours * AN_HOUR)
    assert letter_of(asked).status is Status.UNKNOWN
    assert len(mail.taken) == 1
    assert topics(bench, LetterUncertain) == [1]
    mail.after = None
    asked.reviews.letter_did_not_go(
        letter_of(asked).id, signed=asked.signed(date(2026, 3, 9))
    )
    bench.round(NOW + 101 * AN_HOUR)
    assert letter_of(asked).status is Status.ACCEPTED
    first, second = mail.taken
    assert first.reference != second.reference


def test_what_goes_wrong_on_our_own_side_is_a_refusal_before_and_a_doubt_after(
    bench, asked, mail
):
    mail.answers = [ValueError("maria@example.org")]
    bench.round()
    (refused,) = bench.happened(LetterRefusedForNow)
    assert refused.because is Obstacle.OURS
    mail.after = ValueError("maria@example.org")
    bench.round(NOW + 2 * A_MINUTE)
    assert letter_of(asked).status is Status.UNKNOWN


def test_a_letter_tried_again_on_another_day_prints_the_days_of_that_day(
    bench, post, mail
):
    post.ask_for_review(applicant=ASKED).refuse()
    letter_id = post.last(LetterKind.THRESHOLD_NOT_MET).id
    mail.answers = [NotTaken(Obstacle.UNREACHABLE, is_down=True)]
    bench.round()
    was = post.reviews.letter(letter_id).days
    bench.round(NOW + timedelta(days=1))
    letter = post.reviews.letter(letter_id)
    assert letter.status is Status.ACCEPTED
    assert letter.dated == letter.posted_on == date(2026, 3, 10)
    assert letter.days != was
    assert topics(bench, LetterRedrawn) == [1]
    told_on = post.reviews.case(post.case_id).trigger.threshold_told_on
    assert told_on == date(2026, 3, 10)


def test_who_moved_while_a_letter_waited_overnight_is_looked_up_by_a_person(
    post, tmp_path
):
    """It is drawn again for its days alone, and not to slip past the guard."""
    notify = Remembers(Way.NOTIFY_LETTER)
    notify.answers = [NotTaken(Obstacle.UNREACHABLE, is_down=True)]
    post.ask_for_review().refuse()
    letter_id = post.last(LetterKind.THRESHOLD_NOT_MET).id
    bench = Bench(post.reviews, tmp_path, notify).round()
    moved = replace(MARIA, address="1 Sample Lane\nEly\nCB7 4ZZ")
    person_id = post.reviews.letter(letter_id).to
    post.reviews.change_contact_details(
        post.case_id, person_id, moved, signed=post.signed(date(2026, 3, 10))
    )
    bench.round(NOW + timedelta(days=1))
    bench.office.close()
    letter = post.reviews.letter(letter_id)
    assert letter.held_because is HeldBecause.ADDRESS_CHANGED
    assert notify.taken == []


@pytest.fixture
def notify():
    return Remembers(Way.NOTIFY_EMAIL)


@pytest.fixture
def notified(post, tmp_path, notify):
    post.ask_for_review(applicant=ASKED)
    made = Bench(post.reviews, tmp_path, notify)
    yield made
    made.office.close()


def later(bench, minutes):
    return bench.round(NOW + timedelta(minutes=minutes))


def test_notify_is_asked_what_became_of_a_letter_until_it_says(notified, post, notify):
    notified.round()
    (sent,) = notify.taken
    later(notified, 20)
    assert topics(notified, LetterForwarded) == [0]
    notify.fates[sent.reference] = Fate.FORWARDED
    later(notified, 40)
    later(notified, 60)
    later(notified, 80)
    assert topics(notified, LetterForwarded) == [1]
    assert letter_of(post).status is Status.ACCEPTED
    assert notified.outbox.still_to_go() == []


def test_an_email_that_came_back_is_a_task_and_bars_the_address(notified, post, notify):
    notified.round()
    notify.fates[notify.taken[0].reference] = Fate.RETURNED
    later(notified, 20)
    assert stands(post) == (Status.HELD, HeldBecause.RETURNED)
    assert post.reviews.case(post.case_id).trigger.acknowledged_on is None

    post.wait()
    other_id = post.last(LetterKind.DELAY).id
    later(notified, 40)
    other = post.reviews.letter(other_id)
    assert (other.status, other.held_because) == (
        Status.HELD,
        HeldBecause.ADDRESS_FAILED,
    )
    assert len(notify.taken) == 1

    post.reviews.address_holds(
        post.case_id, letter_of(post).to, signed=post.signed(date(2026, 3, 25))
    )
    post.reviews.redraw_letter(other.id, signed=post.signed(date(2026, 3, 25)))
    later(notified, 60)
    assert post.reviews.letter(other.id).status is Status.ACCEPTED


def test_a_letter_that_notify_could_not_deliver_is_a_task(notified, post, notify):
    notified.round()
    notify.fates[notify.taken[0].reference] = Fate.FAILED
    later(notified, 20)
    later(notified, 40)
    assert stands(post) == (Status.HELD, HeldBecause.NOT_TAKEN)
    assert len(notify.taken) == 1


def test_a_doubt_is_at_an_end_when_notify_turns_out_to_have_the_letter(
    notified, post, notify
):
    notify.after = Unsure(Obstacle.NO_ANSWER)
    notified.round()
    assert letter_of(post).status is Status.UNKNOWN
    later(notified, 20)
    assert letter_of(post).status is Status.ACCEPTED
    assert len(notify.taken) == 1


def test_a_letter_to_a_real_mail_server_is_the_letter(post, tmp_path):
    post.ask_for_review(applicant=ASKED)
    with mail_server() as box:
        server = SmtpServer("127.0.0.1", box.port, Security.NONE)
        sender = Address("Ely Council", addr_spec="letters@ely.example")
        bench = Bench(post.reviews, tmp_path, MailServer(server, sender)).round()
        bench.office.close()
    (message,) = box.taken
    assert message["To"] == "maria@example.org"
    assert "Dear Maria Kowalska" in message.get_content()
    assert letter_of(post).status is Status.ACCEPTED


def test_a_letter_on_its_way_does_not_keep_consent_from_being_recorded(
    tmp_path, post, mail
):
    """It cannot be called back; that it may have gone stays to be found out."""
    post.ask_for_somebody(ASKED)
    letter_id = post.last(LetterKind.CONSENT).id
    mail.after = Unsure(Obstacle.NO_ANSWER)
    Bench(post.reviews, tmp_path, mail).round().office.close()
    agreed = ConsentTold(given_on=NOW.date(), how=HowConsented.BY_WORD_OF_MOUTH)
    post.reviews.record_consent(post.case_id, agreed, signed=post.signed(NOW.date()))
    assert post.reviews.letter(letter_id).status is Status.UNKNOWN
