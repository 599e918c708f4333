"""Names beside the days that no word marks as a body's: "Policy & Finance 15 January", "Planning: 14 January, …"."""

from __future__ import annotations

from collections import Counter

from scheduler.years.recognise.line import bodies, compounds, titled
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import framed, unmarked
from scheduler.years.recognise.text.head_words import ALL_GROUPS
from scheduler.years.recognise.text.small_words import THE, WILL
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import HOLDS, MEET_OR_HELD
from scheduler.years.recognise.text.words import EXACT, Role

MOST_WORDS, LONGEST_LABEL, LONGEST_NAMED, LONGEST_SUBJECT = 5, 8, 12, 12
TELLS = MEET_OR_HELD | HOLDS | WILL
FEWEST_DATES = 2
FEWEST_TIMES, MOST_OF_ALL = 2, 0.6
NAMING = (Role.AND | Role.BODY | Role.GENERIC).value
JOINTS = frozenset("-,&/:")
# What ends a name behind the day: a remark follows, or a footnote's star.
CLOSING = frozenset("-,(*")
SEASONS = frozenset(f"{EXACT[Role.SPRING]} {EXACT[Role.AUTUMN]}".split())
GLUED = frozenset("'’/")


def label(drafts: list[Draft], parsed: Parsed) -> None:
    """Takes a name before the dates of a line that a colon or a verb leads to: "Planning: 14 January, …"."""
    first = drafts[0].item.first
    if len(parsed.dates) == 1:
        _take_front(drafts[0], parsed)
        if drafts[0].front is None:
            _take_behind(drafts[0], parsed)
    if len(parsed.dates) < FEWEST_DATES:
        return
    opens, ends = _before_colon(parsed, first) or _subject(parsed, first)
    said = unmarked.name(parsed.text, parsed.tokens[opens:ends]) if ends > opens else None
    for draft in drafts if said else ():
        draft.label = said


def _before_colon(parsed: Parsed, first: int) -> tuple[int, int] | None:
    """Where the words before a colon are that leads to the first day."""
    if ":" not in parsed.lows:
        return None
    at = next((n for n in range(min(first, LONGEST_LABEL)) if parsed.tokens[n].low == ":"), 0)
    return (0, at) if first - at <= 3 else None


def _subject(parsed: Parsed, first: int) -> tuple[int, int]:
    """Where the subject is of a sentence that tells of its meetings: "The Friends of the Library meet on 3 May, …"."""
    tokens = parsed.tokens
    opens = framed.lead(tokens) or int(tokens[0].low in THE)
    verb = next((n for n in range(min(first, LONGEST_SUBJECT)) if tokens[n].low in TELLS), 0)
    leads = tokens[verb:first] if first - verb <= LONGEST_LABEL else tokens
    plain = all(
        t.sense.roles or t.sense.weekday or t.low in TELLS or t.kind is not WORD for t in leads
    )
    # One word may be any: "Derefter mødes udvalget".
    return (opens, verb) if plain and verb - opens > 1 else (0, 0)


def leads_to_each(parsed: Parsed) -> bool:
    """ "I mars har föreningarna sina årsmöten:": a list of groups and their days follows."""
    if parsed.tokens[-1].low != ":" or parsed.dates:
        return False
    return bool(parsed.said & Role.MEETING) and not parsed.lows.isdisjoint(ALL_GROUPS)


def name(drafts: list[Draft], named: set[str]) -> None:
    """Makes bodies of them, where all the lines together tell that they are."""
    for draft in _of_each(drafts):
        draft.body = draft.front
        named.add(draft.front or "")
    for draft in _labelled_lists(drafts):
        draft.body = draft.label
        named.add(draft.label or "")
    for draft in _repeated(drafts):
        draft.body = draft.front
        draft.note = _beyond(draft.note, draft.front or "")
        named.add(draft.front or "")


def _take_front(draft: Draft, parsed: Parsed) -> None:
    """Takes the words between the beginning of the line and its day: "Policy & Finance 15 January"."""
    tokens = parsed.tokens[: draft.item.first]
    while tokens and (
        tokens[-1].sense.weekday or tokens[-1].low in (",", ".", "-", ":", "den", "d")
    ):
        tokens = tokens[:-1]
    while tokens and tokens[0].low in ("-", "•", "*"):
        tokens = tokens[1:]
    words = sum(t.kind is WORD for t in tokens)
    if not 0 < words <= MOST_WORDS or not tokens[0].text[:1].isupper():
        return
    if any(t.kind is NUMBER or (t.kind is not WORD and t.low not in JOINTS) for t in tokens):
        return
    draft.front = " ".join(parsed.text[tokens[0].start : tokens[-1].end].split())
    draft.front_is_body = any(map(bodies.is_head, tokens))


