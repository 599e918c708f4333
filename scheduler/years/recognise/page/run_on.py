"""Whether a list of days, an hour or a sentence goes on with the next line."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import (
    changes,
    clauses,
    day_or_hour,
    decided,
    parts,
    telling,
)
from scheduler.years.recognise.line.running import COUNTED
from scheduler.years.recognise.page import openings
from scheduler.years.recognise.text import neighbours, off_phrases, verbs
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import SENDING, SIGNED
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND, BODY, CLOCK, WEEK, HALF = (
    Role.AND.value, Role.BODY.value, Role.CLOCK.value, Role.WEEK.value, (Role.AM | Role.PM).value,
)  # fmt: skip
# Behind a word with one of these roles, or one that leads, more is to come.
AWAITS = (
    Role.UNTIL | Role.AND | Role.TO | Role.IN | Role.BEGINS | Role.ENDS | Role.EXCEPT
).value  # fmt: skip
# Say what is done on the day to come.
DONE = (
    SENDING
    | (SIGNED - {"nähtävillä"})
    | telling.HELD
    | verbs.MEETS
    | listed("again igen igjen taas wieder")
)
ON = frozenset(("on", "am"))
BETWEEN_DAYS = frozenset(",;")
ENDS_DAY = parts.APART | {"."}
HOLDS = verbs.HOLDS | small.HAS
DAY_LEADS = small.THE | ON
# Before a name; and fewer words behind a full stop are a remark.
NAME_LEADS, MOST_OF_REMARK = frozenset(("in", "at", "the", "i", "på")), 4
# Behind a day they say what becomes of its meeting.
SAID_OF_DAY = telling.HELD | changes.PLANNED | small.AUXILIARIES
# A Finnish word for a meeting that its day follows.
OF_MEETING = (*decided.KNOWN, *telling.AT_MEETING)
MOVED, MEETING, CANCEL, RECORD, BEGINS, EXCEPT = (
    Role.MOVED.value, Role.MEETING.value, Role.CANCEL.value, Role.RECORD.value, Role.BEGINS.value, Role.EXCEPT.value,
)  # fmt: skip
TAKES_PLACE = frozenset(("äger", "äga"))
# The second half of a German verb.
CLOSES_VERB = frozenset(("zusammen", "statt"))
# "With the exception".
EXCEPT_WITHIN = 3
CELLS = frozenset("\t|")
# Stand before a month that its day follows.
MONTH_LEADS = small.AND | small.TO | {",", ";", ":", "on", "as"}
# What stands beside a day and its weekday.
BESIDE_DAY = parts.ARTICLES | ENDS_DAY
REACH, WIDE, LAST_DAY = 40, 2, 31


def continues(before: list[Token], after: list[Token], *, wide: bool) -> bool:
    """Whether the line `after` goes on with `before`. `wide`: the line above may have been broken for its length;
    a shorter one goes on only where it ends in the middle of its days or its hour."""
    if any(t.low in CELLS for t in (*before[-REACH:], *after[:REACH])):
        return False
    greets = int(len(before) > 1 and openings.is_greeting(*before[:2]))
    start, before = (
        before[greets : openings.ENTRY + greets],
        before[max(greets, len(before) - REACH) :],
    )
    before = [*openings.EMPTY, *before]
    if before[-1].low == "." and before[-2].low == "d":
        before.pop()  # "… og torsdag d." and "24. juni"
    if openings.opens_with_hour(start) and openings.opens_with_hour(after):
        return False  # "kl. 18: 8 april" below "kl. 15: 11 mars"
    sentence = wide or _is_sentence(start, before)
    if _list_goes_on(before, after, sentence) or _hour_goes_on(before, after, sentence):
        return True
    if not sentence or after[0].low in small.THAT or openings.open_alike((start, after)):
        return False
    return day_goes_on(before, after, wide=wide) or (wide and _sentence_goes_on(before, after))


def _is_sentence(start: list[Token], before: list[Token]) -> bool:
    """Words that are no part of a day or an hour open the line."""
    first = next((t for t in start if t.kind is not SIGN), openings.EMPTY[0])
    plainly = first.kind is WORD and not first.sense.month and not first.sense.weekday
    return plainly and bool(plain(start) or plain(before))


def _list_goes_on(before: list[Token], after: list[Token], sentence: bool) -> bool:
    """A list of days ends in the middle of one, or before the next: "17 januari, 14 februari, 13" and "mars",
    "8. juli, tirsdag" and "14. juli", "May 4, June" and "7", "9. februar, 13. april" and "og 8. juni"."""
    joined = _joins(after[0]) and len(after[0].low) > 1  # "o" may be a bullet
    if joined:
        before, after = [*before, after[0]], after[1:]
    joints = [n for n, token in enumerate(before) if _joins(token)]
    if not joints or not after:
        return False
    first = after[0]
    rest = [t for t in before[joints[-1] + 1 :] if t.low not in BESIDE_DAY]
    if not rest:
        opens = first.kind is NUMBER or first.sense.weekday or first.sense.month
        opens = opens or first.low in parts.ARTICLES or first.low in ON
        return bool(opens) and (
            sentence or len(joints) > 1 or (joined and _ends_in_day(before[:-1]))
        )
    if len(rest) == 1 and rest[0].sense.weekday:  # but "19 december, onsdag" is whole
        weekdays = (
            t for t, day in pairwise(before) if day.kind is NUMBER or day.low in parts.ARTICLES
        )
        day = next((t for t in after[:3] if t.low not in BESIDE_DAY), first)
        return day.kind is NUMBER and (sentence or any(t.sense.weekday for t in weekdays))
    if len(rest) - bool(rest[0].sense.weekday) > 1:
        return False
    days = (t for t, sign in pairwise(before) if sign.low not in BETWEEN_DAYS)
    opening = next((t for t in days if _is_day(t) or t.sense.month), first)
    if opening.kind is NUMBER:  # "Oktober 8, 29" ends where its line ends
        return _is_day(rest[-1]) and first.sense.month > 0
    return rest[-1].sense.month > 0 and _is_day(first)


def _joins(token: Token) -> bool:
    """Stands between the days of a list; "1. OG" is a floor."""
    joins = token.sense.roles & AND > 0 and token.kind is WORD and token.text != "OG"
    return token.low in BETWEEN_DAYS or joins


def _hour_goes_on(before: list[Token], after: list[Token], sentence: bool) -> bool:
    """ "… är kl. 13.00-" and "15.30", "… börjar kl." and "19", "… jeweils 19" and "Uhr", "7.00" and "pm", "… am 3. Mai"
    and "von 15 bis 17 Uhr", and "Monday, August 29," and "4:00PM"."""
    last, first = before[-1], after[0]
    hour = first.sense.roles & CLOCK or (
        first.low in small.FROM and all(t.kind is NUMBER for t in after[1:2])
    )
    dated = (parts.is_year(last) and before[-2].sense.month) or _ends_in_day(before)
    if hour and first.text.islower() and dated:
        return sentence
    if (first.low == "(" and _ends_in_day(before) and openings.opens_with_hour(after)) or (
        last.sense.month and openings.opens_with_span(after)
    ):
        return sentence  # "… 20 april (kl. 9), 21 april" and "(kl. 18), 5 maj (kl. 13)"
    if last.low == "," and first.sense.roles & BEGINS:
        return sentence  # "… und 10. Juni," and "Beginn jeweils um 17 Uhr"
    if last.kind is NUMBER:
        half = first.sense.roles & HALF and all(t.kind is not NUMBER for t in after[1:2])
        half = half or neighbours.opens_half(after, last)
        if before[-2].low in small.FROM and first.low in openings.UNTIL:
            return True  # "… am 8. März von 18" and "bis 20 Uhr"
        return first.low == "uhr" or (bool(half) and not parts.is_year(last))
    if first.kind is not NUMBER:
        return False
    if last.low == "-":
        if day_or_hour.opens_date([*after, *openings.EMPTY, *openings.EMPTY], 0) or parts.is_year(
            first
        ):
            return False  # "12/1 kl. 18-" and "9/2 kl. 18-"
        begins = parts.is_clock(before, len(before) - openings.HOUR_AND_SIGN)
        return begins or bool(before[-2].sense.roles & HALF)
    if last.low == ",":
        days = (t.sense.month or t.sense.weekday or t.kind is not WORD for t in before)
        return [t.low for t in after[1:2]] == [":"] and all(days)
    if last.low == ".":
        sentence, last = sentence or any(t.kind is NUMBER for t in before), before[-2]
    # "Möte      Kl" heads two columns
    clock = sentence and last.sense.roles & CLOCK and last.gap < WIDE
    return bool(clock) and not any(t.sense.month for t in after[1:2])


def day_goes_on(before: list[Token], after: list[Token], *, wide: bool = True) -> bool:
    """ "… meet on 9" and "February", "… den 14 januari" and "2027"; but neither "nr. 6" nor "kl. 12" nor "Jan 12"."""
    if before[-1].sense.month:
        if wide and _awaits_day(before, after):
            return True
        # Alone on its line it heads what follows, unless the line above was broken for its length.
        return parts.is_year(after[0]) and (wide or len(after) > 1)
    before = [*openings.EMPTY, *before]
    dotted = before[-1].low == "."  # "Kokous 17." and "toukokuuta", but "Sitzung 17" and "Mai"
    if before[-1].low in ENDS_DAY:
        before.pop()
    last, leads = before[-1], before[-3 if before[-2].low == "." else -2]
    if not _is_day(last) or last.gap != 1 or not after[0].sense.month:
        return False
    # The first half of "äger rum" counts nothing.
    counted = leads.low in COUNTED and not dotted and before[-3].low not in TAKES_PLACE
    return not (leads.sense.month or leads.sense.roles & CLOCK or counted)


def _awaits_day(before: list[Token], after: list[Token]) -> bool:
    """The line was broken between a month and its day: "… meet on Tuesday, April" and "20 at 1 pm"."""
    lead, (day, *rest) = before[-2:-1], after
    leads = any(t.sense.weekday or t.low in MONTH_LEADS for t in lead)
    return leads and _is_day(day) and not any(t.sense.month or t.low == ":" for t in rest[:1])


def _sentence_goes_on(before: list[Token], after: list[Token]) -> bool:
    """A sentence without an end, and a line that does not open as one: "Motioner ska vara inne senast" and
    "den 5 februari", "… 25/9 och 27/11" and "i personalrummet kl. 17.30"."""
    first, last = after[0], before[-1]
    if after[first.low == "(" and len(after) > 1].text.islower() and _closes_sentence(last, after):
        return True
    opens_day = first.sense.month or first.sense.weekday or _is_week(after)
    opens = opens_day or not (_goes_on(first) or _is_amount(first))
    if last.sense.roles & HALF and before[-2].kind is NUMBER:
        return False
    if _ends_in_day(before):
        said = first.sense.roles & (MOVED | CANCEL) or first.low in SAID_OF_DAY
        return not opens and (bool(said) or not any(t.sense.month for t in after[:REACH]))
    if last.kind is not WORD and last.low != ",":
        told = _is_amount(last) or parts.is_year(last) or bool(before[-2].sense.roles & CLOCK)
        return not opens and told
    amid = first.kind is WORD and not opens_day and _tears_name(before, after)
    if amid or (not opens and first.low not in clauses.OPENERS):
        return True
    if off_phrases.closes(before):
        return False
    leads = (
        last.low in openings.LEADS
        or last.low.endswith((*OF_MEETING, *decided.AS_DAYS))
        or last.sense.roles & AWAITS
    )
    if last.sense.weekday or last.sense.roles & MEETING:
        # "… holder møde" and "den 2. juli", "… on Tuesday" and "19 January"
        held = before[-2].low in HOLDS
        dated = first.sense.weekday or parts.is_year(first)
        leads = leads or first.low in DAY_LEADS or bool(held and dated)
        opens_sentence = before[-2].low == "."  # "… 25. oktober. Mødet" and "30. marts starter …"
        leads = leads or bool((last.sense.weekday or opens_sentence) and _is_day(first))
        leads = leads or bool(opens_sentence and first.sense.weekday)
        leads = leads or any(t.sense.roles & EXCEPT for t in before[-EXCEPT_WITHIN - 1 :])
    said = last.low in DONE or last.sense.roles & MOVED
    # "Referat" and "fra møtet …"
    said = said or (last.sense.roles & RECORD and first.low in small.FROM)
    said = said and not first.text[:1].isupper()
    return not last.text.isupper() and bool(leads or said)


def _closes_sentence(last: Token, after: list[Token]) -> bool:
    """ "… kl. 13.00" and "med undantag för mötet den 5 maj", "… wird auf den 10. August (9 Uhr)" and "verschoben"."""
    excepts = any(t.sense.roles & EXCEPT for t in after[:EXCEPT_WITHIN])
    verb = after[0].sense.roles & (MOVED | CANCEL) or after[0].low in CLOSES_VERB
    return excepts or bool(last.low == ")" and verb)


def _tears_name(before: list[Token], after: list[Token]) -> bool:
    """A sentence that begins in the line ends it with the first word of a name: "All meetings are held in St" and
    "Mary's Hall"."""
    stops = [n for n in range(len(before) - 1) if before[n].low == "." and before[n + 1].gap]
    told = before[stops[-1] + 1 :] if stops else []
    if len(told) < MOST_OF_REMARK or not all(t.kind is WORD for t in told):
        return False
    capitals = all(t.text[:1].isupper() for t in (told[0], told[-1], after[0]))
    return capitals and told[-2].low in NAME_LEADS and any(t.low in SAID_OF_DAY for t in told)


def _is_week(tokens: list[Token]) -> bool:
    """ "v. 23 studieresa" opens an entry as a day does."""
    number = next((t for t in tokens[1:3] if t.low != "."), openings.EMPTY[0])
    return tokens[0].sense.roles & WEEK > 0 and number.kind is NUMBER


def _goes_on(token: Token) -> bool:
    return token.low == "(" or token.text.islower()


def _is_amount(token: Token) -> bool:
    """ "gav 340" and "kronor", "i sak" and "64/26"."""
    return token.value > LAST_DAY and len(token.low) < len("2027")


def plain(tokens: list[Token]) -> list[Token]:
    """The words of a line that say something of their own."""
    return [
        t
        for t in tokens[-REACH:]
        if t.kind is WORD and len(t.low) > 1 and not t.sense.month and not t.sense.weekday
        and not t.sense.roles & (CLOCK | AND | Role.TO.value) and t.low not in clauses.OPENERS
    ]  # fmt: skip


def _ends_in_day(before: list[Token]) -> bool:
    """The line ends in "4 maj", "27/11", "24.3.", "March 15", "2027-11-27"."""
    if before[-1].low in ENDS_DAY:
        before = before[:-1]
    sign, last = before[-2:]
    if sign.low == "-" and parts.is_year(before[-5]):
        return True
    numeric = sign.low in ("/", ".") and not last.gap
    return last.sense.month > 0 or (_is_day(last) and (numeric or sign.sense.month > 0))


def _is_day(token: Token) -> bool:
    return parts.small(token) and 0 < token.value <= LAST_DAY
