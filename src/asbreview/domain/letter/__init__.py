"""A letter: what it is about and drawn from, and what has become of it.

`facts` and `sending` are what may happen, `record` the record that remembers it, of
which `carried` is the part about its way.
"""
