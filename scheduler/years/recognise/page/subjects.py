"""The body that a text is about without a heading: "Kommunstyrelsen har fastställt sina sammanträdesdagar." """

from __future__ import annotations

from scheduler.years.recognise.line import bodies, labels, naming
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.verbs import DECIDES, MEETS
from scheduler.years.recognise.text.words import Role, listed

MEETING, REACH = Role.MEETING.value, 40
OWN = listed("sina sin sine sitt sit its their ihre ihren ihrer seine seinen seiner omat omien")
HINTS = OWN | MEETS | DECIDES


def of(parsed: Parsed) -> str | None:
    """The one body that a sentence without dates opens with, where it tells of that body's own meetings."""
    if not parsed.said & MEETING or not labels.opens_with_name(parsed):
        return None
    if parsed.lows.isdisjoint(HINTS):
        return None
    named = {name for _, name in bodies.mentioned(parsed.tokens[:REACH], parsed.text)}
    return named.pop() if len(named) == 1 else None


def give(drafts: list[Draft], subject: str | None, named: set[str]) -> None:
    """Where some days are another body's, those that nobody is named for are of the body the text is about."""
    if subject is None:
        return
    others = [d for d in drafts if d.body and not naming.alike(d.body, subject)]
    if not others:
        return
    named.add(subject)
    # Named in the sentence that leads to its days, it is no remark behind one.
    named |= {d.body for d in others if d.body and d.in_sentence}
    for draft in drafts:
        if draft.body is None or naming.is_end(draft.body, subject):
            draft.body = subject
