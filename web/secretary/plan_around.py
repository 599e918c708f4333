"""From a draft to what its page shows around the rows: months, unclear lines, other years, what publishing does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.notices.impact import Mailing
from scheduler.years import calendar_file, planned, unread
from scheduler.years.draft import LineRead
from scheduler.years.entries import Draft, Entry, Way
from scheduler.years.planned import Planned, Problem
from scheduler.years.recognise import Reason, State
from web.secretary import pause_show
from web.secretary.year_show import sentence

_MOST_SKIPPED = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """What a draft's page is made of; `elsewhere` counts what lies in other years' drafts, `refused` are dates of
    published years."""

    council: Council
    year: int
    draft: Draft
    dates: Sequence[Planned]
    lines: Sequence[LineRead]
    elsewhere: Mapping[int, int]
    refused: Sequence[Entry]
    mailing: Mailing
    now: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the ribbon: its days with meetings. `state` is a class."""

    name: str
    days: str
    state: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line of the text that was doubted, or that was not read and waits for a person, and why."""

    number: int
    text: str
    reasons: tuple[str, ...]
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A note of dates that are not here, or came from elsewhere; of another year, with the address of that year.

    `dates` are those it is about, each with the address of the form that adds it.
    """

    text: str
    url: str
    dates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """A date that was taken out of the plan, by the id that puts it back."""

    id: int
    when: str


def saved(seen: Seen, says: Language) -> str:
    at = seen.draft.saved_at
    if at is None:
        return says("Draft")
    wall = Wall.at(at, seen.council.zone)
    if wall.date == Wall.at(seen.now, seen.council.zone).date:
        return says("Draft, saved today at %(time)s", time=says.hour(wall.time))
    return says("Draft, saved %(day)s", day=wall.date)


def months(seen: Seen, says: Language) -> tuple[Month, ...]:
    found = []
    for number in range(1, 13):
        here = [one for one in seen.dates if one.day.month == number and not one.is_cancelled]
        asks = any(one.problem or (one.findings and not one.is_accepted) for one in here)
        state = ("has q" if asks else "has") if here else ""
        days = ", ".join(str(one.day.day) for one in here)
        found.append(Month(says.month_short(number), days, state))
    return tuple(found)


def bodies(draft: Draft, says: Language) -> tuple[Body, ...]:
    return tuple(
        Body(name, says.count("%(n)s meeting", "%(n)s meetings", n))
        for name, n in draft.bodies.items()
    )


def elsewhere(seen: Seen, says: Language) -> Iterable[Elsewhere]:
    for year, n in seen.elsewhere.items():
        told = says.count(
            "%(n)s date belongs to %(year)s and lies in that year's draft.",
            "%(n)s dates belong to %(year)s and lie in that year's draft.", n, year=year,
        )  # fmt: skip
        yield Elsewhere(told, url_for("years.show", slug=seen.council.slug, year=year))
    for year in seen.draft.refused:
        dates = [one for one in seen.refused if one.day.year == year]
        if not dates:
            continue
        told = says.count(
            "%(n)s date belongs to %(year)s, which is already published. Add it there as a meeting.",
            "%(n)s dates belong to %(year)s, which is already published. Add them there as meetings.",
            len(dates), year=year,
        )  # fmt: skip
        links = tuple((_called(one, says), _to_add(one, seen.council)) for one in dates)
        yield Elsewhere(told, "", links)
    for told in calendar_file.told(seen.draft, says):
        yield Elsewhere(told, "")
    came = Counter(one.entry.origin for one in seen.dates if one.entry.origin is not None)
    for year, n in sorted(came.items()):
        told = says.count(
            "%(n)s date came from a text that was read on the page of %(year)s.",
            "%(n)s dates came from a text that was read on the page of %(year)s.", n, year=year,
        )  # fmt: skip
        yield Elsewhere(told, url_for("years.show", slug=seen.council.slug, year=year))


def _called(one: Entry, says: Language) -> str:
    return says("Add %(date)s", date=says.short(one.day, one.start))


def _to_add(one: Entry, council: Council) -> str:
    """The form that adds a meeting, filled in with the date."""
    day = one.day.isoformat()
    typed: dict[str, Any] = {
        "date": f"{day} – {one.last_day.isoformat()}" if one.last_day else day,
        "starts": f"{one.start:%H.%M}" if one.start else "",
        "ends": f"{one.end:%H.%M}" if one.end else "",
        "place": one.place,
        "note": one.note,
    }
    asked = {name: value for name, value in typed.items() if value}
    return url_for("meetings.new", slug=council.slug, year=one.day.year, **asked)


def removed(draft: Draft, says: Language) -> tuple[Removed, ...]:
    """What was read and is taken out: it stays so when it is read again, and can be put back."""
    dates = sorted(draft.removed, key=lambda one: (one.day, one.start or time(0)))
    return tuple(Removed(one.id, _removed(one, says)) for one in dates)


def _removed(one: Entry, says: Language) -> str:
    when = says.short(one.day, one.start)
    return says("%(date)s, moved to %(to)s", date=when, to=one.gone_to) if one.gone_to else when


