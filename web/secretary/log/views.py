"""Who did what and when: the council's history, by meeting or member, a page at a time."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask import g, request

from scheduler.councils import store
from scheduler.councils.rows import Member
from scheduler.history import store as history
from scheduler.history.rows import Change
from scheduler.language import sort_key
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from web.language import speak
from web.secretary import access
from web.secretary.log.sentences import Named, details, sentence
from web.transactions import MOST_NUMBER

pages = access.CouncilPages("log", "/log")
PAGE = 50
_SITTING = timedelta(hours=1)
"""Of the same done again by the same person within so long one line is shown."""


@pages.get("", endpoint="show")
def log_page() -> str:
    held = meetings.of_council(g.session, g.council.id)
    terms = store.members(g.session, g.council.id)
    meeting, member, page = (request.args.get(n, 0, int) for n in ("meeting", "member", "page"))
    number = min(max(1, page), MOST_NUMBER)
    changes = history.list_changes(
        g.session,
        g.council.id,
        about=_about(meeting, [term for term in terms if term.id == member]),
        skip=(number - 1) * PAGE,
        most=PAGE + 1,
    )
    return access.secretary_page(
        "log/list.html",
        sittings=_sittings(changes[:PAGE], _named(held, terms)),
        details=lambda changes: details(changes, speak()),
        meeting=meeting,
        member=member,
        meetings=sorted(held, key=lambda row: row.starts_at, reverse=True),
        terms=sorted(terms, key=lambda term: sort_key(term.person.name)),
        page=number,
        has_older=len(changes) > PAGE,
    )


def _named(held: Iterable[Meeting], terms: Sequence[Member]) -> Named:
    return Named(
        meetings={str(row.number): row.starts.date for row in held},
        terms={str(term.id): term.person.name for term in terms},
        people={str(term.person_id): term.person.name for term in terms},
    )


def _about(meeting: int, terms: Iterable[Member]) -> list[str]:
    """How the subjects of what is asked for begin."""
    about = []
    if meeting:
        about += [f"meeting {meeting} %", f"reply to meeting {meeting} by %"]
        about.append(f"mail %: {g.council.slug}/m{meeting}/%")
    for term in terms:
        about += [f"member {term.id} %", f"% by person {term.person_id}"]
    return about


def _sittings(changes: Iterable[Change], named: Named) -> list[tuple[str, list[Change]]]:
    """The sentences, the newest first, each with its changes: what one person did again and again is one of them."""
    sittings: list[tuple[str, list[Change]]] = []
    for change in changes:
        text = sentence(change, named, speak())
        last = sittings[-1][1][-1] if sittings else None
        is_same = last and (last.by_kind, last.by_name) == (change.by_kind, change.by_name)
        if last and is_same and sittings[-1][0] == text and last.at - change.at <= _SITTING:
            sittings[-1][1].append(change)
        else:
            sittings.append((text, [change]))
    return sittings
