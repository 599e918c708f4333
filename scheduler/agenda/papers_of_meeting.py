"""The papers of one meeting: those of the meeting itself, and those of items that somebody may see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.agenda.rows import AgendaItem
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.papers import store
from scheduler.papers.file_kinds import clean_name
from scheduler.papers.rows import Paper


@dataclass(frozen=True, slots=True)
class Papers:
    """`of_item` has those of each item, by its id."""

    items: tuple[AgendaItem, ...]
    of_meeting: tuple[Paper, ...]
    of_item: dict[int, list[Paper]]

    @property
    def count(self) -> int:
        return len(self.of_meeting) + sum(len(papers) for papers in self.of_item.values())


def read_papers(session: Session, meeting_id: int | None, items: Sequence[AgendaItem]) -> Papers:
    """Without `meeting_id` those of the items alone."""
    of_meeting: list[Paper] = []
    of_item: dict[int, list[Paper]] = {}
    for paper in store.papers(session, meeting_id=meeting_id, item_ids=[item.id for item in items]):
        if paper.item_id is None:
            of_meeting.append(paper)
        else:
            of_item.setdefault(paper.item_id, []).append(paper)
    return Papers(tuple(items), tuple(of_meeting), of_item)


def by_folder(papers: Papers) -> Iterator[tuple[str, Paper]]:
    """Each with the folder it lies in within an archive: number and heading of its item, none for the meeting's own."""
    for paper in papers.of_meeting:
        yield "", paper
    for number, item in enumerate(papers.items, start=1):
        heading = clean_name(re.sub(r"[/\\]", "-", item.heading))  # "Plan 2025/26" is no path
        for paper in papers.of_item.get(item.id, ()):
            yield f"{number:02} {heading[:60].strip(' .')}", paper


def find_paper(papers: Papers, paper_id: int) -> Paper | None:
    return next((paper for _, paper in by_folder(papers) if paper.id == paper_id), None)


def must_find_paper(papers: Papers, paper_id: int) -> Paper:
    """Raises: NotFound."""
    paper = find_paper(papers, paper_id)
    if paper is None:
        raise NotFound
    return paper
