"""Dagordning: the items of a meeting as rows of fields that are saved together. Other presses only arrange them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.agenda import actions, papers_of_meeting, proposals, store
from scheduler.agenda.agenda_pdf import agenda_file_name, render_agenda
from scheduler.agenda.item import SCOPES, Item, as_item
from scheduler.agenda.pasted import read_agenda
from scheduler.agenda.standing import standing_items
from scheduler.agenda.timetable import meeting_minutes, start_times
from scheduler.councils import store as councils
from scheduler.errors import N_, NotFound, invalid
from scheduler.language import sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notes import store as notes
from scheduler.notes.on_agenda import notes_on_agenda
from scheduler.notices import agenda_mail
from scheduler.notices import store as notices
from scheduler.notices.agenda_changes import change_lines
from scheduler.notices.kinds import Kind
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref
from web.addresses import ViewResult, redirect_to
from web.forms import answer_refusals
from web.language import speak
from web.papers import pdf_response
from web.secretary import access, conflict
from web.secretary.agenda.forms import AgendaForm, arranged

pages = access.CouncilPages("agenda", "/meetings/<int:number>/agenda", "meetings")
_ANSWERS: Mapping[str, tuple[Callable[..., object], str]] = {
    "take": (proposals.take_proposal, "taken"),
    "postpone": (proposals.postpone_proposal, "postponed"),
    "decline": (proposals.decline_proposal, "declined"),
}
_NOTED = N_("Something is noted of “%(item)s”. Empty its note first, under Take notes.")


@pages.get("")
def edit(number: int) -> str:
    meeting = access.meeting(number)
    saved = _saved(meeting)
    return _page(meeting, saved, saved=saved)


@pages.post("")
def save(number: int) -> ViewResult:
    """Only *Save* saves; a fault leaves all that is written in its fields."""
    meeting, form = access.meeting(number), AgendaForm()
    do, rows = request.form.get("do", "save"), form.rows()
    if do != "save":
        return _page(meeting, _rows_after(meeting, form, rows, do))
    councils.lock(g.session, g.council.id)
    saved = _saved(meeting)
    if not form.was_made_from(_mark(saved)):
        known = {row.id for row in saved}
        rows = [replace(row, id=row.id if row.id in known else None) for row in rows]
        return _page(meeting, rows, theirs=saved), 409
    answer_refusals(partial(_page, meeting, rows))
    _must_keep_noted(meeting, rows)
    actions.save_agenda(g.session, meeting, rows, by=g.by, now=g.now)
    return redirect_to("agenda.edit", number=number, done="saved")


def _rows_after(meeting: Meeting, form: AgendaForm, rows: list[Item], do: str) -> list[Item]:
    """The rows after a press that only arranges them, or puts more below those that are written."""
    written = [row for row in rows if not row.is_empty]
    if do == "paste":
        return [*written, *(_new(row) for row in read_agenda(form.pasted.data or ""))]
    if do == "copy":
        return [*written, *_copied(meeting)]
    if do == "standing":
        return [*written, *standing_items(g.council)]
    return [*arranged(rows, do), *([_new(Item(""))] if do == "add" else [])]


def _new(row: Item) -> Item:
    """As the council's setting wants new items to be."""
    return replace(row, is_public=g.council.items_are_public)


@pages.get("/agenda.pdf")
def pdf(number: int) -> Response:
    """The agenda as it is saved."""
    meeting, says = access.meeting(number), speak()
    items = store.agenda_of(g.session, meeting.id)
    papers = papers_of_meeting.read_papers(g.session, meeting.id, items)
    below = notes_on_agenda(g.session, meeting, items, now=g.now).lines(says)
    octets = render_agenda(g.council, meeting, items, papers, says, below=below)
    return pdf_response(octets, agenda_file_name(g.council, meeting, says))


@pages.post("/mail")
def mail_change(number: int) -> Response:
    """Raises: Conflict where there is nothing to tell, or all mail is paused."""
    meeting = access.meeting(number)
    key = agenda_mail.mail_agenda_change(g.session, meeting, by=g.by, now=g.now)
    return redirect_to("mail.letter", key=key)


@pages.post("/presenters/<int:item_id>")
def mail_presenter(number: int, item_id: int) -> Response:
    """Raises: NotFound; Conflict where the item has no address, or a mail waits already."""
    meeting = access.meeting(number)
    items = store.agenda_of(g.session, meeting.id)
    item = next((item for item in items if item.id == item_id), None)
    if item is None:
        raise NotFound
    key = agenda_mail.mail_presenter(g.session, meeting, item, by=g.by, now=g.now)
    return redirect_to("mail.letter", key=key)


