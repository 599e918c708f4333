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
    """Gives days that nobody is named for to the body of such a sentence. `told`: the line of each."""
    above = told and drafts and told[0][0] < drafts[0].line
    if above and not _give_each(drafts, told, named):
        _give_rest(drafts, told[0][1], named)


def _give_each(drafts: list[Draft], told: list[tuple[int, str]], named: set[str]) -> bool:
    """Whether several bodies have their days below such a sentence each, and no day is named for one."""
    if any(draft.body or draft.heading_body for draft in drafts):
        return False
    lines = [line for line, _ in told]
    names = [told[bisect_left(lines, draft.line) - 1][1] for draft in drafts]
    if len(set(map(naming.stem, names))) < FEWEST_BODIES:
        return False
    for draft, name in zip(drafts, names, strict=True):
        draft.body = name
    named.update(names)
    return True


def _give_rest(drafts: list[Draft], subject: str, named: set[str]) -> None:
    """Where some days are another body's, those that nobody is named for are of the body the text is about."""
    others = [d for d in drafts if d.body and not naming.alike(d.body, subject)]
    if not others:
        return
    named.add(subject)
    # Named in the sentence that leads to its days, it is no remark behind one.
    named |= {d.body for d in others if d.body and d.in_sentence}
    for draft in drafts:
        if draft.body is None or naming.is_end(draft.body, subject):
            draft.body = subject
