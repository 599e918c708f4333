"""Proposing an item from one's own page, changing and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from scheduler.agenda import proposals, store
from scheduler.agenda.item import SCOPES, as_item
from scheduler.agenda.rows import AgendaItem
from scheduler.councils.rows import Council
from scheduler.errors import N_, Conflict, InvalidInput, NotFound, invalid
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.papers import actions
from scheduler.papers import store as paper_store
from scheduler.papers.actions import KeptFile
from scheduler.papers.rows import Paper
from web import papers, transactions
from web.app_state import app_state
from web.language import speak
from web.member import access, page_data, views
from web.member.item_form import ItemForm

pages = access.private_blueprint("items")
MOST_FILES = 3
_AGAIN = N_("Choose the files again.")
_MANY = N_("A proposal has at most %(n)s files.")
_OVER = N_("The last day to suggest items has passed. Write to the secretary if it is urgent.")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose page it is, and of which meeting."""

    holder: access.Holder
    council: Council
    meeting: Meeting

    @property
    def by(self) -> Actor:
        return Actor(ActorKind.PERSON, self.holder.person.id, self.holder.person.name)


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items")
def propose(token: str, slug: str, number: int) -> Answer | tuple[str, int]:
    """After the last day it is proposed to the next meeting that takes items.

    Files are kept before anything is written, once it is known whose page it is.
    """
    _place(token, slug, number)
    form, files = ItemForm(), _sent_files()
    transactions.write()
    place = _place(token, slug, number)
    meeting = views.takes_proposals(place.holder.sitting(slug), place.meeting)
    if meeting is None:
        raise Conflict(_OVER)
    person = place.holder.person
    try:
        row = proposals.propose_item(
            g.session, place.council, meeting, person, form.item(), by=place.by, now=g.now
        )
        _add_files(row, meeting, files, place.by)
    except InvalidInput as error:
        _refuse(form, error, files)
        return views.meeting_page(place.holder, slug, place.meeting, token, item=form), 422
    done = "proposed" if meeting is place.meeting else "proposed-later"
    return _back(token, slug, meeting.number, done)


@pages.get("/m/<token>/<slug>/meetings/<int:number>/items/<int:item_id>")
def edit(token: str, slug: str, number: int, item_id: int) -> Answer | str:
    place = _place(token, slug, number)
    row = _proposal(place, item_id)
    if row is None:
        return _back(token, slug, number, "settled")
    item = as_item(row)
    values = {name: getattr(item, name) for name in ItemForm.TEXTS}
    return _page(place, token, ItemForm(formdata=None, data=values), _papers(row))


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items/<int:item_id>")
def change(token: str, slug: str, number: int, item_id: int) -> Answer | tuple[str, int]:
    _place(token, slug, number)
    form, files = ItemForm(), _sent_files()
    transactions.write()
    place = _place(token, slug, number)
    row = _proposal(place, item_id)
    if row is None:
        return _back(token, slug, number, "settled")
    try:
        proposals.change_proposal(
            g.session, place.meeting, row, form.item(), by=place.by, now=g.now
        )
        for paper in _papers(row):
            if str(paper.id) in request.form.getlist("out"):
                actions.remove_paper(g.session, place.meeting, paper, by=place.by, now=g.now)
        _add_files(row, place.meeting, files, place.by)
    except InvalidInput as error:
        _refuse(form, error, files)
        return _page(place, token, form, _papers(row)), 422
    return _back(token, slug, number, "changed")


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items/<int:item_id>/withdraw")
def withdraw(token: str, slug: str, number: int, item_id: int) -> Answer:
    place = _place(token, slug, number)
    row = _proposal(place, item_id)
    if row is None:
        return _back(token, slug, number, "settled")
    proposals.withdraw_proposal(g.session, place.meeting, row, by=place.by, now=g.now)
    return _back(token, slug, number, "withdrawn")


def _place(token: str, slug: str, number: int) -> Place:
    """Raises: NotFound, also for whoever is not in term that day."""
    holder = access.holder(token)
    sitting = holder.sitting(slug)
    meeting = meetings.by_number(g.session, sitting.council.id, number)
    if sitting.on(meeting.starts.date) is None:
        raise NotFound
    return Place(holder, sitting.council, meeting)


def _proposal(place: Place, item_id: int) -> AgendaItem | None:
    """None where it has been withdrawn or settled.

    Raises: NotFound where it is not theirs; Conflict after the last day.
    """
    row = store.proposal(g.session, [place.meeting.id], item_id)
    if row is None:
        return None
    if row.proposed_by_id != place.holder.person.id:
        raise NotFound
    if not page_data.takes_items(place.meeting, place.council, now=g.now):
        raise Conflict(_OVER)
    return row


def _sent_files() -> list[KeptFile] | InvalidInput:
    """What is wrong with them is told when the rest of the form has been read."""
    try:
        return papers.sent_files(most=MOST_FILES)
    except InvalidInput as error:
        return error


def _add_files(
    row: AgendaItem, meeting: Meeting, files: list[KeptFile] | InvalidInput, by: Actor
) -> None:
    """Raises: InvalidInput (`files`), also where there would be more than three."""
    if isinstance(files, InvalidInput):
        raise files
    if len(files) + len(_papers(row)) > MOST_FILES:
        raise invalid("files", _MANY, n=MOST_FILES)
    actions.add_papers(g.session, meeting, files, item_id=row.id, by=by, now=g.now)


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


def _page(place: Place, token: str, form: ItemForm, files: Sequence[Paper]) -> str:
    where = {"slug": place.council.slug, "number": place.meeting.number}
    return render_template(
        "member/item.html",
        person=place.holder.person,
        council=place.council,
        item=form,
        scopes=SCOPES,
        papers=files,
        max_mb=app_state().config.files.max_mb,
        faults=form.told,
        day=speak().long(place.meeting.starts.date),
        back=page_data.address("member.meeting", token, **where),
        home=page_data.address("member.page", token),
    )


def _back(token: str, slug: str, number: int, done: str) -> Answer:
    where = page_data.address("member.meeting", token, slug=slug, number=number, done=done)
    return redirect(f"{where}#h-arende", 303)
