"""Files given as evidence: sealed where they lie, looked at before anybody opens one.

`sealing` is how a file is sealed, `folder` where it lies, `vault` the two together;
`kinds` says what may come in, `scanner` asks whether it is harmful, `inside` is the
process that looks into one, and `examining` has all of that done.
"""
