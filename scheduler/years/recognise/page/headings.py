"""What a line without dates is: a heading with a year, one that leaves the day open, or nothing."""

from __future__ import annotations

from datetime import date
from itertools import dropwhile, pairwise, takewhile

from scheduler.years.recognise.line import bodies, deadlines, furniture, no_meeting, parts
from scheduler.years.recognise.line.items import BY_WEEK, DateItem, Day, Parsed, WeekItem, YearItem
from scheduler.years.recognise.text import head_words, nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import DONE
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.plain_heads import OF_PAGES, TIMES_OF_YEAR
from scheduler.years.recognise.text.small_words import FOR
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import HELD, MUST
from scheduler.years.recognise.text.words import Role, listed

STALE, TERM, SINCE, NONE, MEETING, GENERIC, RECORD = (
    Role.STALE.value, Role.TERM.value, Role.SINCE.value, Role.NONE.value, Role.MEETING.value,
    Role.GENERIC.value, Role.RECORD.value,
)  # fmt: skip
SEASON = (Role.AUTUMN | Role.SPRING).value
SAYS_OF_DATES = MEETING | GENERIC | SEASON | Role.BODY.value
# Words that tell by their place alone.
KNOWN = head_words.HEADS | DONE
BULLETS = frozenset("-•·▪◦‣*●○")
STEPS = frozenset("/>»›→")
LONGEST_HEADING, LONGEST_STALE_HEAD, LONGEST_TITLE = 14, 8, 5
FEWEST_MONTHS = 2
YEAR_WORDS = (
    nouns.YEAR | FOR | listed("kalenterivuonna toimintavuonna kalenderåret under hela in im")
)
DEADLINE, AND, MEETS_NEAR, REACH = Role.DEADLINE.value, Role.AND.value, 3, 5
DATES = nouns.DATES | nouns.DAYS | listed("tider tidspunkt ovanstående above")
LISTS = (
    *nouns.PLANS, "list", "datum", "datumen", "datoer", "datoene", "tider", "tiderna", "tidene", "tiderne", "zeiten",
    "ajat", "päivät", "dagar", "dager", "dage",
)  # fmt: skip
ABOUT_DATES = head_words.DATE_WORDS | DATES
# Below these stands the day on which something was put up.
BOARDS = listed("anslagstavla anslagstavlan ilmoitustaulu oppslagstavle opslagstavle")
EARLIER = listed(
    "senaste siste seneste latest recent viimeisimmät letzte"
    " tidigare föregående gamla äldre previous past earlier tidligere aiemmat aiempien edelliset aiempi bisherige"
    " früherer frühere vergangene"
)


def leads_to_deadlines(parsed: Parsed) -> bool:
    """ "Sista dag för inlämning är:", "Skrivefristene for 2027 er:": the days right below are no meetings'."""
    last = parsed.tokens[-1].low
    held = any(t.sense.roles & MEETING for t in parsed.tokens[-MEETS_NEAR:])
    if last == ":" and parsed.tokens[-2].low in small.LATEST and not (held or parsed.times):
        return True  # "Lämna in ärende senast:"
    if last == ":" and _is_of_deadlines(parsed.tokens):
        return True
    if held or parsed.times or not (last == ":" or last in small.IS):
        return False
    return any(
        token.sense.roles & DEADLINE and token.low not in small.LATEST
        and not deadlines.tells_reason(parsed.tokens, n)
        and not deadlines.is_half_of_verb(parsed.tokens, n)
        for n, token in enumerate(parsed.tokens)
    )  # fmt: skip


def _is_of_deadlines(tokens: list[Token]) -> bool:
    """ "Deadlines for the next meeting (all by noon):", but not "Deadlines and meetings:"."""
    first = tokens[0]
    if not first.sense.roles & DEADLINE or first.low in small.LATEST:
        return False
    if any(t.sense.roles & MEETING for t in tokens[-2:]):
        return False  # "Motioner lämnas en vecka före följande mötesdagar:"
    return not any(a.sense.roles & AND and b.sense.roles & MEETING for a, b in pairwise(tokens))


def is_as_needed(tokens: list[Token]) -> bool:
    """ "Extra utskottsmöten hålls vid behov": no days of those follow."""
    return tokens[-1].low != ":" and no_meeting.is_as_needed(tokens)


