"""One term: edited, ended or given to a successor. Only who leaves may be sent a mail."""

from __future__ import annotations

from flask import g, url_for
from werkzeug.wrappers import Response

from scheduler.councils import store, term_rules, terms
from scheduler.councils.rows import Member
from scheduler.errors import N_, Conflict, InvalidInput
from web.language import speak
from web.secretary import access
from web.secretary.members.deputy_choices import deputy_choices
from web.secretary.members.forms import (
    EndForm,
    SuccessorForm,
    TermForm,
    day_of,
    parse_details,
    saved_values,
)
from web.secretary.members.leaving_mail import leaving_mails
from web.secretary.members.roll import deputies_of_seat
from web.secretary.members.views import Answer, pages, show, to_list, today

_SEAT_TAKEN = N_("Someone else has the seat by now, so it cannot be taken back.")


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
    values, seats = saved_values(term), store.seats(g.session, g.council.id)
    form, saved = _fitted(TermForm(), term), _fitted(TermForm.of_saved(values), term)
    if form.is_stale(saved):
        here = url_for("members.member", slug=g.council.slug, member_id=member_id)
        says, title = speak(), term.person.name
        return form.conflict(saved, title=title, url=here, button=says("Save the change"))
    try:
        details, _ = parse_details(values | form.texts(), seats, since_on=term.since_on)
        terms.edit_term(g.session, term, details, by=g.by, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return show("edit", form, term=term), 422
    return to_list("edited", member=member_id)


def _fitted(form: TermForm, term: Member) -> TermForm:
    seats, members = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    choices = deputy_choices(seats, members, speak(), today=today()) if term.is_deputy else []
    form.fit(term, choices, is_shared=term_rules.is_shared(g.session, term.person, g.council.id))
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
    return show("end_term", form, term=term, deputies=deputies, mails=leaving_mails([term]))


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
    return show("replace", form, term=term, deputies=deputies, mails=leaving_mails([term]))
