"""Lägg till medlemmar: people from a pasted table or list, or a file, seen before they are added. No mail is sent."""

from __future__ import annotations

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import cells, foresee, from_list, roster, sheet, store
from scheduler.councils.from_list import Listed
from scheduler.councils.sheet import Entry
from scheduler.errors import InvalidInput
from web.language import speak
from web.request import write
from web.secretary import access, list_show, paste_read, paste_show, roll_show
from web.secretary.list_show import ListShown
from web.secretary.members import pages as pages
from web.secretary.members import to_list, today
from web.secretary.paste_read import Pasted
from web.secretary.paste_show import Preview
from web.secretary.year_show import sentence

Answer = str | Response | tuple[str, int]


@pages.get("/add")
@access.secretary
def add() -> str:
    return _page(Pasted(""), "", None)


@pages.post("/add")
@access.secretary
def paste() -> Answer:
    """Shows how the rows are read; adds the correct ones only when just this text has been shown."""
    says = speak()
    if request.form.get("step") == "speak":  # in another language, with what is written
        kept = paste_read.kept()
        return _page(kept, kept.text, None)
    try:
        pasted = paste_read.pasted(says)
    except InvalidInput as error:
        kept = paste_read.kept()
        return _page(kept, kept.text, None, told=sentence(error.fields["file"], says)), 422
    _write()
    listed = _listed(pasted)
    text = _rows(pasted, listed)
    shown, ready = _read(text)
    is_seen = request.form.get("step") == "do" and request.form.get("seen") == shown.seen
    if not is_seen or not ready:
        # What a list lacks is no fault of who pasted it: the page says so, and asks for it.
        is_first = pasted.is_new or "turn" in request.form
        has_failed = bool(shown.faults) and not is_first
        of_list = list_show.shown(pasted, listed, text, says)
        page = _page(pasted, text, shown, of_list=of_list, has_failed=has_failed)
        return page, 422 if has_failed else 200
    done = roster.import_list(g.session, g.council, ready, by=g.by, now=g.now)
    counts = {"n": len(done.added), "updated": len(done.updated)}
    if not shown.left:
        return to_list("added", **counts)
    # The rows that are left wait here. Sent again, the page only shows that the others are there already.
    taken = {entry.line for entry in ready} - shown.left
    told = roll_show.added(**counts, left=len(shown.left), says=says)
    rest = paste_show.with_headers(cells.without(text, taken), says)
    of_list = list_show.shown(pasted, _listed(pasted), rest, says)
    return _page(pasted, rest, _read(rest)[0], of_list=of_list, done=told)


def _listed(pasted: Pasted) -> Listed | None:
    """The people recognised, as the roll knows them."""
    if pasted.people is None:
        return None
    terms = store.members(g.session, g.council.id)
    lasting = [term for term in terms if not term.is_over(today())]
    return from_list.listed(pasted.people, pasted.original, lasting)


def _rows(pasted: Pasted, listed: Listed | None) -> str:
    """The text of the table: made of the list, or as given, with two people turned round where that was asked."""
    if pasted.is_new and listed:
        return from_list.as_text(listed.rows, speak())
    pair = list_show.asked(request.form.get("turn", ""))
    return from_list.turned(pasted.text, pair) if pair else pasted.text


def _read(text: str) -> tuple[Preview, list[Entry]]:
    """How the rows are read, and the people that can be taken."""
    read = sheet.read(text)
    yes = frozenset(request.form.getlist("yes"))
    foreseen = foresee.foresee(
        g.session, g.council, read.entries, now=g.now, faulty=read.faulty, yes=yes
    )
    shown = paste_show.preview(text, read, foreseen, speak(), slug=g.council.slug, yes=yes)
    return shown, [one.entry for one in foreseen if not one.waits(yes)]


def _page(
    pasted: Pasted,
    text: str,
    preview: Preview | None,
    *,
    of_list: ListShown | None = None,
    told: str = "",
    done: str = "",
    has_failed: bool = False,
) -> str:
    """`told` is what is wrong with the file, `done` who were added though other rows wait."""
    return access.show(
        "members/add.html",
        text=text,
        preview=preview,
        pasted=pasted,
        of_list=of_list,
        failed=bool(told or has_failed),
        told=told,
        done=done,
    )


def _write() -> None:
    """The text is read; from here on the council may change."""
    write()
    g.council = store.council(g.session, g.council.slug)
