"""One term begins, is edited, ends or is given to a successor; a seat ends. Only who leaves may be sent a mail."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from scheduler.councils import store, terms
from scheduler.councils.rows import Member, Seat
from scheduler.councils.term_rules import parse_day
from scheduler.errors import N_, Conflict, InvalidInput
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Leaving
from scheduler.notices.store import Owner, Ref
from web.addresses import ViewResult, redirect_to
from web.forms import PageForm
from web.language import speak
from web.secretary.members import forms
from web.secretary.members.forms import EndForm, NewMemberForm, SuccessorForm, TermForm
from web.secretary.members.roll import deputies_of_seat
from web.secretary.members.views import members_page, pages, to_list, today, years_to_mail

_TOO_LATE = N_("It is too late to take this back. Change the last day of the term instead.")
_SEAT_TAKEN = N_("Someone else has the seat by now, so it cannot be taken back.")


@pages.route("/new", methods=["GET", "POST"])
def new() -> ViewResult:
    """With `?seat=` it is for that seat, which is vacant."""
    _take_turn()
    seat_id, values = request.args.get("seat", type=int), {"since": today(), "role": "member"}
    if seat_id:
        seat = terms.seat_by_id(g.session, g.council, seat_id)
        values |= {"organisation": seat.organisation, "title": seat.title}
    page = partial(members_page, "new", years=years_to_mail())
    form = NewMemberForm(data=values).with_page(page)
    form.stands_for.choices = _choices()
    if request.method == "GET":
        return page(form)
    known = store.seats(g.session, g.council.id)
    details = forms.parse_details(form.texts(), known, since_on=today())
    member = terms.join_council(g.session, g.council, details, by=g.by, now=g.now)
    return to_list("joined", member=member.id, years=years_to_mail())


def _choices() -> list[SelectChoice]:
    known, members = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    return forms.deputy_choices(known, members, speak(), today=today())


@pages.route("/<int:member_id>", methods=["GET", "POST"])
def member(member_id: int) -> ViewResult:
    """Of one who was erased there is nothing to edit: the page of that says what stays."""
    term = _term(member_id)
    if term.person.is_erased:
        return redirect_to("members.erase", member_id=member_id)
    saved = _fitted(TermForm.of_saved(forms.saved_values(term)), term)
    if request.method == "GET":
        return members_page("edit", saved, term=term)
    form = _fitted(TermForm(), term).with_page(partial(members_page, "edit", term=term))
    if form.is_stale(saved):
        says = speak()
        return form.conflict(saved, title=term.person.name, button=says("Save the change"))
    texts, known = forms.saved_values(term) | form.texts(), store.seats(g.session, g.council.id)
    details = forms.parse_details(texts, known, since_on=term.since_on)
    terms.edit_term(g.session, term, details, by=g.by, now=g.now)
    return to_list("edited", member=member_id)


def _take_turn() -> None:
    """Secretaries of one council post one after the other."""
    if request.method == "POST":
        store.lock(g.session, g.council.id)


def _term(member_id: int) -> Member:
    _take_turn()
    return terms.term_by_id(g.session, g.council, member_id)


def _fitted(form: TermForm, term: Member) -> TermForm:
    is_shared = bool(store.other_councils(g.session, term.person_id, g.council.id))
    form.fit(term, _choices() if term.is_deputy else [], is_shared=is_shared)
    return form


@pages.route("/<int:member_id>/end", methods=["GET", "POST"])
def end(member_id: int) -> ViewResult:
    term = _term(member_id)
    page = partial(_last_day_page, "end_term", term)
    form = EndForm(until=today().isoformat()).with_page(page)
    if request.method == "GET":
        return page(form)
    was, last_on = term.until_on, parse_day(form.until.data, "until") or today()
    terms.end_term(g.session, term, last_on=last_on, by=g.by, now=g.now)
    return to_list("ended", member=member_id, was=was)


@pages.post("/<int:member_id>/end/undo")
def take_back(member_id: int) -> Response:
    """Raises: Conflict where it is too late, or someone else has the seat by now."""
    if not terms.can_take_back(term := _term(member_id), now=g.now):
        raise Conflict(_TOO_LATE)
    what, given = "end taken back", request.form.get("until", "")
    try:
        last_on = parse_day(given, "until")
        terms.end_term(g.session, term, last_on=last_on, what=what, by=g.by, now=g.now)
    except InvalidInput as error:
        raise Conflict(_SEAT_TAKEN) from error
    return to_list("kept_on", member=member_id)


@pages.route("/<int:member_id>/replace", methods=["GET", "POST"])
def replace(member_id: int) -> ViewResult:
    term = _term(member_id)
    page = partial(_last_day_page, "replace", term, years=years_to_mail())
    form = SuccessorForm(since=today().isoformat()).with_page(page)
    if request.method == "GET":
        return page(form)
    name, email = form.name.data, form.email.data
    since_on = parse_day(form.since.data, "since") or today()
    successor = terms.replace_member(
        g.session, term, name=name, email=email, since_on=since_on, by=g.by, now=g.now
    )
    return to_list("replaced", member=successor.id, years=years_to_mail())


@pages.route("/seats/<int:seat_id>/end", methods=["GET", "POST"])
def end_seat(seat_id: int) -> ViewResult:
    _take_turn()
    seat = terms.seat_by_id(g.session, g.council, seat_id)
    page = partial(_end_seat_page, seat)
    form = EndForm(until=today().isoformat()).with_page(page)
    if request.method == "GET":
        return page(form)
    last_on = parse_day(form.until.data, "until") or today()
    terms.end_seat(g.session, g.council, seat, last_on=last_on, by=g.by, now=g.now)
    return to_list("seat_ended", seat=seat_id)


def _end_seat_page(seat: Seat, form: EndForm) -> str | tuple[str, int]:
    members = store.members(g.session, g.council.id)
    ended = terms.ended_with_seat(members, seat, last_on=today())
    mails = _mails(member for member in members if member.seat_id == seat.id)
    return members_page("end_seat", form, seat=seat, ended=ended, mails=mails)


def _last_day_page(name: str, term: Member, form: PageForm, **values: Any) -> str | tuple[str, int]:
    deputies = deputies_of_seat(term.seat_id, store.members(g.session, g.council.id), today())
    mails = _mails([term])
    return members_page(name, form, term=term, deputies=deputies, mails=mails, **values)


def _mails(ending: Iterable[Member]) -> list[tuple[Member, Leaving]]:
    """Who would get a mail if their term ended now, and about which meetings."""
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in coming]
    mails = []
    for term in ending:
        rows = load_situation.load_situations(g.session, refs, person_id=term.person_id)
        leaving = impact.if_ended(rows, term, now=g.now)
        if leaving.meetings:
            mails.append((term, leaving))
    return mails