def lost(draft: Draft, says: Language) -> tuple[str, ...]:
    """What was changed in dates that were not among those that were read last."""
    return tuple(
        says("You had changed %(date)s, which is not there any more in what was read.", date=day)
        for day in draft.lost
    )


def done(
    council: Council, year: int, other: int | None, moved: Iterable[int], says: Language
) -> tuple[Elsewhere, ...]:
    """What the press before did in other years: put in on the page of `other`, or moved to those of `moved`."""
    found = []
    if other is not None and other != year:
        told = says(
            "What you put in on the page of %(other)s is of %(year)s, and lies in the draft here. "
            "What there was for %(other)s is still there.",
            other=other,
            year=year,
        )
        found.append(Elsewhere(told, url_for("years.show", slug=council.slug, year=other)))
    for to in moved:
        told = says("What you moved to %(year)s lies in the draft of that year.", year=to)
        found.append(Elsewhere(told, url_for("years.show", slug=council.slug, year=to)))
    return tuple(found)


def another(draft: Draft, says: Language) -> str:
    """Asks whose the meetings are, where the text names one body and that is not the council."""
    if not draft.another or not draft.entries:
        return ""
    return says(
        "The text speaks of %(body)s. Check that these are your meetings.", body=draft.another
    )


def past(n: int, says: Language) -> str:
    if not n:
        return ""
    return says.count("%(n)s date has passed.", "%(n)s dates have passed.", n)


def lacks_time(dates: Iterable[Planned], says: Language) -> str:
    n = sum(one.problem_kind is Problem.NO_TIME for one in dates)
    if not n:
        return ""
    return says.count("%(n)s meeting has no time of day.", "%(n)s meetings have no time of day.", n)


def skipped(lines: Iterable[LineRead]) -> tuple[str, ...]:
    """Lines that are about no meeting: shown, so that none is lost unseen."""
    other = (line.text for line in lines if line.state == "other" and not line.faults)
    return tuple(islice(other, _MOST_SKIPPED))


def unclear(seen: Seen, says: Language) -> tuple[Unclear, ...]:
    """Lines with a reason that no row tells or has told; of a text with several bodies, none that is another's."""
    entries = (*seen.draft.entries, *seen.draft.removed)
    told = {(one.line, sentence(planned.fault(r), says)) for one in entries for r in _doubts(one)}
    ours = {one.line for one in seen.dates if one.entry.way is not Way.ONE}
    waiting = unread.lines(seen.draft, seen.lines)
    found = []
    for line in seen.lines:
        if line.number not in ours and _is_anothers(line, seen.draft):
            continue
        reasons = [sentence(fault, says) for fault in line.faults]
        new = tuple(reason for reason in reasons if (line.number, reason) not in told)
        is_unread = line in waiting
        is_settled = line.state == State.NOT_UNDERSTOOD and not is_unread
        # Until a body is chosen, only what could not be read at all may be hers.
        if new and not is_settled and (is_unread or not seen.draft.must_choose_body):
            found.append(Unclear(line.number, line.text, new, is_unread))
    return tuple(found)


def _is_anothers(line: LineRead, draft: Draft) -> bool:
    """It names another body and not ours, or stands among the meetings of others alone."""
    text, ours = line.text.casefold(), draft.body
    if not ours or ours.casefold() in text:
        return False
    named = any(re.search(rf"\b{re.escape(body.casefold())}\b", text) for body in draft.bodies)
    return named or (bool(line.bodies) and ours not in line.bodies)


def _doubts(entry: Entry) -> Iterable[Reason]:
    """All that was unsure of it, also where it is settled now."""
    yield from entry.read.doubts
    if entry.read.claim:
        yield entry.read.claim


def consequences(held: int, seen: Seen, says: Language) -> tuple[str, ...]:
    """What publishing does; nothing where there is no date."""
    if not held:
        return ()
    council, mailing = seen.council, seen.mailing
    public = says.count("%(n)s meeting becomes public.", "%(n)s meetings become public.", held)
    feeds = says("Everyone who subscribes gets them in their calendar.")
    n, at = len(mailing.people), Wall.at(mailing.at, council.zone)
    if n == 0:
        nobody = says("Nobody gets a mail: the council has no members that year.")
        return public, feeds, nobody
    if waits := pause_show.waits(council, n, says):
        return public, feeds, waits
    if mailing.at == seen.now + FIVE_MINUTES:
        mail = says.count(
            "%(n)s person gets a mail with the year's dates at %(time)s, five minutes after you publish.",
            "%(n)s people get a mail with the year's dates at %(time)s, five minutes after you publish.",
            n,
            time=says.at(at.time),
        )
    else:
        mail = says.count(
            "%(n)s person gets a mail with the year's dates %(when)s, since no mail goes out at night.",
            "%(n)s people get a mail with the year's dates %(when)s, since no mail goes out at night.",
            n,
            when=at,
        )
    stop = says("Until then you can stop the mail. The year stays published.")
    return public, feeds, f"{mail} {stop}"
