"""Which dates of a line are off: struck, cancelled, or moved to another day."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from scheduler.years.recognise.line import bodies, parts, telling, unheld
from scheduler.years.recognise.line.clauses import ends_sentence, say, sentence_begins, words
from scheduler.years.recognise.line.items import DateItem, Job, Parsed
from scheduler.years.recognise.line.roles import A_MEETING, REPLACEMENT, REPLACES
from scheduler.years.recognise.text import off_phrases, verbs
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import REPLACED
from scheduler.years.recognise.text.nouns import DAY_OR_DATE
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

CANCEL, MOVED, TO, INSTEAD, MEETING, PLACE, CLOCK = (
    Role.CANCEL.value, Role.MOVED.value, Role.TO.value, Role.INSTEAD.value, Role.MEETING.value,
    Role.PLACE.value, Role.CLOCK.value,
)  # fmt: skip
DAY_WORDS = DAY_OR_DATE | listed("tid aika ajankohta møtedato mødedato mötesdag mötesdatum")
MOVED_WITHIN = 14
# Stand right before the new day in Finnish.
DIRECT = listed(
    "muutettu vaihdettu siirretty aikaistettu lykätty korvataan siirretään siirtyy siirtynyt"
)
LEADS = (small.BY | small.WITH | small.UNTIL | small.FOR) | listed(
    "auf mot mod imod gegen fram forward päivään päivälle pidettäväksi"
)
# May stand between the old date and the word that it is moved; but not "was", which leads to the old date.
PASSED_OVER = (small.AUXILIARIES - small.WAS | small.THE | small.NOTICE) | listed(
    "( , - . : ; ! am"
)
BEFORE_DAY = small.THE | listed("on am")
BEFORE_NEW_DAY, MOST_OF_GROUP, LONGEST_SENTENCE = 6, 12, 60
ARROW = frozenset("=>→➔➜⇒»")
THE_MEETING = listed("mötet sammanträdet meeting møtet mødet sitzung kokous")
# A day for which a meeting was planned, and what may be said of it before the day on which it is held.
PLANNED = verbs.PLANNED | listed("planned planerade planlagte geplante geplanten suunnitellun")
BEFORE_PLANNED = 3
# "The meeting should have been held on …".
SHOULD = listed("skulle should piti sollte sollten")
SAID_OF_PLAN = (
    PLANNED | telling.HELD | small.AUXILIARIES | small.THE | small.AT | small.NOW | small.TO
) | {"take"}
# One of these stands where a day is moved without a word of moving.
NOW = small.NOW | small.IN_STEAD | {"neu"}
TO_NEW_DAY = LEADS | small.NEW | NOW | ARROW | small.BECOMES | {":"}
HINTS = (small.NEW | NOW | ARROW | REPLACED | PLANNED) - {"="}
# Say that the meeting of a day is another one than that before.
ANOTHER = small.NEXT | small.NEW
# Before the word that some other meeting is off, which is why this one is held, and what may stand between.
HELD_FOR = (small.AFTER | small.IN_STEAD | REPLACES | REPLACEMENT) | listed(
    "following statt anstelle anstatt anledning foranledning anledn grund grunn due because wegen aufgrund"
)
BEFORE_OFF = small.THE | small.OF | small.FOR | small.TO
OFF_BEFORE_NOUN = listed("peruutetun perutun peruuntuneen")  # "… kokouksen tilalla"


def is_moved(parsed: Parsed, item: DateItem) -> bool:
    """Another date follows to which the meeting was moved: "14/2 flyttat till 21/2"."""
    n = bisect_left(parsed.dates, item.last, key=lambda other: other.first)
    to = next((d for d in parsed.dates[n : n + 1] if _is_within_reach(parsed, item, d)), None)
    behind = _without_hours(parsed, item.last, to)
    if to is not None and _is_same_day(item, to) and len(parsed.times) <= 1:
        return False  # "28 June Full Council – the July meeting has been moved to 28 June"
    told = _told(behind)
    lows = [t.low for t in told]
    if to is not None and _becomes(parsed, item, behind):
        return True
    if to is None or not told:
        return any(map(_moves, told[:1])) and say(told[1:2], TO)
    if behind[0].low == "(" and behind[-2].low == ")" and not any(map(_moves, told)):
        return False  # "11 mars (nytt datum), 15 april"
    if _leads_to_new_day(told, behind) or _was_planned(parsed, item, behind):
        return True
    if all(low in ARROW for low in lows):
        # "11 mars → 18 mars"; but "> 11 mars kl. 18. > 18 mars" is quoted.
        return lows[-1] != ">" or (behind[-1].low == ">" and "." not in [t.low for t in behind])
    if len(told) == 1 and say(told, TO):
        # "På grund av sjukdom flyttas mötet 10 mars till 17 mars"
        return parts.is_moved_to_next(parsed.tokens, item.first)
    # "7.10. auf den 14.10. (9 Uhr) verlegt"
    return "auf" in lows and say(words(_without_hours(parsed, to.last, None))[:1], MOVED)


def _becomes(parsed: Parsed, item: DateItem, behind: list[Token]) -> bool:
    """ "13 april kl. 15 blir 20 april", "Nytt datum för mötet den 9 februari: 16 februari"."""
    between = [t.low for t in words(behind) if t.low not in small.THE and not t.sense.weekday]
    if between and all(low in small.BECOMES for low in between):
        return True
    opening = [t.low for t in parsed.tokens[:2]]
    new = len(opening) > 1 and opening[0] in small.NEW and opening[1] in DAY_OR_DATE
    led = any(t.low == ":" for t in behind) or between != []
    return new and led and item is parsed.dates[0] and all(low in small.IS for low in between)


def _is_within_reach(parsed: Parsed, item: DateItem, to: DateItem) -> bool:
    """What stands in parentheses is no way: "7 juni (godkendelse af budget), flyttet til den 31. maj"."""
    between = parsed.tokens[item.last : to.first]
    return sum(1 for _ in bodies.outside_parentheses(between)) <= MOVED_WITHIN


def tells_which(parsed: Parsed, item: DateItem, to: DateItem) -> bool:
    """A word between a day and the one behind it says that this is the new one: "14/2 flyttat till 21/2"."""
    return any(map(_leads, parsed.tokens[item.last : to.first]))


def _leads(token: Token) -> bool:
    return bool(token.sense.roles & TO) or token.low in TO_NEW_DAY


def _is_same_day(item: DateItem, other: DateItem) -> bool:
    one, two = item.start, other.start
    years = {one.year, two.year} - {None}
    return (one.day, one.month) == (two.day, two.month) and len(years) < 2


def opens_with_move(parsed: Parsed) -> bool:
    """The line opens with words that the meeting above it is moved to its own day: "Flyttas till 18 mars"."""
    behind = _without_hours(parsed, 0, parsed.dates[0])
    told = _told(behind)
    opening = told[bool(told) and told[0].low in THE_MEETING :][:1]
    opens = any(_moves(t) or t.low in HINTS for t in opening)
    return opens and _leads_to_new_day(told, behind)


def _leads_to_new_day(told: list[Token], behind: list[Token]) -> bool:
    """What stands between the old day and the new one says so; `told`: without the words that tell nothing."""
    lows = [t.low for t in told]
    if lows[-1] in small.FROM:
        return False  # "12 March, brought forward from 9 March"
    at = next((n for n, t in enumerate(told) if _moves(t)), None)
    if at is not None and (
        any(t.sense.roles & TO or t.low in LEADS for t in told[at + 1 :])
        or lows[-1] in DIRECT
        or (len(told) == 1 and say(told, MOVED) and behind[-1].low not in BEFORE_DAY)
    ):
        return True  # "April 8 – Spring Break, meeting moved to April 15"
    if any(a in small.NEW and b in DAY_WORDS for a, b in itertools.pairwise(lows)):
        # "9 mars, ny tid: 10 mars"; but "10 mars, ny dag (tidigare 9 mars)"
        return not any(t.sense.roles & INSTEAD and t.low not in small.IN_STEAD for t in told)
    # "The meeting scheduled for 12 May will now take place on 19 May"
    return lows[-1] in NOW or not (NOW.isdisjoint(lows) or telling.HELD.isdisjoint(lows))


def _was_planned(parsed: Parsed, item: DateItem, behind: list[Token]) -> bool:
    """The meeting is held on the next day, and not on this one, for which it was planned: "Die für den 9. März
    geplante Sitzung findet am 16. März statt"."""
    near = [*words(parsed.tokens[max(0, item.first - BEFORE_PLANNED) : item.first]), *behind[:1]]
    if not any(t.low in PLANNED for t in near):
        return False
    told = [t.low for t in words(behind) if not t.sense.roles & Role.MEETING.value]
    return not telling.HELD.isdisjoint(told) and all(low in SAID_OF_PLAN for low in told)


