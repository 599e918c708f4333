"""Sentences that hold a date but do not speak of a meeting: "Avgiften höjs den 1 april 2027." """

from __future__ import annotations

from bisect import bisect_left

from scheduler.years.recognise.line import bodies, parts, relative
from scheduler.years.recognise.line.items import DateItem, Parsed
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
STOPS = frozenset(".\t|")
AND, MEETING, IN, TO, OR = (
    Role.AND.value, Role.MEETING.value, Role.IN.value, Role.TO.value, Role.OR.value,
)  # fmt: skip
# Before a meeting that something else is done around, and how the word for that meeting ends.
AROUND = small.PREPOSITIONS | listed("since sedan seit")
THE = (small.THE | small.THIS | small.LAST) | listed(
    "förra nästa next previous nächsten vorigen heutigen"
)
DEFINITE = ("et", "en", "na", "ene", "n")
AT_MEETING = ("kokouksessa", "istunnossa")
TOLD = (Role.MEETING | Role.CANCEL | Role.MOVED | Role.INSTEAD | Role.OPEN | Role.RESERVE).value
# Words that say something of their own in front of a date.
SPEAKING = ~(
    Role.TO | Role.IN | Role.GENERIC | Role.SINCE | Role.UNTIL | Role.ENDS | Role.BEGINS
    | Role.YEARLY | Role.TERM | Role.PLACE | Role.BODY
).value  # fmt: skip
# What is done with meetings, also where they are called something else.
HELD = (verbs.HELD | verbs.PLANNED) | listed(
    "infaller bokat bokad ses syns välkomna välkommen tapaamme tervetuloa tagt velkommen welcome treffes trefft"
    " klausur klausurtagung retreat"
)
ELECTIONS = listed(
    "election elections valdagen valet valg valget wahl vaalit vaalipäivä referendum folkomröstning"
)
# What is held beside meetings: feasts, fairs and the like.
EVENTS = (
    *ELECTIONS, "fest", "festen", "feier", "feiern", "marknad", "marknaden", "markt", "bord", "bordet",
    "invigning", "invigningen", "party", "fair", "fete", "juhla", "juhlat", "picnic",
)  # fmt: skip
OPENING = small.THE | small.WITH | small.AND
FROM_ON = small.FROM | listed("med fom starting beginning effective")
FROM_BEHIND = listed("onwards alkaen lähtien")
AS_OF = ["as", "of"]
# "Since then the board meets …", "… the meetings begin …".
HELD_SINCE = verbs.MEET_OR_HELD | listed(
    "held börjar begin begins start starts begynner begynder starter beginnen beginnt alkavat alkaa"
)
HELD_WITHIN = 10
APPLIES_WITHIN = 6
# A short line with one of these is a sentence: of the time between two days, or since a day.
OF_SPANS = small.BETWEEN | verbs.APPLIES
STAYS = listed("kvar öppet öppen öppna pågår available remain remains open")
ALONG = small.WITH | small.AT | small.FOR | small.TO | listed("den ganze hela hele koko")
# Not "das" and "die": with them "Am 12.7. findet das Sommerfest statt" is long enough for a sentence.
SAY_LITTLE = small.IS | listed("den det der")
OPENERS = small.THE | small.FROM | listed("on am fram til till")


def is_likely(parsed: Parsed) -> bool:
    """A quick look, before each date is asked about: words enough, and a full stop or many of them."""
    if parsed.left <= MOST_BEFORE_STOP:
        return False
    if parsed.left > MOST_WORDS_OF_LABEL or parsed.tokens[-1].low == ".":
        return True
    return not parsed.lows.isdisjoint(OF_SPANS)


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
    if len(parsed.dates) >= DAYS_OF_LIST and _days(parsed, i, first, last) >= DAYS_OF_LIST:
        return False
    covered = parsed.covered()
    before = _words(parsed.tokens[first : item.first], covered[first : item.first])
    if not _is_sentence(parsed, item, first, last, len(before)):
        return False
    return not _told(parsed, item, first, last, held=not remark)


def _opens_remark(parsed: Parsed, i: int) -> int:
    """Where words begin that are said of the entry before them, and hold date `i`: "13 April at 2 pm – This
    was incorporated within the forum held on 4 May". 0 when it stands in none."""
    if not i or not opens_line(parsed, parsed.dates[0]):
        return 0
    first, last = parsed.dates[i - 1].last, parsed.dates[i].first
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    if at < len(parsed.times) and parsed.times[at].last <= last:
        first = parsed.times[at].last
    words = [t for t in parsed.tokens[first:last] if t.kind is WORD and not t.sense.weekday]
    return first if len(words) >= FEWEST_OF_REMARK else 0


