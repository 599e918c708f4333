"""From lines of history to who did what and when, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council, Member
from scheduler.errors import N_
from scheduler.history.rows import ActorKind, Change
from scheduler.language import LANGUAGES, Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS
from web.secretary.meetings.reply_list import ANSWERS
from web.secretary.member_words import FIELD_WORDS, Option

PAGE = 50
_LINES: tuple[tuple[str, str], ...] = (
    (r"meeting (?P<m>\d+) added", N_("Added the meeting %(meeting)s.")),
    (r"meeting (?P<m>\d+) moved", N_("Changed the meeting %(meeting)s.")),
    (r"meeting (?P<m>\d+) agenda changed", N_("Changed the agenda of the meeting %(meeting)s.")),
    (
        r"meeting (?P<m>\d+) notes published as version \d+",
        N_("Published the notes of the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) notes no longer published",
        N_("Took back the notes of the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) notes sent to the chair",
        N_("Asked the chair to approve the notes of the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) notes approved",
        N_("Approved the notes of the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) notes returned with a remark",
        N_("Wrote a remark on the notes of the meeting %(meeting)s."),
    ),
    (r"meeting (?P<m>\d+) notes changed", N_("Took notes at the meeting %(meeting)s.")),
    (
        r"meeting (?P<m>\d+) item proposed by person (?P<p>\d+)",
        N_("%(person)s proposed an item for the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) item withdrawn by person (?P<p>\d+)",
        N_("%(person)s withdrew an item proposed for the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) item changed by person (?P<p>\d+)",
        N_("%(person)s changed an item proposed for the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) last day for items changed",
        N_("Changed the last day to suggest items to the meeting %(meeting)s."),
    ),
    (r"meeting (?P<m>\d+) paper added", N_("Added a paper to the meeting %(meeting)s.")),
    (r"meeting (?P<m>\d+) paper removed", N_("Removed a paper of the meeting %(meeting)s.")),
    (
        r"meeting (?P<m>\d+) item taken",
        N_("Put a proposed item on the agenda of the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+) item postponed to meeting \d+",
        N_("Put off an item proposed for the meeting %(meeting)s to the next meeting."),
    ),
    (
        r"meeting (?P<m>\d+) item declined",
        N_("Said no to an item proposed for the meeting %(meeting)s."),
    ),
    (r"meeting (?P<m>\d+) cancelled", N_("Cancelled the meeting %(meeting)s.")),
    (r"meeting (?P<m>\d+) restored", N_("Let the meeting %(meeting)s be held after all.")),
    (
        r"meeting (?P<m>\d+) change taken back",
        N_("Took back the change of the meeting %(meeting)s."),
    ),
    (
        r"reply to meeting (?P<m>\d+) by person (?P<p>\d+)",
        N_("%(person)s replied to the meeting %(meeting)s."),
    ),
    (r"member (?P<t>\d+) joined", N_("Added %(person)s.")),
    (r"member (?P<t>\d+) edited", N_("Changed the details of %(person)s.")),
    (r"member (?P<t>\d+) left", N_("Ended the term of %(person)s.")),
    (r"member (?P<t>\d+) end taken back", N_("Took back the end of the term of %(person)s.")),
    (r"member (?P<t>\d+) replaced", N_("Replaced %(person)s.")),
    (r"seat \d+ ended", N_("Ended a seat.")),
    (r"year (?P<y>\d+) published", N_("Published the year %(year)s.")),
    (r"school holidays changed", N_("Changed the school holidays.")),
    (r"foreign calendar added", N_("Added another body's calendar to compare with.")),
    (r"foreign calendar removed", N_("Took away another body's calendar.")),
    (r"account added", N_("Let %(keeper)s keep the council in the browser.")),
    (r"account removed", N_("Ended the access of %(keeper)s to the council.")),
    (r"council added", N_("Made the council.")),
    (r"council imported", N_("Brought the council in from a file.")),
    (r"council changed", N_("Changed the settings of the council.")),
    (r"council mail paused", N_("Put all mail of the council on hold.")),
    (r"council mail resumed", N_("Let the mail of the council go again.")),
    (r"text changed: .*", N_("Changed the text of a mail.")),
    (r"mail held: (?P<k>.+)", N_("Put a mail on hold: %(mail)s.")),
    (r"mail approved: (?P<k>.+)", N_("Approved a mail: %(mail)s.")),
    (r"mail skipped: (?P<k>.+)", N_("Skipped a mail: %(mail)s.")),
    (
        r"mail dismissed: (?P<k>.+)",
        N_("Took a mail that was over off the list of what to do: %(mail)s."),
    ),
    (r"mail sent now: (?P<k>.+)", N_("Ordered a mail to go now: %(mail)s.")),
    (r"mail resumed: (?P<k>.+)", N_("Let a mail go at its time again: %(mail)s.")),
    (r"mail edited: (?P<k>.+)", N_("Edited one mail: %(mail)s.")),
    (r"mail no longer edited: (?P<k>.+)", N_("Gave one mail its usual text again: %(mail)s.")),
    (
        r"meeting (?P<m>\d+): person (?P<p>\d+) called late",
        N_("Called %(person)s late to %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+): deputy (?P<p>\d+) called",
        N_("Called %(person)s as a deputy to the meeting %(meeting)s."),
    ),
    (
        r"meeting (?P<m>\d+): deputy (?P<p>\d+) call \w+",
        N_("%(person)s is no longer called as a deputy to the meeting %(meeting)s."),
    ),
    (r"letter \d+ .*", N_("Settled what became of a mail.")),
    (r"mail \d+ filed", N_("Settled a mail that waited.")),
)
"""How a line of history begins, and what it says to a person; the first that fits."""

_DRAFTED = {
    "removed": N_("Removed %(dates)s from the year plan %(year)s."),
    "changed": N_("Changed %(dates)s in the year plan %(year)s."),
}
_SITTING = timedelta(hours=1)
"""Of the same done again by the same person within so long one line is shown."""
_OTHER = N_("Something else was changed: %(subject)s.")
_WHO: Mapping[str, str] = {
    ActorKind.OPERATOR: N_("The operator, by command"),
    ActorKind.SYSTEM: N_("Kallelse, by itself"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `details` are what was and became."""

    when: str
    who: str
    what: str
    details: list[str]


