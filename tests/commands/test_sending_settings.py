"""What is set about sending letters: read at the start, refused where it is wrong."""

import pytest

from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.settings_of_sending import NOTHING_SET, Security
from letters.notify_server import KEY, SECRET, SERVICE, TEMPLATE

SENDER = {"ASBREVIEW_SENDER": "Ely Council <letters@ely.example>"}
NOTIFY = {"ASBREVIEW_NOTIFY_KEY": KEY}


def read(**told):
    return Settings.read({"ASBREVIEW_SECRET": "x" * 32, **told})


def test_with_nothing_set_letters_go_to_the_print_queue():
    assert read().sending == NOTHING_SET


@pytest.mark.parametrize(
    ("url", "is_"),
    [
        ("smtp://mail.ely.example", ("mail.ely.example", 587, Security.STARTTLS)),
        ("smtps://mail.ely.example", ("mail.ely.example", 465, Security.TLS)),
        ("smtp+unencrypted://10.0.0.5", ("10.0.0.5", 25, Security.NONE)),
        ("smtp://mail.ely.example:2525", ("mail.ely.example", 2525, Security.STARTTLS)),
    ],
)
def test_the_url_of_a_mail_server_says_how_it_is_spoken_to(url, is_):
    smtp = read(ASBREVIEW_SMTP_URL=url, **SENDER).sending.smtp
    assert (smtp.host, smtp.port, smtp.security) == is_


def test_a_password_may_have_any_character_and_is_shown_nowhere():
    url = "smtp://asbreview:p%40ss%2Fword@mail.ely.example"
    settings = read(ASBREVIEW_SMTP_URL=url, **SENDER)
    assert settings.sending.smtp.password == "p@ss/word"
    assert "p@ss" not in repr(settings)


def test_a_key_of_notify_is_taken_apart_and_its_secret_shown_nowhere():
    settings = read(**NOTIFY, ASBREVIEW_NOTIFY_TEMPLATE=TEMPLATE)
    notify = settings.sending.notify
    assert (notify.service_id, notify.secret) == (SERVICE, SECRET)
    assert notify.url == "https://api.notifications.service.gov.uk"
    assert SECRET not in repr(settings)


def test_the_token_of_receipts_is_shown_nowhere():
    told = NOTIFY | {"ASBREVIEW_NOTIFY_TEMPLATE": TEMPLATE}
    settings = read(**told, ASBREVIEW_NOTIFY_RECEIPTS="t" * 32)
    assert settings.sending.receipts_token == "t" * 32
    assert "t" * 32 not in repr(settings)


WRONG = [
    (
        {"ASBREVIEW_NOTIFY_RECEIPTS": "t" * 32},
        "ASBREVIEW_NOTIFY_RECEIPTS is set and ASBREVIEW_NOTIFY_KEY is not",
    ),
    *(
        (
            {
                "ASBREVIEW_NOTIFY_KEY": KEY,
                "ASBREVIEW_NOTIFY_TEMPLATE": TEMPLATE,
                "ASBREVIEW_NOTIFY_RECEIPTS": token,
            },
            "ASBREVIEW_NOTIFY_RECEIPTS has to have at least 32",
        )
        for token in ("t" * 31, "é" * 32, "t\n" * 32)
    ),
    ({"ASBREVIEW_SMTP_URL": "smtp://mail.ely.example"}, "ASBREVIEW_SENDER is not"),
    ({"ASBREVIEW_SENDER": "Ely Council"}, "ASBREVIEW_SENDER is not an email address"),
    ({"ASBREVIEW_SENDER": "@ely.example"}, "ASBREVIEW_SENDER is not an email address"),
    ({"ASBREVIEW_SENDER": "a@b, c@d"}, "ASBREVIEW_SENDER is not an email address"),
    *(
        ({"ASBREVIEW_SMTP_URL": url, **SENDER}, "ASBREVIEW_SMTP_URL is not the URL")
        for url in (
            "mail.ely.example",
            "https://mail.ely.example",
            "smtp://",
            "smtp://mail.ely.example:mail",
            "smtp://mail.ely.example/inbox",
            "smtp://user@mail.ely.example",
            "smtp://[mail",
        )
    ),
    ({"ASBREVIEW_NOTIFY_KEY": SECRET}, "ASBREVIEW_NOTIFY_KEY is not a key"),
    (
        {"ASBREVIEW_NOTIFY_KEY": KEY[:-1], "ASBREVIEW_NOTIFY_TEMPLATE": TEMPLATE},
        "ASBREVIEW_NOTIFY_KEY is not a key",
    ),
    (NOTIFY, "nothing is to go by Notify"),
    ({"ASBREVIEW_NOTIFY_TEMPLATE": TEMPLATE}, "ASBREVIEW_NOTIFY_KEY is not set"),
    ({"ASBREVIEW_NOTIFY_LETTERS": "yes"}, "ASBREVIEW_NOTIFY_KEY is not set"),
    ({"ASBREVIEW_NOTIFY_LETTERS": "perhaps"}, "it must be yes or no"),
    (NOTIFY | {"ASBREVIEW_NOTIFY_TEMPLATE": "letters"}, "not the id of a template"),
    ({"ASBREVIEW_NOTIFY_URL": "http://notify.example"}, "a server over HTTPS"),
    ({"ASBREVIEW_NOTIFY_URL": "https://"}, "a server over HTTPS"),
]


@pytest.mark.parametrize(("told", "says"), WRONG, ids=str)
def test_a_setting_that_cannot_be_right_is_refused_at_the_start(told, says):
    with pytest.raises(CannotStart, match=says) as refused:
        read(**told)
    assert SECRET not in str(refused.value)


def test_a_demonstration_sends_nothing_whatever_is_set():
    told = {**NOTIFY, "ASBREVIEW_NOTIFY_TEMPLATE": TEMPLATE}
    assert Settings.read(told, demonstration=True).sending == NOTHING_SET
