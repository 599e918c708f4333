"""Headings without meetings of their own: the years, the body and the fate of what stands under them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import (
    bodies,
    codes,
    committees,
    hour_lists,
    inflections,
    labels,
    mentions,
    naming,
    titled,
    whose,
)
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed, YearItem
from scheduler.years.recognise.page import framed, fronts, headings, minutes, subjects
from scheduler.years.recognise.page.years import Heading
from scheduler.years.recognise.text.head_words import DATE_WORDS, DATES_OR_NAMES
from scheduler.years.recognise.text.small_words import FOR, NEXT, THE, WE_OR_IT
from scheduler.years.recognise.text.tokens import NUMBER, WORD
from scheduler.years.recognise.text.verbs import APPLIES, DECIDES, HOLDS, MEET_OR_HELD, MEETS
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

MEETING, CANCEL, ALL, ASIDE, AND = (
    Role.MEETING.value, Role.CANCEL.value, Role.ALL.value, Role.ASIDE.value, Role.AND.value,
)  # fmt: skip
AUTUMN, SPRING = Role.AUTUMN.value, Role.SPRING.value
MOST_WORDS_BESIDE_CANCEL = 4
EVENT = DATES_OR_NAMES | listed("event tapahtuma händelse hendelse begivenhed termin")
FEWEST_HOURS = FEWEST_BODIES = 2
LONGEST_SUBJECT, OF_NAMES = 9, frozenset(("&", "of", "for", "för"))
MOST_WORDS_OF_SEASON, LONGEST_AIM, MOST_WORDS_OF_ALL = 2, 4, 6
SAYS_OF_PLAN = MEETING | AUTUMN | SPRING | Role.BODY.value
# "Kommunstyrelsen beslutar", above what is decided.
LONGEST_DECIDES = 8
HOLD = HOLDS | MEETS
ONE_MEETING = listed(
    "möte mötet sammanträde sammanträdet meeting kokous istunto møte møtet møde mødet sitzung"
)


def read(walk: Walk, parsed: Parsed, number: int) -> None:
    """Takes the year and the body of a heading."""
    words = sum(t.kind is WORD for t in parsed.tokens)
    named_years = headings.names_years(parsed, words)
    walk.unnamed.of_each = fronts.leads_to_each(parsed)
    body = _body(walk, parsed, words)
    minutes.heading(walk, parsed, number, words, named=bool(body), dated=bool(named_years))
    aside = is_aim(walk, parsed) or _is_part_of_year(walk, parsed, named_years)
    years = [] if aside else named_years
    if years:
        of_all = parsed.said & ALL and words <= MOST_WORDS_OF_ALL
        above = walk.drafts if of_all or not parsed.lows.isdisjoint(APPLIES) else []
        lacking = above if walk.heading < 0 else []
        take_years(walk, parsed, years)
        for draft in lacking:
            draft.heading = walk.heading
    elif words <= MOST_WORDS_OF_SEASON:
        _spring_after_autumn(walk, parsed)
    if body or years or (parsed.said & ASIDE and words <= MOST_WORDS_OF_SEASON):
        walk.heading_says = parsed.lows
    if body or years:
        walk.section += 1
        walk.month = None
    _cancelled(walk, parsed, words, named=bool(body or years))
    if walk.body is None and (subject := subjects.of(parsed)):
        walk.subjects.append((number, subject))
    if body:
        _take_body(walk, body, number, spoken=not parsed.lows.isdisjoint(MEET_OR_HELD))
        if not parsed.times:
            walk.heads.add(body)  # with its hour it heads no column
        walk.unnamed.ends(len(walk.drafts), parsed.tokens, dated=bool(years))


def _body(walk: Walk, parsed: Parsed, words: int) -> str | None:
    """The body, or the bodies, whose days stand below the line."""
    if "=" in parsed.lows and codes.names(parsed):
        return None  # it tells what letters mean, and no days follow
    if headings.is_as_needed(parsed.tokens) or _tells_hours(parsed):
        return None
    if words <= headings.LONGEST_HEADING and not parsed.dates:
        body = titled.of(parsed)
        if body and parsed.tokens[-1].low in DECIDES and walk.body:
            # "Rådet beslutar" below "Pensionärsrådet"
            body = None if naming.alike(body, walk.body) else body
        body = body or _of_lead(walk, parsed)
        # The names of several take the place of the one above.
        return body or (_of_several(parsed) if walk.body else None)
    # "Der Rat hat in der Sitzung am 4.11. folgende Termine beschlossen:"
    return _of_lead(walk, parsed) if parsed.tokens[-1].low == ":" else None


def _of_several(parsed: Parsed) -> str | None:
    """What a heading says that is nothing but the names of bodies, and perhaps their one hour: what is below it is held
    by all of them."""
    timed = len(parsed.items) == len(parsed.times) == 1
    tokens = framed.around_items(parsed) if timed else parsed.tokens
    last = len(tokens)
    joints = [n for n, t in enumerate(tokens) if t.low == "," or t.sense.roles & AND]
    pieces = [tokens[a + 1 : b] for a, b in pairwise([-1, *joints, last])]
    if len(pieces) < FEWEST_BODIES or len(parsed.items) > timed or parsed.said & MEETING:
        return None
    named = all(piece and bodies.name_in(piece, parsed.text) for piece in pieces)
    return bodies.text_of(tokens[0], tokens[-1], parsed.text) if named else None


def _tells_hours(parsed: Parsed) -> bool:
    """The hours of several bodies in one line: "Nämnden sammanträder kl. 13 och utskottet kl. 9"."""
    if len(parsed.times) < FEWEST_HOURS or parsed.dates:
        return False
    named = {inflections.fold(name) for _, name in whose.subjects(parsed)}
    return len(named) >= FEWEST_HOURS or bool(hour_lists.of(parsed))


def is_aim(walk: Walk, parsed: Parsed) -> bool:
    """ "Vision 2035" below "Möten 2027": a year far beyond the plan's, behind a word that says nothing of
    meetings, is part of a name."""
    if walk.heading < 0 or len(parsed.years) != 1 or len(parsed.items) > 1:
        return False
    year = parsed.years[0]
    if year.last != len(parsed.tokens) or len(parsed.tokens) > LONGEST_AIM:
        return False
    if all(t.kind is not WORD for t in parsed.tokens):
        return False
    if parsed.said & SAYS_OF_PLAN or not parsed.lows.isdisjoint(DATE_WORDS):
        return False
    return year.years[0] > walk.headings[walk.heading].years[-1] + 1


def _is_part_of_year(walk: Walk, parsed: Parsed, years: list[YearItem]) -> bool:
    """ "Vårterminen 8 januari–12 juni 2026" below "Läsåret 2025/2026" is a part of it, and tells no year of its own."""
    if not parsed.dates or walk.heading < 0:
        return False
    whole = walk.headings[walk.heading].years
    return len(whole) > 1 and {year for item in years for year in item.years} <= set(whole)


def _of_lead(walk: Walk, parsed: Parsed) -> str | None:
    """The one body of a sentence that leads to a list: "Kyrkorådet beslutar att sammanträda följande dagar:"."""
    decides = parsed.tokens[-1].low in DECIDES and len(parsed.tokens) <= LONGEST_DECIDES
    meets = parsed.said & MEETING or not parsed.lows.isdisjoint(MEETS)
    if not decides and (parsed.tokens[-1].low != ":" or not meets):
        return None
    if (above := _subject_above(walk, parsed)) or (above := _of_plan(parsed)):
        return above
    name = subjects.only_one(parsed) if labels.opens_with_name(parsed) else None
    name = name or subjects.of_meetings(parsed) or _subject_of_verb(parsed)
    return None if name and walk.body and naming.alike(name, walk.body) else name


def _of_plan(parsed: Parsed) -> str | None:
    """Whose plan is decided: "Socialnämnden fastställer följande sammanträdestider för arbetsutskottet:"."""
    tokens = parsed.tokens
    verb = next((n for n, t in enumerate(tokens) if t.low in DECIDES), len(tokens))
    plan = next(
        (n for n in range(verb, len(tokens)) if tokens[n].sense.roles & MEETING), len(tokens)
    )
    behind = tokens[plan + 1 :]
    if not behind or behind[0].low not in FOR:
        return None
    named = [name for first, name in mentions.of(behind, parsed.text) if first == 1]
    return inflections.nominative(named[0]) if len(named) == 1 else None


def _subject_of_verb(parsed: Parsed) -> str | None:
    """What a sentence that leads to days says meets then, by its capitals alone: "The Allotments Working Party meets on
    the following dates:"."""
    verb = next((n for n, t in enumerate(parsed.tokens[:LONGEST_SUBJECT]) if t.low in MEETS), 0)
    words = parsed.tokens[parsed.tokens[0].low in THE : verb]
    if not words or parsed.tokens[-1].low != ":" or words[0].low in WE_OR_IT:
        return None
    if any(t.sense.roles & (MEETING | ALL) or t.kind is NUMBER for t in words):
        return None
    names = all(t.text[:1].isupper() or t.sense.roles & AND or t.low in OF_NAMES for t in words)
    return bodies.text_of(words[0], words[-1], parsed.text) if names else None


