"""The files that whoever applies sends with it: chosen, described, taken off again.

Until the application is sent a file opens in this browser alone: what opens it lies in
the draft, which is sealed under a key that only the browser has.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.drafts import Content
from asbreview.access.flooding import TO_SEND_FILE
from asbreview.domain.errors import Misrecorded
from asbreview.evidence_files.kinds import SEND
from asbreview.reviews.given_files import FileTold
from asbreview.web.applicants import (
    APPLICANT,
    ByApplicant,
    FloodedBy,
    FormToken,
    NothingBegun,
    begun_by,
    not_too_often,
)
from asbreview.web.apply import OF_APPLICANTS, keep, keep_step, not_its_turn
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_complaints import as_another, command_of, own
from asbreview.web.apply_steps import APPLY, BY_NAME, FILES
from asbreview.web.files_sent import LARGEST_BODY, TAKES_FILE, FileSent, GivenFile
from asbreview.web.forms import Asked as AskedOf
from asbreview.web.forms import Says, Text
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields, given_of
from asbreview.web.giving_files import let_go, looked_at
from asbreview.web.page import Page
from asbreview.web.submitted import Shown, submitted

LIST: Final = f"{APPLY}/{FILES}"
MOST: Final = 20
TOO_MANY: Final = (
    f"You have added {MOST} files, which is as many as this form takes. You can send "
    "more when you follow your application"
)
TOGETHER: Final = (
    "Your files would be too large together. Send your application; you can send more "
    "files when you follow it"
)


def applicants(request: Asked) -> bool:
    """Say whether somebody applies in this browser, that sends not too much."""
    try:
        is_open = begun_by(request).case_id is None
        not_too_often(request, given_of(request), TO_SEND_FILE)
    except (NothingBegun, FloodedBy):
        return False
    return is_open


class MoreFilesStep(AskedOf):
    """Whether there is another file to send."""

    SAYS: ClassVar = {"another": Says.select("whether you want to add a file")}

    another: bool


class FileStep(AskedOf):
    """A file, and what it shows."""

    SAYS: ClassVar = {
        "description": Says.enter("what the file shows"),
        "file": Says("Choose the file", "The file"),
    }

    description: Text
    file: GivenFile


class ApplyFiles(Controller):
    """Sending files with an application."""

    path = LIST
    opt: dict[str, Any] | None = OF_APPLICANTS
    dependencies = APPLICANT
    request_max_body_size = LARGEST_BODY

    @get(sync_to_thread=True)
    def show(
        self, begun: ByApplicant, form_token: FormToken, today: Today
    ) -> Response[Any]:
        """Show those added, and ask for another."""
        if elsewhere := not_its_turn(begun, BY_NAME[FILES], today):
            return elsewhere
        return _list(begun, Shown.first({}, csrf_token=form_token))

    @post(sync_to_thread=True)
    def go_on(
        self, begun: ByApplicant, typed: TypedFields, installation: Given, today: Today
    ) -> Response[Any]:
        """Go on to another file, or to what comes next."""
        if elsewhere := not_its_turn(begun, BY_NAME[FILES], today):
            return elsewhere

        def go_on(form: MoreFilesStep) -> Redirect:
            if form.another:
                _must_take_more(begun)
                return Redirect(f"{LIST}/new", status_code=303)
            kept = keep_step(installation, begun, FILES, {})
            return Redirect(kept.goes_on_at(today), status_code=303)

        return submitted(
            MoreFilesStep,
            own(typed),
            do=go_on,
            show_again=lambda shown: _list(begun, replace(shown, typed=typed)),
        )

    @get("/new", sync_to_thread=True)
    def ask(
        self,
        begun: ByApplicant,
        form_token: FormToken,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Ask for a file, and what it shows."""
        if elsewhere := not_its_turn(begun, BY_NAME[FILES], today):
            return elsewhere
        shown = Shown({**as_another(), "csrf_token": [form_token]})
        return _page(installation, shown)

    @post("/new", sync_to_thread=True, opt={TAKES_FILE: applicants})
    def add(
        self, begun: ByApplicant, typed: TypedFields, installation: Given, today: Today
    ) -> Response[Any]:
        """Keep a file for when the application is sent, if it is one that is taken."""
        if elsewhere := not_its_turn(begun, BY_NAME[FILES], today):
            return elsewhere

        def kept(form: FileStep) -> Redirect:
            _must_take_more(begun)
            told = looked_at(installation, form.file)
            if begun.bytes_of_files + told.size > installation.files.most_of_a_case:
                let_go(installation, form.file)
                raise Misrecorded(TOGETHER, field="file")
            _add(installation, begun, form, told, known_by=command_of(typed))
            return Redirect(LIST, status_code=303)

        return submitted(
            FileStep,
            own(typed),
            do=kept,
            show_again=lambda shown: _page(installation, replace(shown, typed=typed)),
        )

    @get("/{number:int}/remove", sync_to_thread=True)
    def ask_whether_to_remove(
        self,
        begun: ByApplicant,
        form_token: FormToken,
        number: FromPath[int],
        today: Today,
    ) -> Response[Any]:
        """Ask whether a file is to be taken off again."""
        if elsewhere := not_its_turn(begun, BY_NAME[FILES], today):
            return elsewhere
        if number not in begun.files:
            raise NotFoundException
        return Page(
            "apply/remove_file.html.jinja",
            file=begun.files[number],
            csrf_token=form_token,
            back=LIST,
        )

    @post("/{number:int}/remove", sync_to_thread=True)
    def remove(
        self, begun: ByApplicant, installation: Given, number: FromPath[int]
    ) -> Redirect:
        """Take a file off again, and keep nothing of it."""

        def without(content: Content) -> Content:
            files = content.get("files", {})
            left = {n: file for n, file in files.items() if n != str(number)}
            return {**content, "files": left}

        keep(installation, begun, without)
        if begun.case_id is None and number in begun.files:
            let_go(installation, FileSent.of(begun.files[number]["token"]))
        return Redirect(LIST, status_code=303)


