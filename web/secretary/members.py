"""Medlemmar: the list, adding people from a sheet, and one term: edit, end, replace. Nothing here sends mail."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler import files
from scheduler.clock import Wall
from scheduler.councils import cells, foresee, listed, roster, sheet, store, term_rules, terms
from scheduler.councils.rows import Member
from scheduler.councils.term_details import TermDetails
from scheduler.councils.words import DATE
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.mail import afterwards
from scheduler.notices import newcomers
from web.language import next_year, speak
from web.request import write
from web.secretary import (
    access,
    conflict,
    paste_show,
    roll_search,
    roll_show,
    stands_for,
    term_show,
)
from web.secretary.member_words import Option, Written
from web.secretary.paste_show import Preview
from web.secretary.year_show import sentence

pages = Blueprint("members", __name__, url_prefix="/admin/<slug>/members")
Answer = str | Response | tuple[str, int]
_DAY = N_("Write the day as %(year)s-01-31.")


@pages.get("")
@access.secretary
def index() -> str:
    found, seats = store.members(g.session, g.council.id), store.seats(g.session, g.council.id)
    waiting = newcomers.waiting(g.session, g.council, now=g.now)
    dead = afterwards.suppressed(g.session, [term.person.email for term in found])
    shown = roll_show.roll(g.council, found, seats, waiting, speak(), today=today(), dead=dead)
    done = roll_show.done(request.args, found, seats, speak())
    shown, search = roll_search.narrowed(shown, roll_search.read(request.args), speak())
    return access.show("members/list.html", roll=shown, search=search, done=done)


@pages.get("/members.csv")
@access.secretary
def as_csv() -> Response:
    """Everyone on the council now, and who is to come."""
    found = store.members(g.session, g.council.id)
    octets = listed.as_csv((m for m in found if not m.is_over(today())), speak())
    answer = Response(octets, content_type="text/csv; charset=utf-8")
    name = f"{g.council.slug}-{today().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/add")
@access.secretary
def add() -> str:
    return _add_page("", None)


@pages.post("/add")
@access.secretary
def paste() -> Answer:
    """Shows how the rows are read; adds the correct ones only when just this text has been shown."""
    try:
        text = _pasted()
    except InvalidInput as error:
        told = sentence(error.fields["file"], speak())
        kept = request.form.get("text", "")
        return _add_page(kept, None, told=told), 422
    _write()
    shown, ready = _read(text)
    is_seen = request.form.get("step") == "do" and request.form.get("seen") == shown.seen
    if not is_seen or not ready:
        return _add_page(text, shown), 422 if shown.faults else 200
    done = roster.import_list(g.session, g.council, ready, by=g.by, now=g.now)
    counts = {"n": len(done.added), "updated": len(done.updated)}
    if not shown.faulty_lines:
        return to_list("added", **counts)
    # The rows to correct wait here. Sent again, the page only shows that the others are there already.
    taken = {entry.line for entry in ready} - shown.faulty_lines
    left = len(shown.faulty_lines)
    told = roll_show.added(**counts, left=left, says=speak())
    rest = paste_show.with_headers(cells.without(text, taken), speak())
    return _add_page(rest, _read(rest)[0], done=told)


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
        terms.edit(g.session, found, _details(found), by=g.by, now=g.now)
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
        terms.leave(g.session, found, last_on=last_on, by=g.by, now=g.now)
    except InvalidInput as error:
        return _end_page(found, written, error.fields), 422
    return to_list("ended", member=member_id)


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
        successor = terms.replace(
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


def _read(text: str) -> tuple[Preview, list[sheet.Entry]]:
    """How the rows are read, and the people that can be taken."""
    read = sheet.read(text)
    foreseen = foresee.foresee(g.session, g.council, read.entries, now=g.now)
    shown = paste_show.preview(text, read, foreseen, speak())
    return shown, [one.entry for one in foreseen if one.fault is None]


def _add_page(text: str, preview: Preview | None, *, told: str = "", done: str = "") -> str:
    """`told` is what is wrong with the file, `done` who were added though other rows wait."""
    failed = bool(told or (preview and preview.faults and not done))
    return access.show(
        "members/add.html", text=text, preview=preview, failed=failed, told=told, done=done
    )


def _term(member_id: int) -> Member:
    return terms.by_id(g.session, g.council, member_id)


def today() -> date:
    """By the council's clock."""
    return Wall.at(g.now, g.council.zone).date


def _pasted() -> str:
    """The file where one is chosen, else what was pasted; without blank lines first, which a textarea would swallow.

    Raises: InvalidInput (`file`) for a file that cannot be read.
    """
    file = request.files.get("file")
    octets = file.read() if file else b""
    text = files.text(octets) if octets else request.form.get("text", "")
    return text.lstrip("\r\n")


def _write() -> None:
    """The file is read; from here on the council may change."""
    write()
    g.council = store.council(g.session, g.council.slug)


def _details(found: Member) -> TermDetails:
    """What the form says; what it has no field for stays as it is. Raises: InvalidInput (`until`, `stands_for`)."""
    form, person = request.form, found.person
    seat_id, organisation = found.deputy_for_id, form.get("organisation", found.organisation)
    if found.is_deputy and "stands_for" in form:
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
    match = DATE.fullmatch(text.strip())
    try:
        if match:
            return date(*(int(match[k] or match[k + "2"]) for k in ("year", "month", "day")))
    except ValueError:
        pass  # the 31st of February is no day either
    raise invalid(field, _DAY, year=next_year())


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
    shown = term_show.ending(g.council, found, everyone, until, faults, speak(), today=today())
    return access.show("members/end.html", ending=shown, failed=bool(faults))


def _replace_page(found: Member, written: Written, faults: dict[str, Fault]) -> str:
    everyone = store.members(g.session, g.council.id)
    shown = term_show.replacing(g.council, found, everyone, written, faults, speak(), today=today())
    return access.show("members/replace.html", replacing=shown, failed=bool(faults))


def to_list(done: str, **more: Any) -> Response:
    """To the list, which says what was done."""
    asked = request.args.get("lang")
    where = url_for("members.index", slug=g.council.slug, lang=asked, done=done, **more)
    return redirect(where, 303)
