"""One line as meetings: which of its dates are meetings, and which words, times and days belong to each."""

from __future__ import annotations

from bisect import bisect_left

from scheduler.years.recognise.line import (
    asides,
    cells,
    changes,
    choices,
    codes,
    doubts,
    due_years,
    fields,
    furniture,
    hours,
    joint_days,
    labels,
    notes,
    other_hours,
    parts,
    preparing,
    prose,
    roles,
    said_of,
    shows,
    tails,
    weekdays,
)
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import DateItem, Job, Parsed, TimeItem, YearItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.chat import MINUTES_OF_MEETINGS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.small_words import BUT, FOR_OR_OF, IS
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

MEETING = Role.MEETING.value
HOWEVER = BUT | listed(
    "utom förutom except paitsi unntatt undtagen außer bereits schon erst abweichend allerdings redan allerede already"
    " först først"
)
# What is dealt with at a meeting, and has a year of its own.
ON_MATTER = listed("about om über angående")
MATTERS = (
    "budget", "budgeten", "budgettet", "budsjett", "budsjettet", "talousarvio", "talousarvion", "haushalt",
    "haushaltsplan", "bokslut", "bokslutet", "redovisning", "redovisningen", "regnskap", "regnskapet", "regnskab",
    "regnskabet", "tilinpäätös", "tilinpäätöksen", "jahresabschluss", "jahresrechnung", "accounts", "verksamhetsplan",
    "virksomhetsplan", "virksomhedsplan", "toimintasuunnitelma", "toimintasuunnitelman", "verksamhetsberättelse",
    "verksamhetsberättelsen", "årsmelding", "årsmeldingen", "årsberetning", "årsberetningen", "toimintakertomus",
    "tätigkeitsbericht", "rechenschaftsbericht",
)  # fmt: skip
MOST_APART, PAIR = 40, 2


def read(parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks) -> list[Draft]:
    """The meetings of a line that has dates; marks what in it is wrong or doubtful."""
    items = parsed.dates
    jobs = roles.of_dates(parsed)
    meetings = [i for i, job in enumerate(jobs) if job is roles.A_MEETING]
    _mark_left_out(parsed, jobs, number, marks)
    if not meetings:
        doubts.number_faults(parsed, number, marks)
        return []
    weekdays.give(parsed, lexicon)
    joint = joint_days.of_line(parsed) if parsed.left else None
    chosen = hours.of_dates(parsed, jobs, number, Marks() if joint else marks)
    cancelled = changes.cancelled(parsed, jobs)
    named = _named(parsed)
    aside = other_hours.only(parsed)
    found: list[Draft] = []
    loose_year = _loose_year(parsed) if parsed.years else None
    for i in meetings:
        start, end = chosen[i]
        draft = Draft(number, items[i], start, end, named[i], cancelled=i in cancelled)
        draft.loose_year = loose_year
        if len(items) > 1 and items[i].start.year is None:
            items[i].start.year = due_years.of_date(parsed, i)
        _take_form(parsed, i, draft)
        draft.time_aside = start is not None and _is_aside(parsed, i, start, chosen)
        draft.aside = aside if start is None else None
        if parsed.left:
            _take_words(parsed, i, draft, found)
        found.append(draft)
    _take_line(parsed, found)
    if parsed.left:
        _take_words_of_line(parsed, found)
        found = _each_once(parsed, found)
    if len(found) == PAIR == len(items) and "/" in parsed.lows and not cancelled:
        choices.mark_pair(parsed.tokens, *items)
    _take_stars(parsed, found)
    doubts.mark(parsed, number, marks, found)
    if joint:
        found = joint.meetings(found)
    elif len(found) == 1 and "(" in parsed.lows:
        found[0].code = codes.of_day(parsed.tokens[found[0].item.last :])
    return found


def _named(parsed: Parsed) -> list[str | None]:
    """For each date the body that the line names, if any."""
    if not parsed.left:
        return [None] * len(parsed.dates)
    return preparing.without_names(parsed, labels.of_dates(parsed))


