"""Words that make the date beside them a deadline."""

from __future__ import annotations

from itertools import dropwhile, pairwise, takewhile

from scheduler.years.recognise.line import clauses, holidays
from scheduler.years.recognise.line.clauses import OPENERS, THAT_IS, say, words
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import ITEMS, SENDING, SIGNED
from scheduler.years.recognise.text.nouns import DAY, DAY_OR_DATE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

STALE, RECORD = Role.STALE.value, Role.RECORD.value
DEADLINE, HOLIDAY, NONE, MEETING, CANCEL, MOVED, WEEK, PAPERS, CLOCK = (
    Role.DEADLINE.value, Role.HOLIDAY.value, Role.NONE.value, Role.MEETING.value,
    Role.CANCEL.value, Role.MOVED.value, Role.WEEK.value, Role.PAPERS.value,
    Role.CLOCK.value,
)  # fmt: skip
# Make a date a deadline only right before it: "by 3 May", "före 3 maj".
CLOSE = small.BEFORE - {"inför"} | {"by"}
NEAR = 3
MOST_SENT = 4
INVITES = frozenset(("einladung", "einladungen"))
BEFORE_BY = frozenset(("replaced", "followed"))
# Behind "due to".
DUE_TO_MEET = MEET_OR_HELD | listed("be take begin start")
DUE_PAIRS = frozenset((("cut", "off"), ("call", "in")))
# "12 September Materials Due", "14 September Agenda Released".
MADE_READY = listed("due released posted published")
LATEST = CLOSE | small.LATEST
LAST_OF = DAY_OR_DATE | listed("ansökningsdag tid påivä anmälningsdag inlämningsdag svarsdag")
# "Sista betalningsdag", "viimeinen hakupäivä".
DAYS = tuple(DAY)
FOR_WHAT = small.FOR | small.TO | {"inför"}
LONGEST_BEFORE, MONTH, YEAR = 92, 31, 372
LONGEST_HOUR, LONGEST_FOR = 6, 6
FINNISH_IN = ("ssa", "ssä")

# "(deadlines in brackets)": what the days in parentheses are.
BRACKETS = listed(
    "parentes parentesen parenteser brackets bracket parentheses parenthesis klammern klammer sulkeissa suluissa"
    " parentesene"
)
# What begins like this follows a meeting.
DONE_AFTER = (
    "juster", "protokoll", "protokol", "minutes", "anslag", "anslås", "överklag", "klagefrist",
    "widerspruch", "besvär", "referat", "pöytäkirja", "tarkast", "niederschrift", "decision", "laga", "träder",
    "effective", "expedier", "oikaisu", "valitus", "godkjenn", "godkend", "gäller", "gjelder", "gælder", "gültig",
)  # fmt: skip
OPENS_LEGEND, CLOSES_LEGEND = frozenset("(,.;"), frozenset("):.;")
# Beside the days of a list, and never between them.
BESIDE_DAY = 3
OPENS_DAY, NEVER_JOIN = small.THE | {"on", "am"}, frozenset(":()|\t")
# Stand behind the day by which something is to be done: "8.1. klo 15 mennessä".
BY_THEN = listed("mennessä")


def without_legend(before: list[Token]) -> list[Token]:
    """The tokens without the words that tell what stands in parentheses further on."""
    at = next((n for n, t in enumerate(before) if t.low in BRACKETS), None)
    if at is None:
        return before
    first = next((n for n in range(at, -1, -1) if before[n].low in OPENS_LEGEND), 0)
    last = next((n for n in range(at, len(before)) if before[n].low in CLOSES_LEGEND), len(before))
    return before[:first] + before[last + 1 :]


def is_next(item: DateItem, following: DateItem, between: list[Token]) -> bool:
    """The words before the next date make that one a deadline, which comes before the meeting:
    "5 juli – sista ansökningsdag 21 juni"."""
    told = words(between)
    held = [t for t in told if not t.sense.roles & PAPERS]  # "kokouskutsu" is but a call
    if not told or say(held, MEETING) or say(told, MOVED | CANCEL | NONE):
        return False
    if not (_is_deadline(told) or told[-1].low in MADE_READY or _is_sent(told)):  # "– papers due"
        return _comes_after(told) and _leads(between) and days_between(item, following) > 0
    if _comes_after(told) and _leads(between) and days_between(item, following):
        return True
    return days_between(following, item) > 0


def _comes_after(told: list[Token]) -> bool:
    """What is done when the meeting is over: "12 mars – justering 19 mars"."""
    return any(t.sense.roles & (STALE | RECORD) or t.low.startswith(DONE_AFTER) for t in told[:2])


def _leads(between: list[Token]) -> bool:
    """No sign parts the words from the day behind them."""
    behind = [t for t in between if t.low not in OPENERS and not t.sense.weekday]
    return behind[-1].kind is WORD