def tells_days_alone(parsed: Parsed) -> bool:
    """ "5 January and 9 February"."""
    joints = sum(t.sense.roles & AND > 0 for t in parsed.tokens)
    # "9 March (for the last meeting)", but not "11 January (for the meeting on 8 February)"
    remark = _remarks(parsed.tokens) if len(parsed.dates) == 1 else []
    inside = sum(t.kind in (WORD, NUMBER) for t in remark)
    return parsed.left <= joints + inside and not parsed.times


def _remarks(tokens: list[Token]) -> list[Token]:
    """The tokens in parentheses."""
    outside = set(map(id, bodies.outside_parentheses(tokens)))
    return [token for token in tokens if id(token) not in outside]


def tells_duties(tokens: list[Token], *, inside: bool) -> bool:
    """Whether a line leads to a list of what somebody is to do, "Mødelederne skal huske at:", but not "Vi skal
    mødes:", or goes on with it where the one above it is `inside`: an hour there is that of the task."""
    if tokens[-1].low != ":":
        return inside and tokens[0].low in BULLETS
    near = [t for t in tokens[-REACH:-1] if t.low in MUST | HELD or t.sense.roles & MEETING]
    return bool(near) and near[-1].low in MUST


def is_of_stale_date(parsed: Parsed) -> bool:
    """ "Page updated", "Published:": what the date on the next line is there for."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    if not words or len(parsed.tokens) > LONGEST_STALE_HEAD or not parsed.lows.isdisjoint(DATES):
        return False  # "Revised dates" stands above the meetings
    if parsed.items or parsed.said & MEETING or any(t.kind is NUMBER for t in parsed.tokens):
        return False  # "Dnr KS 2026/123" tells what it is for itself
    if bodies.name_in(parsed.tokens, parsed.text):
        return False  # "Ordinance Review Committee"
    told = words[-1].sense.roles & STALE > 0 or words[-1].low in BOARDS
    return told or furniture.is_said(words)


def says_nothing(tokens: list[Token]) -> bool:
    """No number, no word of the vocabulary, no capitals: the line is no heading and no row."""
    for token in tokens:
        if token.kind is NUMBER:
            return False
        says = token.sense is not NOTHING or token.text.isupper() or token.low in KNOWN
        if says and token.kind is WORD:
            return _is_trail(tokens)
    return len(tokens) < 2 or tokens[1].low != ":"  # perhaps the head of a mail


def _is_trail(tokens: list[Token]) -> bool:
    """Where on its site a page stands: "Home / Council / Meetings"."""
    steps = tokens[0].low in OF_PAGES and any(t.low in STEPS and t.gap for t in tokens[1:2])
    return steps and all(t.kind is not NUMBER for t in tokens)


def is_of_records(tokens: list[Token]) -> bool:
    """ "Protokoll", "Protokoll från tidigare möten": what was written at meetings, and nothing else."""
    opens = any(t.sense.roles & RECORD for t in tokens[:2])
    of_year = len(tokens) > 2 and tokens[1].low in small.FROM and tokens[2].kind is NUMBER
    return opens and (len(tokens) == 1 or of_year or any(t.low in EARLIER for t in tokens))


def is_of_meetings(parsed: Parsed) -> bool:
    """The line speaks of meetings or dates, and of no minutes."""
    roles = parsed.said
    about = roles & MEETING or not parsed.lows.isdisjoint(ABOUT_DATES)
    return bool(about) and not roles & (RECORD | STALE)


def is_head_of_minutes(tokens: list[Token]) -> bool:
    """ "SAMMANTRÄDESPROTOKOLL   Sida 5 (14)": the line opens with a word for minutes, or has it in
    capitals."""
    words = [t for t in tokens if t.kind is WORD]
    told = any(t.sense.roles & RECORD and (t is words[0] or t.text.isupper()) for t in words)
    sentence = (
        len(words) > LONGEST_TITLE and tokens[-1].low == "."
    )  # "Referat fra mødet … blev godkendt."
    return told and not sentence and "och" not in [t.low for t in tokens]


def roles_of(tokens: list[Token]) -> int:
    roles = 0
    for token in tokens:
        roles |= token.sense.roles
    return roles


def week_date(week: WeekItem, weekday: int) -> DateItem:
    """A day by its week. Until the year is known its month is that of a middling year."""
    near = date.fromisocalendar(2024, min(week.number, 52), weekday)
    item = DateItem(week.first, week.last, Day(near.day, near.month), BY_WEEK)
    item.week, item.weekday = week.number, Weekday(weekday)
    return item


def names_years(parsed: Parsed, words: int) -> list[YearItem]:
    """The years that a line without dates gives to what stands under it."""
    long = words > LONGEST_HEADING
    if _is_of_office(parsed) or (long and not parsed.roles & (MEETING | GENERIC)):
        return []
    # "september 2026 – maj 2027"
    months = [YearItem(m.first, m.last, (m.year,)) for m in parsed.months if m.year is not None]
    listed = [*parsed.years, *months, *_years_of_periods(parsed)]
    if long and parsed.dates and parsed.tokens[-1].low != ":":
        # A sentence about some days, perhaps behind a title that it was copied together with.
        listed = [item for item in listed if _is_of_title(parsed, item)]
    others = (_is_postcode, _is_topic, _is_old)
    return [item for item in listed if not any(is_other(parsed, item) for is_other in others)]


def _is_of_office(parsed: Parsed) -> bool:
    """ "Mandatperiod 2026–2027"; but "Autumn term 2026" and "Term 2, 2027" are of a school."""
    if not parsed.roles & TERM:
        return False
    tokens = [END, *parsed.tokens, END]
    return any(
        token.sense.roles & TERM
        and not (before.sense.roles & SEASON or before.low in TIMES_OF_YEAR)
        and not (parts.small(after) and len(after.low) == 1)
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_old(parsed: Parsed, item: YearItem) -> bool:
    """ "Since 2019", "uppdaterad 2026"."""
    first = max(0, item.first - 4)
    before = parsed.tokens[first : item.first]
    if not before or before[-1].low in YEAR_WORDS:
        return False
    stale = [n for n, t in enumerate(before, 1) if t.sense.roles & STALE]
    behind = parsed.tokens[item.last : item.last + 4]
    if stale and _names_plan([*before[stale[-1] :], *behind]):
        return False
    return bool(stale) or before[-1].sense.roles & SINCE > 0


def _names_plan(tokens: list[Token]) -> bool:
    """What was changed or adopted is the list itself: "Uppdaterad möteslista för styrelsen 2027", "Approved 2027 Board
    meeting dates", "Beslutade om följande mötesdagar 2027:"."""
    about = dropwhile(lambda t: t.low in small.PREPOSITIONS, tokens)
    said = takewhile(lambda t: t.kind is WORD and t.low not in small.PREPOSITIONS, about)
    return any(t.low.endswith(LISTS) or t.low in DATES for t in said)


