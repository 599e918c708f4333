"""When meetings begin and end by a sentence: its hours without those of coffee, doors, telephones and groups."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import where
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.line.other_numbers import PHONE
from scheduler.years.recognise.text.small_words import AFTER
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import MEETS
from scheduler.years.recognise.text.words import Role, listed

ASIDE, MEETING, BEGINS = Role.ASIDE.value, Role.MEETING.value, Role.BEGINS.value
SAY_OF_POINT = (Role.MEETING | Role.BEGINS | Role.ALL | Role.BODY | Role.CLOCK | Role.PLACE).value
OPEN_BEHIND, ASIDE_REACH = listed("geöffnet erreichbar besetzt geschlossen"), 9
# "Biblioteket er åpent til kl. 19", but "Åbent kl. 18": the open part of a meeting.
OPEN = listed("öppen åpent åpen åbent åben")


def of_sentence(
    parsed: Parsed, *, title: bool = False
) -> list[tuple[TimeItem | None, TimeItem | None]]:
    """Starts with their ends, in order, without coffee and group meetings."""
    pairs: list[tuple[TimeItem | None, TimeItem | None]] = []
    told = _by_meetings(parsed)
    for time in parsed.times:
        if told is not None and time.first < told.first:
            continue
        if time.struck or time.problem is not None or (not title and _is_aside(parsed, time)):
            continue
        if time.until_only:
            if pairs:
                pairs[-1] = (pairs[-1][0], time)
            else:
                pairs.append((None, time))
        else:
            pairs.append((time, None))
    return pairs


def _by_meetings(parsed: Parsed) -> TimeItem | None:
    """The hour behind words for meetings, where other words stand before the one ahead of it: "Tea from 7 pm, the
    meeting starts at 7.30"."""
    told = [t for t in parsed.times if t.start is not None and not t.until_only]
    first = told[0] if len(told) > 1 else None
    if first is None or not parsed.said & MEETING or not _is_other(parsed.tokens[: first.first]):
        return None
    for before, time in pairwise(told):
        between = parsed.tokens[before.last : time.first]
        if any(t.sense.roles & MEETING and not t.sense.roles & ASIDE for t in between):
            return time
    return None


def _is_other(tokens: list[Token]) -> bool:
    """What an hour is said of, and no word for meetings, hours, bodies or places."""
    words = [t for t in tokens if t.kind is WORD]
    return bool(words) and not any(t.sense.roles & SAY_OF_POINT for t in words)


def _is_aside(parsed: Parsed, time: TimeItem) -> bool:
    tokens = parsed.tokens
    if tokens[time.last : time.last + 1] and tokens[time.last].low in OPEN_BEHIND:
        return True  # "von 9 bis 12 Uhr geöffnet"
    if time.first and tokens[time.first - 1].low in AFTER and not parsed.roles & MEETING:
        return True  # "Ring Anna efter kl. 17"
    for n in range(time.first, max(-1, time.first - ASIDE_REACH), -1):
        token = tokens[n]
        if token.low in PHONE or (token.low in OPEN and time.until_only):
            return True
        if token.kind is SIGN and token.low in (".", ";", "(", ")"):
            if n and tokens[n - 1].low in PHONE:
                continue  # "Tel. 01234/5678 (9–12 Uhr)"
            if parsed.roles & (MEETING | BEGINS) or PHONE.isdisjoint(parsed.lows):
                return False
        if token.sense.roles & (MEETING | BEGINS) and not token.sense.roles & ASIDE:
            verb = n and token.low in MEETS
            return bool(verb and tokens[n - 1].sense.roles & ASIDE)  # "partigrupperna träffas"
        if token.sense.roles & ASIDE and token.low != "senast" and not where.tells(tokens, n):
            return True
    return False
