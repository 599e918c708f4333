"""How papers are asked for."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from scheduler.db.session import Session
from scheduler.papers.rows import Paper


def papers(session: Session, *, meeting_id: int | None, item_ids: Iterable[int]) -> list[Paper]:
    """Those of the meeting and of the items, in the order in which they were added; no meeting: of the items alone."""
    # No meeting's number is 0; None would ask for every paper that hangs on an item.
    hangs_on = or_(Paper.meeting_id == (meeting_id or 0), Paper.item_id.in_(sorted(item_ids)))
    return list(session.scalars(select(Paper).where(hangs_on).order_by(Paper.id)))


def add_paper(session: Session, paper: Paper) -> None:
    session.add(paper)
    session.flush()


def delete_paper(session: Session, paper: Paper) -> None:
    session.delete(paper)
    session.flush()


def delete_of_item(session: Session, item_id: int) -> None:
    for paper in papers(session, meeting_id=None, item_ids=[item_id]):
        session.delete(paper)
    session.flush()


def move_to_meeting(session: Session, meeting_id: int, item_id: int) -> None:
    """The item's papers hang on the meeting from then on."""
    for paper in papers(session, meeting_id=None, item_ids=[item_id]):
        paper.meeting_id, paper.item_id = meeting_id, None
    session.flush()


def digests(session: Session) -> set[str]:
    """Of every file that a paper still needs."""
    return set(session.scalars(select(Paper.sha256)))


def missing_names(session: Session, digests: Iterable[str]) -> list[str]:
    """The names of the papers that need one of the files."""
    query = select(Paper.name).where(Paper.sha256.in_(sorted(digests))).order_by(Paper.name)
    return list(session.scalars(query))
