"""The outcome: findings, recommendations, actions, and the closing of the case.

`facts` is what may happen, `record` the record that remembers it, `plan` the part of it
that follows the actions.
"""
