"""The trigger: an application for a case review, until the threshold is decided.

`facts` is what may happen, `record` the record that remembers it, `received` the part
of it that is about the application itself.
"""
