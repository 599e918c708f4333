"""Mails that did not go as they should: what has become of each, and how the report to the secretaries speak it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS, Kind

TOLD_AFTER = timedelta(hours=4)
"""A letter that waits for a mail server is told of when it has waited so long."""
_NAMES = 8
_MAILS = 30


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


_WHAT: Mapping[Fate, str] = {
    Fate.BOUNCED: N_("The mail to %(people)s came back."),
    Fate.FAILED: N_("The mail to %(people)s did not arrive."),
    Fate.SUPPRESSED: N_(
        "The mail to %(people)s was not sent, since mail to that address did not arrive before."
    ),
    Fate.UNCERTAIN: N_(
        "The mail to %(people)s may not have arrived: our mail server never finished its answer."
    ),
    Fate.EXPIRED: N_("The mail to %(people)s could not be sent in time."),
    Fate.LATE: N_("The mail to %(people)s has not arrived after more than four hours."),
    Fate.SENT_LATE: N_("The mail went on %(sent)s. It should have gone on %(due)s."),
    Fate.MISSED: N_("The mail was not sent in time."),
    Fate.HELD: N_("The mail was on hold until its time was over."),
}
_FOLLOWS: Mapping[Fate, str] = {
    Fate.UNCERTAIN: N_("If you do nothing, it is not sent again."),
    Fate.EXPIRED: N_("It can no longer be sent. Tell them in another way if they need to know."),
    Fate.LATE: N_("We go on trying. You will hear from us if it fails."),
    Fate.SENT_LATE: N_("See whether the meeting can be held as called."),
    Fate.MISSED: N_("It can no longer be sent. Tell them in another way if they need to know."),
    Fate.HELD: N_("It can no longer be sent. Tell them in another way if they need to know."),
}


def count_mails(mishaps: Sequence[Mishap], speak: Language) -> str:
    """For the subject."""
    n = len(_parted(mishaps))
    return speak.count("%(n)s mail needs your help", "%(n)s mails need your help", n)


def mishap_lines(mishaps: Sequence[Mishap], speak: Language) -> str:
    """Each mail with a line for each fate: what happened, to whom by name, and what follows if nobody does anything."""
    mails = _parted(mishaps)
    parts = [_mail(of_mail, speak) for of_mail in mails[:_MAILS]]
    if len(mails) > _MAILS:
        parts.append(speak("And %(n)s more.", n=len(mails) - _MAILS))
    return "\n\n".join(parts)


def _parted(mishaps: Sequence[Mishap]) -> list[dict[Fate, list[Mishap]]]:
    """By mail, in the order they come, and by fate."""
    by_mail: dict[str, dict[Fate, list[Mishap]]] = {}
    for mishap in mishaps:
        by_mail.setdefault(mishap.mail, {}).setdefault(mishap.fate, []).append(mishap)
    return list(by_mail.values())


def _mail(fates: Mapping[Fate, Sequence[Mishap]], speak: Language) -> str:
    first = next(iter(fates.values()))[0]
    name = speak(KINDS[first.kind].name)
    if first.meeting:
        day = speak.long(first.meeting.starts.date)
        name = speak("%(mail)s for the meeting on %(day)s", mail=name, day=day)
    return "\n".join([f"{name}:", *(f"– {_line(group, speak)}" for group in fates.values())])


def _line(group: Sequence[Mishap], speak: Language) -> str:
    first = group[0]
    fate = first.fate
    parts = [
        speak(
            _WHAT[fate],
            people=_people(group, speak),
            sent=_when(first, first.sent_at, speak),
            due=_when(first, first.due_at, speak),
        )
    ]
    if fate in (Fate.MISSED, Fate.HELD):
        n = sum(mishap.count for mishap in group)
        parts.append(speak.count("%(n)s person did not get it.", "%(n)s people did not get it.", n))
    if fate in _FOLLOWS:
        parts.append(speak(_FOLLOWS[fate]))
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
