"""Medlemmar: the list, and one term: edit, end, replace. Only who leaves may be sent a mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import members_csv, store, term_rules, terms
from scheduler.councils.members_file_words import parse_day
from scheduler.councils.rows import Member
from scheduler.councils.term_rules import TermDetails
from scheduler.errors import N_, Conflict, Fault, InvalidInput, invalid
from scheduler.mail import delivery_reports
from scheduler.notices import latecomers
from web.language import next_year, speak
from web.secretary import (
    access,
    conflict,
    leaving,
    roll_search,
    roll_show,
    stands_for,
    term_show,
)
from web.secretary.member_words import Option, Written

pages = Blueprint("members", __name__, url_prefix="/admin/<slug>/members")
Answer = str | Response | tuple[str, int]
_SEAT_TAKEN = N_("Someone else has the seat by now, so it cannot be taken back.")
_DAY = N_("Write the day as %(year)s-01-31.")


@pages.get("")
@access.secretary
def index() -> str:
    found, seats = store.members(g.session, g.council.id), store.seats(g.session, g.council.id)
    waiting = latecomers.waiting_newcomers(g.session, g.council, now=g.now)
    dead = delivery_reports.suppressed_addresses(g.session, [term.person.email for term in found])
    shown = roll_show.roll(g.council, found, seats, waiting, speak(), today=today(), dead=dead)
    done = roll_show.done(request.args, found, seats, speak())
    undo, ended = None, _ended(found)
    if ended:
        undo, goes = leaving.undo(ended), leaving.done(ended, speak())
        done = " ".join(part for part in (done, goes) if part)
    shown, search = roll_search.narrowed(shown, roll_search.read(request.args), speak())
    late = latecomers.late_calls(g.session, g.council.id, now=g.now)
    return access.show(
        "members/list.html", roll=shown, search=search, done=done, undo=undo, late=late
    )


def _ended(found: Iterable[Member]) -> Member | None:
    """Whose term the address says was just ended."""
    if request.args.get("done") != "ended":
        return None
    return next((m for m in found if str(m.id) == request.args.get("member")), None)


@pages.get("/members.csv")
@access.secretary
def as_csv() -> Response:
    """Everyone on the council now, and who is to come."""
    found = store.members(g.session, g.council.id)
    octets = members_csv.members_csv((m for m in found if not m.is_over(today())), speak())
    answer = Response(octets, content_type="text/csv; charset=utf-8")
    name = f"{g.council.slug}-{today().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@pages.get("/<int:member_id>")
@access.secretary
def member(member_id: int) -> str:
    return _edit_page(_term(member_id), None, {})


@pages.post("/<int:member_id>")
@access.secretary
def edit(member_id: int) -> Answer:
    store.lock(g.session, g.council.id)
    found = _term(member_id)
    says = speak()
    fields, mark = term_show.differences(found, request.form, _choices(found), says)
    if request.form.get("seen", mark) != mark:
        here = url_for("members.member", slug=g.council.slug, member_id=member_id)
        return conflict.page(
            found.person.name,
            fields,
            hidden={"seen": mark},
            url=here,
            back=here,
            button=says("Save the change"),
            seen=request.form["seen"],
        )
    try:
        terms.edit_term(g.session, found, _details(found), by=g.by, now=g.now)
    except InvalidInput as error:
        return _edit_page(found, request.form, error.fields), 422
    return to_list("edited", member=member_id)


@pages.get("/<int:member_id>/end")
@access.secretary
def ending(member_id: int) -> str:
    return _end_page(_term(member_id), today().isoformat(), {})


@pages.post("/<int:member_id>/end")
@access.secretary
def end(member_id: int) -> Answer:
    found, written = _term(member_id), request.form.get("until", "")
    try:
        last_on = day_of("until", written) or today()
        terms.end_term(g.session, found, last_on=last_on, by=g.by, now=g.now)
    except InvalidInput as error:
        return _end_page(found, written, error.fields), 422
    return to_list("ended", member=member_id)


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
    return _replace_page(_term(member_id), {"since": today().isoformat()}, {})


@pages.post("/<int:member_id>/replace")
@access.secretary
def replace(member_id: int) -> Answer:
    found, form = _term(member_id), request.form
    try:
        since_on = day_of("since", form.get("since", "")) or today()
        successor = terms.replace_member(
            g.session,
            found,
            name=form.get("name", ""),
            email=form.get("email", ""),
            since_on=since_on,
            by=g.by,
            now=g.now,
        )
    except InvalidInput as error:
        return _replace_page(found, form.to_dict(), error.fields), 422
    return to_list("replaced", member=successor.id)


def _term(member_id: int) -> Member:
    return terms.term_by_id(g.session, g.council, member_id)


def today() -> date:
    """By the council's clock."""
    return Wall.at(g.now, g.council.zone).date