def _is_limit(tokens: list[Token], item: DateItem, first: int, last: int) -> bool:
    """Something else holds from or until that day: "från den 1 juli gäller", "på webben till den 5 juni"."""
    before = [t for t in tokens[max(first, item.first - 6) : item.first] if t.low not in OPENING]
    behind = tokens[item.last : min(last, item.last + APPLIES_WITHIN)]
    since = _leads_since([t.low for t in before])
    if since or any(t.low in FROM_BEHIND for t in behind[:1]):
        told = any(t.low in verbs.APPLIES for t in (*before, *behind))
        return told or holds_since(tokens, item, first, last)
    if len(before) < 2:
        return False
    lows = {t.low for t in before[-3:]}
    if "kraft" in lows:
        return True
    until = before[-1].low in small.UNTIL and not before[-1].sense.month and item.start.month
    if not until or not any(t.low in STAYS for t in before):
        return False
    return not any(t.sense.roles & (TOLD & ~MEETING) for t in tokens[first:last])


def _leads_since(lows: list[str]) -> bool:
    return bool(lows) and (lows[-1] in FROM_ON or lows[-2:] == AS_OF)


def holds_since(tokens: list[Token], item: DateItem, first: int, last: int) -> bool:
    """How meetings are held since a day that opens the sentence: "Från och med 8 oktober sammanträder styrelsen
    digitalt", "8.10. alkaen kokoukset pidetään etänä"."""
    before = [t.low for t in tokens[first : item.first] if t.low not in OPENING]
    behind = tokens[item.last : min(last, item.last + HELD_WITHIN)]
    opens = _leads_since(before) and (len(before) == 1 or before == AS_OF)
    if item.until is not None or not (opens or any(t.low in FROM_BEHIND for t in behind[:1])):
        return False
    verb = next((n for n, t in enumerate(behind) if t.low in HELD_SINCE), None)
    return verb is not None and not any(
        t.sense.roles & (TO | OR) or t.low in small.UNTIL for t in behind[:verb]
    )


def _is_within(parsed: Parsed, i: int) -> bool:
    """The day begins or ends a time in which something falls: "between 1 March and 1 June"."""
    if parsed.lows.isdisjoint(small.BETWEEN):
        return False
    tokens, item = parsed.tokens, parsed.dates[i]
    near = [t.low for t in tokens[max(0, item.first - 2) : item.first] if t.low not in OPENING]
    if near and near[-1] in small.BETWEEN:
        return True
    earlier = parsed.dates[i - 1] if i else None
    if earlier is None:
        return False
    joins = tokens[earlier.last : item.first]
    return all(t.sense.roles & AND or t.low in OPENING for t in joins) and _is_within(parsed, i - 1)


def opens_line(parsed: Parsed, item: DateItem) -> bool:
    """Nothing but signs and a weekday, "tisdag den", stands before the date: it is an entry of a list."""
    n = item.first - 1
    if n > 0 and parsed.tokens[n].low in parts.ARTICLES and parsed.tokens[n - 1].sense.weekday:
        n -= 1
    while n >= 0 and (parsed.tokens[n].kind is SIGN or parsed.tokens[n].sense.weekday):
        n -= 1
    return n < 0 and parsed.tokens[0].low not in OPENERS


def _is_sentence(parsed: Parsed, item: DateItem, first: int, last: int, before: int) -> bool:
    tokens = parsed.tokens
    stopped = tokens[last - 1].low == "." and not parsed.covered()[last - 1]
    if before > (MOST_BEFORE_STOP if stopped else MOST_WORDS_OF_LABEL):
        return True
    covered = parsed.covered()
    opens = item.first - first <= 1 and tokens[first].low in OPENERS
    after = _words(tokens[item.last : last], covered[item.last : last])
    return stopped and (
        (opens and len(after) >= FEWEST_AFTER_DATE)
        or (before == 1 and _is_told_of(tokens[item.last : last], len(after)))
    )


