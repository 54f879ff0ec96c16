"""How a body is invited to a panel: the emails with calendar files, and their fate.

`facts` is what may happen, `record` the record that remembers it.
"""
