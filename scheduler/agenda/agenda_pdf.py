"""The agenda of a meeting as an accessible PDF."""

from collections.abc import Mapping, Sequence

from scheduler.agenda.papers_of_meeting import Papers
from scheduler.agenda.rows import AgendaItem
from scheduler.agenda.timetable import item_times
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.papers.pdf import render_pdf
from scheduler.papers.rows import Paper


def render_agenda(
    council: Council,
    meeting: Meeting,
    items: Sequence[AgendaItem],
    papers: Papers,
    says: Language,
    *,
    below: Mapping[int, Sequence[str]] = {},
    is_public: bool = False,
) -> bytes:
    """For members and deputies, with the digital link, numbers and hours; `is_public`: for everyone, without them.

    `below`: lines that stand below the item of that number, or with 0 above all.
    """
    facts = (
        says.span(meeting.starts, meeting.ends, long=True),
        meeting.place,
        "" if is_public else meeting.online_url,
        says("The meeting is cancelled.") if meeting.is_cancelled else "",
        *below.get(0, ()),
    )
    times = [None] * len(items) if is_public else item_times(meeting, items)
    before = [says("Time")] * any(times) + [says("No.")] * (not is_public)
    data = {
        "facts": [fact for fact in facts if fact],
        "papers": _names(papers.of_meeting, says),
        "head": [*before, says("Item"), says("Scope"), says("Presenter")],
        "items": [
            {"number": str(number), "time": says.hour(time.time) if time else ""}
            | _item_data(item, below.get(number, ()), papers, says)
            for number, (item, time) in enumerate(zip(items, times, strict=True), start=1)
        ],
    }
    day = says.long(meeting.starts.date)
    title = (
        says("From the agenda %(day)s", day=day) if is_public else says("Agenda %(day)s", day=day)
    )
    return render_pdf("agenda", data, says, title=title, author=council.name)


def _item_data(
    item: AgendaItem, below: Sequence[str], papers: Papers, says: Language
) -> dict[str, object]:
    return {
        "heading": item.heading,
        "scope": item.scope,
        "presenter": item.presenter,
        "text": "\n".join(filter(None, (item.text, *below))),
        "links": item.links.split("\n") if item.links else [],
        "papers": _names(papers.of_item.get(item.id, ()), says),
    }


def _names(papers: Sequence[Paper], says: Language) -> str:
    names = ", ".join(paper.name for paper in papers)
    return says("Papers: %(names)s", names=names) if names else ""


def agenda_file_name(council: Council, meeting: Meeting, says: Language) -> str:
    word = says("agenda")
    return f"{council.slug}-{word}-{meeting.starts.date}.pdf"
