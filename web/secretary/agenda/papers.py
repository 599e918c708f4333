"""Handlingar: the files of a meeting and of the items of its agenda."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from scheduler.agenda import papers_of_meeting, store
from scheduler.councils import store as councils
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.meetings.rows import Meeting
from scheduler.papers import actions
from scheduler.papers.file_kinds import KINDS
from scheduler.papers.zip_file import zip_papers
from web import papers, transactions
from web.app_state import app_state
from web.language import speak
from web.secretary import access

pages = Blueprint(
    "agenda_papers", __name__, url_prefix="/admin/<slug>/meetings/<int:number>/papers"
)
_MOST = 10
_NOTHING = N_("Choose a file first.")
_DONE = {"added": N_("The files are added."), "removed": N_("The file is removed.")}


@pages.get("")
@access.secretary
def index(number: int) -> str:
    return _page(access.meeting(number))


@pages.post("", endpoint="add")
@access.secretary
def add_paper(number: int) -> Answer | tuple[str, int]:
    """The files are checked and kept first, outside of any writing transaction."""
    meeting = access.meeting(number)
    try:
        files = papers.sent_files(most=_MOST)
        if not files:
            raise InvalidInput({"files": Fault(_NOTHING)})
    except InvalidInput as error:
        return _page(meeting, error.fields), 422
    transactions.write()
    councils.lock(g.session, g.council.id)
    items = {str(item.id): item.id for item in store.agenda_of(g.session, meeting.id)}
    item_id = items.get(request.form.get("item", ""))
    actions.add_papers(g.session, meeting, files, item_id=item_id, by=g.by, now=g.now)
    return redirect(_here(number, "added"), 303)


@pages.post("/<int:paper_id>/remove")
@access.secretary
def remove(number: int, paper_id: int) -> Answer:
    """Pressed twice it removes once."""
    meeting = access.meeting(number)
    paper = papers_of_meeting.find_paper(_papers(meeting), paper_id)
    if paper:
        actions.remove_paper(g.session, meeting, paper, by=g.by, now=g.now)
    return redirect(_here(number, "removed"), 303)


@pages.get("/<int:paper_id>")
@access.secretary
def file(number: int, paper_id: int) -> Response:
    meeting = access.meeting(number)
    return papers.paper_response(papers_of_meeting.must_find_paper(_papers(meeting), paper_id))


@pages.get("/all.zip")
@access.secretary
def archive(number: int) -> Response:
    meeting = access.meeting(number)
    name = f"{g.council.slug}-{meeting.starts.date}.zip"
    return papers.zip_response(
        zip_papers(papers_of_meeting.by_folder(_papers(meeting)), papers.folder()), name
    )


def _papers(meeting: Meeting) -> papers_of_meeting.Papers:
    items = store.items_of(g.session, [meeting.id]).get(meeting.id, [])
    return papers_of_meeting.read_papers(g.session, meeting.id, items)


def _here(number: int, done: str) -> str:
    return url_for("agenda_papers.index", slug=g.council.slug, number=number, done=done)


def _page(meeting: Meeting, faults: Mapping[str, Fault] | None = None) -> str:
    says = speak()
    errors = {name: says(one.text, **one.params) for name, one in (faults or {}).items()}
    return access.show(
        "agenda/papers.html",
        meeting=meeting,
        papers=_papers(meeting),
        agenda=store.agenda_of(g.session, meeting.id),
        chosen=request.form.get("item", request.args.get("item", "")),
        max_mb=app_state().config.files.max_mb,
        most=_MOST,
        endings=",".join(f".{ending}" for ending in KINDS),
        errors=errors,
        faults=[{"anchor": name, "text": text} for name, text in errors.items()],
        done=says(_DONE[done]) if (done := request.args.get("done", "")) in _DONE else "",
    )
