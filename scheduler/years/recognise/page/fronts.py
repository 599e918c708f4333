"""Names beside the days that no word marks as a body's: "Policy & Finance 15 January", "Planning: 14 January, …"."""

from __future__ import annotations

from collections import Counter

from scheduler.years.recognise.line import (
    begun,
    bodies,
    compounds,
    inflections,
    naming,
    nobodys,
    titled,
)
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import unmarked
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import cell_names
from scheduler.years.recognise.text.body_words import RETREATS
from scheduler.years.recognise.text.head_words import ALL_GROUPS
from scheduler.years.recognise.text.nouns import AUTUMN, SPRING
from scheduler.years.recognise.text.small_words import THE, WILL
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import HOLDS, MEET_OR_HELD
from scheduler.years.recognise.text.words import Role

MOST_WORDS, LONGEST_LABEL, LONGEST_SUBJECT = 5, 8, 12
TELLS = MEET_OR_HELD | HOLDS | WILL
FEWEST_TIMES, MOST_OF_ALL = 2, 0.6
AND, MEETING, CLOCK = Role.AND.value, Role.MEETING.value, Role.CLOCK.value
NAMING = (Role.AND | Role.BODY | Role.GENERIC).value
JOINTS = frozenset("-,&/:")
# What ends a name behind the day: a remark follows, or a footnote's star.
CLOSING = frozenset("-,(*\t|")
# What stands between a name and its day.
BETWEEN = frozenset("-,.:\t|")
AROUND_HOUR = BETWEEN | frozenset("()")
SEASONS = AUTUMN | SPRING
GLUED = frozenset("'’/&")
OPENING = frozenset("-•*|")


def label(drafts: list[Draft], parsed: Parsed) -> None:
    """Takes a name before the dates of a line that a colon or a verb leads to: "Planning: 14 January, …"."""
    if len(drafts) > len(parsed.dates):
        return  # several bodies on one day, each by its name
    if len(parsed.dates) == 1 or (len(drafts) == 1 and drafts[0].item is parsed.dates[0]):
        _take_front(drafts[0], parsed)
        if drafts[0].front is None:
            _take_behind(drafts[0], parsed)
        drafts[0].said = begun.behind(parsed)
    elif sum(not date.struck for date in parsed.dates) == 1:
        for draft in drafts:
            _take_front(draft, parsed)  # "Planning – ~~14 January~~ 21 January"
    elif subject := _subject(parsed, drafts[0].item.first):
        for draft in drafts:
            draft.label = unmarked.name(parsed.text, subject)
    elif drafts[0].body is None and drafts[0].item is parsed.dates[0]:
        opening = _opening(parsed, drafts[0].item.first)
        for draft in drafts:
            draft.opening = opening


def label_row(drafts: list[Draft], parsed: Parsed) -> None:
    """The same of a row whose cells only blanks part, where nothing else names its body."""
    if len(drafts) == len(parsed.dates) == 1 and drafts[0].body is None:
        _take_front(drafts[0], parsed)


def _subject(parsed: Parsed, first: int) -> list[Token]:
    """What stands before the colon that leads to the first day, or is the subject of a sentence that tells of its
    meetings: "The Friends of the Library meet on 3 May, …"."""
    tokens = parsed.tokens
    colon = next((n for n in range(min(first, LONGEST_LABEL)) if tokens[n].low == ":"), 0)
    if first - colon <= 3:
        return _before_hour(parsed, colon)
    opens = int(tokens[0].low in THE)
    verb = next((n for n in range(min(first, LONGEST_SUBJECT)) if tokens[n].low in TELLS), 0)
    plain = all(t.sense.roles or t.low in TELLS or t.kind is not WORD for t in tokens[verb:first])
    # "will meet at 7 pm in the community room on these Thursdays": it tells of its meetings, whatever the words.
    plain = plain or any(verb < time.first < first for time in parsed.times)
    # One word may be any, "Derefter mødes udvalget", but not "The Volunteers".
    called = opens and tokens[opens].text[:1].isupper()
    return tokens[opens:verb] if plain and verb - opens > (0 if called else 1) else []


