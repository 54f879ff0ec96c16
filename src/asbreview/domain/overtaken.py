"""A form that was filled in while a colleague recorded something records over nothing.

A record knows at which version of it a thing was last changed.  A form holds the one
that it was shown with, and what it records is refused where that is not the last any
more (`docs/decisions/0186`).
"""

from asbreview.domain.errors import AlreadyDone


def must_stand(since: int | None, now: int, *, says: str) -> None:
    """Refuse (`AlreadyDone`) to change what was changed *since* a version: *now* is it.

    Nothing is refused to whoever was shown nothing: a script, a page of before.
    """
    if since not in {None, now}:
        raise AlreadyDone(says)


def overtaken(what: str) -> str:
    """Say what happened meanwhile: "The application was put right"."""
    return (
        f"{what} since you opened this page, by a colleague. What is on record now"
        " stands on this page. Nothing you typed is lost: look at both, change what is"
        " not so any more, and send it again"
    )
