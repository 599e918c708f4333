"""Mails that did not go as they should: what has become of each, and how the report to the secretaries says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS, Kind, read_table

TOLD_AFTER = timedelta(hours=4)
"""A letter that waits for a mail server is told of when it has waited so long."""
SEEN_FOR = timedelta(days=90)
"""What is of meetings longer ago is nobody's to do any more."""
_NAMES = 8
_MAILS = 30
_SENTENCES = read_table("fates.toml")


class Fate(StrEnum):
    """What a person should know of a letter; the last three are of a whole mail, HELD of a letter too."""

    BOUNCED = "bounced"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    LATE = "late"
    SENT_LATE = "sent_late"
    MISSED = "missed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Mishap:
    """One letter to one person, `who`, or one mail to `count` people.

    `id` tells it from every other of the council, now and later: the same letter that is sent again and fails again is
    another. `mail` is the key of the notice. `due_at` and `sent_at` (UTC) are of a kallelse that went late.
    """

    id: str
    fate: Fate
    mail: str
    kind: Kind
    meeting: Meeting | None
    who: str = ""
    count: int = 1
    due_at: datetime | None = None
    sent_at: datetime | None = None


def count_mails(mishaps: Sequence[Mishap], speak: Language) -> str:
    """For the subject."""
    n = len({mishap.mail for mishap in mishaps})
    return speak.count("%(n)s mail needs your help", "%(n)s mails need your help", n)


def mishap_lines(mishaps: Sequence[Mishap], speak: Language) -> str:
    """Each mail with a line for each fate: what happened, to whom by name, and what follows if nobody does anything."""
    by_mail: dict[str, dict[Fate, list[Mishap]]] = {}
    for mishap in mishaps:
        by_mail.setdefault(mishap.mail, {}).setdefault(mishap.fate, []).append(mishap)
    parts = [_mail(list(fates.values()), speak) for fates in by_mail.values()]
    more = [speak("And %(n)s more.", n=len(parts) - _MAILS)] if len(parts) > _MAILS else []
    return "\n\n".join((*parts[:_MAILS], *more))


def _mail(groups: Sequence[Sequence[Mishap]], speak: Language) -> str:
    first = groups[0][0]
    name = speak(KINDS[first.kind].name)
    if first.meeting:
        day = speak.long(first.meeting.starts.date)
        name = speak("%(mail)s for the meeting on %(day)s", mail=name, day=day)
    return "\n".join([f"{name}:", *(f"– {_line(group, speak)}" for group in groups)])


def _line(group: Sequence[Mishap], speak: Language) -> str:
    first, sentences = group[0], _SENTENCES[group[0].fate]
    what, follows = sentences["what"], sentences.get("follows")
    sent, due = (_when(first, at, speak) for at in (first.sent_at, first.due_at))
    parts = [speak(what, people=_people(group, speak), sent=sent, due=due)]
    if first.fate in (Fate.MISSED, Fate.HELD):
        n = sum(mishap.count for mishap in group)
        parts.append(speak.count("%(n)s person did not get it.", "%(n)s people did not get it.", n))
    if follows:
        parts.append(speak(follows))
    elif len(group) == 1:
        parts.append(speak("If you do nothing, %(name)s does not get it.", name=first.who))
    else:
        parts.append(speak("If you do nothing, none of them gets it."))
    return " ".join(parts)


def _when(mishap: Mishap, at: datetime | None, speak: Language) -> str:
    if at is None or mishap.meeting is None:
        return ""
    wall = Wall.at(at, mishap.meeting.starts.zone)
    return speak.long(wall.date, wall.time)


def _people(group: Sequence[Mishap], speak: Language) -> str:
    names = [mishap.who for mishap in group]
    more = len(names) - _NAMES
    if more > 1:  # one more takes no less room than the name
        names = [*names[:_NAMES], speak("%(n)s more", n=more)]
    return speak.listed(names)
