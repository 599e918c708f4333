"""The body that a text is about without a heading: "Kommunstyrelsen har fastställt sina sammanträdesdagar." """

from __future__ import annotations

from bisect import bisect_left

from scheduler.years.recognise.line import labels, mentions, naming
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.verbs import DECIDES, MEETS
from scheduler.years.recognise.text.words import Role, listed

MEETING, REACH = Role.MEETING.value, 40
FEWEST_BODIES = 2
OWN = listed("sina sin sine sitt sit its their ihre ihren ihrer seine seinen seiner omat omien")
HINTS = OWN | MEETS | DECIDES


def of(parsed: Parsed) -> str | None:
    """The one body that a sentence without dates opens with, where it tells of that body's own meetings."""
    told = parsed.said & MEETING and not parsed.lows.isdisjoint(HINTS)
    return only_one(parsed) if told and labels.opens_with_name(parsed) else None


def only_one(parsed: Parsed) -> str | None:
    """The body that a line mentions, where it mentions one only."""
    named = {name for _, name in mentions.of(parsed.tokens[:REACH], parsed.text)}
    return named.pop() if len(named) == 1 else None


def give(drafts: list[Draft], told: list[tuple[int, str]], named: set[str]) -> None:
    """Gives days that nobody is named for to the body of such a sentence above them, where several bodies meet.
    `told`: the line of each."""
    if not told or not drafts or told[0][0] >= drafts[0].line:
        return
    lines = [line for line, _ in told]
    names = [draft.body or told[bisect_left(lines, draft.line) - 1][1] for draft in drafts]
    if len(set(map(naming.stem, names))) >= FEWEST_BODIES:
        for draft, name in zip(drafts, names, strict=True):
            draft.body = name
        named.update(names)


def short(drafts: list[Draft], full: set[str], named: set[str]) -> None:
    """Days with a remark that is a name told elsewhere but for its last word are that body's: "Planning", where
    "Planning Committee meetings start at 6.30"."""
    begins = {naming.fold(name).rpartition(" ")[0]: name for name in full}
    for draft in drafts:
        name = begins.get(naming.fold(draft.note)) if draft.note and not draft.labelled else None
        if name:
            named.add(name)
            draft.body, draft.note, draft.labelled = name, None, True
