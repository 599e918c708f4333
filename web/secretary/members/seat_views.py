"""One person takes a seat or becomes a deputy; a seat ends, with those on it."""

from __future__ import annotations

from flask import g, request

from scheduler.councils import seats, store, terms
from scheduler.councils.rows import MemberRole, Seat
from scheduler.errors import InvalidInput
from web.language import speak
from web.secretary import access
from web.secretary.members.deputy_choices import deputy_choices
from web.secretary.members.forms import EndForm, NewMemberForm, day_of, parse_details
from web.secretary.members.leaving_mail import leaving_mails
from web.secretary.members.views import Answer, pages, show, to_list, today


@pages.get("/new")
@access.secretary
def new() -> str:
    """With `?seat=` it is for that seat, which is vacant."""
    seat_id = request.args.get("seat", type=int)
    values = {"since": today().isoformat(), "role": MemberRole.MEMBER.value}
    if seat_id:
        seat = _seat(seat_id)
        values |= {"organisation": seat.organisation, "title": seat.title}
    return _new_page(NewMemberForm(formdata=None, data=values))


@pages.post("/new")
@access.secretary
def join() -> Answer:
    store.lock(g.session, g.council.id)
    form, known = NewMemberForm(), store.seats(g.session, g.council.id)
    try:
        details, since_on = parse_details(form.texts(), known, since_on=today())
        member = terms.join_council(
            g.session, g.council, details, since_on=since_on or today(), by=g.by, now=g.now
        )
    except InvalidInput as error:
        form.refuse(error)
        return _new_page(form), 422
    return to_list("joined", member=member.id)


def _new_page(form: NewMemberForm) -> str:
    known, members = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    form.stands_for.choices = deputy_choices(known, members, speak(), today=today())
    return show("new", form)


def _seat(seat_id: int) -> Seat:
    return seats.seat_by_id(g.session, g.council, seat_id)


@pages.get("/seats/<int:seat_id>/end")
@access.secretary
def ending_seat(seat_id: int) -> str:
    return _end_page(_seat(seat_id), EndForm(until=today().isoformat()))


@pages.post("/seats/<int:seat_id>/end")
@access.secretary
def end_seat(seat_id: int) -> Answer:
    store.lock(g.session, g.council.id)
    seat, form = _seat(seat_id), EndForm()
    try:
        last_on = day_of(form.texts(), "until") or today()
        seats.end_seat(g.session, g.council, seat, last_on=last_on, by=g.by, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return _end_page(seat, form), 422
    return to_list("seat_ended", seat=seat_id)


def _end_page(seat: Seat, form: EndForm) -> str:
    members = store.members(g.session, g.council.id)
    mails = leaving_mails([member for member in members if member.seat_id == seat.id])
    ended = seats.ended_with_seat(members, seat, last_on=today())
    return show("end_seat", form, seat=seat, ended=ended, mails=mails)
