"""Lines of a text that were not read, until a person fills in their dates or drops them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import YearPublished, invalid
from scheduler.history.rows import Actor
from scheduler.years import draft, keeping
from scheduler.years.draft import LineRead
from scheduler.years.entries import Draft, Entry
from scheduler.years.recognise import State
from scheduler.years.rows import CouncilYear


def lines(kept: Draft, read: Iterable[LineRead]) -> list[LineRead]:
    """Those of `read` that were not read and that nobody has settled."""
    # By their text, so that they stay settled when the text is read again with other lines before them.
    settled, waiting = Counter(kept.settled), []
    for line in read:
        if line.state != State.NOT_UNDERSTOOD:
            continue
        if settled[line.text]:
            settled[line.text] -= 1
        else:
            waiting.append(line)
    return waiting


def settle(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    settled: Collection[LineRead],
    dates: Mapping[int, Entry],
    *,
    by: Actor,
    now: datetime,
) -> tuple[int, ...]:
    """The lines `settled` wait no more; `dates` are what was filled in, by number of line.

    A date goes to the draft of its own year, as one that was added there. Gives the other years that got dates.
    Raises: YearPublished; InvalidInput where the other year is published.
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    if not settled:
        return ()
    kept = keeping.of(council_year)
    texts = (*kept.settled, *(line.text for line in settled))
    keeping.keep(session, council_year, dataclasses.replace(kept, settled=texts), now)
    for number, entry in dates.items():
        try:
            draft.add(session, council, entry.day.year, [entry], by=by, now=now)
        except YearPublished as error:
            raise invalid(f"when_line_{number}", error.text, year=entry.day.year) from error
    return tuple(sorted({one.day.year for one in dates.values()} - {council_year.year}))
