"""Dagordning: the items of a meeting as rows of fields that are saved together. Other presses only arrange them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.agenda import actions, proposals, store
from scheduler.agenda.actions import Item
from scheduler.agenda.agenda_pdf import agenda_file_name, render_agenda
from scheduler.agenda.pasted import read_agenda
from scheduler.agenda.standing import standing_items
from scheduler.councils import store as councils
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.meetings.rows import Meeting
from scheduler.notices import store as notices
from web.language import speak
from web.papers import pdf_response
from web.secretary import access, conflict
from web.secretary.agenda.forms import AgendaForm, arranged, as_lines

pages = Blueprint("agenda", __name__, url_prefix="/admin/<slug>/meetings/<int:number>/agenda")
_DONE = {
    "saved": N_("The agenda is saved."),
    "settled": N_("The proposal is not there any more, or it has been settled."),
    "taken": N_("The item stands on the agenda."),
    "postponed": N_("The item waits as a proposal to the next meeting."),
    "declined": N_("The item is not taken. Whoever proposed it sees that on their page."),
}
_ANSWERS: Mapping[str, tuple[Callable[..., object], str]] = {
    "take": (proposals.take_proposal, "taken"),
    "postpone": (proposals.postpone_proposal, "postponed"),
    "decline": (proposals.decline_proposal, "declined"),
}
Answer = str | Response | tuple[str, int]


@pages.get("")
@access.secretary
def edit(number: int) -> str:
    meeting = access.meeting(number)
    return _page(meeting, _saved(meeting))


@pages.post("")
@access.secretary
def save(number: int) -> Answer:
    """Only *Save* saves; a fault leaves all that is written in its fields."""
    meeting, form = access.meeting(number), AgendaForm()
    do, rows = request.form.get("do", "save"), form.rows()
    if do != "save":
        written = [row for row in rows if not row.is_empty]
        if do == "paste":
            return _page(meeting, [*written, *read_agenda(form.pasted.data or "")])
        if do == "copy":
            return _page(meeting, [*written, *_copied(meeting)])
        if do == "standing":
            return _page(meeting, [*written, *standing_items(g.council)])
        return _page(meeting, [*arranged(rows, do), *([Item("")] if do == "add" else [])])
    councils.lock(g.session, g.council.id)
    if form.lines.data is not None:
        rows = read_agenda(form.lines.data)
    if not form.was_made_from(_mark(_saved(meeting))):
        return _conflict(meeting, rows)
    try:
        actions.save_agenda(g.session, meeting, rows, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(meeting, rows, error.fields), 422
    where = url_for("agenda.edit", slug=g.council.slug, number=number, done="saved")
    return redirect(where, 303)


@pages.get("/agenda.pdf")
@access.secretary
def pdf(number: int) -> Response:
    """The agenda as it is saved."""
    meeting, says = access.meeting(number), speak()
    items = store.agenda_of(g.session, meeting.id)
    octets = render_agenda(g.council, meeting, items, says)
    return pdf_response(octets, agenda_file_name(g.council, meeting, says))


@pages.post("/proposals/<int:item_id>")
@access.secretary
def answer(number: int, item_id: int) -> Response:
    """Takes a proposal, puts it off to the next meeting, or declines it."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    row = store.proposal(g.session, meeting.id, item_id)
    settle, done = _ANSWERS.get(request.form.get("do", ""), _ANSWERS["decline"])
    if row is None:  # pressed twice, or withdrawn meanwhile
        done = "settled"
    else:
        settle(g.session, meeting, row, by=g.by, now=g.now)
    where = url_for("agenda.edit", slug=g.council.slug, number=number, done=done)
    return redirect(where, 303)


def _saved(meeting: Meeting) -> list[Item]:
    return [actions.as_item(row) for row in store.agenda_of(g.session, meeting.id)]


def _copied(meeting: Meeting) -> list[Item]:
    """The items of the meeting before, as new ones."""
    before = store.meeting_to_copy(g.session, meeting)
    rows = store.agenda_of(g.session, before.id) if before else []
    return [replace(actions.as_item(row), id=None) for row in rows]


def _mark(rows: Sequence[Item]) -> str:
    return conflict.mark({"lines": as_lines(rows)})


def _page(meeting: Meeting, rows: Sequence[Item], faults: Mapping[str, Fault] | None = None) -> str:
    says, saved = speak(), _saved(meeting)
    errors = {name: says(one.text, **one.params) for name, one in (faults or {}).items()}
    return access.show(
        "agenda/edit.html",
        meeting=meeting,
        labels=AgendaForm(),
        rows=rows or [Item("")],
        seen=request.form.get("seen") or _mark(saved),
        is_saved=list(rows) == saved,
        later=store.meeting_after(g.session, meeting),
        before=store.meeting_to_copy(g.session, meeting),
        may_get_standing=bool(g.council.standing_items) and not saved,
        has_gone=notices.is_kallelse_ordered(g.session, meeting.id),
        errors=errors,
        faults=[{"anchor": name, "text": text} for name, text in errors.items()],
        done=says(_DONE[done]) if (done := request.args.get("done", "")) in _DONE else "",
        proposals=[
            (item, person)
            for item, of, person in store.proposals(g.session, g.council.id)
            if of.id == meeting.id
        ],
        failed=bool(errors),
    )


def _conflict(meeting: Meeting, rows: Sequence[Item]) -> tuple[str, int]:
    says, saved = speak(), _saved(meeting)
    here = url_for("agenda.edit", slug=g.council.slug, number=meeting.number)
    theirs, mine = as_lines(saved), as_lines([row for row in rows if not row.is_empty])
    label = says(AgendaForm().lines.label.text)
    return conflict.page(
        says("Agenda"),
        [conflict.Field("lines", label, theirs, mine, is_long=True)],
        hidden={"seen": _mark(saved), "do": "save"},
        url=here,
        back=here,
        button=says("Save my agenda"),
    )
