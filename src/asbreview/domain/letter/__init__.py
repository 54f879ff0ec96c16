"""A letter: what it is about and drawn from, and what has become of it.

`facts` is what may happen, `record` the record that remembers it.
"""
