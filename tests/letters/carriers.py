"""A way of sending that remembers what it took, and fails when told to."""

from collections import Counter

from asbreview.domain.letter.facts import Way
from asbreview.letters.ways.carrying import Fate


class Remembers:
    """Takes letters; `answers` are raised one after another, None takes the letter.

    An answer to be raised `after` is raised once the letter was taken.
    """

    def __init__(self, way=Way.SMTP):
        self.way = way
        self.taken, self.times, self.answers = [], Counter(), []
        self.after, self.fates, self.known = None, {}, {}

    def look(self):
        pass

    def carry(self, letter, *, about_to):
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        about_to()
        self.take(letter)
        if self.after is not None:
            raise self.after
        return letter.reference

    def take(self, letter):
        self.taken.append(letter)
        self.times[letter.letter_id] += 1
        self.known[letter.reference] = letter.reference

    def taken_as(self, reference):
        return self.known.get(reference) if self.way.is_by_notify else None

    def fate(self, taken_as):
        return self.fates.get(taken_as, Fate.UNDER_WAY)
