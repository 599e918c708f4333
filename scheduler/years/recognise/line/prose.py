"""Sentences that hold a date but do not speak of a meeting: "Avgiften höjs den 1 april 2027." """

from __future__ import annotations

from itertools import islice

from scheduler.years.recognise.line import parts, telling
from scheduler.years.recognise.line.clauses import OPENERS, ends_sentence, say
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.line.shows import TOLD
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text import verbs
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

# A label in front of a date is shorter than a sentence; a full stop tells a short sentence.
MOST_WORDS_OF_LABEL, MOST_BEFORE_STOP = 3, 1
FEWEST_AFTER_DATE, FEWEST_OF_REMARK = 3, 5
# So many days in one sentence are a list, whatever is said of them.
DAYS_OF_LIST = 3
# No sentence is looked at farther from its date; a bound keeps reading linear.
REACH = 60
CELL_SIGNS, LED_WITHIN = frozenset("\t|"), 2
MEETING, WEEK = Role.MEETING.value, Role.WEEK.value
OPENING = small.THE | small.WITH | small.AND
FROM_ON = small.FROM | listed("med fom starting beginning effective")
FROM_BEHIND = listed("onwards alkaen lähtien")
AS_OF = ["as", "of"]
SURELY_SINCE, REACH_SINCE = listed("effective since sedan siden seit fom"), 4
# "Since then the board meets …", "… the meetings begin …".
HELD_SINCE = verbs.MEET_OR_HELD | listed(
    "held börjar begin begins start starts begynner begynder starter beginnen beginnt alkavat alkaa"
)
HELD_WITHIN = 10
APPLIES_WITHIN = 6
# "The week of July 12".
OF_WEEK = small.FROM | small.WITH | listed("of commencing")
# A short line with one of these is a sentence: of the time between two days, or since a day.
OF_SPANS = small.BETWEEN | verbs.APPLIES
STAYS = listed("kvar öppet öppen öppna pågår available remain remains open")
ALONG = small.WITH | small.AT | small.FOR | small.TO | listed("den ganze hela hele koko")


def is_likely(parsed: Parsed) -> bool:
    """A quick look, before each date is asked about: words enough, and a full stop or many of them."""
    if parsed.left > MOST_WORDS_OF_LABEL or not parsed.lows.isdisjoint(OF_SPANS):
        return True
    return parsed.left > MOST_BEFORE_STOP and parsed.tokens[-1].low == "."


def strays(parsed: Parsed, i: int) -> bool:
    """Date `i` stands in a sentence without a word, an hour or a list that would make it a meeting."""
    item = parsed.dates[i]
    opens = opens_line(parsed, item)
    if opens and parsed.lows.isdisjoint(FROM_BEHIND):
        return False
    first, last = _sentence(parsed, item)
    if opens:
        return holds_since(parsed.tokens, item, first, last)
    remark = _opens_remark(parsed, i)
    first = max(first, remark)
    if _is_limit(parsed.tokens, item, first, last) or _is_within(parsed, i):
        return True
    near = parsed.dates[max(0, i - DAYS_OF_LIST) : i + DAYS_OF_LIST]
    if sum(first <= date.first < last for date in near) >= DAYS_OF_LIST:
        return False
    return _is_sentence(parsed, item, first, last) and not telling.is_told(
        parsed, item, first, last, held=not remark
    )


def _opens_remark(parsed: Parsed, i: int) -> int:
    """Where words begin that are said of the entry before them, and hold date `i`: "13 April at 2 pm – This
    was incorporated within the forum held on 4 May". 0 when it stands in none."""
    if not i or not opens_line(parsed, parsed.dates[0]):
        return 0
    first, last = parsed.dates[i - 1].last, parsed.dates[i].first
    covered = parsed.covered()
    own = [n for n in range(first, last) if parsed.tokens[n].kind is WORD and not covered[n]]
    return own[0] if len(own) >= FEWEST_OF_REMARK else 0


def _is_limit(tokens: list[Token], item: DateItem, first: int, last: int) -> bool:
    """Something else holds from or until that day: "från den 1 juli gäller", "på webben till den 5 juni"."""
    before = [t for t in tokens[max(first, item.first - 6) : item.first] if t.low not in OPENING]
    behind = tokens[item.last : min(last, item.last + APPLIES_WITHIN)]
    leads = _leads_since([t.low for t in before]) or leads_surely_since(tokens, item)
    if leads or any(t.low in FROM_BEHIND for t in behind[:1]):
        told = any(t.low in verbs.APPLIES for t in (*before, *behind))
        return told or holds_since(tokens, item, first, last)
    if not before or before[-1].low not in small.UNTIL or not any(t.low in STAYS for t in before):
        return False
    return not say(tokens[first:last], TOLD & ~MEETING)


