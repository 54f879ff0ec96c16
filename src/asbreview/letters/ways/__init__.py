"""The ways in which a letter goes by itself, each behind the same few words.

`carrying` is what they have in common; `choosing` says which one a letter takes.  The
print queue, where a person takes over, is `asbreview.letters.print_queue`.
"""