def _take_behind(draft: Draft, parsed: Parsed) -> None:
    """Takes the words right behind the day, up to a sign or an hour: "Mon 13 Jan - Planning - 18:30", or those in
    parentheses behind it and its hour."""
    tokens, covered = parsed.tokens, parsed.covered()
    if _take_in_brackets(draft, parsed):
        return
    first = _past_signs(tokens, draft.item.last)
    if hour := next((time for time in parsed.times if time.first == first), None):
        first = _past_signs(tokens, hour.last)
    last = first + unmarked.meets_alone(tokens[first : first + MOST_WORDS])
    while last < min(len(tokens), first + MOST_WORDS) and not covered[last]:
        plain = tokens[last].kind is WORD and not tokens[last].sense.roles & ~NAMING
        # "Governors' Planning", "Standards/Outcomes"
        glued = tokens[last].low in GLUED and not tokens[last].gap
        if not plain and not glued and tokens[last].low != "&" and not _lists(tokens, last):
            break
        last += 1
    closed = last == len(tokens) or covered[last] or tokens[last].low in CLOSING
    closed = closed or bool(tokens[last].sense.roles & Role.CANCEL.value)
    said = tokens[first:last]
    if not said or not closed or not said[0].text[:1].isupper():
        return
    if all(t.sense.roles & Role.GENERIC.value and not bodies.is_head(t) for t in said):
        return  # "Plan", but "Plan och miljö"
    draft.front = " ".join(parsed.text[tokens[first].start : tokens[last - 1].end].split())
    draft.front_is_body = any(map(bodies.is_head, said))


def _lists(tokens: list[Token], n: int) -> bool:
    """The comma joins names of one body: "By, Erhverv og Natur"."""
    behind = tokens[n + 1 : n + 4]
    return (
        tokens[n].low == ","
        and len(behind) > 2
        and behind[0].text[:1].isupper()
        and behind[1].sense.roles & Role.AND.value > 0
        and behind[2].text[:1].isupper()
        and not any(t.sense.roles for t in (behind[0], behind[2]))
    )


def _past_signs(tokens: list[Token], n: int) -> int:
    while n < len(tokens) and tokens[n].low in ("-", ",", ":"):
        n += 1
    return n


def _take_in_brackets(draft: Draft, parsed: Parsed) -> bool:
    """Whether a name and nothing else stands in parentheses that end the line."""
    tokens = parsed.tokens
    if tokens[-1].low != ")" or parsed.left > LONGEST_NAMED:
        return False
    opens = next((n for n in range(len(tokens) - 1, 0, -1) if tokens[n].low == "("), 0)
    inside = tokens[opens + 1 : -1]
    covered = parsed.covered()
    between = range(draft.item.last, opens)
    if (
        opens < draft.item.last
        or not inside
        or any(tokens[n].kind is WORD and not covered[n] for n in between)
    ):
        return False
    said = titled.in_clauses(inside, parsed.text)
    if said is None or len(said) < inside[-1].end - inside[0].start:
        named = unmarked.heading(parsed.text, inside)
        draft.front = named.text if named and named.sure else None
        return draft.front is not None
    draft.front, draft.front_is_body = said, True
    return True


def _repeated(drafts: list[Draft]) -> list[Draft]:
    """The meetings whose words beside the day come again and again, as names of bodies in a calendar do:
    nearly all of them, several different ones, and one of them surely a body. Where bodies are named there by
    words that tell of none, a name that comes once is a body's too, unless it is an occasion's."""
    led = [draft for draft in drafts if draft.front]
    if not led:
        return []
    fronts = Counter(draft.front for draft in led)
    again = [draft for draft in led if fronts[draft.front] >= FEWEST_TIMES]
    several = len({d.front for d in again}) > 1 and any(d.front_is_body for d in again)
    if not several or len(again) <= MOST_OF_ALL * len(drafts):
        return []
    if all(draft.front_is_body for draft in again):
        return [draft for draft in led if draft.front_is_body]
    return [
        draft
        for draft in led
        if fronts[draft.front] >= FEWEST_TIMES or not unmarked.is_occasion(draft.front or "")
    ]


def _beyond(note: str | None, name: str) -> str | None:
    """What a note says beside the name that it begins with: "Planning (new date)"."""
    if note is None or not note.startswith(name):
        return note
    rest = note.removeprefix(name).strip(" ,;:-–—*")
    return rest.removeprefix("(").removesuffix(")") or None


def _of_each(drafts: list[Draft]) -> list[Draft]:
    """The meetings of groups whose names alone stand before the days: "Norrdal: 19 mars"."""
    led = [draft for draft in drafts if draft.of_each and draft.front and not draft.labelled]
    names = {draft.front for draft in led if not _is_time_or_occasion(draft.front or "")}
    return led if len(names) == len(led) >= FEWEST_TIMES else []


def _is_time_or_occasion(front: str) -> bool:
    """ "Vår", "Årsmöte"."""
    folded = front.casefold()
    return unmarked.is_occasion(front) or folded in SEASONS or folded.endswith(compounds.MEETINGS)


def _labelled_lists(drafts: list[Draft]) -> list[Draft]:
    """The meetings behind a name and a colon that no word marks as a body's, where every line is a list
    of dates behind a name of its own."""
    if not drafts or not all(draft.label or draft.labelled for draft in drafts):
        return []
    lines = {draft.line: draft.label or draft.body for draft in drafts}
    unknown = [draft for draft in drafts if not draft.labelled]
    if all(unmarked.is_occasion(draft.label or "") for draft in unknown):
        return []  # "Frühjahrstagung: 18. April, …": what is held, and nobody's name
    return unknown if len(lines) > 1 and len(set(lines.values())) == len(lines) else []
