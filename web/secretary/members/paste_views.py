"""Lägg till medlemmar: people from a pasted table or list, or a file, seen before they are added. No mail is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flask import g, request

from scheduler.councils import member_import, members_file, pasted_people, store
from scheduler.councils.import_rules import DOUBT_TEXTS
from scheduler.councils.list_reasons import REASON_TEXTS
from scheduler.councils.member_import import Outcome
from scheduler.councils.members_file import Row
from scheduler.councils.pasted_people import Pair, Pasted
from scheduler.errors import N_, InvalidInput
from scheduler.language import LANGUAGES
from web.forms import Told
from web.language import speak
from web.secretary import access
from web.secretary.members.paste_form import PasteForm
from web.secretary.members.preview import ListRead, Preview, make_preview
from web.secretary.members.views import Answer, pages, show, to_list, today
from web.transactions import write

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ADDED: (N_("Will be added"), "ok"),
    Outcome.UPDATED: (N_("Will be updated"), "ok"),
    Outcome.UNCHANGED: (N_("Is there already"), ""),
    Outcome.FAULTY: (N_("Correct the row"), "stop"),
}
"""The word and the class of its tag."""
BETWEEN = "; "
"""Between two names that a button sends: no name has it, for it parts the names of a list."""


@pages.get("/add")
@access.secretary
def add() -> str:
    return _page(PasteForm())


@pages.post("/add")
@access.secretary
def paste() -> Answer:
    """Shows how the rows are read; adds the correct ones only when just these rows have been shown."""
    form, step = PasteForm(), request.form.get("step")
    if step == "speak" and not form.rows.data:  # in another language, with what is written
        return _page(form)
    is_new = step == "check" or not form.rows.data or bool(form.file.data)
    try:
        if is_new:
            form.read_file()
    except InvalidInput as error:
        form.refuse(error)
        rows = form.mended_rows()
        return _page(form, ListRead(Pasted(), rows, ""), _preview(rows)), 422
    pasted = _read(form.text.data) if is_new or form.text.data else Pasted()
    _begin_writing()
    if pasted.fault:
        (entry,) = members_file.read_rows([pasted.fault]).faulty
        form.refuse_field("text", entry.faults[""])
        return _page(form), 422
    return _answer(form, pasted, [*pasted.rows] if is_new else form.mended_rows(), is_new=is_new)


def _read(text: str) -> Pasted:
    """The text as the roll knows its people."""
    terms = store.members(g.session, g.council.id)
    return pasted_people.read_people(text, [term for term in terms if not term.is_over(today())])


def _begin_writing() -> None:
    """The text is read; from here on the council may change."""
    write()
    g.council = store.council(g.session, g.council.slug)


def _answer(form: PasteForm, pasted: Pasted, rows: list[Row], *, is_new: bool) -> Answer:
    """The preview of the rows, or what follows where they have been seen and the button to add them was pressed."""
    step, pair = request.form.get("step"), request.form.get("turn", "").partition(BETWEEN)
    rows = pasted_people.turned_round(rows, Pair(pair[0], pair[2])) if pair[1] else rows
    read, preview = ListRead(pasted, rows, form.text.data), _preview(rows)
    if step == "do" and form.seen.data == preview.mark and preview.entries:
        return _add(form, read, preview)
    # What a list lacks is no fault of who pasted it: the page says so, and asks for it.
    is_told = step in ("look", "do") or (is_new and pasted.people is None)
    has_failed = is_told and bool(preview.faulty)
    page = _page(form, read, preview, is_new=is_new, has_failed=has_failed)
    return page, 422 if has_failed else 200


def _add(form: PasteForm, read: ListRead, preview: Preview) -> Answer:
    done = member_import.import_members(g.session, g.council, preview.entries, by=g.by, now=g.now)
    outcomes = [one.outcome for one in done]
    counts = {"n": outcomes.count(Outcome.ADDED), "updated": outcomes.count(Outcome.UPDATED)}
    if not preview.waiting:
        return to_list("added", **counts)
    # The rows that are left wait here. Sent again, the page only shows that the others are there already.
    rest = [row for at, row in enumerate(read.rows, start=1) if at in preview.waiting]
    return _page(form, replace(read, rows=rest), _preview(rest), added=counts)


def _preview(rows: Sequence[Row]) -> Preview:
    read, yes = members_file.read_rows(rows), frozenset(request.form.getlist("yes"))
    foreseen = member_import.preview_import(
        g.session, g.council, read.entries, now=g.now, faulty=read.faulty, yes=yes
    )
    return make_preview(rows, read.faulty, foreseen, yes)


def _page(
    form: PasteForm,
    read: ListRead | None = None,
    preview: Preview | None = None,
    *,
    is_new: bool = False,
    has_failed: bool = False,
    added: Mapping[str, int] | None = None,
) -> str:
    """`added` counts who were added though other rows wait."""
    if read and preview:
        form.rows.data, form.seen.data = pasted_people.written_rows(read.rows), preview.mark
        form.told += [*_faults(preview)] if has_failed else []
    return show(
        "add",
        form,
        read=read,
        preview=preview if read and read.rows else None,
        is_new=is_new,
        is_file=bool(form.file.data and form.typed.data),
        added=added,
        between=BETWEEN,
        outcomes=OUTCOMES,
        doubts=DOUBT_TEXTS,
        reasons=REASON_TEXTS,
        languages=LANGUAGES,
    )


def _faults(preview: Preview) -> Iterator[Told]:
    says = speak()
    for row in preview.faulty:
        line, name = row.entry.line, row.entry.name
        anchor = f"row-{line}" if row.fields else "h-read"
        for text in row.faults:
            if name:
                text = says("Row %(line)s, %(name)s: %(text)s", line=line, name=name, text=text)
            else:
                text = says("Row %(line)s: %(text)s", line=line, text=text)
            yield Told(text, anchor)