@pages.post("/proposals/<int:item_id>")
def answer(number: int, item_id: int) -> ViewResult:
    """Takes a proposal, also one to the next meeting, puts it off to that, or declines it.

    What is written in the agenda and not saved stays in its fields.
    """
    councils.lock(g.session, g.council.id)
    meeting, form = access.meeting(number), AgendaForm()
    before, rows = _saved(meeting), [row for row in form.rows() if not row.is_empty]
    done = _answer(meeting, item_id, request.form.get("do", ""))
    if rows in ([], before):
        return redirect_to("agenda.edit", number=number, done=done)
    saved = _saved(meeting)
    taken = [row for row in saved if row not in before]
    seen = _mark(saved) if form.was_made_from(_mark(before)) else ""
    return _page(meeting, [*rows, *taken], saved=saved, seen=seen, done=done)


def _answer(meeting: Meeting, item_id: int, do: str) -> str:
    """What was done."""
    later = store.meeting_after(g.session, meeting, now=g.now)
    ids = [meeting.id, *([later.id] if later and do == "take" else [])]
    row = store.proposal(g.session, ids, item_id)
    if row is None:  # pressed twice, or withdrawn meanwhile
        return "settled"
    settle, done = _ANSWERS.get(do, _ANSWERS["decline"])
    settled = settle(g.session, meeting, row, by=g.by, now=g.now)
    about = settled if isinstance(settled, Meeting) else meeting
    agenda_mail.order_answer(g.session, about, row, by=g.by, now=g.now)
    return done


def _must_keep_noted(meeting: Meeting, rows: Sequence[Item]) -> None:
    """Raises: InvalidInput where an item is removed of which something was noted."""
    wanted = {row.id for row in rows if not row.is_empty}
    removed = [row for row in store.agenda_of(g.session, meeting.id) if row.id not in wanted]
    noted = notes.kept_items(g.session, [row.id for row in removed])
    for row in removed:
        if row.id in noted:
            raise invalid("agenda", _NOTED, item=row.heading)
    notes.delete_empty_notes(g.session, [row.id for row in removed])


def _saved(meeting: Meeting) -> list[Item]:
    return [as_item(row) for row in store.agenda_of(g.session, meeting.id)]


def _copied(meeting: Meeting) -> list[Item]:
    """The items of the meeting before, as new ones, without what was written about them then."""
    before = store.meeting_to_copy(g.session, meeting)
    rows = store.agenda_of(g.session, before.id) if before else []
    return [_new(replace(as_item(row), id=None, text="", links="")) for row in rows]


def _changes(meeting: Meeting) -> list[str]:
    """What has changed since the agenda was mailed, where that can be mailed."""
    s = load_situation(g.session, Ref(Owner.MEETING, meeting.id))
    return change_lines(s, speak()) if agenda_mail.can_mail_change(s, now=g.now) else []


def _mark(rows: Sequence[Item]) -> str:
    return conflict.mark({"agenda": repr(rows)})


def _page(
    meeting: Meeting,
    rows: Sequence[Item],
    theirs: Sequence[Item] | None = None,
    saved: Sequence[Item] | None = None,
    seen: str = "",
    done: str = "",
) -> str:
    """`theirs` is what somebody else has saved meanwhile: it is shown, and saving then saves over it."""
    saved = _saved(meeting) if saved is None else saved
    has_gone = notices.is_ordered(g.session, meeting.id, Kind.KALLELSE)
    return access.secretary_page(
        "agenda/edit.html",
        **_fields(meeting, rows or [_new(Item(""))]),
        **_proposed(meeting),
        meeting=meeting,
        seen=seen or (theirs is None and request.form.get("seen")) or _mark(saved),
        done=done or request.args.get("done", ""),
        theirs=theirs,
        is_saved=list(rows) == saved,
        back=notes_on_agenda(g.session, meeting, [], now=g.now),
        before=store.meeting_to_copy(g.session, meeting),
        may_get_standing=bool(g.council.standing_items) and not saved,
        has_gone=has_gone,
        changes=_changes(meeting) if has_gone else [],
    )


def _fields(meeting: Meeting, rows: Sequence[Item]) -> dict[str, object]:
    """The rows, what their fields offer, and when each item begins."""
    minutes = [row.whole_minutes for row in rows]
    terms = councils.members(g.session, g.council.id)
    members = [(m.person.name, m.organisation) for m in terms if m.covers(meeting.starts.date)]
    return {
        "rows": rows,
        "scopes": SCOPES,
        "presenters": sorted(members, key=lambda member: sort_key(member[0])),
        "times": start_times(meeting.starts, minutes),
        "planned": sum(filter(None, minutes)),
        "length": meeting_minutes(meeting),
    }


def _proposed(meeting: Meeting) -> dict[str, object]:
    """The proposals that wait, to this meeting and the next, with their papers."""
    later = store.meeting_after(g.session, meeting, now=g.now)
    ids = {meeting.id, later.id if later else None}
    waiting = [row for row in store.proposals(g.session, g.council.id) if row[1].id in ids]
    items = [item for item, *_ in waiting]
    papers = papers_of_meeting.read_papers(g.session, None, items)
    return {"later": later, "proposals": waiting, "papers": papers}
