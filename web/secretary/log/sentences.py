"""What a line of history says to a person: a sentence for each action, and what was and became."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from scheduler.clock import Wall
from scheduler.errors import N_
from scheduler.history.rows import Change
from scheduler.language import LANGUAGES, Language
from scheduler.notices.kinds import KINDS
from web.secretary.meetings.reply_list import ANSWERS

_SENTENCES: Mapping[str, str] = {
    "meeting {meeting} added": N_("Added the meeting %(meeting)s."),
    "meeting {meeting} moved": N_("Changed the meeting %(meeting)s."),
    "meeting {meeting} agenda changed": N_("Changed the agenda of the meeting %(meeting)s."),
    "meeting {meeting} notes published as version {n}": N_(
        "Published the notes of the meeting %(meeting)s."
    ),
    "meeting {meeting} notes no longer published": N_(
        "Took back the notes of the meeting %(meeting)s."
    ),
    "meeting {meeting} notes sent to the chair": N_(
        "Asked the chair to approve the notes of the meeting %(meeting)s."
    ),
    "meeting {meeting} notes approved": N_("Approved the notes of the meeting %(meeting)s."),
    "meeting {meeting} notes returned with a remark": N_(
        "Wrote a remark on the notes of the meeting %(meeting)s."
    ),
    "meeting {meeting} notes changed": N_("Took notes at the meeting %(meeting)s."),
    "meeting {meeting} item proposed by person {person}": N_(
        "%(person)s proposed an item for the meeting %(meeting)s."
    ),
    "meeting {meeting} item withdrawn by person {person}": N_(
        "%(person)s withdrew an item proposed for the meeting %(meeting)s."
    ),
    "meeting {meeting} item changed by person {person}": N_(
        "%(person)s changed an item proposed for the meeting %(meeting)s."
    ),
    "meeting {meeting} last day for items changed": N_(
        "Changed the last day to suggest items to the meeting %(meeting)s."
    ),
    "meeting {meeting} paper added": N_("Added a paper to the meeting %(meeting)s."),
    "meeting {meeting} paper removed": N_("Removed a paper of the meeting %(meeting)s."),
    "meeting {meeting} item taken": N_(
        "Put a proposed item on the agenda of the meeting %(meeting)s."
    ),
    "meeting {meeting} item postponed to meeting {n}": N_(
        "Put off an item proposed for the meeting %(meeting)s to the next meeting."
    ),
    "meeting {meeting} item declined": N_(
        "Said no to an item proposed for the meeting %(meeting)s."
    ),
    "meeting {meeting} cancelled": N_("Cancelled the meeting %(meeting)s."),
    "meeting {meeting} restored": N_("Let the meeting %(meeting)s be held after all."),
    "meeting {meeting} change taken back": N_("Took back the change of the meeting %(meeting)s."),
    "reply to meeting {meeting} by person {person}": N_(
        "%(person)s replied to the meeting %(meeting)s."
    ),
    "details corrected by person {person}": N_("%(person)s corrected their own details."),
    "person {person} erased": N_("Erased the details of %(person)s."),
    "member {term} joined": N_("Added %(person)s."),
    "member {term} edited": N_("Changed the details of %(person)s."),
    "member {term} left": N_("Ended the term of %(person)s."),
    "member {term} end taken back": N_("Took back the end of the term of %(person)s."),
    "member {term} replaced": N_("Replaced %(person)s."),
    "seat {n} ended": N_("Ended a seat."),
    "year {year} published": N_("Published the year %(year)s."),
    "school holidays changed": N_("Changed the school holidays."),
    "foreign calendar added": N_("Added another body's calendar to compare with."),
    "foreign calendar removed": N_("Took away another body's calendar."),
    "account added": N_("Let %(keeper)s keep the council in the browser."),
    "account removed": N_("Ended the access of %(keeper)s to the council."),
    "council added": N_("Made the council."),
    "council imported": N_("Brought the council in from a file."),
    "council changed": N_("Changed the settings of the council."),
    "council mail paused": N_("Put all mail of the council on hold."),
    "council mail resumed": N_("Let the mail of the council go again."),
    "text changed: {rest}": N_("Changed the text of a mail."),
    "text back to standard: {rest}": N_("Went back to the standard text of a mail."),
    "mail held: {mail}": N_("Put a mail on hold: %(mail)s."),
    "mail approved: {mail}": N_("Approved a mail: %(mail)s."),
    "mail skipped: {mail}": N_("Skipped a mail: %(mail)s."),
    "mail dismissed: {mail}": N_("Took a mail that was over off the list of what to do: %(mail)s."),
    "mail sent now: {mail}": N_("Ordered a mail to go now: %(mail)s."),
    "mail resumed: {mail}": N_("Let a mail go at its time again: %(mail)s."),
    "mail edited: {mail}": N_("Edited one mail: %(mail)s."),
    "mail no longer edited: {mail}": N_("Gave one mail its usual text again: %(mail)s."),
    "meeting {meeting}: deputy {person} called": N_(
        "Called %(person)s as a deputy to the meeting %(meeting)s."
    ),
    "meeting {meeting}: deputy {person} call {word}": N_(
        "%(person)s is no longer called as a deputy to the meeting %(meeting)s."
    ),
    "letter {n} {rest}": N_("Settled what became of a mail."),
    "mail {n} filed": N_("Settled a mail that waited."),
}
"""By action, as history keeps it; the first that fits. Names in braces are what the sentence names."""
_PARTS = {"mail": r".+", "rest": r".*", "word": r"\w+", "n": r"\d+"}
_DRAFTED = {
    "removed": N_("Removed %(dates)s from the year plan %(year)s."),
    "changed": N_("Changed %(dates)s in the year plan %(year)s."),
}
_OTHER = N_("Something else was changed: %(subject)s.")
_LABELS: Mapping[str, str] = {
    "start": N_("Starts"),
    "end": N_("Ends"),
    "place": N_("Place"),
    "name": N_("Name"),
    "email": N_("E-mail address"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "role": N_("Role"),
    "organisation": N_("Organisation"),
    "title": N_("Seat"),
    "deputy_for_id": N_("Deputy for"),
    "call_order": N_("Order of calling"),
    "since_on": N_("First day"),
    "until_on": N_("Last day"),
    "since": N_("First day"),
    "until": N_("Last day"),
}
"""The fields of a meeting and of a term whose change is told."""


class Named(NamedTuple):
    """What history names by number: days of meetings, names by term and by person."""

    meetings: Mapping[str, date]
    terms: Mapping[str, str]
    people: Mapping[str, str]


def sentence(change: Change, named: Named, says: Language) -> str:
    if change.subject == "members imported":
        return _import_sentence(change, says)
    if match := re.fullmatch(r"year (\d+) drafted", change.subject):
        return _draft_sentence(change, match[1], says)
    for pattern, text in _patterns():
        if match := pattern.fullmatch(change.subject):
            return says(text, **_params(match.groupdict(), change, named, says))
    return says(_OTHER, subject=change.subject)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(action), text) for action, text in _SENTENCES.items()]


def _pattern(action: str) -> re.Pattern[str]:
    def group(match: re.Match[str]) -> str:
        part = _PARTS.get(match[1], r"\d+")
        return part if match[1] in ("n", "word", "rest") else f"(?P<{match[1]}>{part})"

    return re.compile(re.sub(r"\{(\w+)\}", group, action))


def _import_sentence(change: Change, says: Language) -> str:
    """`La till 7 personer. Ändrade uppgifter om 2.`"""
    counts = change.after or {}
    added, updated = (int(str(counts.get(key, 0))) for key in ("added", "updated"))
    told = [says.count("Added %(n)s person.", "Added %(n)s people.", added)] if added else []
    if updated:
        told.append(says.count("Updated %(n)s person.", "Updated %(n)s people.", updated))
    return " ".join(told) or says("Added a list of people who were there already.")


def _draft_sentence(change: Change, year: str, says: Language) -> str:
    after, told = change.after or {}, []
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


def _params(
    parts: Mapping[str, str], change: Change, named: Named, says: Language
) -> dict[str, object]:
    """What the sentence names; a term by the name that it had then."""
    account, params = change.before or change.after or {}, dict[str, object](parts)
    params["keeper"] = account.get("name") or says("someone")
    if "meeting" in parts:
        params["meeting"] = named.meetings.get(parts["meeting"], parts["meeting"])
    if "person" in parts:
        params["person"] = named.people.get(parts["person"], says("Someone"))
    if "term" in parts:
        then = (change.after or {}).get("name", "")
        params["person"] = then or named.terms.get(parts["term"], says("Someone"))
    if "mail" in parts:
        params["mail"] = _mail_name(parts["mail"], named, says)
    return params


def _mail_name(key: str, named: Named, says: Language) -> str:
    """`The notice of meeting, Tue 14 Jun 2022`, of a notice's key."""
    _slug, owner, kind, *_rest = [*key.split("/"), "", "", ""]
    name, day = says(KINDS[kind].name) if kind in KINDS else key, owner[1:]
    if owner.startswith("m"):
        day = says.show(named.meetings.get(day, day))
    return f"{name}, {day}" if day else name


def details(changes: Iterable[Change], says: Language) -> list[str]:
    """What was and became in a sitting, each once, of the fields a person knows."""
    lines = (line for change in changes for line in _details(change, says))
    return list(dict.fromkeys(lines))


def _details(change: Change, says: Language) -> Iterable[str]:
    before, after = change.before or {}, change.after or {}
    for key, label in _LABELS.items():
        if key in before and key in after and before[key] != after[key]:
            values = {"before": before[key], "after": after[key]}
            shown = {name: _value(key, value, says) for name, value in values.items()}
            yield says("%(what)s: %(before)s becomes %(after)s", what=says(label), **shown)
    if answer := ANSWERS.get(str(after.get("answer", ""))):
        yield says("Reply: %(answer)s", answer=says(answer))
    if reason := after.get("reason"):
        yield says("Reason: %(reason)s", reason=str(reason))


def _value(key: str, value: object, says: Language) -> str:
    if value in (None, ""):
        return says("empty")
    if key in ("start", "end"):
        moment, _, zone = str(value).rpartition(" ")
        return says.show(Wall.parse(moment, zone))
    return LANGUAGES.get(str(value), str(value)) if key == "language" else str(value)
