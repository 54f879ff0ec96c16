"""Files given as evidence: sealed where they lie, looked at before anybody opens one.

`sealing` is how a file is sealed, `folder` where it lies, `vault` the two together.
"""
