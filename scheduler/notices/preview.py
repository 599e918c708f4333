"""Any letter as any recipient gets it: what was sent as it was sent, what is to come as it would be made now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.mail import message, queries
from scheduler.notices import gathering, listing, plan, render, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.listing import ListedPerson, NoticeLine
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import Situation


@dataclass(frozen=True, slots=True)
class Preview:
    """`was_sent` is False where the letter has not been ordered, so that it may still change."""

    line: NoticeLine
    to: ListedPerson
    letter: RenderedLetter
    was_ordered: bool


def preview_notice(
    session: Session, council: Council, key: str, setup: MailSetup, *, to: str, now: datetime
) -> Preview | None:
    """The notice of that key to that address, or to the first who gets it. None where there is none."""
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        return None
    s = gathering.situation(session, ref)
    line = next((line for line in listing.list_situation(s, now=now) if line.key == key), None)
    if line is None or not line.audience:
        return None
    person = next((p for p in line.audience if p.email == to), line.audience[0])
    return _ordered(session, line, person) or _coming(s, line, person, setup, now)


def _ordered(session: Session, line: NoticeLine, person: ListedPerson) -> Preview | None:
    if person.row_id is None:
        return None
    row = queries.letter(session, person.row_id)
    if row.mime is None:
        return None
    subject, text, language = message.unpack_words(row.mime)
    return Preview(line, person, RenderedLetter(subject, text, language), was_ordered=True)


def _coming(
    s: Situation, line: NoticeLine, person: ListedPerson, setup: MailSetup, now: datetime
) -> Preview | None:
    """Made as it would be at its time, so that it asks for nothing by a day that has passed then."""
    notice = next((n for n in plan.planned(s) if n.key == line.key), None)
    recipient = (
        next((r for r in notice.audience if r.person.email == person.email), None)
        if notice
        else None
    )
    if notice is None or recipient is None:
        return None
    made = render.render_letter(s, notice, recipient, setup.links, now=max(now, notice.due_at))
    return Preview(line, person, made, was_ordered=False)