def _subject_above(walk: Walk, parsed: Parsed) -> str | None:
    """The heading above a sentence that begins with it, or with the letters behind it, whatever it is called:
    "Miljø og Klima (MK)" and "MK holder sine møder på følgende datoer:"."""
    end = next((n for n, t in enumerate(parsed.tokens) if t.low in HOLD), 0)
    if not end:
        return None
    subject = inflections.fold(parsed.text[: parsed.tokens[end - 1].end])
    letters = end == 1 and bodies.is_letters(parsed.tokens[0])
    for above in walk.unnamed.lines:
        heading = inflections.fold(above)
        if heading == subject or (letters and heading.endswith(f"({subject})")):
            return above
    return None


def _cancelled(walk: Walk, parsed: Parsed, words: int, *, named: bool) -> None:
    """Whether what stands below is cancelled."""
    if _is_subject_of_cancelled(parsed):
        walk.cancelled = walk.cancels_one = True
    elif parsed.roles & CANCEL and not parsed.dates and words <= MOST_WORDS_BESIDE_CANCEL:
        # "Inställda möten:" over a list of them; "Inställt" over one.
        walk.cancelled = True
        of_one = not parsed.said & MEETING or not parsed.lows.isdisjoint(ONE_MEETING)
        walk.cancels_one = parsed.tokens[-1].low != ":" and of_one
    elif named or parsed.roles & MEETING:
        walk.cancelled = False


