"""What a person has to do about a letter that is held back."""

from typing import Final

from asbreview.domain.letter.facts import HeldBecause

WHAT_TO_DO: Final = {
    HeldBecause.NOT_SAFE_TO_WRITE: (
        "Tell the person in a way that is safe for them, and record that you did."
    ),
    HeldBecause.ADDRESS_CHANGED: (
        "Draw the letter again. It then goes to the address that is on record now."
    ),
    HeldBecause.NO_ADDRESS: (
        "Record a postal address and draw the letter again; or tell the person in "
        "another way, and record that you did."
    ),
    HeldBecause.ERASED: "Nobody is left to write to. Record that it is not to be sent.",
    HeldBecause.FAILED: (
        "Put right what is missing on the case and draw the letter again; or tell the "
        "person in another way. If it fails again, tell whoever looks after asbreview."
    ),
    HeldBecause.CORRECTED: (
        "Record that it is not to be sent. What is decided instead has its own letter."
    ),
    HeldBecause.CHANGED: "Draw the letter again, from the case as it is on record now.",
    HeldBecause.SUPERSEDED: (
        "Record that it is not to be sent. What holds now is told otherwise, or needs "
        "no letter."
    ),
    HeldBecause.NOT_POSTED: (
        "Draw the letter again. It then goes as if for the first time."
    ),
    HeldBecause.NOT_TOLD: (
        "Draw the letter again, or tell them and record that you did."
    ),
    HeldBecause.NOT_CANCELLED: (
        "Draw the letter again: it tells what is on record now. Or record again that "
        "it is not to be sent."
    ),
    HeldBecause.READ_OTHERWISE: (
        "If it can be printed as they read it, draw the letter again. Braille and "
        "audio are made elsewhere, from its words; or read it to them. Then record how "
        "they were told."
    ),
    HeldBecause.LANGUAGE: (
        "Have it translated from its words and sent from elsewhere, or have it read to "
        "them by an interpreter. Then record how they were told. Texts in a language "
        "are supplied by the area, in its procedure file."
    ),
    HeldBecause.OVERTAKEN: (
        "The meeting is over. An invitation is not to be sent any more; a decision not "
        "to invite somebody has still to be told them, in another way."
    ),
    HeldBecause.NOT_TAKEN: (
        "Look at the address on record, put it right if it is wrong, and draw the "
        "letter again; or put it in the print queue; or tell them in another way."
    ),
    HeldBecause.RETURNED: (
        "They have not been told what it says. Find out where to reach them, record it "
        "under Contacts, and draw the letter again; or tell them in another way."
    ),
    HeldBecause.ADDRESS_FAILED: (
        "Find out where to reach them. Record the new address under Contacts, or there "
        "that the old one is right after all; then draw the letter again."
    ),
    HeldBecause.WORDS: (
        "Write in it what you want to add, and let it go; or let it go as it is."
    ),
    HeldBecause.WORDS_GONE: (
        "Write in it what is to stand there instead, or leave it empty; then let it go."
    ),
    HeldBecause.APPROVAL: (
        "An officer who neither drafted it nor wrote in it reads it, and approves it or"
        " sends it back."
    ),
    HeldBecause.SENT_BACK: (
        "Read below why. Put the record right, or your own words, and draw the letter "
        "again: the second officer is then asked once more."
    ),
    HeldBecause.UNREAD: (
        "Read it as they would. If it may go, let it go, or write in it first. If what"
        " the body reported is not so, or may not be told, record under Outcome that"
        " the action was recorded as done in error: this letter then does not go."
    ),
}
# What may be put right: then the letter waits for a person to let it go.
MAY_PASS: Final = frozenset(
    {
        HeldBecause.NOT_SAFE_TO_WRITE,
        HeldBecause.ADDRESS_CHANGED,
        HeldBecause.NO_ADDRESS,
        HeldBecause.READ_OTHERWISE,
        HeldBecause.LANGUAGE,
        HeldBecause.ADDRESS_FAILED,
    }
)
REASON_HAS_GONE: Final = (
    "By what is on record now, that is so no more. It still does not go by itself: if "
    "you know that it may, draw the letter again."
)
