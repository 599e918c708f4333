"""What a date on a line is there for: a meeting, a deadline, a date that was replaced, or nothing to us."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import (
    asides,
    clauses,
    deadlines,
    decided,
    excepted,
    furniture,
    holidays,
    no_meeting,
    parts,
    preparing,
    prose,
    provisos,
    telling,
)
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.items import DateItem, Job, Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import DONE
from scheduler.years.recognise.text.aside_words import REPLACED as IS_REPLACED
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import APPLIES
from scheduler.years.recognise.text.words import Role, listed

STALE, HOLIDAY, INSTEAD, EXCEPT, MEETING, MOVED, RECORD, AND, RESERVE, BODY, CANCEL = (
    Role.STALE.value, Role.HOLIDAY.value, Role.INSTEAD.value, Role.EXCEPT.value, Role.MEETING.value, Role.MOVED.value,
    Role.RECORD.value, Role.AND.value, Role.RESERVE.value, Role.BODY.value, Role.CANCEL.value,
)  # fmt: skip
OF_PAPERS = (Role.PAPERS | Role.RECORD).value
PAPERS = listed(
    "handlingar kungörelse bilagor saksdokumenter sagsakter unterlagen liitteet attachments documents"
)
BEGINS_OR_ENDS = (Role.BEGINS | Role.ENDS).value
HALF_OF_DAY, OPEN = (Role.AM | Role.PM).value, Role.OPEN.value
# Where a line has none of these roles and words, all its dates are meetings, but for long spans.
TELLING = (
    Role.STALE | Role.DEADLINE | Role.HOLIDAY | Role.INSTEAD | Role.EXCEPT | Role.NONE | Role.MOVED | Role.RECORD
    | Role.RESERVE | Role.BEGINS | Role.ENDS | Role.PAPERS
).value  # fmt: skip
# "I stället" alone leads to the new date, "i stället för" to the old one.
TAKES_PLACE = listed("findet finden fand fanden stattfindet stattfinden")
OF = small.FOR | {"of"}
REPLACES = listed("ersätter replaces replacing korvaa erstatter ersetzt")
IN_PLACE_OF = ["place", "of"]
# Before the old day, behind the word that the meeting was moved.
FROM_DAY = small.FROM | listed("ajankohdasta päivästä")
# Behind the day: "(3.3. sijaan)".
OF_OLD_DAY = listed("päivältä sijaan sijasta asemesta")
REPLACEMENT = listed(
    "ersatz ersättning erstatning replacement substitute ersättningsmöte ersättningssammanträde ersättningsdatum"
    " erstatningsmøte erstatningsmøde ersatztermin ersatzsitzung"
)
CONTEXT = 25
LONGEST_MEETING_DAYS, LONGEST_OPEN = 6, 6
TELLING_WORDS = (
    small.OF | small.FROM | small.NOT | telling.ELECTIONS | decided.WROTE | DONE | {"as"} | small.WAS | parts.CHANGES
    | REPLACEMENT | decided.TODAYS | small.LAST | deadlines.CLOSE | decided.DEALT | small.AFTER
    | APPLIES | decided.MATTERS | small.HAS | {"call"}
    | decided.DECISIONS | decided.DID | decided.GAVE | {*decided.DAYS, "§", "©"}
    | {pair[0] for pair in holidays.HOLIDAY_PAIRS}
)  # fmt: skip


SINCE_OR_UNTIL = (small.FROM | small.UNTIL | small.THE) | listed("och med fr o m t f r og")


# By these names: looking a member up in its class costs ten times as much, and it is done for every date.
A_MEETING, NO_MEETING, STRAY = Job.MEETING, Job.NOT_MEETING, Job.STRAY
REPLACED, IN_RESERVE, NONE_HELD = Job.REPLACED, Job.RESERVE, Job.OFF


def of_dates(parsed: Parsed) -> list[Job]:
    """The job of each date of the line, in order; worked out once."""
    if len(parsed.jobs) != len(parsed.dates):
        parsed.jobs = _of_dates(parsed)
    return parsed.jobs


def _of_dates(parsed: Parsed) -> list[Job]:
    quiet = not parsed.said & TELLING and parsed.lows.isdisjoint(TELLING_WORDS)
    if quiet and not any(map(_is_long, parsed.dates)):
        jobs = [A_MEETING] * len(parsed.dates)
    else:
        jobs = _told(parsed)
    likely = parsed.left and prose.is_likely(parsed)
    for i, job in enumerate(jobs) if parsed.left else ():
        if job is not A_MEETING:
            continue
        beside = asides.is_of_papers(parsed, i) or deadlines.is_for_next(parsed, i)
        if beside or preparing.is_of(parsed, i) or preparing.is_prepared(parsed, i):
            jobs[i] = NO_MEETING
            continue
        other = asides.is_of_another(parsed, i, listed=i > 0 and jobs[i - 1] is STRAY)
        if other or (likely and not _only_goes_on(parsed, jobs, i) and prose.strays(parsed, i)):
            jobs[i] = STRAY
    return jobs


def _only_goes_on(parsed: Parsed, jobs: list[Job], i: int) -> bool:
    """Nothing is said of date `i` but that the list of meetings goes on: "… the 6th of January and the 22nd of
    January."."""
    if not i or jobs[i - 1] is not A_MEETING or not deadlines.days_go_on(parsed, i):
        return False
    return all(t.kind is SIGN for t in parsed.tokens[parsed.dates[i].last :][:1])


