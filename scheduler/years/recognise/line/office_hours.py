"""Hours at which an office is open or answers: "Måndag–torsdag 9–12". No meeting begins then."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.tokens import WORD
from scheduler.years.recognise.text.words import Role, listed

TO = Role.TO.value
OF_HOURS = Role.AND | Role.TO | Role.CLOCK | Role.HOURS | Role.AM | Role.PM
HEADINGS = listed(
    "öppettider öppettid öppethållande expeditionstid expeditionstider telefontid telefontider besökstider kontorstider"
    " aukioloajat aukioloaika åpningstider opningstider åbningstider öffnungszeiten sprechzeiten sprechstunden opening"
    " office"
)
# Nobody meets on so many days a week, nor on two of them for so many minutes.
MOST_DAYS, LONGEST = 2, 5 * 60


def told(parsed: Parsed, heading: frozenset[str], *, inside: bool) -> bool:
    """Whether the line tells such hours of weekdays, and nothing else. `heading`: the words above it; `inside`: the
    line above does."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    if not _weekdays(parsed) or any(
        not t.sense.weekday and not t.sense.roles & OF_HOURS for t in words
    ):
        return False
    is_headed = inside or not HEADINGS.isdisjoint(heading)
    return is_headed or names_days_from_to(parsed) or _are_many(parsed)


def names_days_from_to(parsed: Parsed) -> bool:
    """ "Mån–fre", "Monday to Friday"."""
    days, tokens = _weekdays(parsed), parsed.tokens
    return any(b - a == 2 and tokens[a + 1].sense.roles & TO for a, b in pairwise(days))


def _weekdays(parsed: Parsed) -> list[int]:
    """Where the tokens stand that may be weekdays, short ones too."""
    return [n for n, token in enumerate(parsed.tokens) if token.sense.weekday]


def _are_many(parsed: Parsed) -> bool:
    """ "Mandag, tirsdag og fredag: 8.00 - 15.00"."""
    days = len(_weekdays(parsed))
    return days > MOST_DAYS or (days == MOST_DAYS and any(map(_is_long, parsed.times)))


def _is_long(span: TimeItem) -> bool:
    if not span.start or not span.end:
        return False
    minutes = (span.end.hour - span.start.hour) * 60 + span.end.minute - span.start.minute
    return minutes >= LONGEST