@dataclass(frozen=True, slots=True)
class LogPage:
    """`newer` and `older` are addresses, empty where there is nothing there."""

    entries: list[Entry]
    meetings: list[Option]
    people: list[Option]
    is_filtered: bool
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter, and which page of PAGE lines, from 1."""

    meeting: int
    member: int
    page: int


def page(
    council: Council,
    changes: Sequence[Change],
    meetings: Sequence[Meeting],
    terms: Sequence[Member],
    asked: Asked,
    says: Language,
) -> LogPage:
    """`changes` holds one line more than a page where there is an older page."""
    words = _Words(council, meetings, terms, says)
    newest = sorted(meetings, key=lambda m: m.starts_at, reverse=True)
    by_name = sorted(terms, key=lambda m: sort_key(m.person.name))
    return LogPage(
        entries=_by_sitting([(change.at, words.entry(change)) for change in changes[:PAGE]]),
        meetings=[
            Option("", says("All meetings"), not asked.meeting),
            *(
                Option(str(m.number), says.short(m.starts.date), m.number == asked.meeting)
                for m in newest
            ),
        ],
        people=[
            Option("", says("All members"), not asked.member),
            *(Option(str(m.id), m.person.name, m.id == asked.member) for m in by_name),
        ],
        is_filtered=bool(asked.meeting or asked.member),
        newer=_address(council, asked, asked.page - 1) if asked.page > 1 else "",
        older=_address(council, asked, asked.page + 1) if len(changes) > PAGE else "",
    )


def _by_sitting(entries: Sequence[tuple[datetime, Entry]]) -> list[Entry]:
    """The lines, the newest first; what one person did again and again in one sitting is one of them."""
    shown: list[Entry] = []
    last: datetime | None = None
    for at, entry in entries:
        is_same = shown and (shown[-1].who, shown[-1].what) == (entry.who, entry.what)
        if is_same and last and last - at <= _SITTING:
            details = [line for line in entry.details if line not in shown[-1].details]
            shown[-1] = replace(shown[-1], details=[*shown[-1].details, *details])
        else:
            shown.append(entry)
        last = at
    return shown


def _address(council: Council, asked: Asked, page: int) -> str:
    return url_for(
        "log.show",
        slug=council.slug,
        meeting=asked.meeting or None,
        member=asked.member or None,
        page=page if page > 1 else None,
    )


class _Words:
    """Writes the lines of one council in one language."""

    def __init__(
        self,
        council: Council,
        meetings: Sequence[Meeting],
        terms: Sequence[Member],
        says: Language,
    ):
        self._zone, self._says = council.zone, says
        self._meetings = {str(m.number): m for m in meetings}
        self._terms = {str(m.id): m.person.name for m in terms}
        self._people = {str(m.person_id): m.person.name for m in terms}

    def entry(self, change: Change) -> Entry:
        at = Wall.at(change.at, self._zone)
        who = change.by_name or self._says("Someone")
        if change.by_kind in _WHO:
            who = self._says(_WHO[change.by_kind])
        return Entry(
            when=self._says.short(at.date, at.time),
            who=who,
            what=self._what(change),
            details=self._details(change),
        )

    def _what(self, change: Change) -> str:
        if change.subject == "members imported":
            return self._of_import(change)
        if found := re.fullmatch(r"year (\d+) drafted", change.subject):
            return self._of_draft(change, found[1])
        for pattern, text in _LINES:
            if found := re.fullmatch(pattern, change.subject):
                return self._says(text, **self._named(found.groupdict(), change))
        return self._says(_OTHER, subject=change.subject)

    def _of_import(self, change: Change) -> str:
        """`La till 7 personer. Ändrade uppgifter om 2.`"""
        says, n = self._says, change.after or {}
        added, updated = (int(str(n.get(key, 0))) for key in ("added", "updated"))
        told = [says.count("Added %(n)s person.", "Added %(n)s people.", added)] if added else []
        if updated:
            told.append(says.count("Updated %(n)s person.", "Updated %(n)s people.", updated))
        return " ".join(told) or says("Added a list of people who were there already.")

    def _of_draft(self, change: Change, year: str) -> str:
        says, after = self._says, change.after or {}
        told = []
        for key, text in _DRAFTED.items():
            days = after.get(key)
            if isinstance(days, list) and days:
                dates = map(date.fromisoformat, map(str, days))
                listed = says.listed([f"{day.day} {says.month(day.month)}" for day in dates])
                told.append(says(text, dates=listed, year=year))
        n = int(str(after.get("meetings", 0)))
        read = says.count(
            "Wrote the year plan %(year)s: %(n)s date.",
            "Wrote the year plan %(year)s: %(n)s dates.",
            n,
            year=year,
        )
        return " ".join(told) or (read if n else says("Emptied the year plan %(year)s.", year=year))

    def _named(self, parts: Mapping[str, str], change: Change) -> dict[str, object]:
        account = change.before or change.after or {}
        named: dict[str, object] = {"keeper": account.get("name") or self._says("someone")}
        if "m" in parts:
            named["meeting"] = self._meeting(parts["m"])
        if "y" in parts:
            named["year"] = parts["y"]
        if "p" in parts:
            named["person"] = self._people.get(parts["p"], self._says("Someone"))
        if "t" in parts:
            then = (change.after or {}).get("name", "")
            named["person"] = then or self._terms.get(parts["t"], self._says("Someone"))
        if "k" in parts:
            named["mail"] = self._mail(parts["k"])
        return named

    def _meeting(self, number: str) -> str:
        found = self._meetings.get(number)
        return self._says.short(found.starts.date) if found else number

    def _mail(self, key: str) -> str:
        """`The notice of meeting, Tue 14 Jun 2022`, of a notice's key."""
        _slug, of, kind, *_rest = [*key.split("/"), "", "", ""]
        name = self._says(KINDS[kind].name) if kind in KINDS else key
        day = self._meeting(of[1:]) if of.startswith("m") else of[1:]
        return f"{name}, {day}" if day else name

    def _details(self, change: Change) -> list[str]:
        """What was and became, of the fields a person knows."""
        before, after, says = change.before or {}, change.after or {}, self._says
        told = []
        for key, label in {**_MEETING_WORDS, **FIELD_WORDS, **_TERM_WORDS}.items():
            was, becomes = before.get(key), after.get(key)
            if key not in before or key not in after or was == becomes:
                continue
            told.append(
                says(
                    "%(what)s: %(before)s becomes %(after)s",
                    what=says(label),
                    before=self._value(key, was),
                    after=self._value(key, becomes),
                )
            )
        if answer := ANSWERS.get(str(after.get("answer", ""))):
            told.append(says("Reply: %(answer)s", answer=says(answer)))
        if reason := after.get("reason"):
            told.append(says("Reason: %(reason)s", reason=str(reason)))
        return told

    def _value(self, key: str, value: object) -> str:
        says = self._says
        if value in (None, ""):
            return says("empty")
        if key in ("start", "end"):
            moment, _, zone = str(value).rpartition(" ")
            return says.show(Wall.parse(moment, zone))
        if key == "language":
            return LANGUAGES.get(str(value), str(value))
        return str(value)


_MEETING_WORDS = {"start": N_("Starts"), "end": N_("Ends"), "place": N_("Place")}
_TERM_WORDS = {"since": N_("First day"), "until": N_("Last day")}
