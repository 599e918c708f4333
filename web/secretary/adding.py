"""Lägg till medlemmar: people from a pasted table or list, or a file, seen before they are added. No mail is sent."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import member_import, members_file, pasted_people, store
from scheduler.councils.member_import import Outcome
from scheduler.councils.members_file import Entry, Row
from scheduler.councils.pasted_people import Pasted
from scheduler.errors import InvalidInput
from web.language import speak
from web.secretary import access, list_show, paste_read, paste_show, roll_show
from web.secretary.list_show import ListShown
from web.secretary.member_words import Told
from web.secretary.members import pages as pages
from web.secretary.members import to_list, today
from web.secretary.paste_read import Given
from web.secretary.paste_show import Preview
from web.secretary.year_show import sentence
from web.transactions import write

Answer = str | Response | tuple[str, int]


@pages.get("/add")
@access.secretary
def add() -> str:
    return _page(Given(), (), None)


@pages.post("/add")
@access.secretary
def paste() -> Answer:
    """Shows how the rows are read; adds the correct ones only when just these rows have been shown."""
    says, step = speak(), request.form.get("step")
    is_new = step == "check" or "rows" not in request.form or bool(request.files.get("file"))
    if step == "speak" and "rows" not in request.form:  # in another language, with what is written
        return _page(paste_read.kept(), (), None)
    try:
        given = paste_read.given() if is_new else paste_read.kept()
    except InvalidInput as error:
        rows = paste_read.rows()
        shown = _preview(rows)[0] if rows else None
        told = sentence(error.fields["file"], says)
        return _page(paste_read.kept(), rows, shown, told=told), 422
    read = _read(given) if is_new or given.text else Pasted()
    _write()
    if read.fault:
        return _page(given, (), None, told=paste_show.fault(read.fault, says), at="text"), 422
    rows = _turned([*read.rows] if is_new else paste_read.rows())
    if not rows:
        return _page(given, (), None)
    shown, ready = _preview(rows)
    of_list = list_show.shown(given, read, rows, says, is_new=is_new)
    if step != "do" or request.form.get("seen") != shown.seen or not ready:
        # What a list lacks is no fault of who pasted it: the page says so, and asks for it.
        is_told = step in ("look", "do") or (is_new and read.people is None)
        has_failed = bool(shown.faults) and is_told
        page = _page(given, rows, shown, of_list=of_list, has_failed=has_failed)
        return page, 422 if has_failed else 200
    done = member_import.import_members(g.session, g.council, ready, by=g.by, now=g.now)
    outcomes = [one.outcome for one in done]
    counts = {"n": outcomes.count(Outcome.ADDED), "updated": outcomes.count(Outcome.UPDATED)}
    if not shown.left:
        return to_list("added", **counts)
    # The rows that are left wait here. Sent again, the page only shows that the others are there already.
    rest = [row for at, row in enumerate(rows, start=1) if at in shown.left]
    told = roll_show.added(**counts, left=len(rest), says=says)
    of_list = list_show.shown(given, read, rest, says, is_new=False)
    return _page(given, rest, _preview(rest)[0], of_list=of_list, done=told)


def _read(given: Given) -> Pasted:
    """The text as the roll knows its people."""
    terms = store.members(g.session, g.council.id)
    return pasted_people.read_people(
        given.text, [term for term in terms if not term.is_over(today())]
    )


def _turned(rows: list[Row]) -> list[Row]:
    pair = list_show.asked(request.form.get("turn", ""))
    return pasted_people.turned_round(rows, pair) if pair else rows


def _preview(rows: Sequence[Row]) -> tuple[Preview, list[Entry]]:
    """How the rows are read, and the people that can be taken."""
    read = members_file.read_rows(rows)
    yes = frozenset(request.form.getlist("yes"))
    foreseen = member_import.preview_import(
        g.session, g.council, read.entries, now=g.now, faulty=read.faulty, yes=yes
    )
    shown = paste_show.preview(rows, read.faulty, foreseen, speak(), slug=g.council.slug, yes=yes)
    return shown, [one.entry for one in foreseen if not one.waits(yes)]


def _page(
    given: Given,
    rows: Sequence[Row],
    preview: Preview | None,
    *,
    of_list: ListShown | None = None,
    told: str = "",
    at: str = "file",
    done: str = "",
    has_failed: bool = False,
) -> str:
    """`told` is what is wrong with the field `at`, `done` who were added though other rows wait."""
    return access.show(
        "members/add.html",
        given=given,
        rows=pasted_people.written_rows(rows),
        preview=preview,
        of_list=of_list,
        failed=bool(told or has_failed),
        faults=[Told(told, at)] if told else preview.faults if preview else [],
        told={"text": "", "file": "", at: told},
        done=done,
    )


def _write() -> None:
    """The text is read; from here on the council may change."""
    write()
    g.council = store.council(g.session, g.council.slug)
