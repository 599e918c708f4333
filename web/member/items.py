"""Proposing an item from one's own page, and withdrawing it."""

from __future__ import annotations

from flask import g, redirect, request
from werkzeug.wrappers import Response as Answer

from scheduler.agenda import proposals, store
from scheduler.agenda.actions import Item
from scheduler.councils import cells
from scheduler.councils.rows import Person
from scheduler.errors import N_, Conflict, InvalidInput, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from web.member import access, page_data, views

pages = access.private_blueprint("items")
_OVER = N_("The last day to suggest items has passed. Write to the secretary if it is urgent.")


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items")
def propose(token: str, slug: str, number: int) -> Answer | tuple[str, int]:
    holder = access.holder(token)
    found = _meeting(holder, slug, number)
    heading, scope, presenter = (
        cells.flat(request.form.get(name, "")) for name in views.ITEM_FIELDS
    )
    item = Item(heading, scope, presenter)
    try:
        proposals.propose_item(
            g.session, found, holder.person, item, by=_by(holder.person), now=g.now
        )
    except InvalidInput as error:
        return views.meeting_page(holder, slug, found, token, error=error), 422
    return _back(token, slug, number, "proposed")


@pages.post("/m/<token>/<slug>/meetings/<int:number>/items/<int:item_id>/withdraw")
def withdraw(token: str, slug: str, number: int, item_id: int) -> Answer:
    holder = access.holder(token)
    found = _meeting(holder, slug, number)
    row = store.proposal(g.session, found.id, item_id)
    if row and row.proposed_by_id != holder.person.id:
        raise NotFound
    if row:  # else it was pressed twice, or the secretary has settled it, as the page says
        proposals.withdraw_proposal(g.session, found, row, by=_by(holder.person), now=g.now)
    return _back(token, slug, number, "withdrawn")


def _meeting(holder: access.Holder, slug: str, number: int) -> Meeting:
    """Raises: NotFound for whoever is not in term that day; Conflict where the last day has passed."""
    sitting = holder.sitting(slug)
    found = meetings.by_number(g.session, sitting.council.id, number)
    if sitting.on(found.starts.date) is None:
        raise NotFound
    if not page_data.takes_items(found, sitting.council, now=g.now):
        raise Conflict(_OVER)
    return found


def _by(person: Person) -> Actor:
    return Actor(ActorKind.PERSON, person.id, person.name)


def _back(token: str, slug: str, number: int, done: str) -> Answer:
    where = page_data.address("member.meeting", token, slug=slug, number=number, done=done)
    return redirect(f"{where}#h-arende", 303)
