"""The panel: who meets, how the victim takes part, and what was considered.

`facts` is what may happen, `record` the record that remembers it.
"""
