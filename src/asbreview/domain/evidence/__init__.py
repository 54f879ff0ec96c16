"""The evidence: complaints, what the bodies were asked and answered, and the risk.

`facts` is what may happen, `record` the record that remembers it.
"""
