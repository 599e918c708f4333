"""Action: a draft becomes meetings. The year's mail follows by itself: in five minutes, or at seven after a night."""

from datetime import datetime
from typing import Any

from scheduler.agenda.standing import add_standing_items
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, InvalidInput, YearPublished, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Meeting
from scheduler.years import store
from scheduler.years.draft_meetings import draft_meetings, held_dates, questions
from scheduler.years.rows import CouncilYear, YearStatus

_NOTHING = N_("There is no date to publish. Plan the year first.")
_NOT_YET = N_("%(year)s is not published. Publish it first.")


def publish(
    session: Session, council: Council, council_year: CouncilYear, *, by: Actor, now: datetime
) -> list[Meeting]:
    """The draft's dates become meetings, in order; cancelled ones do not, nor past ones that were decided away.

    Raises: YearPublished; InvalidInput naming every date that must be settled first (nothing is published then).
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    past = council_year.source.past
    dates = held_dates(draft_meetings(session, council, council_year, now=now), past)
    if not dates:
        raise invalid("text", _NOTHING)
    if faults := questions(dates, past):
        raise InvalidInput(faults)
    council_year.status, council_year.published_at = YearStatus.PUBLISHED, now
    flush(session, Conflict())
    meetings = []
    for one in dates:
        assert one.starts
        assert one.ends
        meeting = lifecycle.add_meeting(
            session, council, council_year_id=council_year.id, starts=one.starts, ends=one.ends, place=one.place,
            note=one.note, online_url=one.online_url, may_be_past=True, by=by, now=now,
        )  # fmt: skip
        add_standing_items(session, council, meeting, is_last_of_year=one is dates[-1])
        meetings.append(meeting)
    subject, after = f"year {council_year.year} published", [str(one.starts) for one in meetings]
    history.record(
        session, subject, by=by, now=now, council_id=council.id, after={"meetings": after}
    )
    return meetings


def add_date(
    session: Session, council: Council, *, starts: Wall, place: str | None = None, **values: Any
) -> Meeting:
    """One more meeting in a published year, where the council meets unless `place` says another; with `values` as
    `lifecycle.add_meeting` takes them.

    Raises: NotFound, Conflict where the year is a draft, InvalidInput.
    """
    council_year = store.get(session, council.id, starts.date.year)
    if not council_year.is_published:
        raise Conflict(_NOT_YET, year=council_year.year)
    values |= {"starts": starts, "place": council.place if place is None else place}
    meeting = lifecycle.add_meeting(session, council, council_year_id=council_year.id, **values)
    add_standing_items(session, council, meeting)
    return meeting