def _moves(token: Token) -> bool:
    return bool(token.sense.roles & MOVED) or token.low in REPLACED


def _told(behind: list[Token]) -> list[Token]:
    return [t for t in behind if not _is_passed_over(t)]


def _without_hours(parsed: Parsed, first: int, to: DateItem | None) -> list[Token]:
    """What stands behind a date within reach, and before the next one, without the hours."""
    last = to.first if to else min(len(parsed.tokens), first + MOVED_WITHIN)
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    hours = {n for t in parsed.times[at : at + MOVED_WITHIN] for n in range(t.first, t.last)}
    return [parsed.tokens[n] for n in range(first, last) if n not in hours]


def _is_passed_over(token: Token) -> bool:
    """ "Inställt, nytt datum 23 mars"."""
    return token.low in PASSED_OVER or bool(token.sense.roles & CANCEL or token.sense.weekday)


def is_put_off(parsed: Parsed, item: DateItem) -> bool:
    """ "Mötet den 13 mars flyttas": moved, and the line's only date is not the new one."""
    if not parsed.said & MOVED or len(parsed.dates) > 1 or _is_of_hour_or_place(parsed):
        return False
    before = parsed.tokens[max(0, item.first - BEFORE_NEW_DAY) : item.first]
    return not say(words(before), TO)