def _is_told_of(after: list[Token], words: int) -> bool:
    """ "Basaren den 7 januari gav 3 400 kr i överskott": a verb stands right behind the day, and more."""
    verb = after[0]
    if verb.kind is not WORD or not verb.text.islower() or verb.sense.roles or verb.low in ALONG:
        return False
    return words + sum(t.kind is NUMBER for t in after) >= FEWEST_AFTER_DATE


def _told(parsed: Parsed, item: DateItem, first: int, last: int, *, held: bool) -> bool:
    tokens = parsed.tokens
    near = item.first
    earlier = [date for date in parsed.dates[:DAYS_OF_LIST] if date.last <= item.first][-1:]
    if earlier and all(
        t.kind is SIGN or t.sense.weekday or t.low in parts.ARTICLES
        for t in tokens[earlier[0].last : item.first]
    ):
        # "Utvalg for barn og kultur: 26.3., 17.11."
        near = earlier[0].first
    if item.struck or any(t.low == ":" for t in tokens[max(first, near - 4) : near]):
        return True
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    if at < len(parsed.times) and parsed.times[at].first < last:
        return True
    clause = relative.within(tokens, first, last, item)
    lows = {t.low for n, t in enumerate(tokens[first:last], first) if n not in clause}
    for n in range(first, last):
        if n in clause or relative.is_room(tokens[n]):
            continue
        if tokens[n].sense.roles & TOLD and not _is_circumstance(tokens, n, item):
            return True
    if held and not lows.isdisjoint(HELD) and not any(low.endswith(EVENTS) for low in lows):
        return True
    last = item.first
    while last > first and (tokens[last - 1].sense.weekday or tokens[last - 1].low in (",", ".")):
        last -= 1
    return bodies.name_in(tokens[first:last], parsed.text) is not None


def _is_circumstance(tokens: list[Token], n: int, item: DateItem) -> bool:
    """The meeting only says when or for what something else is done: "skickas efter mötet den 5 mars"
    is about the meeting's day, "skickas efter mötet, den 5 mars" is not."""
    meeting = tokens[n]
    if meeting.low == "statt":
        return True  # "findet … statt": what is held, tells
    if meeting.low.endswith(AT_MEETING):
        return (
            tokens[n + 1 : item.first] != []
        )  # "kokouksessa keskusteltiin 10.1. pidetystä juhlasta"
    if not n or not meeting.sense.roles & MEETING or meeting.sense.roles & (TOLD & ~MEETING):
        return False
    article = tokens[n - 1].low in THE
    leads = {t.low for t in tokens[max(0, n - 1 - article - 1) : n]}
    if leads.isdisjoint(AROUND) or not (article or meeting.low.endswith(DEFINITE)):
        return False
    between = tokens[n + 1 : item.first]
    return item.first < n or not all(
        t.text[:1].isupper() or t.sense.weekday or t.low in OPENERS or t.sense.roles & IN
        for t in between[:REACH]
    )


def _words(tokens: list[Token], covered: list[bool]) -> list[Token]:
    return [
        token
        for token, taken in zip(tokens, covered, strict=True)
        if token.kind is WORD and not taken and len(token.low) > 1
        and not token.sense.roles & SPEAKING and token.low not in SAY_LITTLE
    ]  # fmt: skip


def _days(parsed: Parsed, i: int, first: int, last: int) -> int:
    near = parsed.dates[max(0, i - DAYS_OF_LIST) : i + DAYS_OF_LIST]
    return sum(first <= date.first < last for date in near)


def _sentence(parsed: Parsed, item: DateItem) -> tuple[int, int]:
    """The token numbers where the sentence around a date begins and ends."""
    least, most = max(0, item.first - REACH), min(len(parsed.tokens), item.last + REACH)
    if parsed.lows.isdisjoint(STOPS):
        return least, max(most, item.last)
    tokens, first, last = parsed.tokens, item.first, item.last
    while first > least and not (tokens[first - 1].low in STOPS and _stops(parsed, first - 1)):
        first -= 1
    while last < most and not (tokens[last - 1].low in STOPS and _stops(parsed, last - 1)):
        last += 1
    return first, max(last, item.last)


def _stops(parsed: Parsed, i: int) -> bool:
    """Whether the sign at `i`, which may end a sentence, ends one."""
    tokens = parsed.tokens
    if tokens[i].low != ".":
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        not parsed.covered()[i]
        and following is not None
        and following.gap > 0
        and following.text[:1].isupper()
    )