def _take_form(parsed: Parsed, i: int, draft: Draft) -> None:
    """How date `i` stands on its line."""
    item = parsed.dates[i]
    if i and parsed.tokens[item.first - 1].low == "(":
        draft.bracketed = _written(parsed, item)
    draft.bare = not item.first and item.last == len(parsed.tokens)
    hour = draft.time.start if draft.time else None
    draft.alone = bool(hour and item.start.year and not parsed.left)
    draft.stamp = draft.alone and hour is not None and hour.minute % MINUTES_OF_MEETINGS > 0


def _take_line(parsed: Parsed, found: list[Draft]) -> None:
    """What the line as a whole is."""
    of_page = bool(parsed.left) and furniture.heads_page(parsed)
    words_first = bool(parsed.left) and not prose.opens_line(parsed, parsed.dates[0])
    is_show = words_first and shows.opens(parsed)
    for draft in found:
        draft.words_first, draft.is_show = words_first, is_show
        draft.of_none = not parsed.said & MEETING
        draft.minuted = of_page


def _take_words_of_line(parsed: Parsed, found: list[Draft]) -> None:
    """What the words of the line say of its meetings together, and of the first of them."""
    tails.give_places(parsed, found)
    first, date = found[0], parsed.dates[0]
    first.fielded = fields.opens(parsed)
    papers, prepares = asides.is_all_of_papers(parsed), preparing.tells(parsed)
    prepared = not parsed.times and preparing.opens_with_prepared(parsed)
    for draft in found if prepared else ():
        draft.prepared = True
    for draft in found if papers or prepares else ():
        draft.of_papers, draft.prepares = papers, prepares
        # A line of many of them, or with an hour of theirs, is a list of its own.
        draft.in_list = len(found) > 1 or bool(parsed.times)
    if first.item is date:
        if parsed.numbers_left:
            doubts.leading_number(parsed, first)
        opens = prose.opens_line(parsed, date)
        # "6/6 er fastholdt som torsdagsmøde"
        is_said = opens and any(t.low in IS for t in parsed.tokens[date.last : date.last + 1])
        first.in_sentence = parsed.left > 1 and (is_said or not opens)


def _take_words(parsed: Parsed, i: int, draft: Draft, before: list[Draft]) -> None:
    """What the words beside date `i` say of its meeting; `before`: the meetings of the line read so far."""
    item = parsed.dates[i]
    draft.signing = notes.is_signing(parsed, item)
    draft.may_sign = draft.signing or notes.may_sign(parsed, item)
    draft.note = notes.of_date(parsed, i, draft.body)
    # A place in front of the first date is where all of them are.
    shared = before[0].place if before and parsed.dates[0].first else None
    draft.place = notes.place_of(parsed, i) or shared


def _mark_left_out(parsed: Parsed, jobs: list[Job], number: int, marks: Marks) -> None:
    for item, job in zip(parsed.dates, jobs, strict=True) if roles.STRAY in jobs else ():
        if job is roles.STRAY:
            marks.doubt(number, Reason.of("prose_left_out", part=_written(parsed, item)))
    if roles.IN_RESERVE in jobs:
        day = _written(parsed, parsed.dates[jobs.index(roles.IN_RESERVE)])
        marks.doubt(number, Reason.of("reserve_left_out", part=day))


def _take_stars(parsed: Parsed, found: list[Draft]) -> None:
    """Stars that open a footnote, or end the line of one day: "21 mars Kulturnämnden*"."""
    opening = said_of.stars(parsed.tokens)
    for draft in found:
        draft.footnote = opening
    if (
        not opening
        and parsed.tokens[-1].low == "*"
        and len(parsed.dates) == 1
        and not parsed.dates[0].stars
    ):
        parsed.dates[0].stars = said_of.stars(reversed(parsed.tokens))


def _opening(tokens: list[Token], i: int) -> int:
    """Where the date at token `i` begins, with its weekday and article."""
    while i and (tokens[i - 1].low in parts.ARTICLES or tokens[i - 1].sense.weekday):
        i -= 1
    return i