def is_deadline_alone(parsed: Parsed) -> bool:
    """The line tells when papers are due or sent and nothing else: "Kallelse 5 mars", "Handlingar skickas 5 mars"."""
    if len(parsed.dates) != 1 or parsed.times:
        return False
    first = parsed.dates[0].first
    label = parsed.tokens[:first]
    if not label or label[0].kind is not WORD or not parsed.tokens[first].gap:
        return False  # "agenda_oct18.pdf"
    return asides.is_all_of_papers(parsed) or of_dates(parsed) == [NO_MEETING]


def _told(parsed: Parsed) -> list[Job]:
    jobs: list[Job] = []
    start, due = 0, [False]
    but_for = {i: group for group in excepted.groups(parsed) for i in group}
    for i, item in enumerate(parsed.dates):
        following = parsed.dates[i + 1] if i + 1 < len(parsed.dates) else None
        opens = decided.own_sentence(parsed, max(start, item.first - CONTEXT), item.first)
        before = deadlines.without_legend(parsed.tokens[opens : item.first])
        before = _without_exception(provisos.without(before))
        before = telling.without_step(parsed.lows, before)
        after = parsed.tokens[item.last : following.first if following else None][:CONTEXT]
        if not i and decided.heads_days(parsed, before):
            before = []
        due.append(bool(following and deadlines.is_next(item, following, after)))
        if due[-1]:
            after = []  # "5 juli – ansökan senast 21 juni": said of the next date
        elif following:
            after = after[: no_meeting.leads_on(after)]
        goes_on = i > 0 and deadlines.days_go_on(parsed, i)
        if i in but_for and jobs[but_for[i].start - 1] is A_MEETING:
            # "… kl. 18, utom den 16 juni kl. 13"
            again = excepted.told_before(parsed, i) is not None
            jobs.append(NO_MEETING if again else A_MEETING)
            start = item.last
            continue
        if goes_on and set(jobs) == {NO_MEETING}:
            jobs.append(NO_MEETING)
        elif goes_on and due[i - 1] and deadlines.days_between(parsed.dates[i - 2], item):
            # "12 mars, handlingar senast 2 mars, 9 april, …"
            jobs.append(_job(item, [], after, None))
        else:
            jobs.append(_job(item, before, after, jobs[-1] if jobs else None))
        start = item.last
        joint = [t.sense.roles & AND for t in before]
        if i and jobs[i] is NO_MEETING and joint in ([AND],) and holidays.opens(after):
            jobs[i - 1] = NO_MEETING  # "23 och 24 november: lov"
    if REPLACED in jobs:
        _replaced_too(parsed, jobs)
    return jobs


def _without_exception(before: list[Token]) -> list[Token]:
    """ "Each month except August, namely on": what is left out is said before the days, and not of them."""
    n = next((n for n, t in enumerate(before) if t.sense.roles & EXCEPT), len(before))
    for i in range(n, len(before) - 1):
        if before[i].low == "," and before[i + 1].low in clauses.THAT_IS:
            return before[:n] + before[i:]
    return before


