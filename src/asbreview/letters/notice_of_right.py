"""What an email says to a body that had what was put right: UK GDPR, Art. 19.

It names nobody, quotes nothing, and asks for no answer.
"""

from typing import Final

from asbreview.domain.asking.putting_right import PutRight, PutRightToBeTold
from asbreview.domain.days import in_words
from asbreview.letters.notice import contact_of, partnership_of
from asbreview.reviews import Case

NOTICE: Final = """\
To {body}

{partnership} gave you something for an ASB case review. There is \
something about it that you have to know.

Our reference: {reference}

{says}

By law (UK GDPR, Article 19) we tell this to everybody to whom we gave it. You need \
not answer.

{contact}
"""
SAYS: Final = {
    PutRight.IN_ERROR: (
        "It was recorded in error: {what}, of {of}. We put it right on {since}. Put"
        " your copy right, and tell whomever you have given it to. If you do not know"
        " what in your copy is meant, ask us."
    ),
    PutRight.CONTESTED: (
        "Somebody says that a text about them, which you had on {of}, is wrong or"
        " incomplete. We decided about it on {since}. Ask us for what they say, put it"
        " beside your copy, and tell whomever you have given it to."
    ),
    PutRight.RESTRICTED: (
        "The use of something that tells of a person is restricted, since {since}."
        " Keep what you have from us, use it for this review alone, and pass it on to"
        " nobody. We tell you when that ends."
    ),
    PutRight.LIFTED: (
        "We told you that the use of something is restricted, since {of}. That ended"
        " on {since}: you may use what you have from us for this review as before."
    ),
}
SUBJECT: Final = "Put right in case {reference}"
RESTRICTION: Final = "Use of data in case {reference}"


def subject_of_right(case: Case, told: PutRightToBeTold) -> str:
    """Return what may be read over a shoulder: what it is about, and a reference."""
    is_of_use = told.became in {PutRight.RESTRICTED, PutRight.LIFTED}
    subject = RESTRICTION if is_of_use else SUBJECT
    return subject.format(reference=case.trigger.reference)


def right_text(case: Case, told: PutRightToBeTold) -> str:
    """Return the text of an email that tells a body; its lines are not cut."""
    what = f"{told.what[:1].lower()}{told.what[1:]}"
    says = SAYS[told.became].format(
        what=what, of=in_words(told.of), since=in_words(told.since)
    )
    return NOTICE.format(
        body=case.called(told.body_id),
        partnership=partnership_of(case),
        reference=case.trigger.reference,
        says=says,
        contact=contact_of(case),
    )
