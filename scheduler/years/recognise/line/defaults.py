"""Hours, weekdays and places said once for many meetings, and which meetings each is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import pairwise

from scheduler.years.recognise.line import (
    around,
    bodies,
    codes,
    committees,
    hour_lists,
    inflections,
    kinds,
    office_hours,
    other_hours,
    own_days,
    said_of,
    scoped_hours,
    sentences,
    shows,
    starts,
    times,
    whose,
)
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import NUMBER, WORD
from scheduler.years.recognise.text.words import Role, listed

ASIDE, ALL, BODY, MEETING, USUALLY, SPRING, DEADLINE, OR = (
    Role.ASIDE.value, Role.ALL.value, Role.BODY.value, Role.MEETING.value, Role.USUALLY.value, Role.SPRING.value,
    Role.DEADLINE.value, Role.OR.value,
)  # fmt: skip

ONLY_WITHIN = 6
FIRST_HALF, SECOND_HALF = frozenset(range(1, 8)), frozenset(range(8, 13))
SPAN = 3
CLOSED = listed(
    "avslutades avslutat avslutad upplöstes ajournerades closed adjourned ended concluded hevet heva hævet"
    " afsluttet avsluttet päättyi"
)
CLOCKS = listed("kl klockan klo klokken")
# "De beslutade tiderna:"
DAYS = nouns.DATES | listed(
    "datum dagar dagarna tider tiderna days times dager dagene tider tidene dage dagene tage"
)
# "The clerk is available on Tuesdays 9–12".
TO_BE_FOUND = listed(
    "available reachable anträffbar tillgänglig nåbar tilgjengelig tilgængelig tavattavissa erreichbar"
)
# No sentence tells more hours: the rest of them are not looked at.
MOST_HOURS = 24
LONGEST_NAME = 80


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """The defaults a line without dates sets. Empty when its hour is of something else."""
    days = scoped_hours.all_day(parsed, line, section, body) if _may_last(parsed) else []
    if not parsed.times and not parsed.weekdays:
        return days
    return days + _told(parsed, line, section, body)


def _may_last(parsed: Parsed) -> bool:
    return any(
        "dag" in low or "day" in low or "täg" in low or "päivä" in low for low in parsed.lows
    )


def _told(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    if each := hour_lists.of(parsed):
        return [
            Default(line, section, hour, None, name, opening=inflections.fold(name))
            for name, hour in each
        ]
    by_scope, rest = scoped_hours.of_sentences(parsed, line, section, body)
    if by_scope:
        return by_scope + [d for part in rest for d in of_sentence(part, line, section, body)]
    found: list[Default] = []
    # The body named before an exception is that of the hour behind it: "… of the Board, except in July, at 7 pm".
    subject: str | None = None
    parted = sentences.of(sentences.with_months(around.without(parsed)))
    for n, sentence in enumerate(parted):
        if sentences.is_of_some(sentence):
            continue
        named = {name for _, name in whose.subjects(sentence)}
        scope = None if whose.but_for_a_body(parted[n + 1 : n + 2]) else subject or body
        found += of_sentence(sentence, line, section, scope, title=_is_title(parsed, line))
        subject = named.pop() if len(named) == 1 else subject
        if sentence.tokens[-1].low == ".":
            subject = None
    code = codes.legend(parsed.tokens)
    for default in found:
        default.code = code
        default.alone = parsed.items == parsed.times and not parsed.left
    kept = _first_of_each(found)
    if _leaves_hours(parted, kept) or _is_open(parsed):
        for default in kept:
            default.unsure = True
    return kept


def _is_open(parsed: Parsed) -> bool:
    """ "Kl. 18 eller 19": one of them."""
    ends = (parsed.tokens[time.last : time.last + 2] for time in parsed.times)
    return any(len(t) > 1 and t[0].sense.roles & OR and t[1].kind is NUMBER for t in ends)


def _leaves_hours(told: list[Parsed], kept: list[Default]) -> bool:
    """The sentences tell the beginnings of more meetings than they were understood to: "Möte 1–3 kl. 15, möte 4–5 kl.
    13"; but not how the day goes on, "10–12 Uhr und 13.30–16.30 Uhr"."""
    known = {default.time.start for default in kept if default.time}
    known |= {kind.start.start for default in kept for kind in default.kinds if kind.start}
    spans = [
        (start.start, (end or start).end)
        for sentence in told
        if not sentence.roles & DEADLINE and not starts.may_be_before(sentence)
        if not whose.subjects(sentence)
        for start, end in starts.of_sentence(sentence)
        if start and start.start
    ]
    goes_on = {begin for (_, end), (begin, _) in pairwise(spans) if end and end <= begin}
    return bool(kept) and not {begin for begin, _ in spans} <= known | goes_on


