"""Proposing an item from one's own page, changing and withdrawing it."""

from collections.abc import Sequence

from flask import g, request

from scheduler.agenda import proposals, store
from scheduler.agenda.item import SCOPES, as_item
from scheduler.agenda.rows import AgendaItem
from scheduler.errors import N_, Conflict, InvalidInput, NotFound, invalid
from scheduler.meetings.rows import Meeting
from scheduler.papers import actions
from scheduler.papers import store as paper_store
from scheduler.papers.actions import KeptFile
from scheduler.papers.rows import Paper
from web import papers, transactions
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.member import access, page_data, views
from web.member.item_form import ItemForm

pages = access.link_pages("items")
_ITEMS = "/m/<token>/<slug>/meetings/<int:number>/items"
MOST_FILES = 3
_AGAIN = N_("Choose the files again.")
_MANY = N_("A proposal has at most %(n)s files.")
_OVER = N_("The last day to suggest items has passed. Write to the secretary if it is urgent.")


@pages.post(_ITEMS)
def propose() -> ViewResult:
    """After the last day it is proposed to the next meeting that takes items.

    Files are kept before anything is written, once it is known whose page it is.
    """
    _must_be_in_term()
    form, files = ItemForm(), _sent_files()
    _begin_writing()
    meeting = page_data.takes_proposals(g.session, g.sitting, g.meeting, now=g.now)
    if meeting is None:
        raise Conflict(_OVER)
    try:
        row = proposals.propose_item(
            g.session, g.council, meeting, g.holder.person, form.item(), by=g.by, now=g.now
        )
        _add_files(row, meeting, files)
    except InvalidInput as error:
        _refuse(form, error, files)
        return views.meeting_page(item=form), 422
    return _back("proposed" if meeting is g.meeting else "proposed-later", meeting.number)


@pages.get(f"{_ITEMS}/<int:item_id>")
def edit(item_id: int) -> ViewResult:
    row = _proposal(item_id)
    if row is None:
        return _back("settled")
    item = as_item(row)
    values = {name: getattr(item, name) for name in ItemForm.TEXTS}
    return _page(ItemForm(formdata=None, data=values), _papers(row))


@pages.post(f"{_ITEMS}/<int:item_id>")
def change(item_id: int) -> ViewResult:
    _must_be_in_term()
    form, files = ItemForm(), _sent_files()
    _begin_writing()
    row = _proposal(item_id)
    if row is None:
        return _back("settled")
    try:
        proposals.change_proposal(g.session, g.meeting, row, form.item(), by=g.by, now=g.now)
        for paper in _papers(row):
            if str(paper.id) in request.form.getlist("out"):
                actions.remove_paper(g.session, g.meeting, paper, by=g.by, now=g.now)
        _add_files(row, g.meeting, files)
    except InvalidInput as error:
        _refuse(form, error, files)
        return _page(form, _papers(row)), 422
    return _back("changed")


@pages.post(f"{_ITEMS}/<int:item_id>/withdraw")
def withdraw(item_id: int) -> ViewResult:
    row = _proposal(item_id)
    if row is None:
        return _back("settled")
    proposals.withdraw_proposal(g.session, g.meeting, row, by=g.by, now=g.now)
    return _back("withdrawn")


def _must_be_in_term() -> None:
    """Raises: NotFound for whoever is not in term on the day of the meeting."""
    if g.sitting.on(g.meeting.starts.date) is None:
        raise NotFound


def _begin_writing() -> None:
    transactions.write()
    access.load_link()
    _must_be_in_term()


def _proposal(item_id: int) -> AgendaItem | None:
    """None where it has been withdrawn or settled.

    Raises: NotFound where it is not theirs; Conflict after the last day.
    """
    _must_be_in_term()
    row = store.proposal(g.session, [g.meeting.id], item_id)
    if row is None:
        return None
    if row.proposed_by_id != g.holder.person.id:
        raise NotFound
    if not page_data.takes_items(g.meeting, g.council, now=g.now):
        raise Conflict(_OVER)
    return row


def _sent_files() -> list[KeptFile] | InvalidInput:
    """What is wrong with them is told when the rest of the form has been read."""
    try:
        return papers.sent_files(most=MOST_FILES)
    except InvalidInput as error:
        return error


def _add_files(row: AgendaItem, meeting: Meeting, files: list[KeptFile] | InvalidInput) -> None:
    """Raises: InvalidInput (`files`), also where there would be more than three."""
    if isinstance(files, InvalidInput):
        raise files
    if len(files) + len(_papers(row)) > MOST_FILES:
        raise invalid("files", _MANY, n=MOST_FILES)
    actions.add_papers(g.session, meeting, files, item_id=row.id, by=g.by, now=g.now)


def _refuse(form: ItemForm, error: InvalidInput, files: list[KeptFile] | InvalidInput) -> None:
    """Tells every fault, also that of the files where something else was found first.

    A page cannot give a browser its files back.
    """
    form.refuse(error)
    if isinstance(files, InvalidInput) and files is not error:
        form.refuse(files)
    elif files and "files" not in error.fields:
        form.refuse_field("files", _AGAIN)


def _papers(row: AgendaItem) -> list[Paper]:
    return paper_store.papers(g.session, meeting_id=None, item_ids=[row.id])


def _page(form: ItemForm, files: Sequence[Paper]) -> str:
    max_mb = app_state().config.files.max_mb
    return access.member_page(
        "item.html", "items.edit", item=form, scopes=SCOPES, papers=files, max_mb=max_mb
    )


def _back(done: str, number: int | None = None) -> ViewResult:
    number = number or g.number
    return redirect_to("member.meeting", number=number, done=done, _anchor="h-arende")