def is_of_next(parsed: Parsed) -> bool:
    """The line opens with the meeting that comes after those told of above it: "Nästa möte är den 22 april"."""
    return any(t.low in NEXT for t in parsed.tokens[:2])


def _is_subject_of_cancelled(parsed: Parsed) -> bool:
    """As calendars put it before the name of a meeting, above its day: "Inställt: Styrgrupp Norr"."""
    *before, colon = [n for n, token in enumerate(parsed.tokens[:5]) if token.low == ":"] or [0]
    tokens = parsed.tokens[before[0] + 1 if before else 0 : colon]
    # "Canceled event: Board meeting"
    event = len(tokens) == 2 and tokens[1].low in EVENT
    return len(tokens) == 1 + event and tokens[0].sense.roles & CANCEL > 0


def _spring_after_autumn(walk: Walk, parsed: Parsed) -> None:
    """ "Våren" below "Hösten 2026" is that of 2027."""
    before = walk.headings[-1] if walk.headings else None
    if before and before.term and parsed.roles & SPRING:
        walk.headings.append(Heading((before.years[0] + 1,)))
        walk.heading = len(walk.headings) - 1
        walk.section += 1


def _take_body(walk: Walk, name: str, number: int, *, spoken: bool) -> None:
    """A body's heading. "Arbetsutskott" under a heading that has no dates of its own is a part
    of that body, and "Nämnd" there is the body itself. `spoken`: in a sentence about it, where it is not called so
    for want of space: "Nämnden sammanträder kl. 10"."""
    if inflections.fold(name) not in naming.PARTS_OR_WHOLES:
        walk.board = name
    if inflections.fold(name) not in naming.BARE or naming.is_of_other_kind(name, walk.parent):
        walk.parent, walk.parent_at, walk.parts = name, len(walk.drafts), False
    elif (
        walk.parent
        and name not in walk.named
        and (walk.parts or walk.parent_at == len(walk.drafts))
    ):
        walk.parts = True
        called, name = name, naming.part(walk.parent, name)
        # "Arbetsutskottet" beside "Nämnden", below "Kulturnämnden"
        short = naming.is_end(walk.wholes.get(walk.parent, ""), walk.parent)
        if name != walk.parent and (spoken or short):
            walk.spoken[name] = called
        elif name == walk.parent and not spoken:
            walk.wholes[walk.parent] = called
    walk.body = name
    walk.order.append((number, name))
    walk.named.add(name)


