"""The body that a text is about without a heading, "Kommunstyrelsen har fastställt sina sammanträdesdagar", and the one
that a remark tells of by a name that stands elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left

from scheduler.years.recognise.line import inflections, labels, mentions
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.head_words import DATE_WORDS
from scheduler.years.recognise.text.small_words import FOR_OR_OF, ONLY, THE
from scheduler.years.recognise.text.verbs import DECIDES, MEET_OR_HELD, MEETS
from scheduler.years.recognise.text.words import Role, listed

MEETING, DEADLINE, REACH = Role.MEETING.value, Role.DEADLINE.value, 40
# "Here are the revised dates for the Hall Committee".
LATEST_DAYS = 5
FEWEST_BODIES = 2
OWN = listed("sina sin sine sitt sit its their ihre ihren ihrer seine seinen seiner omat omien")
HINTS = OWN | MEETS | DECIDES
# "Meetings of the Board", "möten i nämnden".
LEADS = FOR_OR_OF | listed("i in")
STOPS = re.compile(r"[(),;:–-]")


def of(parsed: Parsed) -> str | None:
    """The one body that a sentence without dates opens with, where it tells of that body's own meetings; or whose days
    it says follow: "Here are the dates for the Leisure Committee"."""
    told = parsed.said & MEETING and not parsed.lows.isdisjoint(HINTS)
    opens = (told and labels.opens_with_name(parsed)) or _leads_to_days_of(parsed)
    return only_one(parsed) if opens else None


def _leads_to_days_of(parsed: Parsed) -> bool:
    tokens = parsed.tokens[:REACH]
    days = next((n for n, t in enumerate(tokens[:LATEST_DAYS]) if t.low in DATE_WORDS), None)
    if days is None or parsed.said & DEADLINE:
        return False
    led = {n + 1 for n, t in enumerate(tokens) if n > days and t.low in FOR_OR_OF}
    led |= {n + 1 for n in led if n < len(tokens) and tokens[n].low in THE}
    return any(first in led for first, _ in mentions.of(tokens, parsed.text))


def only_one(parsed: Parsed) -> str | None:
    """The body that a line mentions, where it mentions one only."""
    named = {name for _, name in mentions.of(parsed.tokens[:REACH], parsed.text)}
    return named.pop() if len(named) == 1 else None


def of_meetings(parsed: Parsed) -> str | None:
    """Whose meetings a sentence says are held, behind the word for them: "Regular meetings of the Board shall be held
    on:", "Møter i formannskapet holdes:"."""
    tokens = parsed.tokens[:REACH]
    named = dict(mentions.of(tokens, parsed.text))
    for n, token in enumerate(tokens):
        if not token.sense.roles & MEETING or not any(
            t.low in LEADS for t in tokens[n + 1 : n + 2]
        ):
            continue
        first = n + 2 + any(t.low in THE for t in tokens[n + 2 : n + 3])
        held = any(t.low in MEET_OR_HELD for t in tokens[first:])
        return named.get(first) if held else None
    return None


def give(drafts: list[Draft], told: list[tuple[int, str]], named: set[str]) -> None:
    """Gives days that nobody is named for to the body of such a sentence above them, where several bodies meet.
    `told`: the line of each."""
    if not told or not drafts or told[0][0] >= drafts[0].line:
        return
    lines = [line for line, _ in told]
    names = [draft.body or told[bisect_left(lines, draft.line) - 1][1] for draft in drafts]
    if len(set(map(inflections.stem, names))) >= FEWEST_BODIES:
        for draft, name in zip(drafts, names, strict=True):
            draft.body = name
        named.update(names)


def short(drafts: list[Draft], full: set[str], named: set[str]) -> None:
    """Days with a remark that is a name told elsewhere but for its last word are that body's: "Planning", where
    "Planning Committee meetings start at 6.30"."""
    begins = {inflections.fold(name).rpartition(" ")[0]: name for name in full}
    for draft in drafts:
        name = (
            begins.get(inflections.fold(draft.note)) if draft.note and not draft.labelled else None
        )
        if name:
            named.add(name)
            draft.body, draft.note, draft.labelled = name, None, True


def alone(drafts: list[Draft], told: set[str], named: set[str]) -> None:
    """Days of which a remark says that they are one body's only are that body's, where the text tells its hour: "kun
    TU", where "TU-møtene starter kl. 10". `told`: the bodies whose hour it tells. Whose hour the others of their
    section have is not said."""
    letters = {inflections.fold(name): name for name in told}
    sections: set[int] = set()
    for draft in drafts if told else ():
        name = letters.get(_only(draft.note or "")) if not draft.labelled else None
        if name:
            named.add(name)
            draft.body, draft.labelled = name, True
            sections.add(draft.section)
    for draft in drafts if sections else ():
        draft.unsaid = draft.section in sections and not draft.labelled


def _only(note: str) -> str:
    """The one word beside "only", as names are compared: "kun AU - arbeidsmøte", "(FC only)"."""
    first = STOPS.split(inflections.fold(note).lstrip("( "), maxsplit=1)[0].split()
    others = [word for word in first if word not in ONLY]
    return others[0] if len(others) == 1 < len(first) else ""