def _is_of_title(parsed: Parsed, item: YearItem) -> bool:
    """ "Møteplan 1. halvår 2027 Planen ble vedtatt 20. desember 2026": a plan and its year open the line."""
    first = parsed.tokens[0]
    opens = first.sense.roles & (MEETING | GENERIC) > 0 and len(first.low) > 2
    return opens and item.last <= parsed.dates[0].first


def _is_postcode(parsed: Parsed, item: YearItem) -> bool:
    """ "Nitivej 17, 2000 Frederiksberg": behind a house's number, before a town's name."""
    around = parsed.tokens[item.first - 2 : item.last + 1]
    if len(around) != 4:
        return False
    house, comma, _, town = around
    named = town.text[:1].isupper() and not town.sense.roles
    return house.kind is NUMBER and comma.low == "," and named


def _is_topic(parsed: Parsed, item: YearItem) -> bool:
    """ "• 2026 budget review": a point of the meeting above."""
    if item.first != 1 or parsed.tokens[0].low not in BULLETS:
        return False
    words = [t for t in parsed.tokens[item.last :] if t.kind is WORD]
    told = roles_of([t for t in words if not t.low.startswith("budget")]) & SAYS_OF_DATES
    return len(words) > 1 and not told


def _years_of_periods(parsed: Parsed) -> list[YearItem]:
    """The years of a period that meetings are set for: "1 september 2026 – 31 december 2026" with nothing beside, or of
    months, as no meeting is: "Kokousajat 1.1.–31.7.2026"."""
    period = parsed.dates[0] if len(parsed.dates) == 1 else None
    ended = period.until.year if period and period.until else None
    if not (period and period.until and ended):
        return []
    start, until = period.start, period.until
    began = start.year or ended - (until.month < start.month)
    months = 12 * (ended - began) + until.month - start.month
    if parsed.left and months < FEWEST_MONTHS:
        return []
    return [YearItem(period.first, period.last, (began, ended))]