def days_go_on(parsed: Parsed, i: int) -> bool:
    """Nothing but what joins the days of a list stands between date `i` and the one before it, ", onsdagen den", "og",
    and a weekday only where that one has one too."""
    earlier, item = parsed.dates[i - 1 : i + 1]
    between = parsed.tokens[earlier.last : item.first]
    before = parsed.tokens[max(0, earlier.first - BESIDE_DAY) : earlier.first]
    if any(t.sense.weekday for t in between) and not any(t.sense.weekday for t in before):
        return False
    pairs = pairwise(between)
    if any(a.low in NEVER_JOIN or (a.low == "." and b.text[:1].isupper()) for a, b in pairs):
        return False
    if [t.low for t in between[:1]] == [";"] and not parsed.tokens[earlier.last + 1].gap:
        return False  # it parts cells
    told = [t for t in between if not t.sense.weekday and t.low not in OPENS_DAY]
    return told != [] and all(t.kind is SIGN or t.sense.roles & Role.AND for t in told)


def is_for_next(parsed: Parsed, i: int) -> bool:
    """Date `i` is for the meeting that the next one is of: "11 januari (till nämndens möte den 8 februari)"."""
    if not parsed.said & MEETING or i + 1 == len(parsed.dates):
        return False
    item, following = parsed.dates[i : i + 2]
    told = words(parsed.tokens[item.last : following.first])
    led = [t for t in told if t.low not in small.THE]
    leads = len(led) > 1 and led[0].low in FOR_WHAT and say(led[-1:], MEETING)
    return leads and len(told) <= LONGEST_FOR and days_between(item, following) > 0


def days_between(early: DateItem, late: DateItem) -> int:
    """About how many days one comes before the other; 0 when it does not, or too long before."""
    months = late.start.month - early.start.month
    days = (months * MONTH + late.start.day - early.start.day) % YEAR
    return days if days <= LONGEST_BEFORE else 0


def tells_reason(tokens: list[Token], n: int) -> bool:
    """The "due" at `n` is that of "due to", and no deadline's."""
    return tokens[n].low == "due" and [t.low for t in tokens[n + 1 : n + 2]] == ["to"]


def is_half_of_verb(tokens: list[Token], n: int) -> bool:
    """The German "vor" at `n` ends a clause: "schlug vor, am 2. März zu tagen", "merken Sie folgende Termine vor:"."""
    return tokens[n].low == "vor" and [t.low for t in tokens[n + 1 : n + 2]] in ([","], [":"])


def before_day(clause: list[Token], before: list[Token]) -> bool:
    """The words in front of a date make it a deadline."""
    told = words(clause)
    if _are_due(told):
        return True
    for i, token in enumerate(told):
        rest = told[i + 1 :]
        if token.low in BY_THEN:
            continue  # of the day in front: "8.1. mennessä – kokous 15.1."
        if token.low == "by" and (token.text != "by" or told[i - 1].low in BEFORE_BY):
            continue  # "Ny By": a Danish town
        if [t.low for t in rest[:1]] == ["to"] and any(t.low in DUE_TO_MEET for t in rest[1:2]):
            continue  # "The Forum is due to meet on 1 March"
        if is_half_of_verb(clause, clause.index(token)):
            continue
        if i and rest and told[i - 1].sense.roles & CANCEL:
            continue  # "Cancelled due to weather: 8 March", "Meeting cancelled by the chair: 10 June"
        if token.low == "by" and before[-1].low == ":" and _names_who(rest):
            continue  # "Presentation by the police: 9 March"
        if (
            token.low in CLOSE
            and any(t.low in MEET_OR_HELD for t in told[:i])
            and say(rest, MEETING)
        ):
            continue  # "Talousjaosto kokoontuu ennen kirkkoneuvoston kokouksia 8.10."
        if token.low in CLOSE:
            # "The week before: 7 January" leads to the dates themselves, as "i.e." does, and so does
            # "sista mötet före jul"
            leads = before[-1].low == ":" and token.low in holidays.AROUND
            leads = leads or any(t.low in THAT_IS for t in rest)
            named = [t for t in rest if t.low not in small.THE][:1]
            leads = leads or any(t.sense.roles & HOLIDAY or t.low in holidays.FEASTS for t in named)
            if len(rest) < NEAR and not leads:
                return True
        elif _is_deadline(told[i:]):
            return not (_leads_to_meetings(before, rest) or (not i and _invites(clause, told)))
    return False


def _names_who(words: list[Token]) -> bool:
    """Words that are neither the day's nor small ones."""
    return any(not (t.low in small.THE or t.sense.weekday or t.sense.month) for t in words)


def _is_deadline(told: list[Token]) -> bool:
    """The first of these words is that of a deadline: "frist", "sista ansökningsdag"."""
    if told[0].sense.roles & DEADLINE or tuple(t.low for t in told[:2]) in DUE_PAIRS:
        return True
    return told[0].low in small.LAST and any(map(_is_last_day, told[1:2]))


