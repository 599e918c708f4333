"""Heads of columns in a row with nothing but a blank between them, as a copied table has them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from scheduler.years.recognise.line import bodies, cells, furniture, hour_lists, inflections
from scheduler.years.recognise.line.deadlines import LATEST, MADE_READY, tells_reason
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.table import column_heads, columns, dashed, link_heads
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    Column,
    Table,
    Use,
)
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.head_words import (
    DATE_WORDS,
    DATES_OR_NAMES,
    NOTES,
    NUMBERS,
    WEEKDAYS,
)
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.nouns import YEAR
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import EXACT, Role, listed

DEADLINE, MEETING, STALE, PAPERS, AND = (
    Role.DEADLINE.value, Role.MEETING.value, Role.STALE.value, Role.PAPERS.value, Role.AND.value,
)  # fmt: skip
HALF = (Role.AM | Role.PM).value
LEADING = small.OF | small.FOR | listed("i in der des")
MOST_TOKENS, LONGEST, FEWEST, SHORTEST_COMPOUND = 24, 4, 3, 12
ENGLISH_MEETINGS = frozenset(("meeting", "meetings"))
SHORT = frozenset(("kl", "klo", "mrk", "bem"))
# Head a first column also in small letters.
COUNTS = frozenset(("v", "nr", "vecka", "uke", "uge", "vko"))
OF_YEAR = (YEAR | small.FOR | small.AT) - {"year"}
LEADS = small.THE | small.OF | small.FOR | frozenset("/-&(")
ENDS = frozenset(("date", "time", "type"))
DEADLINES = MADE_READY | {"deadline", "deadlines"}
STOPS = frozenset(":!?")
ENDS_SENTENCE = STOPS | {"."}
# With these a sentence says when meetings are; the Finnish "on" is English too.
TELLS_HOUR = (small.IS | MEET_OR_HELD) - {"on"}
# What "Dato Utvalg" and "Date Day Week Committee Time" tell of, so that each row names its body.
PLAIN = (OF_NAMES, OF_DATES, OF_WEEKS, OF_HOURS)
# "Executive Board" is one name, "Kunnanhallitus Kunnanvaltuusto" are two.
BARE = frozenset(w for w in EXACT[Role.BODY].split() if len(w) < SHORTEST_COMPOUND)


def table(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line opens, whatever parts its heads."""
    if (parsed.times and hour_lists.of(parsed)) or furniture.ends_in_page(parsed.tokens):
        return None
    whole = columns.header(parsed, lexicon) or dashed.header(parsed, lexicon)
    if whole or cells.part(parsed.tokens) is not None:
        return whole
    if "due" in parsed.lows and any(
        tells_reason(parsed.tokens, n) for n in range(len(parsed.tokens))
    ):
        return None  # "Moved up one week due to Memorial Day"
    return known(parsed, lexicon) or _pair(parsed)


