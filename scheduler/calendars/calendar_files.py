"""Rule: one meeting, or one year's meetings, as a file to put into a calendar once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from scheduler.calendars.vcalendar import FeedInfo, feed_calendar, plain_calendar
from scheduler.calendars.vevent import calendar_meeting, personal_meeting, vevents
from scheduler.councils.rows import Council, Member
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import DeputyCall, Meeting


def meeting_file(council: Council, meeting: Meeting, links: Links, language: Language) -> bytes:
    """The VEVENT that the council's feed has, so that a later file or invitation changes it (RFC 5545 §3.8.4.7).

    No METHOD: it is nobody's invitation, and there is nothing to answer.
    """
    events = vevents(calendar_meeting(council, meeting, links), language)
    return plain_calendar(meeting.starts.zone, language, events)


def year_file(
    council: Council,
    year: int,
    meetings: Iterable[Meeting],
    links: Links,
    language: Language,
    *,
    term_on: Callable[[date], Member | None] | None = None,
    calls: Sequence[DeputyCall] = (),
) -> bytes:
    """The same VEVENTs as the council's feed has.

    `term_on` gives a person's term on a day: then only their own meetings, as their personal feed shows them.
    `calls` are the person's as a deputy.
    """
    title = language("%(council)s: meetings in %(year)s", council=council.name, year=year)
    about = language("When %(council)s meets.", council=council.name)
    info = FeedInfo(title, about, council.name, None, links.council(council.slug))
    events: list[bytes] = []
    for meeting in meetings:
        shown = calendar_meeting(council, meeting, links)
        if term_on:
            term = term_on(meeting.starts.date)
            if term is None:
                continue
            shown = personal_meeting(shown, term, None, language, terms=[term], calls=calls)
        events += vevents(shown, language)
    return feed_calendar(info, [council.zone], language, events)