def leads_to_each(parsed: Parsed) -> bool:
    """ "I mars har föreningarna sina årsmöten:": a list of groups and their days follows."""
    return parsed.tokens[-1].low == ":" and not parsed.lows.isdisjoint(ALL_GROUPS)


def name(drafts: list[Draft], named: set[str]) -> None:
    """Makes bodies of them, where all the lines together tell that they are."""
    _take_begun(drafts, named)
    for draft in _labelled_lists(drafts) or _of_each(drafts) or _repeated(drafts):
        name = draft.label or draft.opening or draft.front_of or draft.front or ""
        draft.body, draft.note = name, beyond(draft.note, name)
        named.add(name)


def _take_begun(drafts: list[Draft], named: set[str]) -> None:
    """Takes the names that other lines have alone, where a remark follows: "Planning Room 12". What stands below a
    body's heading is another's only if such a line says so."""
    said = [(draft, draft.said) for draft in drafts if draft.said]
    labels = begun.known(d.body for d in drafts if d.labelled and d.body) if said else {}
    headed = begun.known(named) if said else {}
    fronts = begun.known(d.front for d in drafts if d.front) if said else {}
    sure = {d.front for d in drafts if d.front_is_body}
    for draft, words in said:
        known = labels if draft.heading_body or draft.labelled else headed | labels
        if name := begun.name(words, known, plainly=draft.labelled):
            draft.body = draft.front = draft.front_of = name
            draft.front_is_body = draft.labelled = True
        elif name := begun.name(words, fronts, plainly=draft.front is not None):
            draft.front = draft.front_of = name
            draft.front_is_body = name in sure


def ask(drafts: list[Draft], marks: Marks) -> None:
    """Asks whose a meeting is that begins with what may be a body's name, where most of the others have theirs; and one
    that but says what is done, "Audit", where the others are called by their fields, "Finance and Resources". So, too,
    whose days are listed behind those who gather, "Föräldramöten: 27/8 och 21/1", beside other lists."""
    called = [d for d in drafts if d.front and d.body in (d.front, d.front_of)]
    if 2 * len(called) >= len(drafts) and not all(d.front_is_body for d in called):
        for draft in drafts:
            if draft.body and draft.note and not (draft.front or draft.labelled):
                marks.doubt(draft.line, Reason.of("nobodys"))
    for draft in drafts:
        name = draft.label or draft.opening
        if name and draft.body != name and unmarked.gathers(name) and _has_others(drafts, name):
            marks.doubt(draft.line, Reason.of("whose_days", part=name))
    told = [draft.body for draft in drafts if draft.body]
    if not told or 2 * len(told) < len(drafts):
        return
    only = told[0] if len(set(told)) == 1 else None
    for draft in drafts:
        name = begun.body(draft.said) if draft.body is None and draft.said else None
        if name and not (only and naming.alike(only, name)):
            marks.doubt(draft.line, Reason.of("nobodys"))


def _has_others(drafts: list[Draft], name: str) -> bool:
    """The text has a list beside that of such a name: "Föräldramöten: 27/8 och 21/1" below those of a board."""
    return any(draft.label != name and draft.opening != name for draft in drafts)


def _opening(parsed: Parsed, first: int) -> str | None:
    """The words before the days of a line, few and without a verb: "Planning – 14 January, …"."""
    said = _bare(_before_hour(parsed, first))
    plain = all(t.low in JOINTS or (t.kind is WORD and not t.sense.month) for t in said)
    tells = (
        not said
        or sum(t.kind is WORD for t in said) > MOST_WORDS
        or any(t.low in TELLS for t in said)
    )
    return None if tells or not plain else unmarked.name(parsed.text, said)


def _take_front(draft: Draft, parsed: Parsed) -> None:
    """Takes the words between the beginning of the line and its day: "Policy & Finance 15 January"."""
    tokens = _bare(_before_hour(parsed, parsed.dates[0].first))
    if sum(t.kind is WORD for t in tokens) > MOST_WORDS:
        return
    if tokens and all(t.kind is WORD or t.low in JOINTS for t in tokens):
        draft.before = bodies.text_of(tokens[0], tokens[-1], parsed.text)
        _call(draft, tokens, parsed.text)


