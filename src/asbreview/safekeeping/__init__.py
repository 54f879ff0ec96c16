"""Saves a whole installation while it is in use, and puts it back into an empty place.

A backup is a folder of files, whatever database it is of.  The data keys in it lie
apart; the key that they are wrapped under is never in it.
"""