def _is_aside(parsed: Parsed, i: int, start: TimeItem, chosen: hours.Chosen) -> bool:
    """The hour behind a list is of its last date alone where there is a common one."""
    items = parsed.dates
    if i + 1 == len(items) or items[i + 1].first > start.first:
        return False
    # "Den 11/11   Den 18/11"
    begin = (_opening(parsed.tokens, other.first) for other in items[1:MOST_APART])
    apart = all(parsed.tokens[n].gap >= cells.WIDE for n in begin)
    return apart or _in_parenthesis(parsed, start.first) or hours.goes_on(items, chosen, start)


def _in_parenthesis(parsed: Parsed, i: int) -> bool:
    """What is told at `i` stands in the parenthesis behind a day: "14.12. (Haushalt, bereits 18 Uhr)"."""
    before = bisect_left(parsed.dates, i, key=lambda item: item.first) - 1
    between = [token.low for token in parsed.tokens[parsed.dates[before].last : i]]
    return between[:1] == ["("] and ")" not in between


def _written(parsed: Parsed, item: DateItem) -> str:
    return parsed.text[parsed.tokens[item.first].start : parsed.tokens[item.last - 1].end]


def _each_once(parsed: Parsed, found: list[Draft]) -> list[Draft]:
    """Each day once, where one is named again for its other hour: "… kl. 18, den 8 april dock kl. 17", "kl. 18 (8/4 kl.
    17): 11/3, 8/4"."""
    if len(found) == 1 or ("(" not in parsed.lows and parsed.lows.isdisjoint(HOWEVER)):
        return found
    days = [(draft.item.start.day, draft.item.start.month) for draft in found]
    again = {n for n, draft in enumerate(found) if _is_exception(parsed, draft)}
    listed = {days[n]: n for n in range(len(found)) if n not in again}
    for n in again:
        at = listed.get(days[n], n)
        found[at].time, found[at].end_time = found[n].time, found[n].end_time
        found[at].note = found[max(n, at)].note
    return [draft for n, draft in enumerate(found) if n not in again or days[n] not in listed]


def _is_exception(parsed: Parsed, draft: Draft) -> bool:
    """A word such as "dock" stands before the day or its hour, or nothing but they stand in parentheses."""
    if draft.time is None:
        return False
    tokens, first = parsed.tokens, draft.item.first
    if any(t.low in HOWEVER for t in tokens[max(0, first - 4) : draft.time.first]):
        return True
    closes, opens = (draft.end_time or draft.time).last, _opening(tokens, first)
    around = [t.low for t in (*tokens[:opens][-1:], *tokens[closes : closes + 1])]
    return around == ["(", ")"]


def _loose_year(parsed: Parsed) -> int | None:
    for year in parsed.years:
        if len(year.years) == 1 and not is_of_matter(parsed, year):
            return year.years[0]
    return None


def is_of_matter(parsed: Parsed, year: YearItem) -> bool:
    """ "24 november (budget för 2028 antas)", "möte om 2028 års avgifter": the year of what is dealt with that day."""
    if year.first and parsed.tokens[year.first - 1].low in ON_MATTER:
        return True
    behind = parsed.dates[0].last if parsed.dates else 0
    before = [t.low for t in parsed.tokens[behind : year.first]]
    named = next((low for low in reversed(before) if low not in FOR_OR_OF), "")
    return named.endswith(MATTERS)


def of_weeks(parsed: Parsed, items: list[DateItem], number: int, marks: Marks) -> list[Draft]:
    """The meetings of a line whose dates are weekdays in numbered weeks."""
    parsed.dates += items
    told = [] if other_hours.is_only(parsed) else parsed.times
    start, end = hours.pick(told, number, marks)
    names = labels.of_dates(parsed)
    off = changes.cancelled(parsed, [roles.A_MEETING] * len(items))
    found = []
    for n, item in enumerate(items):
        draft = Draft(number, item, start, end, names[n])
        draft.aside = other_hours.only(parsed)
        draft.cancelled = n in off
        draft.note = notes.of_date(parsed, n, draft.body)
        draft.place = notes.place_of(parsed, n)
        found.append(draft)
    return found
