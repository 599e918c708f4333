"""Lists of people as councils write them, read as a careful colleague would."""

from __future__ import annotations

import re

from scheduler.councils.recognise import (
    capitals,
    gather,
    invited,
    marks,
    names,
    reading,
    sections,
    vcards,
    words,
)
from scheduler.councils.recognise.values import Attendance, Mention, People, Reason, Seen
from scheduler.errors import N_

__all__ = ["REASON_TEXTS", "Attendance", "People", "Reason", "Seen", "recognise"]

_MINUTES = ("protokoll", "minutes", "pöytäkirja", "referat", "niederschrift")

REASON_TEXTS: dict[str, str] = {
    "read_as_came_for": N_(
        "Read as: %(name)s came for %(other)s. Turn it round if it was the other way."
    ),
    "read_as_replaced": N_(
        "Read as: %(other)s came for %(name)s. Turn it round if it was the other way."
    ),
    "name_or_body": N_(
        "“%(text)s” is read as an organisation. If it is a person, put them on a line of their own."
    ),
    "unknown_deputy": N_("“%(name)s” could not be matched to one person. Write the full name."),
    "both_marks": N_("%(name)s is marked both as present and as absent. Take one mark away."),
    "no_mark": N_("%(name)s has no mark. Put an X under present or absent."),
    "lost_columns": N_(
        "The columns were lost in the copying, so the mark of %(name)s can be read two ways. "
        "Write “present” or “absent” after the name."
    ),
    "both_present": N_(
        "%(other)s came for %(name)s, but %(name)s is listed as present. Correct what is wrong."
    ),
    "both_statuses": N_("%(name)s is listed both as present and as absent. Take one away."),
    "not_understood": N_(
        "No person was found on this line. Write the name first, then a comma and the rest."
    ),
}


def recognise(text: str, *, language: str = "sv") -> People:
    """Everybody in the text, each once, with whether they came and for whom.

    Never raises, and takes time in proportion to the text. `language` is the one the text is
    likely in; the words of the others are known as well, for lists are often mixed.
    """
    lines = marks.lines(text)
    if any(line[:11].upper() == "BEGIN:VCARD" for line in lines):
        return gather.gather(vcards.people(lines), [])
    if any(line[:15].upper() == "BEGIN:VCALENDAR" for line in lines):
        return gather.gather(invited.people(lines), [])
    lines = capitals.spoken(lines)
    parts = sections.of(lines)
    has_headings = any(section.is_headed for section in parts)
    mentions: list[Mention] = []
    missed: set[int] = set()
    for section in parts:
        found, lost = reading.people(section)
        if has_headings and not section.is_headed and not section.is_resumed:
            found = _listed_first(found)
            lost = [line for line in lost if found and line > found[0].line]
        mentions += found
        missed |= {*lost}
    mentions.sort(key=lambda mention: mention.line)
    people = gather.gather(mentions, parts)
    reasons = dict(people.reasons)
    for number in missed - {mention.line for mention in mentions} - _page_heads(lines):
        reasons[number] = (*reasons.get(number, ()), Reason("not_understood", is_error=True))
    return People(people.seen, dict(sorted(reasons.items())))


def _page_heads(lines: list[str]) -> set[int]:
    """The lines that tell of the page or the meeting and come again, but for digits: `Ekby kommun  Sida 2 (9)`."""
    alike: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        told = re.sub(r"\d+", "0", line).split()
        known = [*map(names.bare, told)]
        if any(word in words.OTHER_MATTERS or word.endswith(_MINUTES) for word in known):
            alike.setdefault(" ".join(told), []).append(number)
    return {number for numbers in alike.values() if len(numbers) > 1 for number in numbers}


def _listed_first(found: list[Mention]) -> list[Mention]:
    """Those before the first heading who are listed there, and not only named in a title."""
    many = len(found) > 2 or len({m.line for m in found}) < len(found)
    return [m for m in found if many or m.party or m.email or m.is_struck or m.role]