def _before_hour(parsed: Parsed, end: int) -> list[Token]:
    """What stands before a place in the line, without the hour right before it: "Planning (4.30pm)"."""
    tokens = parsed.tokens[:end]
    last = end
    while last and tokens[last - 1].low in AROUND_HOUR:
        last -= 1
    hour = next((time for time in parsed.times if 0 < time.first < time.last == last), None)
    tokens = tokens[: hour.first] if hour else tokens
    while hour and tokens and (tokens[-1].low in AROUND_HOUR or tokens[-1].sense.roles & CLOCK):
        tokens = tokens[:-1]
    return tokens


def _bare(tokens: list[Token]) -> list[Token]:
    """What stands before a day, without the signs around it and the weekday."""
    while tokens and (
        tokens[-1].sense.weekday or tokens[-1].low in BETWEEN or tokens[-1].low in ("den", "d")
    ):
        tokens = tokens[:-1]
    while tokens and tokens[0].low in OPENING:
        tokens = tokens[1:]
    return tokens


def _call(draft: Draft, said: list[Token], text: str) -> None:
    """Takes such a name, which a capital opens; what is dealt with or done that day names nobody: "9 mars Bokslut"."""
    if not said or not said[0].text[:1].isupper():
        return
    if (ends := cell_names.before_glued(said)) < len(said):
        draft.place = draft.place or bodies.text_of(said[ends], said[-1], text)
        said = said[:ends]
    if len(said) > 1 and said[0].low in RETREATS:
        said = said[1:]
    words, name = [t for t in said if t.kind is WORD], bodies.text_of(said[0], said[-1], text)
    is_body = any(map(bodies.is_head, said))
    plain = nobodys.name_nobody(words) or nobodys.is_occasion(name)
    if is_body or unmarked.meets_alone(words) or not plain:
        draft.front, draft.front_is_body = name, is_body
        draft.front_of = _holder(said, text)


def _holder(said: list[Token], text: str) -> str | None:
    """The body whose meeting the words name: "Board Meeting", "Styrelsemöte"."""
    if not said[-1].sense.roles & MEETING:
        return None
    return compounds.of_head(said) if len(said) == 1 else bodies.name_in(said, text)


def _take_behind(draft: Draft, parsed: Parsed) -> None:
    """Takes the words right behind the day, up to a sign or an hour: "Mon 13 Jan - Planning - 18:30", or those in
    parentheses behind it and its hour."""
    if len(parsed.dates) == 1:
        _take_in_brackets(draft, parsed)
    if draft.front is not None:
        return
    tokens, covered = parsed.tokens, parsed.covered()
    first = _past_signs(tokens, draft.item.last)
    if hour := next((time for time in parsed.times if time.first == first), None):
        first = _past_signs(tokens, hour.last)
    last = first + unmarked.meets_alone(tokens[first : first + MOST_WORDS])
    while last < min(len(tokens), first + MOST_WORDS) and not covered[last]:
        plain = tokens[last].kind is WORD and not tokens[last].sense.roles & ~NAMING
        # "Governors' Planning", "Standards/Outcomes", "Bygg- och miljönämnden"
        hyphen = tokens[last].low == "-" and not tokens[last].gap
        plain = plain or hyphen or tokens[last].low in GLUED or _goes_on(tokens, first, last)
        if not plain:
            break
        last += 1
    closed = last == len(tokens) or covered[last] or tokens[last].low in CLOSING
    if closed or tokens[last].sense.roles & Role.CANCEL.value:
        _call(draft, tokens[first:last], parsed.text)


def _goes_on(tokens: list[Token], first: int, n: int) -> bool:
    """The comma at `n` is inside a name: "Community, Leisure & Recreation", but "Full Council, Budget & Precept"."""
    if tokens[n].low != "," or any(map(bodies.is_head, tokens[first:n])):
        return False
    named = [
        t.kind is WORD and t.text[:1].isupper() for t in (tokens[first], *tokens[n + 1 : n + 2])
    ]
    return all(named) and any(t.low == "&" or t.sense.roles & AND for t in tokens[n + 2 : n + 3])


