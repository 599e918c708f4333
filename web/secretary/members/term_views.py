"""One term begins, is edited, ends or is given to a successor; a seat ends. Only who leaves may be sent a mail."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from scheduler.councils import seats, store, term_rules, terms
from scheduler.councils.rows import Member, MemberRole, Seat
from scheduler.errors import N_, Conflict, InvalidInput
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Leaving
from scheduler.notices.store import Owner, Ref
from web.language import speak
from web.secretary import access
from web.secretary.members.forms import (
    EndForm,
    NewMemberForm,
    SuccessorForm,
    TermForm,
    day_of,
    deputy_choices,
    parse_details,
    saved_values,
)
from web.secretary.members.roll import deputies_of_seat
from web.secretary.members.views import Answer, pages, show, to_list, today

_SEAT_TAKEN = N_("Someone else has the seat by now, so it cannot be taken back.")


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
    form.stands_for.choices = _choices()
    return show("new", form)


def _choices() -> list[SelectChoice]:
    known, members = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    return deputy_choices(known, members, speak(), today=today())


# a term that is there


def _term(member_id: int) -> Member:
    return terms.term_by_id(g.session, g.council, member_id)


@pages.get("/<int:member_id>")
@access.secretary
def member(member_id: int) -> str:
    term = _term(member_id)
    return show("edit", _fitted(TermForm.of_saved(saved_values(term)), term), term=term)


@pages.post("/<int:member_id>")
@access.secretary
def edit(member_id: int) -> Answer:
    store.lock(g.session, g.council.id)
    term = _term(member_id)
    values, known = saved_values(term), store.seats(g.session, g.council.id)
    form, saved = _fitted(TermForm(), term), _fitted(TermForm.of_saved(values), term)
    if form.is_stale(saved):
        here = url_for("members.member", slug=g.council.slug, member_id=member_id)
        says, title = speak(), term.person.name
        return form.conflict(saved, title=title, url=here, button=says("Save the change"))
    try:
        details, _ = parse_details(values | form.texts(), known, since_on=term.since_on)
        terms.edit_term(g.session, term, details, by=g.by, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return show("edit", form, term=term), 422
    return to_list("edited", member=member_id)


def _fitted(form: TermForm, term: Member) -> TermForm:
    form.fit(
        term,
        _choices() if term.is_deputy else [],
        is_shared=term_rules.is_shared(g.session, term.person, g.council.id),
    )
    return form


@pages.get("/<int:member_id>/end")
@access.secretary
def ending(member_id: int) -> str:
    return _end_page(_term(member_id), EndForm(until=today().isoformat()))


@pages.post("/<int:member_id>/end")
@access.secretary
def end(member_id: int) -> Answer:
    term, form = _term(member_id), EndForm()
    try:
        last_on = day_of(form.texts(), "until") or today()
        terms.end_term(g.session, term, last_on=last_on, by=g.by, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return _end_page(term, form), 422
    return to_list("ended", member=member_id)


def _end_page(term: Member, form: EndForm) -> str:
    deputies = _deputies(term)
    return show("end_term", form, term=term, deputies=deputies, mails=_leaving_mails([term]))


def _deputies(term: Member) -> list[Member]:
    members = store.members(g.session, g.council.id)
    return deputies_of_seat(term.seat_id, members, today())


@pages.post("/<int:member_id>/end/undo")
@access.secretary
def take_back(member_id: int) -> Response:
    """Raises: Conflict where it is too late, or someone else has the seat by now."""
    store.lock(g.session, g.council.id)
    try:
        terms.take_end_back(g.session, _term(member_id), by=g.by, now=g.now)
    except InvalidInput as error:
        raise Conflict(_SEAT_TAKEN) from error
    return to_list("kept_on", member=member_id)


@pages.get("/<int:member_id>/replace")
@access.secretary
def replacing(member_id: int) -> str:
    return _replace_page(_term(member_id), SuccessorForm(since=today().isoformat()))


@pages.post("/<int:member_id>/replace")
@access.secretary
def replace(member_id: int) -> Answer:
    term, form = _term(member_id), SuccessorForm()
    texts = form.texts()
    try:
        since_on = day_of(texts, "since") or today()
        name, email = texts["name"], texts["email"]
        successor = terms.replace_member(
            g.session, term, name=name, email=email, since_on=since_on, by=g.by, now=g.now
        )
    except InvalidInput as error:
        form.refuse(error)
        return _replace_page(term, form), 422
    return to_list("replaced", member=successor.id)


def _replace_page(term: Member, form: SuccessorForm) -> str:
    deputies = _deputies(term)
    return show("replace", form, term=term, deputies=deputies, mails=_leaving_mails([term]))


# a seat


def _seat(seat_id: int) -> Seat:
    return seats.seat_by_id(g.session, g.council, seat_id)


@pages.get("/seats/<int:seat_id>/end")
@access.secretary
def ending_seat(seat_id: int) -> str:
    return _end_seat_page(_seat(seat_id), EndForm(until=today().isoformat()))


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
        return _end_seat_page(seat, form), 422
    return to_list("seat_ended", seat=seat_id)


def _end_seat_page(seat: Seat, form: EndForm) -> str:
    members = store.members(g.session, g.council.id)
    mails = _leaving_mails([member for member in members if member.seat_id == seat.id])
    ended = seats.ended_with_seat(members, seat, last_on=today())
    return show("end_seat", form, seat=seat, ended=ended, mails=mails)


def _leaving_mails(ending: Iterable[Member]) -> list[tuple[Member, Leaving]]:
    """Who would get a mail if their term ended now, and about which meetings."""
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in coming]
    mails = []
    for term in ending:
        rows = load_situation.load_situations(g.session, refs, person_id=term.person_id)
        leaving = impact.if_ended((situation for _, situation in rows), term, now=g.now)
        if leaving.meetings:
            mails.append((term, leaving))
    return mails
