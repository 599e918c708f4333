"""Of which meetings a sentence speaks: of all, of the others, of those in some months or marked with stars."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, takewhile

from scheduler.years.recognise.line import sentences
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

ALL, BODY, MEETING, USUALLY, SPRING, AUTUMN = (
    Role.ALL.value, Role.BODY.value, Role.MEETING.value, Role.USUALLY.value, Role.SPRING.value, Role.AUTUMN.value,
)  # fmt: skip
MARKED = listed(
    "marked märkta märkt märkte markerade markerad markerat med merket merkede mærket mærkede merkityt merkitty"
    " gekennzeichnet gekennzeichnete"
)
STARS_WITHIN = 4
MEETING_DAYS = (
    "mötesdag", "mötesdagen", "sammanträdesdag", "sammanträdesdagen", "møtedag", "møtedagen", "mødedag", "mødedagen",
    "kokouspäivä", "sitzungstag",
)  # fmt: skip
# "Every month" says nothing of which meetings an hour is for.
PERIODS = nouns.PERIODS | listed("evening gång kväll kerta mal gang term quarter kvartal termin")


def season(roles: int) -> int:
    """Spring's role or autumn's, where only one of them is named."""
    told = roles & (SPRING | AUTUMN)
    return told if told in (SPRING, AUTUMN) else 0


def all_meetings(parsed: Parsed) -> bool:
    """ "All meetings", not "every month"."""
    behind_all = _behind_all(parsed)
    return not all(any(t.low in PERIODS or t.sense.weekday for t in b) for b in behind_all)


def _behind_all(parsed: Parsed) -> list[list[Token]]:
    """The tokens behind each word for all, but for that for both of two."""
    tokens = parsed.tokens
    return [
        tokens[n + 1 : n + 4]
        for n, t in enumerate(tokens)
        if t.sense.roles & ALL and t.low not in small.BOTH
    ]


def others(parsed: Parsed) -> bool:
    """ "Övriga möten", "Other committees": of all whose hours are not told."""
    pairs = pairwise(parsed.tokens)
    return any(t.low in small.OTHERS and of.sense.roles & (MEETING | BODY) for t, of in pairs)


def weekday(parsed: Parsed) -> int | None:
    """The one weekday on which meetings are said to fall, without "usually"."""
    if parsed.roles & USUALLY:
        return None
    plural = {
        w.weekday.number
        for w in parsed.weekdays
        if w.weekday.plural or _is_said_of_all(parsed.tokens[max(0, w.first - 2) : w.first])
    }
    return plural.pop() if len(plural) == 1 else None


def _is_said_of_all(before: list[Token]) -> bool:
    """ "Every Tuesday", "sammanträdesdag är tisdag"."""
    if any(t.low in small.EACH for t in before):
        return True
    return len(before) > 1 and before[0].low.endswith(MEETING_DAYS) and before[1].low in small.IS


def months(parsed: Parsed) -> frozenset[int]:
    if any(t.low in nouns.MONTH for behind in _behind_all(parsed) for t in behind[:2]):
        return frozenset()  # whatever months are left out of all
    told = [month for month in _of_clause(parsed) if not _is_behind_but(parsed, month)]
    numbers = [month.month for month in told]
    if len(numbers) == 1:
        at = told[0].first
        reach = range(max(0, at - sentences.FROM_REACH), at)
        if any(sentences.opens_from(parsed, i, {at}) for i in reach):
            return frozenset(range(numbers[0], 13))
    if len(numbers) == 2:
        first, second = told
        between = parsed.tokens[first.last : second.first]
        if len(between) == 1 and (between[0].low == "-" or between[0].sense.roles & Role.TO.value):
            run = [first.month]
            while run[-1] != second.month:
                run.append(run[-1] % 12 + 1)
            return frozenset(run)
    return frozenset(numbers)


def _is_behind_but(parsed: Parsed, month: MonthItem) -> bool:
    """The month of an exception that tells no hour of its own: "kl. 18, men i januari är skolan stängd"."""
    if not parsed.times or parsed.times[-1].first > month.first:
        return False
    between = parsed.tokens[parsed.times[-1].last : month.first]
    return any(a.low == "," and b.low in small.BUT for a, b in pairwise(between))


def _of_clause(parsed: Parsed) -> list[MonthItem]:
    """The months of which it is said, without one of which a clause of its own tells something else: "the meeting in
    August, which is held elsewhere, and that in December, which begins at 5"."""
    told = parsed.months
    cut = 0
    for n, (before, after) in enumerate(pairwise(told), 1):
        between = parsed.tokens[before.last : after.first]
        if any(a.low == "," and b.low in small.WHO for a, b in pairwise(between)):
            cut = n
    return told[cut:]


def stars_of(tokens: list[Token]) -> int:
    """How many stars mark the meetings that a sentence is about: "* Beginn 16 Uhr", "those marked * begin at 7"."""
    if opening := stars(tokens):
        return opening
    said = next((n for n, t in enumerate(tokens) if t.low in MARKED), len(tokens))
    behind = tokens[said + 1 : said + 1 + STARS_WITHIN]
    first = next((n for n, t in enumerate(behind) if t.low == "*"), len(behind))
    return stars(behind[first:])


def stars(tokens: Iterable[Token]) -> int:
    """How many footnote stars the tokens open with."""
    return sum(1 for _ in takewhile(lambda token: token.low == "*", tokens))
