"""The people of a case, how to reach them, and what was said and promised.

`facts` is what may happen, `record` the record that remembers it.
"""