def _past_signs(tokens: list[Token], n: int) -> int:
    while n < len(tokens) and tokens[n].low in BETWEEN:
        n += 1
    return n


def _take_in_brackets(draft: Draft, parsed: Parsed) -> None:
    """Takes a name in parentheses, with nothing but an hour between it and the day, and no other name behind it."""
    tokens, covered = parsed.tokens, parsed.covered()
    opens = draft.item.last
    while opens < len(tokens) and tokens[opens].low != "(":
        if tokens[opens].kind is not SIGN and not covered[opens]:
            return
        opens += 1
    closes = next((n for n in range(opens, len(tokens)) if tokens[n].low == ")"), opens)
    inside = tokens[opens + 1 : closes]
    if not inside or any(map(bodies.is_head, tokens[closes:])):
        return
    said = titled.in_clauses(inside, parsed.text)
    draft.front_is_body = said is not None and len(said) >= inside[-1].end - inside[0].start
    draft.front = said if draft.front_is_body else unmarked.name(parsed.text, inside)
    draft.front_in_brackets = True


def _repeated(drafts: list[Draft]) -> list[Draft]:
    """The meetings whose words beside the day come again and again, as names of bodies in a calendar do:
    nearly all of them, several different ones, and one of them surely a body. Where bodies are named there by
    words that tell of none, a name that comes once is a body's too, unless it is an occasion's."""
    led = [draft for draft in drafts if draft.front]
    named = {d.front for d in led if d.front_in_brackets and d.front_is_body}
    if len(named) > 1 and all(draft.front in named for draft in drafts):
        return led  # "12 januari (Valnämnden)", all of them
    called = {id(draft): inflections.stem(draft.front_of or draft.front or "") for draft in led}
    fronts = Counter(called.values())
    again = [draft for draft in led if fronts[called[id(draft)]] >= FEWEST_TIMES]
    several = len({called[id(d)] for d in again}) > 1 and any(d.front_is_body for d in again)
    if not several or len(again) <= MOST_OF_ALL * len(drafts):
        return []
    if all(draft.front_is_body for draft in again):
        sure = {draft.front for draft in again}
        return [
            draft
            for draft in led
            if draft.front in sure
            or (draft.front_is_body and (draft.labelled or draft.front_in_brackets))
        ]
    return led


def beyond(note: str | None, name: str) -> str | None:
    """What a note says beside the name that it begins with: "Planning (new date)"."""
    rest = (note or "").removeprefix(f"({name})").removeprefix(name).strip(" ,;:|-–—*\t")
    return rest.removeprefix("(").removesuffix(")") or None


def _of_each(drafts: list[Draft]) -> list[Draft]:
    """The meetings of groups whose names alone stand before the days: "Norrdal: 19 mars"."""
    led = [draft for draft in drafts if draft.of_each and draft.front]
    names = {draft.front for draft in led if (draft.front or "").casefold() not in SEASONS}
    return led if len(names) == len(led) >= FEWEST_TIMES else []


def _labelled_lists(drafts: list[Draft]) -> list[Draft]:
    """The meetings behind a name and a colon that no word marks as a body's, where every line is a list
    of dates behind a name of its own; without a colon, where one of them surely is a body's."""
    if not drafts or not all(draft.label or draft.opening or draft.labelled for draft in drafts):
        return []
    lines = {draft.line: draft.label or draft.opening or draft.body for draft in drafts}
    unknown = [draft for draft in drafts if not draft.labelled]
    if len(unknown) == len(drafts) and not all(draft.label for draft in drafts):
        return []
    if all(nobodys.is_occasion(draft.label or draft.opening or "") for draft in unknown):
        return []  # "Frühjahrstagung: 18. April, …": what is held, and nobody's name
    return unknown if len(set(lines.values())) == len(lines) > 1 else []