def take_hours(found: list[Default], body: str, parsed: Parsed) -> None:
    """An hour in a heading is of the body that the heading names, or of both who meet together, whichever of its words
    stand beside the hour; where it tells others' too, each is of those it names. One that tells the year as well may
    head a page of more bodies than it names the kind of: "Committee meetings 2027 (2pm)"."""
    plan = _of_plan(parsed)
    of_plan = plan is not None and inflections.stem(plan) == inflections.stem(body)
    for default in found if of_plan else ():
        default.body, default.opening = body, ""  # and not of who decides on it
    hours = {default.time.start for default in found if default.time}
    several = len({inflections.fold(default.body) for default in found if default.body}) > 1
    for default in found if not several or len(hours) == 1 else ():
        if default.body and naming.within(default.body, body):
            default.body = body
            if parsed.years and inflections.stem(body) in committees.KINDS:
                default.opening, default.of_nobody, default.around = "", True, None


def take_whole(walk: Walk, name: str) -> None:
    """A column "Nämnd" below the name of the body that the text is about is that body."""
    if walk.body and inflections.fold(name) in naming.WHOLES:
        walk.wholes[walk.body] = name


def take_years(walk: Walk, parsed: Parsed, years: list[YearItem]) -> None:
    """Opens a heading of the years, unless they are too many for one plan."""
    spanned = {y for item in years for y in item.years}
    first, last = min(spanned), max(spanned)
    if last - first > 1:
        return
    autumn_only = bool(headings.roles_of(parsed.tokens) & AUTUMN) and first == last
    span = (first,) if first == last else (first, last)
    leads = bool(parsed.dates)
    walk.headings.append(Heading(span, autumn_only, headings.is_of_meetings(parsed), leads))
    walk.heading = len(walk.headings) - 1


def take_unnamed(walk: Walk, parsed: Parsed) -> None:
    """Takes note of what may be a body's heading by its place, with its hour behind it or not."""
    if parsed.times and not parsed.left and parsed.items == parsed.times:
        walk.unnamed.hour()
        return
    aim = is_aim(walk, parsed)
    tokens = parsed.tokens
    if parsed.items and not aim:
        # "Onsdagar" beside a year is of the days, and of nobody's name.
        weekdays = [] if parsed.years else parsed.weekdays
        behind = len(parsed.times) + len(parsed.years) + len(weekdays) == len(parsed.items)
        tokens = framed.around_items(parsed) if behind else []
    if tokens and tokens[-1].low in DECIDES:
        tokens = tokens[:-1]  # "Styrelsen för Stiftelsen Linden beslutar", above what it decides
    if tokens:
        text = parsed.text[: tokens[-1].end]
        walk.unnamed.heading(text, tokens, len(walk.drafts), aim=aim)
