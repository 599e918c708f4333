"""One person is added by hand; a seat is ended; the year's mail is sent to those who came after it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.councils import seats, store, terms
from scheduler.councils.rows import MemberRole, Seat
from scheduler.councils.term_rules import TermDetails, checked_details
from scheduler.errors import Fault, InvalidInput
from scheduler.notices import latecomers
from web.language import speak
from web.secretary import access, join_show, leaving, stands_for
from web.secretary.adding import (
    pages as pages,
)  # the members' pages, with all that is added to them
from web.secretary.members import day_of, to_list, today

Answer = str | Response | tuple[str, int]


@pages.get("/new")
@access.secretary
def new() -> str:
    """With `?seat=` it is for that seat, which is vacant."""
    written = {"since": today().isoformat()}
    if seat := _seat_asked_for():
        written |= {"organisation": seat.organisation, "title": seat.title}
    return _join_page(written, {})


@pages.post("/new")
@access.secretary
def join() -> Answer:
    form = request.form
    store.lock(g.session, g.council.id)
    faults: dict[str, Fault] = {}
    since_on, seat_id, organisation = today(), None, form.get("organisation", "")
    try:
        since_on = day_of("since", form.get("since", "")) or since_on
    except InvalidInput as error:
        faults |= error.fields
    try:
        seat_id, organisation = _stands_for(form)
    except InvalidInput as error:
        faults |= error.fields
    details = _details(form, seat_id, organisation)
    try:
        if faults:
            checked_details(details, since_on)
            raise InvalidInput({})
        member = terms.join_council(
            g.session, g.council, details, since_on=since_on, by=g.by, now=g.now
        )
    except InvalidInput as error:
        return _join_page(form.to_dict(), error.fields | faults), 422
    return to_list("joined", member=member.id)


@pages.get("/seats/<int:seat_id>/end")
@access.secretary
def ending_seat(seat_id: int) -> str:
    return _seat_page(_seat(seat_id), today().isoformat(), {})


@pages.post("/seats/<int:seat_id>/end")
@access.secretary
def end_seat(seat_id: int) -> Answer:
    store.lock(g.session, g.council.id)
    seat, written = _seat(seat_id), request.form.get("until", "")
    try:
        last_on = day_of("until", written) or today()
        seats.end_seat(g.session, g.council, seat, last_on=last_on, by=g.by, now=g.now)
    except InvalidInput as error:
        return _seat_page(seat, written, error.fields), 422
    return to_list("seat_ended", seat=seat_id)


@pages.post("/dates/<int:year>")
@access.secretary
def send_dates(year: int) -> Response:
    """In five minutes, until when the mail's own page takes it back."""
    key = latecomers.send_year_dates(g.session, g.council, year, by=g.by, now=g.now)
    return redirect(url_for("mail.letter", slug=g.council.slug, key=key, done="send"), 303)


def _stands_for(form: Mapping[str, str]) -> tuple[int | None, str]:
    """A deputy is of what they stand in for. Raises: InvalidInput (`stands_for`)."""
    if form.get("role") != MemberRole.DEPUTY:
        return None, form.get("organisation", "")
    return stands_for.read(form.get("stands_for", ""), store.seats(g.session, g.council.id))


def _details(form: Mapping[str, str], seat_id: int | None, organisation: str) -> TermDetails:
    role = form.get("role", MemberRole.MEMBER)
    return TermDetails(
        name=form.get("name", ""),
        email=form.get("email", ""),
        phone=form.get("phone", ""),
        language=form.get("language", ""),
        role=role,
        organisation=organisation,
        title="" if role == MemberRole.DEPUTY else form.get("title", ""),
        deputy_for_id=seat_id,
    )


def _seat_asked_for() -> Seat | None:
    asked = request.args.get("seat", type=int)
    return seats.seat_by_id(g.session, g.council, asked) if asked else None


def _seat(seat_id: int) -> Seat:
    return seats.seat_by_id(g.session, g.council, seat_id)


def _join_page(written: Mapping[str, str], faults: Mapping[str, Fault]) -> str:
    seats, people = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    shown = join_show.joining(g.council, seats, people, written, faults, speak(), today=today())
    return access.show("members/new.html", joining=shown, failed=bool(faults))


def _seat_page(seat: Seat, until: str, faults: Mapping[str, Fault]) -> str:
    people = store.members(g.session, g.council.id)
    mail = leaving.mail_told([member for member in people if member.seat_id == seat.id], speak())
    shown = join_show.seat_ending(
        g.council, seat, people, until, faults, speak(), mail=mail, today=today()
    )
    return access.show("members/end.html", ending=shown, failed=bool(faults))