def _leads_to_meetings(before: list[Token], told: list[Token]) -> bool:
    """ "Applications are considered at the following meetings:" introduces these."""
    at = next((n for n, t in enumerate(told) if t.sense.roles & MEETING), None)
    if at is None or before[-1].low != ":":
        return False
    return told[at].low.endswith(FINNISH_IN) or any(t.low in holidays.PLACED for t in told[:at])


def _are_due(told: list[Token]) -> bool:
    """Papers are due up to a day: "um Rückmeldung bis zum 11. Januar wird gebeten". A meeting that they are for
    changes nothing: "Anträge zur Sitzung bitte bis zum 24. Februar"."""
    until = any(t.low in small.UNTIL for t in told[-2:]) and not say(told[-1:], MEETING)
    if not until or not say(told, PAPERS):
        return False
    return all(
        any(f.low in FOR_WHAT for f in told[max(0, n - 3) : n])
        for n, t in enumerate(told)
        if t.sense.roles & MEETING
    )


def _invites(clause: list[Token], told: list[Token]) -> bool:
    """ "Einladung zur Sitzung am": the day is the meeting's own."""
    to, last = told[1:2], clauses.leading(clause)[-1:]
    invites = told[0].low in INVITES and any(t.low in small.TO for t in to)
    return invites and say(last, MEETING) and ":" not in [t.low for t in clause]


def _is_last_day(token: Token) -> bool:
    return token.low in LAST_OF or (token.low.endswith(DAYS) and not token.sense.weekday)


def leads_on(after: list[Token]) -> bool:
    """The deadline is what follows: "28 januari – handlingar in senast 7 januari", "12 marts udsendelse: uge 9"."""
    colon = next((n for n, t in enumerate(after) if t.low == ":"), 0)
    if is_label(after[:colon]):
        following = after[colon + 1 : colon + 2]
        return not following or say(following, WEEK)
    told = clauses.leading(after)
    return len(told) > 1 and told[-1].low in LATEST


def is_last_day(tokens: list[Token]) -> bool:
    """The line tells what the day above it is the last one for, and not how long before a meeting: "Sista dag för
    anmälan om hembud"."""
    told = words(tokens)
    before = any(t.low in small.BEFORE or t.sense.roles & MEETING for t in told)
    opens = len(told) > 1 and told[0].low in small.LAST and _is_last_day(told[1])
    return opens and not before and tokens[-1].low != ":"


def is_label(tokens: list[Token]) -> bool:
    """The words make what stands behind them that of a deadline: "udsendelsesdag: uge 11"."""
    return say(tokens, DEADLINE) and not say(tokens, MEETING)


def _says_by_then(after: list[Token]) -> bool:
    """ "8.1. klo 15 mennessä", "26 februari Motionerna ska vara inne senast denna dag": of the date in front."""
    if any(t.low in BY_THEN for t in after[:LONGEST_HOUR]):
        return True
    behind = dropwhile(lambda t: t.kind is not WORD or t.sense.roles & CLOCK, after)
    lows = [t.low for t in takewhile(lambda t: t.low not in holidays.CLAUSE_ENDS, behind)]
    return any(
        a in LATEST and b in small.THIS and c in DAY_OR_DATE
        for a, b, c in zip(lows, lows[1:], lows[2:], strict=False)
    )


def after_day(after: list[Token]) -> bool:
    """7 juni: sista dag för anmälan; 26/2–4/3 sportlov."""
    if _says_by_then(after):
        return True
    told: list[Token] = []
    for n, token in enumerate(after):
        if token.kind is WORD:
            told.append(token)
        elif told and holidays.is_ordinal(after, n):
            continue
        elif token.low in "(,;.|\t" or token.kind is NUMBER:
            break
    if holidays.opens(told) or holidays.is_named(told) or holidays.begins_or_ends(told, after):
        return True
    if after and after[0].low in ("\t", "|") and holidays.opens(after):
        return True  # in the cell beside the date
    if not told or told[0].low == "due":
        return False
    if told[0].low not in CLOSE and _is_deadline(told):
        return True
    return _is_sent(told) or (len(told) == 2 and told[1].low in MADE_READY)


def _is_sent(told: list[Token]) -> bool:
    """ "Papers out", "agenda deadline", "ärenden till AU", "protokollet justeras"; but not "agenda available"."""
    if not 1 < len(told) <= MOST_SENT:
        return False
    first, second = told[:2]
    if first.sense.roles & RECORD and second.low in SIGNED:
        return True
    if first.low in ITEMS and second.low in small.TO:
        return True
    if not first.sense.roles & PAPERS:
        return False
    return second.sense.roles & DEADLINE > 0 or (
        second.low in SENDING and second.low != "available"
    )
