"""Packs: one paginated document with everything that whoever decides needs.

An edition is built from data: what somebody may not be told is never put into theirs,
so that nothing has to be taken out of it again (`docs/decisions/0068`).
"""
