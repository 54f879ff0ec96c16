"""How a body is asked: what went to it of one request, and the links to answer by.

`facts` is what may happen, `record` the record that remembers it.
"""
