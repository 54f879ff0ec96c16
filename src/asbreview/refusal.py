"""Why a command of the command line does not start."""


class CannotStart(Exception):
    """Nothing was begun; the message says why, and what to do."""