def _replaced_too(parsed: Parsed, jobs: list[Job]) -> None:
    """The old day told twice: "mötet den 5 maj är flyttat från 5 maj till 12 maj"."""
    days = [(item.start.day, item.start.month) for item in parsed.dates]
    old = {day for day, job in zip(days, jobs, strict=True) if job is REPLACED}
    for i, day in enumerate(days):
        if day in old:
            jobs[i] = REPLACED


def _job(item: DateItem, before: list[Token], after: list[Token], previous: Job | None) -> Job:
    if _is_long(item):
        return NO_MEETING
    clause = clauses.last(before)
    if previous is not A_MEETING and item.start.year and furniture.tells(clause, after):
        return NO_MEETING
    # A list keeps the job of its first date: "Sportlov 26/2, 5/3".
    listed = all(t.kind is SIGN or t.sense.roles & AND for t in before)
    if listed and previous not in (None, A_MEETING) and "(" not in [t.low for t in before]:
        return A_MEETING if ")" in [t.low for t in before] else previous
    behind = after[0].low if after else ""
    if _replaced(clause, before) or behind in OF_OLD_DAY:
        return REPLACED
    if decided.is_known(before, after, again=previous is A_MEETING):
        return NO_MEETING
    if no_meeting.is_denied(before):
        return REPLACED
    if before and before[-1].low in small.FROM:
        told = itertools.takewhile(lambda t: t.low != "(", after[:LONGEST_OPEN])
        if say(list(told), OPEN):
            return NO_MEETING  # "Dates from 1 September are to be confirmed"
    # "Den 31 mars reserveras för fortsatt möte"
    if behind.startswith("reserver") or _is_in_reserve(clause, before, previous):
        return IN_RESERVE
    if previous is None and decided.may_head_day(item, before):
        return STRAY
    if (
        (decided.is_decision(clause) and not decided.opens_list(clause))
        or (_is_stale(clause) and not decided.is_signed_at(clause, after))
        or _applies(clause)
        or deadlines.before_day(clause, before)
        or _is_holiday_aside(before, after)
        or (
            # "CANCELLED Monday, May 25 – HOLIDAY", "May 25 – cancelled – holiday"
            _is_no_meetings(after) and not say(clause, CANCEL) and not say(words(after)[:1], CANCEL)
        )
        or decided.on(before, after)
        or decided.is_of_gift(before, after)
    ):
        return NO_MEETING
    return NONE_HELD if no_meeting.is_said(before, after) else A_MEETING


def _is_in_reserve(clause: list[Token], before: list[Token], previous: Job | None) -> bool:
    """ "Reservdatum: 12 februari", "5 februari, i reserv 12 februari"; but not "Reservmöte 12 februari" nor "entfällt,
    Ersatztermin 12. März"."""
    told = say(words(clause)[-3:], RESERVE) and not say(before, CANCEL)
    return told and (previous is not None or not say(clause, MEETING))


def _applies(clause: list[Token]) -> bool:
    """ "Gäller från och med", and nothing else: the day from which a list holds, or to which."""
    told = [t.low for t in words(clause)]
    return told != [] and told[0] in APPLIES and all(low in SINCE_OR_UNTIL for low in told[1:])


def _is_no_meetings(after: list[Token]) -> bool:
    """The words behind a date tell that it is a deadline or a holiday."""
    due = deadlines.after_day(after) and not deadlines.leads_on(after)
    return due and not say(after, MOVED) and not _are_links(after)


def _are_links(after: list[Token]) -> bool:
    """The papers of a meeting, each by its link: "10 februari Kallelse Handlingar Protokoll"."""
    plain = all(t.kind is WORD and t.text[:1].isupper() for t in after)
    return (
        plain
        and len(after) > 1
        and all(t.sense.roles & OF_PAPERS or t.low in PAPERS for t in after)
    )


def _is_holiday_aside(before: list[Token], after: list[Token]) -> bool:
    """ "(1 januari är helgdag)": a parenthesis that explains another date."""
    opens = next((t.low for t in reversed(before) if t.low in ("(", ")")), "")
    return opens == "(" and say(list(itertools.takewhile(lambda t: t.low != ")", after)), HOLIDAY)