def _first_of_each(found: list[Default]) -> list[Default]:
    """ "Kl. 18.00. Paus kl. 20.00": the first hour said of the same meetings is their start, but not "Vi samlas kl. 17.
    Mötet börjar kl. 18"; that of a kind is of that kind alone: "All meetings start at 6. Work sessions begin at 5"."""
    of_kinds = all(default.kind for default in found)  # each tells the hour of another kind
    first: dict[tuple[object, ...], Default] = {}
    for default in found:
        body = committees.said_of(default.opening) or default.body
        kind = default.kind.stems if default.kind and of_kinds else None
        key = (body, default.months, default.stars, default.season, default.time is None, kind)
        known = first.get(key) or (default.kind and first.get((None, *key[1:]))) or None
        if known is None or (known.may_be_before and default.of_meeting):
            first[key] = default
        elif default.kind and not default.kind.is_usual:
            known.kinds, known.otherwise = (*known.kinds, default.kind), True
    return list(first.values())


def of_span(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """Two hours without minutes alone on a line, "17-19 (ny)", as cards have them below their day."""
    tokens = list(bodies.outside_parentheses(parsed.tokens))
    if len(tokens) != SPAN or tokens[1].low != "-":
        return []
    begin, _, end = tokens
    if not times.FIRST_HOUR <= begin.value < end.value <= times.LAST_HOUR:
        return []
    span = TimeItem(0, SPAN, time(begin.value), time(end.value))
    return [Default(line, section, span, None, body, alone=True, bare=True)]


def _is_title(parsed: Parsed, line: int) -> bool:
    """ "Gruppmöten 2027, kl. 18": what follows are those meetings, and not what is held before others."""
    kind = parsed.tokens[0].sense.roles
    titled = line == 1 and parsed.tokens[-1].low != "."
    return bool(kind & ASIDE and kind & MEETING and (titled or parsed.years))


def of_sentence(
    parsed: Parsed, line: int, section: int, body: str | None, *, title: bool = False
) -> list[Default]:
    """The defaults a sentence sets: each hour in it with the meetings it is said of."""
    of_days = parsed.roles & MEETING > 0 or not parsed.lows.isdisjoint(DAYS)
    leads_to_days = parsed.tokens[-1].low == ":" and of_days
    leads_to_days = leads_to_days and not parsed.tokens[0].sense.roles & Role.DEADLINE.value
    if _is_of_none(parsed, opens=leads_to_days):
        return []
    weekday = said_of.weekday(parsed)
    pairs = starts.of_sentence(parsed, title=title)[:MOST_HOURS]
    weekly = own_days.of_sentence(parsed) if weekday is None else []
    if not pairs and not weekly and (weekday is None or parsed.times):
        return []  # "Frågor besvaras på telefon måndagar kl. 10": nothing is said of meetings
    if _is_of_another(parsed):
        return []
    named = whose.subjects(parsed)
    marked = said_of.stars_of(parsed.tokens)
    told = Default(line, section, None, None, body, said_of.months(parsed), weekday, marked)
    told.alone_there = marked > 0 and any(t.low in small.ONLY for t in parsed.tokens[:ONLY_WITHIN])
    told.may_be_before, told.of_meeting = starts.may_be_before(parsed), starts.of_meeting(parsed)
    told.season, told.usually = said_of.season(parsed.roles), parsed.roles & USUALLY > 0
    told.one_of_month = kinds.of_month(parsed, pairs)
    left = [t for t, taken in zip(parsed.tokens, parsed.covered(), strict=True) if not taken]
    told.point = not (named or marked or told.season) and starts.is_point(left)
    if weekly:
        return own_days.each(weekly, pairs, told)
    found = _each_hour(parsed, pairs, named, told)
    found += _from_season(parsed, pairs, found)
    parts = (
        kinds.of_sentence(parsed, pairs, of_all=not named)
        if len({name for _, name in named}) < len(pairs)
        else ()
    )
    if not named and not parts and len(found) == 1:
        found[0].kind = kinds.of_one(parsed, pairs)
    for default in found if parts else ():
        default.kinds = parts
        default.body = None if named else default.body  # a name is that of one of the kinds
    return found


def _each_hour(
    parsed: Parsed, pairs: starts.Pairs, named: list[tuple[int, str]], told: Default
) -> list[Default]:
    """What is `told` of all of a sentence's meetings, with each of its hours and those of the bodies it names whose the
    hour is."""
    for_all = said_of.all_meetings(parsed) or said_of.others(parsed)
    hours = [hour for pair in pairs if (hour := pair[0] or pair[1])]
    of_all = whose.is_of_all(named, hours)
    general = None if for_all or told.stars or of_all else told.body
    scopes = committees.of_hours(parsed, named, hours) or whose.of_hours(parsed, named, hours)
    scopes = scopes or [whose.only_one(named)]
    found: list[Default] = []
    for n, ((start, end), names) in enumerate(zip(pairs or [(None, None)], scopes, strict=True)):
        own = [] if for_all and len(names) > 1 else names
        sole = len(pairs) == 1 and len(own) < 2
        if sole and own and told.body and parsed.tokens[-1].low == ":":
            # "Anbei die Termine des Umweltausschusses, jeweils 18 Uhr:" below "Bauausschuss" leads to that one's days.
            own = [told.body]
        opening = whose.opening(parsed) if sole else ""
        found += [
            replace(told, time=start, end_time=end, body=scope, opening=opening)
            for scope in own or (general,)
        ]
        for default in found[-len(own) :] if own else ():
            default.around = _around(parsed, named, default.body)
        if not names and not (of_all and not n):
            break  # whose the later hours are is not told either
    return found


def _around(
    parsed: Parsed, named: list[tuple[int, str]], body: str | None
) -> tuple[str, int] | None:
    """The words around a body's name in a sentence, which may be longer than it is known to be."""
    start = next((parsed.tokens[first].start for first, name in named if name == body), None)
    if start is None:
        return None
    begin = max(0, start - LONGEST_NAME)
    return parsed.text[begin : start + LONGEST_NAME].lower(), start - begin


def _is_of_none(parsed: Parsed, *, opens: bool) -> bool:
    """What the sentence tells is of no meeting of the list: "Gudstjänst varje söndag kl. 11". `opens`: it leads to
    their days."""
    show = not parsed.said & MEETING and parsed.tokens[0].low.endswith(shows.SHOWS)
    if show or _is_gone(parsed) or office_hours.names_days_from_to(parsed):
        return True
    return len(parsed.times) < 2 and not opens and sentences.is_of_other(parsed)


def _from_season(parsed: Parsed, pairs: starts.Pairs, found: list[Default]) -> list[Default]:
    """The second hour of a sentence is that of a half of the year: "kl. 15, från och med hösten kl. 16"."""
    if len(pairs) < 2 or len(found) != 1:
        return []
    first, second = (pair[0] or pair[1] for pair in pairs[:2])
    between = parsed.tokens[first.last : second.first] if first and second else []
    if not any(t.sense.roles & found[0].season for t in between):
        return []
    later = replace(found[0], time=pairs[1][0], end_time=pairs[1][1], season=0)
    later.months = FIRST_HALF if found[0].season == SPRING else SECOND_HALF
    found[0].season = 0
    return [later]


def _is_gone(parsed: Parsed) -> bool:
    """ "Mötet avslutades kl. 20.15": when a meeting was closed, as its minutes tell."""
    pairs = pairwise(t.low for t in parsed.tokens)
    return any(low in CLOSED and (then in small.AT or then in CLOCKS) for low, then in pairs)


def _is_of_another(parsed: Parsed) -> bool:
    """A sentence whose subject no word tells and that has no word for meetings: "Expeditionen är öppen kl. 9–12",
    "Webbsändning börjar kl. 18"."""
    if parsed.said & (MEETING | ALL | Role.BODY.value) or len(parsed.tokens) < SPAN:
        return False
    led = parsed.tokens[0].low in small.THE
    subject, verb = parsed.tokens[led : led + 2]
    if subject.kind is not WORD or subject.low in small.WE_OR_IT:
        return False
    if subject.sense.roles & ASIDE:
        return verb.kind is WORD and verb.low not in small.PREPOSITIONS
    if subject.sense is not NOTHING or bodies.is_letters(subject):
        return False
    if verb.low in small.IS:
        return not parsed.lows.isdisjoint(other_hours.OPEN | TO_BE_FOUND)
    plain = verb.kind is WORD and verb.sense is NOTHING and verb.text.islower()
    return plain and parsed.tokens[-1].low == "." and verb.low not in small.PREPOSITIONS
