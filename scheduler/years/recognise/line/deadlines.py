"""Words that make the date beside them a deadline or a holiday."""

from __future__ import annotations

from scheduler.years.recognise.line.items import DateItem
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.nouns import DAY, DAY_OR_DATE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

DEADLINE, HOLIDAY, NONE, MEETING, CANCEL, MOVED, WEEK, PAPERS = (
    Role.DEADLINE.value, Role.HOLIDAY.value, Role.NONE.value, Role.MEETING.value,
    Role.CANCEL.value, Role.MOVED.value, Role.WEEK.value, Role.PAPERS.value,
)  # fmt: skip
# Make a date a deadline only right before it: "by 3 May", "före 3 maj".
CLOSE = small.BEFORE - {"inför"} | {"by"}
AROUND = small.AROUND | {"i"}
LONGEST_HOLIDAY, NEAR_HOLIDAY = 3, 3
# Lead to the place of a meeting, which may be named after a feast: "in the Memorial Hall".
PLACED = small.AT | {"the"}
CLOSED = listed("closed stängt stängd stengt lukket geschlossen suljettu")
# Also short for July.
FEASTS = listed("jul julen")
HOLIDAY_PAIRS = frozenset(
    (
        ("half", "term"), ("good", "friday"), ("presidents", "day"), ("columbus", "day"), ("peoples", "day"),
        ("independence", "day"), ("boxing", "day"), ("mlk", "day"), ("patriots", "day"), ("election", "day"),
        ("polling", "day"), ("inset", "day"), ("reading", "week"), ("remembrance", "sunday"), ("luther", "king"),
        ("new", "year"), ("röd", "dag"), ("röda", "dagar"), ("hjärtans", "dag"),
    )
)  # fmt: skip
# "12 September Materials Due", "14 September Agenda Released".
MADE_READY = listed("due released posted published")
LATEST = CLOSE | small.LATEST
LAST_OF = DAY_OR_DATE | listed("ansökningsdag tid påivä anmälningsdag inlämningsdag svarsdag")
# "Sista betalningsdag", "viimeinen hakupäivä".
DAYS = tuple(DAY)
APART = frozenset(".;()|\t")
# What follows says the same as what went before, so that the clause goes on.
THAT_IS = listed("dvs d v s alltså ie i.e eli dvs. namely nämligen")
FOR_WHAT = small.FOR | small.TO | {"inför"}
LONGEST_BEFORE, MOST_PAPERS = 92, 3
A = listed("a an en et ett ein eine")
LONGEST_HOUR, CLOCK = 6, Role.CLOCK.value
FINNISH_IN = ("ssa", "ssä")

# "(deadlines in brackets)": what the days in parentheses are.
BRACKETS = listed(
    "parentes parentesen parenteser brackets bracket parentheses parenthesis klammern klammer sulkeissa suluissa"
    " parentesene"
)
OPENS_LEGEND, CLOSES_LEGEND = frozenset("(,.;"), frozenset("):.;")
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


def is_by_then(after: list[Token]) -> bool:
    """Right behind a day, or the hour behind it, stands a word for "by then"."""
    for token in after[:LONGEST_HOUR]:
        if token.low in BY_THEN:
            return True
        if token.kind is WORD and not token.sense.roles & CLOCK:
            return False
    return False


def is_next(item: DateItem, following: DateItem, between: list[Token]) -> bool:
    """The words before the next date make that one a deadline, which comes before the meeting:
    "5 juli – sista ansökningsdag 21 juni"."""
    words = [t for t in between if t.kind is WORD and not t.sense.weekday]
    if not words or any(t.low in APART for t in between) or following.until is not None:
        return False
    if any(t.sense.roles & (MEETING | MOVED | CANCEL | NONE) for t in words):
        return False
    told = words[0].sense.roles & DEADLINE or (
        words[0].low in small.LAST and _is_last_day(words[-1])
    )
    told = told or (words[-1].low in MADE_READY and len(words) <= MOST_PAPERS)  # "– papers due"
    if not told or between[0].kind is not SIGN:
        return False
    months = (item.start.month - following.start.month) % 12
    earlier = months * 31 + item.start.day - following.start.day
    return 0 < earlier <= LONGEST_BEFORE


def is_holiday(after: list[Token]) -> bool:
    """The first word behind a date is that of a holiday."""
    return _opens_with_holiday([t for t in after if t.kind is WORD])


def _opens_with_holiday(words: list[Token]) -> bool:
    """ "Easter", "closed"; but not "Christmas meeting" nor "closed session"."""
    holiday = bool(words) and words[0].sense.roles & HOLIDAY > 0
    return holiday and not (len(words) > 1 and words[1].sense.roles & MEETING)


def before_day(clause: list[Token], first: bool, before: list[Token]) -> bool:
    """The words in front of a date make it a deadline: those of its clause, or all before the `first` date."""
    words = [t for t in (before if first else clause) if t.kind is WORD]
    close = {t.low for t in words[-3:]}
    if _are_due(words):
        return True
    for i, token in enumerate(words):
        if token.low == "due" and i + 1 < len(words) and words[i + 1].low == "to":
            continue  # a reason
        if token.low == "by" and i and (words[i - 1].low == "replaced" or token.text != "by"):
            continue  # "Ny By": a Danish town
        if token.low in CLOSE:
            # "The week before: 7 January" leads to the dates themselves, as "i.e." does.
            leads = before[-1].low == ":" and words[-1] is token and token.low in AROUND
            leads = leads or any(t.low in THAT_IS for t in words[i + 1 :])
            leads = leads or _is_feast(words[i + 1 : i + 2])  # "sista mötet före jul"
            if token.low in close and not leads:
                return True
        elif token.sense.roles & DEADLINE or (
            token.low in small.LAST and i + 1 < len(words) and _is_last_day(words[i + 1])
        ):
            return not _leads_to_meetings(before, words[i + 1 :])
    return False