def _details(found: Member) -> TermDetails:
    """What the form says; what it has no field for stays as it is. Raises: InvalidInput (`until`, `stands_for`)."""
    form, person = request.form, found.person
    seat_id, organisation = found.deputy_for_id, found.organisation
    if not found.is_deputy:
        organisation = form.get("organisation", organisation)
    elif "stands_for" in form:
        seats = store.seats(g.session, g.council.id)
        seat_id, organisation = stands_for.read(form["stands_for"], seats)
    return TermDetails(
        name=form.get("name", person.name),
        email=form.get("email", person.email),
        phone=form.get("phone", person.phone),
        language=form.get("language", person.language or ""),
        role=form.get("role", found.role),
        organisation=organisation,
        title=form.get("title", found.seat.title if found.seat else ""),
        until_on=day_of("until", form.get("until", "")),
        deputy_for_id=seat_id,
    )


def day_of(field: str, text: str) -> date | None:
    """None where nothing is written. Raises: InvalidInput."""
    if not text.strip():
        return None
    try:
        return parse_day(text.strip())
    except ValueError as error:
        raise invalid(field, _DAY, year=next_year()) from error


def _choices(found: Member, chosen: str | None = None) -> list[Option]:
    """Whom a deputy may stand in for; empty for everyone else."""
    if not found.is_deputy:
        return []
    seats, people = store.seats(g.session, g.council.id), store.members(g.session, g.council.id)
    now = stands_for.value(found) if chosen is None else chosen
    return stands_for.options(seats, people, now, speak(), today=today())


def _edit_page(found: Member, written: Written | None, faults: dict[str, Fault]) -> str:
    is_shared = term_rules.is_shared(g.session, found.person, g.council.id)
    choices = _choices(found, (written or {}).get("stands_for"))
    shown = term_show.term(
        g.council, found, written, faults, speak(), choices, is_shared=is_shared, today=today()
    )
    return access.show("members/edit.html", term=shown, failed=bool(faults))


def _end_page(found: Member, until: str, faults: dict[str, Fault]) -> str:
    everyone = store.members(g.session, g.council.id)
    mail = leaving.mail_told([found], speak(), can_undo=True)
    shown = term_show.ending(
        g.council, found, everyone, until, faults, speak(), mail=mail, today=today()
    )
    return access.show("members/end.html", ending=shown, failed=bool(faults))


def _replace_page(found: Member, written: Written, faults: dict[str, Fault]) -> str:
    everyone = store.members(g.session, g.council.id)
    mail = leaving.mail_told([found], speak())
    shown = term_show.replacing(
        g.council, found, everyone, written, faults, speak(), mail=mail, today=today()
    )
    return access.show("members/replace.html", replacing=shown, failed=bool(faults))


def to_list(done: str, **more: Any) -> Response:
    """To the list, which says what was done."""
    asked = request.args.get("lang")
    where = url_for("members.index", slug=g.council.slug, lang=asked, done=done, **more)
    return redirect(where, 303)