def known(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """Heads each of which its own words tell, "Datum Klockan Nämnd Plats"; None where one of the words is no head's."""
    if below_year := _below_year(parsed, lexicon):
        return below_year
    tokens = parsed.tokens
    small_letters = not any(t.text[:1].isupper() for t in tokens)
    opens = small_letters or tokens[0].text[:1].isupper() or tokens[0].low in COUNTS
    if parsed.dates or parsed.years or not opens or not 1 < len(tokens) <= MOST_TOKENS:
        return None
    stops = tokens[-1].low == "." and tokens[-2].low not in NOTES | SHORT
    if stops or tokens[-1].low in STOPS or "," in parsed.lows or _is_title(tokens):
        return None
    if parsed.times and (_is_weekly(parsed) or _tells_where(tokens)):
        return None
    if any(t.kind is NUMBER for t in tokens) and not parsed.times:
        return None
    heads, told = _told(_heads(tokens, small_letters=small_letters), parsed, lexicon)
    if len(told) < (FEWEST if small_letters else 2) or any(map(_goes_on, heads[:-1])):
        return None
    columns.settle(heads, told)
    uses = [column.use for column in told]
    if OF_BODY in uses:
        several = len(bodies.heads_in(tokens)) >= uses.count(OF_BODY)  # not "ORTSBEIRAT MITTE"
        return _of_bodies(heads, told) if several else None
    paired = any(use in uses for use in (OF_HOURS, OF_PLACES, OF_NAMES))
    # "Oktober 8, 29" below "Månad Datum" needs no head to be read.
    if uses.count(OF_DATES) != 1 or (len(uses) < FEWEST and not paired):
        return None
    plain = all(c.use in PLAIN or h[0].low in WEEKDAYS for h, c in zip(heads, told, strict=True))
    return Table(told, False, known=not plain or OF_NAMES not in uses)


def _below_year(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """Bodies behind the year, which heads the months: "2025 KF KS KSAU"."""
    heads = parsed.tokens[1:]
    if len(parsed.years) != 1 or parsed.years[0].last != 1 or len(heads) < FEWEST:
        return None
    if not all(map(_names_body, heads)):
        return None
    told = [_column([head], parsed, lexicon) for head in heads]
    known = [column for column in told if column and column.use is OF_BODY]
    return Table([Column(OF_MONTHS), *known], False) if len(known) == len(heads) else None


def _names_body(head: Token) -> bool:
    return bodies.is_letters(head) or (_is_capital(head) and bodies.is_head(head))


def _goes_on(head: list[Token]) -> bool:
    """ "Dates for the Leisure", before "Committee": no head ends within a name."""
    led = any(a.low in small.FOR and b.low in small.THE for a, b in pairwise(head[:-1]))
    return led and head[-1].sense is NOTHING and head[-1].text[:1].isupper()


def _is_weekly(parsed: Parsed) -> bool:
    """ "Wednesdays at 7:30 p.m. in the Meeting Room"."""
    return any(item.weekday.plural for item in parsed.weekdays)


def _tells_where(tokens: list[Token]) -> bool:
    """ "Meetings at 1pm in the Town Hall"."""
    return any(a.low in small.AT and b.low in small.THE for a, b in pairwise(tokens))


def firsts(parsed: Parsed, lexicon: Lexicon) -> list[int]:
    """Where each head of such a row begins."""
    heads, _ = _told(_heads(parsed.tokens), parsed, lexicon)
    return [parsed.tokens.index(head[0]) for head in heads]


def _is_title(tokens: list[Token]) -> bool:
    """ "Meetings of the Planning Committee", "Gruppmöten inför Fullmäktige": whose days follow."""
    if tokens[0].sense.roles & MEETING and tokens[1].low in LEADING | small.BEFORE:
        return True
    opens = next((n for n, t in enumerate(tokens) if t.low in ("(", "-")), len(tokens))
    *names, meeting = tokens[: max(1, opens)]
    joins = (Role.AND | Role.GENERIC).value
    named = all(bodies.is_head(t) or t.sense.roles & joins for t in names)
    return bool(names) and meeting.low in ENGLISH_MEETINGS and named


def _of_bodies(heads: list[list[Token]], told: list[Column]) -> Table | None:
    """Names of bodies alone, perhaps behind the head of months or of deadlines; not "Byråd og Økonomiudvalg", who meet
    together."""
    others = [column.use for column in told if column.use is not OF_BODY]
    if others:
        # "Datum KSAU KS KF", but not "Möten KSAU KS"
        dated = told[0].use is OF_DATES and len(told) > 2 and not told[0].ambiguous
        alone = len(others) == 1 and (dated or told[0].use is OF_MONTHS)
        noted = others[-1] is OF_OTHERS is told[-1].use  # "… KS KF Anmärkning"
        whole = alone or all(use is OF_DEADLINES for use in others[: len(others) - noted])
    else:
        whole = all(map(_is_one_word, heads)) and not any(h[-1].sense.roles & AND for h in heads)
    return Table(told, False) if whole else None


def _heads(tokens: list[Token], *, small_letters: bool = False) -> list[list[Token]]:
    """Each capital opens a head, but not behind a stroke: "Råd/udvalg", "Committee / Group"; nor in "Meeting Date" or
    "Application Deadline". In small letters each word does: "nr vecka dag kl."."""
    heads: list[list[Token]] = []
    before, due = "", 0
    for token in tokens:
        opens = token.kind is WORD if small_letters else _is_capital(token)
        goes_on = before in LEADS or (before in DATES_OR_NAMES and token.low in ENDS)
        goes_on = goes_on or (due > 0 and token.low in DEADLINES)
        if not heads or (opens and not goes_on):
            heads.append([])
        heads[-1].append(token)
        before, due = token.low, token.sense.roles & (DEADLINE | PAPERS)
    return heads


def _told(
    parted: list[list[Token]], parsed: Parsed, lexicon: Lexicon
) -> tuple[list[list[Token]], list[Column]]:
    """The heads and what each says; a capital that says nothing opens a longer head: "Library Board". Nothing where
    one is left."""
    heads: list[list[Token]] = []
    told: list[Column] = []
    head: list[Token] = []
    for n, part in enumerate(parted):
        head = head + part
        column = _column(head, parsed, lexicon)
        whole = column is not None and (len(head) == len(part) or column.use is OF_BODY)
        if column and whole and not _are_one(parted[n : n + 2]):
            heads.append(head)
            told.append(column)
            head = []
        elif len(head) > LONGEST:
            break
    return (heads, told) if not head else ([], [])


def _are_one(heads: list[list[Token]]) -> bool:
    """ "Executive" and "Board", or "Board (6 pm)", are one name; so are "KOMMUNSTYRELSENS" and "ARBETSUTSKOTT"."""
    words = [[t for t in head if t.kind is WORD and not t.sense.roles & HALF] for head in heads]
    if len(heads) == 1 or not words[0]:
        return False
    owner = words[0][-1].low
    bare = all(len(told) == 1 and told[0].low in BARE for told in words)
    return bare or inflections.nominative(owner) != owner


def _is_one_word(head: list[Token]) -> bool:
    """A compound, or an attribute and a noun in small letters, so that nothing else can be meant than this body."""
    return sum(map(_is_capital, head)) == 1


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.low != "uhr"


def _column(head: list[Token], parsed: Parsed, lexicon: Lexicon) -> Column | None:
    column = column_heads.of(head, parsed, lexicon)
    if column.use is not OF_OTHERS or column.told:
        return column
    words = [t for t in head if t.kind is WORD]
    noted = head[0].low in WEEKDAYS | NOTES | NUMBERS or column_heads.numbers_meetings(words)
    return Column(OF_OTHERS) if noted else None


def _is_title_of_both(parsed: Parsed, words: list[Token]) -> bool:
    """ "Beslutning om mødeplan", "Approved meeting dates 2027", "Agenda Planning Meetings"."""
    year = parsed.years[-1] if parsed.years else None
    if year and year.last == len(parsed.tokens):
        led = parsed.tokens[year.first - 1].low in OF_YEAR
        of_plan = words[0].sense.roles & STALE or words[1].low in small.OF  # "Notice of meetings"
        if led or of_plan:
            return True
    if len(words) > 2 and words[1].sense is NOTHING and words[2].sense.roles & MEETING:
        return True
    return any(a.sense.roles & STALE and b.low in small.ABOUT for a, b in pairwise(words))


def _pair(parsed: Parsed) -> Table | None:
    """Heads of one column of meetings and of others of deadlines, in a row without a sign between:
    "Sammanträdesdatum Sista ansökningsdag"."""
    if not parsed.said & (DEADLINE | STALE | PAPERS) and parsed.lows.isdisjoint(small.LAST):
        return None
    # A "public" one is a kind of meeting, and no posting.
    words = [t for t in parsed.tokens if t.kind is WORD and t.low != "public"]
    uses = [use for use, _ in groupby(_uses(words))]
    if set(uses) != {OF_DATES, OF_DEADLINES} or uses.count(OF_DATES) > 1:
        return None
    if uses[0] is OF_DATES and parsed.times and not parsed.lows.isdisjoint(TELLS_HOUR):
        return None  # "Meetings are virtual until further notice, 6:30 PM"
    if parsed.months or parsed.weeks or parsed.tokens[-1].low in ENDS_SENTENCE:
        return None  # "Foretaksmøte: uke 22, dato ikke fastsatt"
    if _is_title_of_both(parsed, words):
        return None
    hour = _hour_of_meetings(parsed)
    columns = [Column(use, time=hour if use is OF_DATES else None) for use in uses]
    for column in columns if link_heads.may_be(words) else ():
        column.linked = column.use is OF_DEADLINES
    return Table(columns, False)


def _hour_of_meetings(parsed: Parsed) -> TimeItem | None:
    """The hour behind the head of meetings: "Sista dag (kl. 12) Mötesdag kl. 18"."""
    for time in parsed.times:
        told = list(_uses([t for t in parsed.tokens[: time.first] if t.kind is WORD]))
        if told[-1:] == [OF_DATES]:
            return time
    return None


def _uses(words: list[Token]) -> Iterator[Use]:
    """What the words say of dates and of deadlines, one by one."""
    before, was_late = "", False
    for word in words:
        roles = word.sense.roles
        late = roles & (DEADLINE | STALE) and word.low not in LATEST
        if late or roles & PAPERS or word.low in small.LAST:
            yield OF_DEADLINES
        elif before in small.LAST or (was_late and word.low in ENDS):
            pass  # "sista dag", "submission date"
        elif roles & MEETING or word.low in DATE_WORDS:
            yield OF_DATES
        before, was_late = word.low, bool(late)