def _is_of_hour_or_place(parsed: Parsed) -> bool:
    """ "6 april kl. 13 (ändrad tid)", "6 april, ändrad lokal": the day is the same."""
    told = PLACE | CLOCK if parsed.times else PLACE
    pairs = itertools.pairwise(parsed.tokens)
    return any(a.sense.roles & MOVED and b.sense.roles & told for a, b in pairs)


def cancelled(parsed: Parsed, jobs: list[Job]) -> set[int]:
    """Which dates of the line are struck through or said to be cancelled."""
    items = parsed.dates
    found = {i for i, item in enumerate(items) if item.struck}
    if parsed.left:
        found |= unheld.of_line(parsed)
    if not parsed.said & CANCEL:
        return found
    meetings = {i for i, job in enumerate(jobs) if job is A_MEETING}
    k = -1
    for n in range(len(parsed.tokens)):
        while k + 1 < len(items) and items[k + 1].first <= n:
            k += 1
        if not cancels(parsed.tokens, n):
            if k + 1 < len(items) and _is_of_next(parsed.tokens, n, items[k + 1]):
                found |= {k + 1} & meetings
        elif between := _between(parsed, n, k) & meetings:
            found |= between
        elif k < 0 or len(meetings) == 1:
            stop = _stop(parsed, n)
            told = {i for i in meetings if items[i].first < stop}
            found |= told or {
                i for i in meetings if not _is_of_sentence_before(parsed, n, items[i])
            }
        else:
            group, near = items[k].group, range(max(0, k - MOST_OF_GROUP), k + 1)
            found |= {i for i in near if i == k or (group and items[i].group == group)}
    return found


def _between(parsed: Parsed, n: int, k: int) -> set[int]:
    """The dates, of which the last is numbered `k`, between the word at `n` and its verb: "fällt am 9. März aus"."""
    verb = off_phrases.verb_of(parsed.tokens, n)
    near = range(max(0, k - MOST_OF_GROUP), k + 1) if verb < n else ()
    return {i for i in near if parsed.dates[i].first > verb}


def tells_other_off(parsed: Parsed, item: DateItem) -> bool:
    """A sentence before that of the day tells that a meeting is off, and nothing says that this is the next one."""
    if not parsed.said & CANCEL:
        return False
    at = next((n for n in range(item.first) if cancels(parsed.tokens, n)), None)
    other = at is not None and _is_of_sentence_before(parsed, at, item)
    return other and not any(t.low in ANOTHER for t in _sentence(parsed, item.first))


def _is_of_sentence_before(parsed: Parsed, n: int, item: DateItem) -> bool:
    """The word at `n` is said of the meeting of its own sentence, and another one tells of that on the day: "Die
    Sitzung fällt aus. Die nächste findet am 9. Juni statt"; but "Mötet är inställt. Det var planerat till 9 juni"."""
    if item.first < _stop(parsed, n):
        return False
    own = _sentence(parsed, item.first)
    planned = any(t.low in PLANNED or t.low in small.WAS or t.low in SHOULD for t in own)
    return (
        say(_sentence(parsed, n), MEETING)
        and (say(own, MEETING) or any(t.low in telling.HELD for t in own))
        and not planned
    )


def _sentence(parsed: Parsed, at: int) -> list[Token]:
    """The sentence around a token."""
    least = max(0, at - LONGEST_SENTENCE)
    first = sentence_begins(parsed, at, least)
    return parsed.tokens[first : _stop(parsed, at)]


def _stop(parsed: Parsed, first: int) -> int:
    """Where the sentence ends that goes on at `first`."""
    last = len(parsed.tokens)
    reach = range(first, min(last, first + LONGEST_SENTENCE))
    return next((n for n in reach if ends_sentence(parsed, n)), last)


def cancels(tokens: list[Token], i: int) -> bool:
    """The word says that this meeting is off, and no other one: "inställt", "ställs in", "fällt aus"."""
    if not tokens[i].sense.roles & CANCEL or tokens[i].low in OFF_BEFORE_NOUN:
        return False
    denied = i > 0 and tokens[i - 1].low in small.NOT
    return not denied and not _is_of_another(tokens, i)


def _is_of_next(tokens: list[Token], i: int, item: DateItem) -> bool:
    """ "22 februari (efter inställt möte 15 februari)": the day behind is the one that is off."""
    near = item.first - i <= BEFORE_NEW_DAY
    return near and tokens[i].sense.roles & CANCEL > 0 and _is_of_another(tokens, i)


def _is_of_another(tokens: list[Token], i: int) -> bool:
    """ "(following cancellation in May)", "ersätter det inställda mötet": why this one is held."""
    before = i - 1
    while before >= 0 and tokens[before].low in BEFORE_OFF:
        before -= 1
    return before >= 0 and tokens[before].low in HELD_FOR