def _leads_since(lows: list[str]) -> bool:
    return lows[-2:] == AS_OF or (lows != [] and lows[-1] in FROM_ON)


def holds_since(tokens: list[Token], item: DateItem, first: int, last: int) -> bool:
    """How meetings are held since a day that opens the sentence, "Från och med 8 oktober sammanträder styrelsen
    digitalt", "8.10. alkaen kokoukset pidetään etänä", or that words lead to which say nothing else, "The Board,
    effective July 1, 2027, meets at 7"."""
    before = [t.low for t in tokens[first : item.first] if t.low not in OPENING]
    behind = tokens[item.last : min(last, item.last + HELD_WITHIN)]
    opens = _leads_since(before) and len(before) <= len(AS_OF)
    if item.until is not None:
        return False
    if leads_surely_since(tokens, item):
        return say(tokens[first:last], MEETING)
    if not (opens or any(t.low in FROM_BEHIND for t in behind[:1])):
        return False
    return any(t.low in HELD_SINCE for t in behind)


def leads_surely_since(tokens: list[Token], item: DateItem) -> bool:
    """ "Effective July 1, 2027", "från och med den 1 juli"; "from 3 May" may be a meeting's first day."""
    before = [
        t for t in tokens[max(0, item.first - REACH_SINCE) : item.first] if t.low not in telling.THE
    ]
    if not before or before[-1].low in SURELY_SINCE:
        return bool(before)
    pair = [t.low for t in before[-2:]]
    return pair[-1] == "med" and pair[0] in small.AND


def _is_within(parsed: Parsed, i: int) -> bool:
    """The day begins or ends a time in which something falls: "between 1 March and 1 June", "the week of 8 March"."""
    tokens, first = parsed.tokens, parsed.dates[i].first
    if _begins_week(tokens, first):
        return True
    if parsed.lows.isdisjoint(small.BETWEEN):
        return False
    if i and all(t.low in OPENING for t in tokens[parsed.dates[i - 1].last : first]):
        first = parsed.dates[i - 1].first
    near = [t for t in tokens[max(0, first - LED_WITHIN) : first] if t.low not in OPENING]
    return near != [] and near[-1].low in small.BETWEEN


def _begins_week(tokens: list[Token], first: int) -> bool:
    """No day is meant: "closed the week of July 12", "wegen der Ferien in der Woche vom 12. Juli"."""
    led = [t for t in tokens[max(0, first - LED_WITHIN - 1) : first] if t.low not in OPENING]
    before = led[-2:-1]
    return bool(before and before[0].sense.roles & WEEK and led[-1].low in OF_WEEK)


def opens_line(parsed: Parsed, item: DateItem) -> bool:
    """Nothing but signs and a weekday, "tisdag den", stands before the date: it is an entry of a list."""
    before = islice(parsed.tokens, item.first)  # no copy: the line may be long
    bare = all(t.kind is SIGN or t.sense.weekday or t.low in parts.ARTICLES for t in before)
    return bare and parsed.tokens[0].low not in OPENERS


def _is_sentence(parsed: Parsed, item: DateItem, first: int, last: int) -> bool:
    tokens, covered = parsed.tokens, parsed.covered()
    before = telling.count(parsed, first, item.first)
    stopped = tokens[last - 1].low == "." and not covered[last - 1]
    if before > (MOST_BEFORE_STOP if stopped else MOST_WORDS_OF_LABEL):
        return True
    if not stopped:
        return False
    opens = item.first - first <= 1 and tokens[first].low in OPENERS
    if not opens:
        # "Basaren den 7 januari gav 3 400 kr i överskott": a verb stands right behind the day, and more.
        verb = tokens[item.last]
        opens = before == 1 and verb.text.islower() and not (verb.sense.roles or verb.low in ALONG)
    after = telling.count(parsed, item.last, last)
    after += sum(t.kind is NUMBER for t in tokens[item.last : last])
    return opens and after >= FEWEST_AFTER_DATE


def _sentence(parsed: Parsed, item: DateItem) -> tuple[int, int]:
    """The token numbers where the sentence around a date begins and ends."""
    least, most = max(0, item.first - REACH), min(len(parsed.tokens), item.last + REACH)
    first = next((n for n in range(item.first, least, -1) if _stops(parsed, n - 1)), least)
    return first, next((n for n in range(item.last, most) if _stops(parsed, n - 1)), most)


def _stops(parsed: Parsed, n: int) -> bool:
    return parsed.tokens[n].low in CELL_SIGNS or ends_sentence(parsed, n)
