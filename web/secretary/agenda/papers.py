"""Handlingar: the files of a meeting and of the items of its agenda."""

from functools import partial

from flask import Response, g, request

from scheduler.agenda import papers_of_meeting, store
from scheduler.councils import store as councils
from scheduler.errors import N_, invalid
from scheduler.meetings.rows import Meeting
from scheduler.papers import actions
from scheduler.papers.file_kinds import KINDS
from scheduler.papers.zip_file import zip_papers
from web import papers, transactions
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.forms import answer_refusals
from web.secretary import access

pages = access.CouncilPages("agenda_papers", "/meetings/<int:number>/papers", "meetings")
_MOST = 10
_NOTHING = N_("Choose a file first.")


@pages.get("")
def index(number: int) -> str:
    return _page(access.meeting(number))


@pages.post("", endpoint="add")
def add_paper(number: int) -> ViewResult:
    """The files are checked and kept first, outside of any writing transaction."""
    meeting = access.meeting(number)
    answer_refusals(partial(_page, meeting))
    files = papers.sent_files(most=_MOST)
    if not files:
        raise invalid("files", _NOTHING)
    transactions.write()
    councils.lock(g.session, g.council.id)
    items = {str(item.id): item.id for item in store.agenda_of(g.session, meeting.id)}
    item_id = items.get(request.form.get("item", ""))
    actions.add_papers(g.session, meeting, files, item_id=item_id, by=g.by, now=g.now)
    return redirect_to("agenda_papers.index", number=number, done="added")


@pages.post("/<int:paper_id>/remove")
def remove(number: int, paper_id: int) -> ViewResult:
    """Pressed twice it removes once."""
    meeting = access.meeting(number)
    paper = papers_of_meeting.find_paper(_papers(meeting), paper_id)
    if paper:
        actions.remove_paper(g.session, meeting, paper, by=g.by, now=g.now)
    return redirect_to("agenda_papers.index", number=number, done="removed")


@pages.get("/<int:paper_id>")
def file(number: int, paper_id: int) -> Response:
    meeting = access.meeting(number)
    return papers.paper_response(papers_of_meeting.must_find_paper(_papers(meeting), paper_id))


@pages.get("/all.zip")
def archive(number: int) -> Response:
    meeting = access.meeting(number)
    name = f"{g.council.slug}-{meeting.starts.date}.zip"
    return papers.zip_response(
        zip_papers(papers_of_meeting.by_folder(_papers(meeting)), papers.folder()), name
    )


def _papers(meeting: Meeting) -> papers_of_meeting.Papers:
    items = store.items_of(g.session, [meeting.id]).get(meeting.id, [])
    return papers_of_meeting.read_papers(g.session, meeting.id, items)


def _page(meeting: Meeting) -> str:
    return access.secretary_page(
        "agenda/papers.html",
        meeting=meeting,
        papers=_papers(meeting),
        agenda=store.agenda_of(g.session, meeting.id),
        chosen=request.form.get("item", request.args.get("item", "")),
        max_mb=app_state().config.files.max_mb,
        most=_MOST,
        endings=",".join(f".{ending}" for ending in KINDS),
    )
