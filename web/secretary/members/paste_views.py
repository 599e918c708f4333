"""Lägg till medlemmar: people from a pasted table or list, or a file, seen before they are added. No mail is sent."""

from collections.abc import Sequence
from typing import Any

from flask import g, request

from scheduler.councils import member_import, members_file, pasted_people, store
from scheduler.councils.addresses import NO_ADDRESS
from scheduler.councils.member_import import Foreseen, Outcome
from scheduler.councils.members_file import Row
from scheduler.councils.pasted_people import Pasted
from scheduler.councils.recognise.reasons import REASON_TEXTS
from scheduler.errors import InvalidInput
from web.addresses import ViewResult
from web.secretary.members.paste_form import PasteForm, row_form
from web.secretary.members.views import members_page, pages, to_list, today, years_to_mail
from web.transactions import write


@pages.get("/add", endpoint="add")
def paste_members() -> ViewResult:
    return _page(PasteForm())


@pages.post("/add")
def paste() -> ViewResult:
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
        return _page(form, rows=form.mended_rows())
    terms = store.lasting_terms(g.session, g.council.id, today())
    is_given = is_new or form.text.data
    pasted = pasted_people.read_people(form.text.data, terms) if is_given else Pasted()
    write()  # the text is read; from here on the council may change
    g.council = store.council(g.session, g.council.slug)
    if is_new and not pasted.rows:
        form.refuse_field("text", pasted_people.NOBODY)
        return _page(form)
    return _answer(form, pasted, pasted.rows if is_new else form.mended_rows(), is_new=is_new)


def _answer(form: PasteForm, pasted: Pasted, rows: list[Row], *, is_new: bool) -> ViewResult:
    """The preview of the rows, or what follows where they have been seen and the button to add them was pressed."""
    step = request.form.get("step")
    rows = pasted_people.turned_round(rows, request.form.get("turn", 0, type=int))
    preview = _preview(rows)
    ready = [one.entry for one in preview if not one.waits]
    if step == "do" and ready and rows == form.shown_rows():
        done = member_import.import_members(g.session, g.council, ready, by=g.by, now=g.now)
        outcomes = [one.outcome for one in done]
        counts = {key: outcomes.count(Outcome(key)) for key in ("added", "updated")}
        # The rows that are left wait. Sent again, the page only shows that the others are there already.
        rest = [row for row, one in zip(rows, preview, strict=True) if one.waits]
        return _page(form, pasted, rest, done=counts) if rest else _to_list(counts)
    # What a list lacks is no fault of who pasted it: the page says so, and asks for it.
    is_told = step in ("look", "do") or (is_new and not pasted.is_list)
    failed = is_told and any(one.entry.faults for one in preview)
    return _page(form, pasted, rows, preview, is_new=is_new, failed=failed)


def _to_list(counts: dict[str, int]) -> ViewResult:
    return to_list("added", **counts, years=years_to_mail() if counts["added"] else [])


def _preview(rows: Sequence[Row]) -> list[Foreseen]:
    entries, yes = members_file.read_rows(enumerate(rows, 1)), request.form.getlist("yes")
    return member_import.preview_import(g.session, g.council, entries, now=g.now, yes=yes)


def _page(
    form: PasteForm,
    pasted: Pasted | None = None,
    rows: Sequence[Row] = (),
    preview: Sequence[Foreseen] = (),
    **values: Any,
) -> ViewResult:
    """`is_new`: the text was read just now. `done` counts who were added though other rows wait."""
    preview = preview or (_preview(rows) if rows else ())
    form.rows.data = pasted_people.written_rows(rows)
    return members_page(
        "add",
        form,
        **{"is_new": False, "done": None, "failed": bool(form.told)} | values,
        pasted=pasted or Pasted(),
        years=years_to_mail(),
        rows=rows,
        preview=preview,
        mend={
            entry.line: row_form(entry.line, rows[entry.line - 1], entry.faults)
            for entry in (one.entry for one in preview)
            if entry.faults
        },
        no_address=NO_ADDRESS,
        reasons=REASON_TEXTS,
    )