def _leads_to_meetings(before: list[Token], words: list[Token]) -> bool:
    """ "Applications are considered at the following meetings:" introduces these."""
    at = next((n for n, t in enumerate(words) if t.sense.roles & MEETING), None)
    if at is None or before[-1].low != ":":
        return False
    return words[at].low.endswith(FINNISH_IN) or any(t.low in PLACED for t in words[:at])


def _are_due(words: list[Token]) -> bool:
    """Papers are due up to a day: "um Rückmeldung bis zum 11. Januar wird gebeten". A meeting that they are for
    changes nothing: "Anträge zur Sitzung bitte bis zum 24. Februar"."""
    if not any(t.low in small.UNTIL for t in words[-2:]):
        return False
    if any(
        t.sense.roles & MEETING and not any(f.low in FOR_WHAT for f in words[max(0, n - 3) : n])
        for n, t in enumerate(words)
    ):
        return False
    return any(t.sense.roles & PAPERS for t in words)


def _is_feast(words: list[Token]) -> bool:
    return any(t.sense.roles & HOLIDAY or t.low in FEASTS for t in words)


def _is_last_day(token: Token) -> bool:
    if token.low in LAST_OF or token.sense.roles & DEADLINE:
        return True
    return (
        token.low.endswith(DAYS) and not token.sense.roles & MEETING and token.sense.weekday is None
    )


def held_around(before: list[Token]) -> bool:
    """ "Sista mötet före jul 12 december": a meeting, and a holiday that only says when. "Stängt: styrelsemöte": one
    that is closed to others."""
    words = [t for t in before if t.kind is WORD]
    at = next((n for n, t in enumerate(words) if t.sense.roles & HOLIDAY), 0)
    if words[at].low in CLOSED and any(t.sense.roles & MEETING for t in words[at + 1 :]):
        return True
    near = words[max(0, at - NEAR_HOLIDAY) : at]
    return any(t.sense.roles & MEETING or t.low in AROUND for t in near)


def _names_holiday(words: list[Token]) -> bool:
    """Mid-Semester Break; but not "planering inför sommarlov" nor "sista mötet före jul"."""
    while len(words) > 1 and (words[0].low in small.IS or words[0].low in A):
        words = words[1:]  # "is a bank holiday"
    said = not any(t.sense.roles & MEETING or t.low in AROUND or t.low in PLACED for t in words)
    return len(words) <= LONGEST_HOLIDAY and bool(words[-1].sense.roles & HOLIDAY) and said


def leads_on(after: list[Token]) -> bool:
    """The deadline is what follows: "28 januari – handlingar in senast 7 januari", "12 marts udsendelse: uge 9"."""
    colon = next((n for n, t in enumerate(after) if t.low == ":"), 0)
    if _is_label(after[:colon]):
        following = after[colon + 1 : colon + 2]
        return not following or bool(following[0].sense.roles & WEEK)
    words = [t for t in after if t.kind is WORD and not t.sense.weekday and t.low != "den"]
    return len(words) > 1 and words[-1].low in LATEST


def _is_label(tokens: list[Token]) -> bool:
    return any(t.sense.roles & DEADLINE for t in tokens) and not any(
        t.sense.roles & MEETING for t in tokens
    )


def labels(before: list[Token]) -> bool:
    """The words in front of a week make it that of a deadline: "udsendelsesdag: uge 11"."""
    if not before or before[-1].low != ":":
        return False
    last = len(before) - 1
    first = next((n for n in range(last - 1, -1, -1) if before[n].kind is not WORD), -1)
    return _is_label(before[first + 1 : last])


def start_of_label(tokens: list[Token], first: int, last: int) -> int:
    """Where the words begin, behind a day, that make the next date a deadline; `last` where there are none."""
    return next((n for n in range(first, last) if tokens[n].sense.roles & DEADLINE), last)


def _is_ordinal(tokens: list[Token], n: int) -> bool:
    """The number or the dot at `n` is that of a holiday which has several days."""
    n -= tokens[n].low == "."
    named = tokens[n + 2 : n + 3]
    return tokens[n].kind is NUMBER and bool(named) and named[0].sense.roles & HOLIDAY > 0


def after_day(after: list[Token]) -> bool:
    """7 juni: sista dag för anmälan; 26/2–4/3 sportlov."""
    words: list[Token] = []
    for n, token in enumerate(after):
        if token.kind is WORD:
            words.append(token)
        elif words and _is_ordinal(after, n):
            continue  # "er 2. pinsedag"
        elif token.low in "(,;.|\t" or token.kind is NUMBER:
            break
    if is_by_then(after) or (words and (_opens_with_holiday(words) or _names_holiday(words))):
        return True
    if after and after[0].low in ("\t", "|") and is_holiday(after):
        return True  # in the cell beside the date
    if words and words[0].low == "due":
        return False
    if words and words[0].sense.roles & DEADLINE and words[0].low not in CLOSE:
        return True
    if len(words) > 1 and words[1].low in MADE_READY and not words[0].sense.roles & MEETING:
        return words[2:3] == [] or words[2].low != "to"
    return len(words) > 1 and words[0].low in small.LAST and _is_last_day(words[1])
