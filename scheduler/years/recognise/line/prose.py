"""Sentences that hold a date but do not speak of a meeting: "Avgiften höjs den 1 april 2027." """

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from itertools import pairwise

from scheduler.years.recognise.line import bodies, naming, parts, shows
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
REACH_OF_ALL = 12
CELL_SIGNS, LED_WITHIN = frozenset("\t|"), 2
MEETING, WEEK, BODY, ALL = (
    Role.MEETING.value, Role.WEEK.value, Role.BODY.value, Role.ALL.value,
)  # fmt: skip
# Before a meeting that something else is done around, and how the word for that meeting ends.
AROUND = small.PREPOSITIONS | listed("since sedan seit")
THE = (small.THE | small.THIS | small.LAST) | listed(
    "förra nästa next previous nächsten vorigen heutigen"
)
DEFINITE = ("et", "en", "na", "ene", "n")
AT_MEETING = ("kokouksessa", "kokouksessaan", "istunnossa", "istunnossaan")
# Words that say something of their own in front of a date.
SPEAKING = ~(
    Role.TO | Role.IN | Role.GENERIC | Role.SINCE | Role.UNTIL | Role.ENDS | Role.BEGINS
    | Role.YEARLY | Role.TERM | Role.PLACE | Role.BODY
).value  # fmt: skip
# What is done with meetings, also where they are called something else.
HELD = (verbs.HELD | verbs.PLANNED) | listed(
    "infaller bokat bokad ses syns välkomna välkommen tapaamme tavataan tervetuloa tagt velkommen welcome treffes"
    " trefft klausur klausurtagung retreat"
)
# What a club does on its days, said by itself.
WE_DO = listed(
    "inleder avslutar fortsätter avrundar startar continue finish fortsetter fortsætter avslutter afslutter jatkamme"
    " aloitamme lopetamme kokoonnumme"
)
BEGINS_OR_ENDS = (Role.BEGINS | Role.ENDS).value
SAME = listed("samma same samme sama samaan gleiche gleichen selbe selben")
HOURS = listed("tid klockslag time tidspunkt klokkeslett klokkeslæt aika aikaan zeit uhrzeit")
STEPS = frozenset(("tritt", "treten", "kommt", "kommen"))
# What a new body does at its first meeting: in Finnish in one word, in the others in two.
MEETS_FIRST = listed("järjestäytyy")
CONSTITUTES = listed("konstituiert konstituerar konstituerer constitutes")
ITSELF = listed("sich sig seg itself")
ELECTIONS = listed(
    "election elections valdagen valet valg valget wahl vaalit vaalipäivä referendum folkomröstning"
)
EVENTS = (*ELECTIONS, *shows.FEASTS)
# "Next", and the name of a body in two words at the most.
NEXT_BODY = 3
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
# Not "das" and "die": with them "Am 12.7. findet das Sommerfest statt" is long enough for a sentence.
SAY_LITTLE = small.IS | listed("den det der")


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
    return _is_sentence(parsed, item, first, last) and not _told(
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
    before = [t for t in tokens[max(0, item.first - REACH_SINCE) : item.first] if t.low not in THE]
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
    before = parsed.tokens[: item.first]
    bare = all(t.kind is SIGN or t.sense.weekday or t.low in parts.ARTICLES for t in before)
    return bare and parsed.tokens[0].low not in OPENERS


def _is_sentence(parsed: Parsed, item: DateItem, first: int, last: int) -> bool:
    tokens, covered = parsed.tokens, parsed.covered()
    before = _count(parsed, first, item.first)
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
    after = _count(parsed, item.last, last)
    after += sum(t.kind is NUMBER for t in tokens[item.last : last])
    return opens and after >= FEWEST_AFTER_DATE


def _told(parsed: Parsed, item: DateItem, first: int, last: int, *, held: bool) -> bool:
    tokens = parsed.tokens
    colon = next((n for n in range(item.first - 1, first - 1, -1) if tokens[n].low == ":"), None)
    if colon is not None and _count(parsed, colon, item.first) < LED_WITHIN:
        return True  # "Utvalg for barn og kultur: 26.3., 17.11."
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    if at < len(parsed.times) and parsed.times[at].first < last:
        return True
    aside = _clauses(tokens, first, last, item)
    sentence = [n for n in range(first, last) if n not in aside]
    if any(
        tokens[n].sense.roles & TOLD and not _is_circumstance(tokens, n, item) for n in sentence
    ):
        return True
    lows = {tokens[n].low for n in sentence}
    if any(_constitutes(tokens, n) or _is_done_by_us(tokens, n, item) for n in sentence):
        return True
    if not lows.isdisjoint(SAME) and not lows.isdisjoint(HOURS):
        return True  # "15 september och 1 december, samma klockslag som på våren"
    if held and not lows.isdisjoint(HELD) and not any(low.endswith(EVENTS) for low in lows):
        return True
    if steps_together(lows):
        return True
    last = item.first
    while last > first and (tokens[last - 1].sense.weekday or tokens[last - 1].low in (",", ".")):
        last -= 1
    if bodies.name_in(tokens[first:last], parsed.text) is not None or gathers(tokens, item):
        return True
    if _has_name_of_its_own(parsed, first, last):
        return True
    if first < last and _are_several(tokens[last - 1]):
        return True
    # "Auf der anstehenden Gemeindevertretung am"
    told = [t for t in tokens[first:last] if t.low not in OPENERS][-NEXT_BODY:]
    return any(t.low in small.NEXT for t in told[:-1]) and bool(told[-1].sense.roles & BODY)


def _has_name_of_its_own(parsed: Parsed, first: int, last: int) -> bool:
    """A body's name alone stands before the day, and before the first one of its line: "Parish Council 11 January,
    Finance Committee 12 January", but not "Before Council 11 January and Board 12 January"."""
    begin, end = (bisect_left(parsed.dates, n, key=lambda d: d.first) for n in (first, last))
    before = parsed.dates[begin:end]
    if not before or parsed.tokens[first].low in AROUND | small.BEFORE:
        return False
    parts = parsed.tokens[first : before[0].first], parsed.tokens[before[-1].last : last]
    return all(bodies.name_in(part, parsed.text) is not None for part in parts)


def steps_together(lows: Set[str]) -> bool:
    """ "Der Rat tritt am 8. April zusammen"; alone "tritt" is said of what comes into force."""
    return "zusammen" in lows and not lows.isdisjoint(STEPS)


def without_step(lows: Set[str], before: list[Token]) -> list[Token]:
    """The words before a day without that "tritt", where it is part of "tritt zusammen"."""
    return [t for t in before if t.low not in STEPS] if steps_together(lows) else before


def _are_several(token: Token) -> bool:
    """Bodies without names of their own: "Park Renovation Work Groups, March 11"."""
    plural = token.low.endswith("s") and token.text[:1].isupper()
    return plural and token.low.removesuffix("s") in naming.BARE


def _constitutes(tokens: list[Token], n: int) -> bool:
    """ "Am 24. August konstituiert sich der Rat", "Valtuusto järjestäytyy 24.8."; not "hat sich konstituiert"."""
    if tokens[n].low in MEETS_FIRST:
        return True
    behind = tokens[n + 1 : n + 2]
    return tokens[n].low in CONSTITUTES and any(t.low in ITSELF for t in behind)


def gathers(tokens: list[Token], item: DateItem) -> bool:
    """The day is that of something for all of several bodies, who meet there: "Regionting for alle formannskap blir
    12. februar"."""
    before = [t for t in tokens[max(0, item.first - REACH_OF_ALL) : item.first] if t.kind is WORD]
    told = [t for t in before if not t.sense.weekday and t.low not in OPENERS]
    if not told or told[-1].low not in small.BE:
        return False
    return any(a.sense.roles & ALL and say(told[n : n + 3], BODY) for n, a in enumerate(told))


def _is_done_by_us(tokens: list[Token], n: int, item: DateItem) -> bool:
    """ "Vi börjar torsdagen den 6 september", "då avslutar vi med middag den 8 maj"; but not "Vi börjar insamlingen
    den 8 maj"."""
    if not (tokens[n].low in WE_DO or tokens[n].sense.roles & BEGINS_OR_ENDS) or n > item.first:
        return False
    if not any(t.low in small.WE for t in tokens[max(0, n - 1) : n + 2]):
        return False
    before_day = [t for t in tokens[n + 1 : item.first] if t.low not in small.WE | OPENERS]
    told = [t for t in before_day if not t.sense.weekday]
    return not told or told[0].low in small.WITH


def _clauses(tokens: list[Token], first: int, last: int, item: DateItem) -> set[int]:
    """The tokens of clauses between two commas that do not hold the day, and only say more of a place or a person:
    "Lokalen, där mötena hålls, öppnar den 2 maj"."""
    # Not that of "Freitag, den 14. Mai".
    commas = [
        n for n in range(first, last) if tokens[n].low == "," and not tokens[n - 1].sense.weekday
    ]
    found: set[int] = set()
    for opens, closes in pairwise(commas):
        leads = any(t.low in small.WHO for t in tokens[opens + 1 : opens + 1 + LED_WITHIN])
        if leads and not opens < item.first < closes:
            found.update(range(opens, closes))
    return found


def _is_circumstance(tokens: list[Token], n: int, item: DateItem) -> bool:
    """The meeting only says when or for what something else is done: "skickas efter mötet den 5 mars"
    is about the meeting's day, "skickas efter mötet, den 5 mars" is not."""
    meeting, between = tokens[n], tokens[n + 1 : item.first]
    if meeting.low in verbs.MEETS and meeting.text.islower():
        return False  # "is going to meet on 1 March and 3 May"
    if meeting.low == "statt":
        return True  # "findet … statt": what is held, tells
    if meeting.low.endswith(AT_MEETING):
        return between != []  # "kokouksessa keskusteltiin 10.1. pidetystä juhlasta"
    if meeting.sense.roles & TOLD != MEETING:
        return False
    article = n > 0 and tokens[n - 1].low in THE
    leads = {t.low for t in tokens[max(0, n - 1 - article - 1) : n]}
    if leads.isdisjoint(AROUND) or not (article or meeting.low.endswith(DEFINITE)):
        return False
    return item.first < n or not all(
        t.text[:1].isupper() or t.sense.weekday or t.low in OPENERS for t in between[:REACH]
    )


def _count(parsed: Parsed, first: int, last: int) -> int:
    """How many words there say something of their own."""
    covered = parsed.covered()
    return sum(
        token.kind is WORD and not covered[n]
        and not token.sense.roles & SPEAKING and token.low not in SAY_LITTLE
        for n, token in enumerate(parsed.tokens[first:last], first)
    )  # fmt: skip


def _sentence(parsed: Parsed, item: DateItem) -> tuple[int, int]:
    """The token numbers where the sentence around a date begins and ends."""
    least, most = max(0, item.first - REACH), min(len(parsed.tokens), item.last + REACH)
    first = next((n for n in range(item.first, least, -1) if _stops(parsed, n - 1)), least)
    return first, next((n for n in range(item.last, most) if _stops(parsed, n - 1)), most)


def _stops(parsed: Parsed, n: int) -> bool:
    return parsed.tokens[n].low in CELL_SIGNS or ends_sentence(parsed, n)