def _is_long(item: DateItem) -> bool:
    """Some weeks are a holiday or a term of office, not a meeting."""
    if item.until is None:
        return False
    begins, ends = (item.start.month, item.start.day), (item.until.month, item.until.day)
    if ends <= begins and item.until.year and item.start.year == item.until.year:
        return False  # "13.2.2027 – 30.1.2027" is no span at all, and is to be told
    if item.start.year and (item.until.year or 0) > item.start.year + 1:
        return True
    months = (item.until.month - item.start.month) % 12
    return months * 31 + item.until.day - item.start.day > LONGEST_MEETING_DAYS


def _replaced(clause: list[Token], before: list[Token]) -> bool:
    """The day is that of a meeting which another one replaces."""
    told = words(clause)[-4:]
    lows = [t.low for t in told]
    moved = any(t.sense.roles & MOVED or parts.moves(t) or t.low in IS_REPLACED for t in clause)
    if moved and not FROM_DAY.isdisjoint(lows[-3:]):
        return True  # "has been changed from the original 12/2 date"
    if (
        lows
        and lows[-1] in small.WAS
        and (say(before, MOVED) or [t.low for t in before[-2:-1]] == ["("])
    ):
        return True  # "(OBS flyttat, var 10 mars)", "(was 10 March)"
    if _replaces(clause) or lows[-2:] == IN_PLACE_OF:
        return True
    said = [t.low for t in told[-3:] if t.sense.roles & INSTEAD]
    # "Council Meeting instead of 2 March"
    last = next((low for low in reversed(lows) if low not in small.THE), "")
    of_old = said != [] and said[-1] in small.IN_STEAD and last in OF
    if not said or (say(told, MEETING) and not of_old):
        return False
    if said[-1] == "statt":
        return not any(
            t.low in TAKES_PLACE for t in before
        )  # "findet statt", not "statt des 12. Mai"
    return said[-1] not in small.IN_STEAD or last in OF  # not "hålls i stället den 5 juni"


def _replaces(clause: list[Token]) -> bool:
    """ "16 mars, ersätter mötet den 9 mars", "als Ersatz für den 9. März"."""
    told = clauses.leading(clause)
    lows = [t.low for t in told if t.low in REPLACEMENT or not t.sense.roles & MEETING]
    return lows[-1:] != [] and (
        lows[-1] in REPLACES or (lows[-1] in small.FOR and lows[-2:][0] in REPLACEMENT)
    )


def _is_decided_off(before: list[Token]) -> bool:
    """ "Ordföranden har beslutat att ställa in mötet den": what was decided is that the meeting is off, or moved."""
    at = max((n for n, t in enumerate(before) if t.sense.roles & STALE), default=len(before))
    ahead = before[at:]
    return say(ahead, MEETING) and say(ahead, CANCEL | MOVED)


def _is_stale(before: list[Token]) -> bool:
    if (
        decided.opens_list(before)
        or _is_decided_off(before)
        or decided.takes_over(words(before))
        or [t.low for t in before[-1:]] == ["+"]
    ):
        return False  # "Vedtaget +15/8": what was added to the list
    if say(before, STALE | RECORD | EXCEPT) or "©" in [t.low for t in before[:1]]:
        return True
    if say(before, HOLIDAY) and not holidays.held_around(before):
        return True
    if not holidays.HOLIDAY_PAIRS.isdisjoint(
        itertools.pairwise(t.low for t in before if t.low != "'")
    ):
        return True
    told = [t for t in words(before) if t.low not in clauses.OPENERS - small.TO]
    if say(told[-1:], BODY) and any(t.low in small.TO for t in told[-2:-1]):
        told = told[:-2]  # "Valget til ældrerådet den"
    if told and told[-1].low in telling.ELECTIONS:
        return True  # "The General Election on 4th July"
    if say(words(before)[-2:-1], HALF_OF_DAY):
        return False  # "8 am start, 15 February"
    # "Läsåret börjar 18 augusti", but "Vi börjar den 6 september" is what those say who meet
    of_us = any(t.low in small.WE for t in told[-2:-1])
    return say(told[-1:], BEGINS_OR_ENDS) and not (of_us or say(before, MEETING))
