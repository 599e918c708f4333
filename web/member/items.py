"""Proposing an item from one's own page, changing and withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, redirect, render_template
from werkzeug.wrappers import Response as Answer

from scheduler.agenda import proposals, store
from scheduler.agenda.item import SCOPES, as_item
from scheduler.agenda.rows import AgendaItem
from scheduler.councils.rows import Council
from scheduler.errors import N_, Conflict, InvalidInput, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from web.language import speak
from web.member import access, page_data, views
from web.member.item_form import ItemForm

pages = access.private_blueprint("items")
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
    """After the last day it is proposed to the next meeting that takes items."""
    place, form = _place(token, slug, number), ItemForm()
    meeting = views.takes_proposals(place.holder.sitting(slug), place.meeting)
    if meeting is None:
        raise Conflict(_OVER)
    person = place.holder.person
    try:
        proposals.propose_item(
            g.session, place.council, meeting, person, form.item(), by=place.by, now=g.now
        )
    except InvalidInput as error:
        form.refuse(error)
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
    values = {name: getattr(item, name) for name in ItemForm(formdata=None).texts()}
    return _page(place, token, ItemForm(formdata=None, data=values))


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items/<int:item_id>")
def change(token: str, slug: str, number: int, item_id: int) -> Answer | tuple[str, int]:
    place, form = _place(token, slug, number), ItemForm()
    row = _proposal(place, item_id)
    if row is None:
        return _back(token, slug, number, "settled")
    try:
        proposals.change_proposal(
            g.session, place.meeting, row, form.item(), by=place.by, now=g.now
        )
    except InvalidInput as error:
        form.refuse(error)
        return _page(place, token, form), 422
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


def _page(place: Place, token: str, form: ItemForm) -> str:
    where = {"slug": place.council.slug, "number": place.meeting.number}
    return render_template(
        "member/item.html",
        person=place.holder.person,
        council=place.council,
        item=form,
        scopes=SCOPES,
        faults=form.told,
        day=speak().long(place.meeting.starts.date),
        back=page_data.address("member.meeting", token, **where),
        home=page_data.address("member.page", token),
    )


def _back(token: str, slug: str, number: int, done: str) -> Answer:
    where = page_data.address("member.meeting", token, slug=slug, number=number, done=done)
    return redirect(f"{where}#h-arende", 303)