def _add(
    given: Installation, begun: Begun, form: FileStep, told: FileTold, *, known_by: str
) -> None:
    """Add a file, once; of a form that comes twice, with its file, none is kept."""
    kept = {
        "token": form.file.token,
        "description": form.description,
        "told": {**asdict(told), "file_id": str(told.file_id)},
        "known_by": known_by,
    }
    there: list[Any] = []

    def with_file(content: Content) -> Content:
        files = content.get("files", {})
        there.extend(each for each in files.values() if _is_same(each, kept))
        if there:
            return content
        number = str(max(map(int, files), default=0) + 1)
        return {**content, "files": {**files, number: kept}}

    keep(given, begun, with_file)
    if there and kept["token"] not in {each["token"] for each in there}:
        let_go(given, form.file)


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether a file was sent twice: by one token, or one form, word for word."""
    if one["token"] == other["token"]:
        return True
    alike = ("known_by", "description")
    told = ("sha256", "called")
    return (
        bool(other["known_by"])
        and all(one.get(name) == other[name] for name in alike)
        and all(one["told"][name] == other["told"][name] for name in told)
    )


def _must_take_more(begun: Begun) -> None:
    if len(begun.files) >= MOST:
        raise Misrecorded(TOO_MANY, field="another")


def _list(begun: Begun, shown: Shown) -> Page:
    return Page(
        "apply/files.html.jinja",
        shown=shown,
        files=begun.files,
        back=begun.before(FILES),
    )


def _page(given: Installation, shown: Shown) -> Page:
    return Page(
        "apply/file.html.jinja",
        shown=shown,
        kinds=SEND,
        megabytes=given.files.largest // 1_000_000,
        back=LIST,
    )
