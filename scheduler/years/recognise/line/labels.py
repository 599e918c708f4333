"""The body that each date of a line is a meeting of: named in front of it, behind it, or at the start."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import dropwhile

from scheduler.years.recognise.line import (
    compounds,
    inflections,
    mentions,
    telling,
    titled,
    where,
)
from scheduler.years.recognise.line.bodies import (
    REACH,
    WELL_KNOWN,
    clauses,
    is_head,
    name_in,
    outside_parentheses,
)
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text.body_words import OCCASIONS
from scheduler.years.recognise.text.small_words import NEXT, NOTICE, ONLY, THAT, THE, TO, WITH
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import DECIDES, HELD
from scheduler.years.recognise.text.words import Role, listed

AND, MEETING = Role.AND.value, Role.MEETING.value
OF_REMARKS = (Role.MOVED | Role.INSTEAD | Role.ASIDE).value
OF_THE = listed("des der of the av af")
# What a page links to beside a meeting.
LINKS = (Role.PAPERS | Role.RECORD | Role.CANCEL).value
NAMING = (Role.MEETING | Role.BODY).value
PARTS = (
    "utskottet", "utskott", "utvalget", "udvalget", "jaosto", "presidiet", "presidium", "committee",
)  # fmt: skip
LONGEST_NAME, MOST_BEFORE_MEETING = 9, 2
BREAKS_OFF = frozenset(",;|\t.")
GENITIVES = ("s", "ksen", "nnan", "ston")


def of_dates(parsed: Parsed) -> list[str | None]:
    """For each date of the line the body named in front of it, else behind it, else at the start."""
    named = [
        n
        for n, token in enumerate(parsed.tokens)
        if is_head(token) or token.low in WELL_KNOWN or compounds.beside_day(token)
    ]
    if not named:
        return [None] * len(parsed.dates)
    labels: list[str | None] = []
    at_start: str | None = None
    end, taken = 0, False
    for i, item in enumerate(parsed.dates):
        following = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
        before = _around(parsed, named, max(end, item.first - REACH), item.first)
        after = _around(parsed, named, item.last, min(following, item.last + REACH))
        if i == 0:
            label = at_start = _in_front(before, parsed) if before else None
        else:
            label = None if taken else _last_clause_name(before, parsed)
        taken = False
        if label is None and at_start is None and after:
            label = behind(after, parsed.text) or _in_parenthesis(after)
            taken = label is not None and _is_behind(after)
        labels.append(label or at_start)
        at_start = label if at_start and label else at_start
        end = item.last
    return labels


def opens_with_name(parsed: Parsed) -> bool:
    """A body's name stands first on the line, so that the line is about that body; also "Bygg- och miljönämnden",
    "The Finance & General Purposes Committee"."""
    numbered = [t.low for t in parsed.tokens[1:2]] == ["."] and parsed.tokens[0].kind is NUMBER
    tokens = parsed.tokens[2 * numbered :][:LONGEST_NAME]  # "2. The Board agreed …"
    words = [t for t in tokens[:6] if t.kind is WORD]
    if not words or not words[0].text[:1].isupper():
        return False
    if any(map(is_head, words[:2])):
        return True
    cut = len(tokens) > 1 and tokens[1].low in ("-", "&")
    led = tokens[0].low in THE
    named = mentions.of(tokens, parsed.text) if cut or led else []
    return any(first == led for first, _ in named)


def is_of_one_alone(parsed: Parsed) -> bool:
    """What stands behind the day says that nobody else meets: "12 March – Town Council only"."""
    words = [t for t in parsed.tokens[parsed.dates[-1].last :] if t.kind is WORD]
    return any(t.low in ONLY for t in (*words[:1], *words[-1:]))


def _around(parsed: Parsed, named: list[int], first: int, last: int) -> list[Token]:
    """The tokens of a stretch that belong to no item; none of them if no body is `named` there."""
    at = bisect_left(named, first)
    if at == len(named) or named[at] >= last:
        return []
    covered = parsed.covered()
    return [t for n, t in enumerate(parsed.tokens[first:last], first) if not covered[n]]


def _is_behind(between: list[Token]) -> bool:
    """Nothing parts the name from the day before it, and no sign leads from it to the next day: "8 January Town Council
    12 February Planning Committee"."""
    return between[0].low not in BREAKS_OFF and between[-1].kind is WORD


def _in_front(tokens: list[Token], parsed: Parsed) -> str | None:
    tokens = _decided(telling.without_step(parsed.lows, tokens), parsed.text)
    if name := _first_name(tokens, parsed.text):
        return name
    if not any(t.sense.roles & MEETING or t.low in NEXT for t in tokens):
        return _leading(tokens, parsed.text, place=False) or _holding(tokens, parsed)
    # "Styrelsen har bokat tre fullmäktigemöten": the days are those of the meetings it is done for.
    held = {name for token in tokens if (name := compounds.beside_day(token))}
    named = _mentioned(tokens, parsed.text)
    return _only(held or {name for _, name in named}) or _of_meeting(tokens, named)


def _decided(tokens: list[Token], text: str) -> list[Token]:
    """What it was decided that another does: "Resolved that the Finance Committee shall meet"."""
    that = next((n for n, t in enumerate(tokens) if t.low in THAT), 0)
    if not any(t.low in DECIDES for t in tokens[:that]):
        return tokens
    rest = tokens[that + 1 :]
    led = any(t.low in THE for t in rest[:1])
    return rest if any(first == led for first, _ in mentions.of(rest, text)) else tokens


def _holding(tokens: list[Token], parsed: Parsed) -> str | None:
    """The one body of a sentence that says what it holds: "Die Klausurtagung des Gemeinderats findet am"."""
    if not any(t.low in HELD for t in tokens):
        return None
    named = _mentioned(tokens, parsed.text)
    owns = [n for n, _ in named if n and tokens[n - 1].low in OF_THE]
    return inflections.nominative(named[0][1]) if len(named) == len(owns) == 1 else None


def _mentioned(tokens: list[Token], text: str) -> list[tuple[int, str]]:
    """The bodies that a sentence mentions; "alle udvalg" are no one of them, but in "alle utvalgets møter" is one."""
    named: list[tuple[int, str]] = []
    for first, name in mentions.of(tokens, text):
        behind = tokens[first + len(name.split()) :][:MOST_BEFORE_MEETING]
        every = first and tokens[first - 1].sense.roles & Role.ALL.value
        if every and not any(t.sense.roles & MEETING for t in behind):
            name = f"{tokens[first - 1].text} {name}"
        named.append((first, name))
    return named


def _of_meeting(tokens: list[Token], named: list[tuple[int, str]]) -> str | None:
    """Of several bodies the one right before the meeting, which is its own: "Nämndens presidium har ställt in
    fullmäktiges sammanträde"."""
    meeting = next((n for n, t in enumerate(tokens) if t.sense.roles & MEETING), 0)
    while meeting and _says_which(tokens[meeting - 1]):
        meeting -= 1
    first, name = next((told for told in reversed(named) if told[0] < meeting), (0, ""))
    near = meeting - first == len(name.split()) and name.casefold().endswith(GENITIVES)
    return inflections.nominative(name) if near else None


def _says_which(token: Token) -> bool:
    """ "Styrelsens ordinarie möte"."""
    return token.low in OCCASIONS or bool(token.sense.roles & Role.GENERIC.value)


def _last_clause_name(tokens: list[Token], parsed: Parsed) -> str | None:
    while tokens and tokens[-1].low in (":", "("):
        tokens = tokens[:-1]  # "… 11/3. KF: 29/1", "… und des Rates (4.3.)"
    parted = list(clauses(tokens))
    if not parted or parted[-1][-1] is not tokens[-1]:
        return None  # "11/3 KF, 29/1 KS": of the day before
    clause = list(dropwhile(lambda t: t.sense.roles & AND > 0, parted[-1]))
    while clause and clause[-1].low in TO:
        clause.pop()  # "… och fullmäktige till 27 april"
    name = name_in(clause, parsed.text)
    if name is None and any(t.sense.roles & MEETING for t in clause):
        # "… medan dess arbetsutskott möts 5 januari"
        return _only({named for _, named in _mentioned(clause, parsed.text)})
    return name


def _only(names: set[str]) -> str | None:
    return names.pop() if len(names) == 1 else None


def _leading(clause: list[Token], text: str, *, place: bool) -> str | None:
    """The name a clause begins with, where a place or the page's links follow, "Bauausschuss Rathaus", "Kommunstyrelsen
    Kallelse Protokoll", or else where one thing of that body does, "Kommunstyrelsens strategidag"."""
    heads = [i for i, token in enumerate(clause[:LONGEST_NAME]) if is_head(token)]
    rest = [t for t in clause[heads[-1] + 1 :] if t.kind is WORD] if heads else []
    rest = rest if place else [t for t in rest if t.low not in HELD]
    links = place and all(t.sense.roles & LINKS and t.text[:1].isupper() for t in rest)
    if not rest or (any(token.sense.roles for token in rest) and not links):
        return None
    if place:
        follows = not any(token.text[:1].islower() for token in rest)
    else:
        follows = len(rest) == 1 and clause[heads[-1]].low.endswith(GENITIVES)
    return name_in(clause[: heads[-1] + 1], text) if follows else None


def _before_item(tokens: list[Token], text: str) -> list[Token]:
    """The words before an hour or a weekday that was left out between them: "AU kl. 13–16 Äskanden"."""
    for n in range(1, len(tokens)):
        if any(map(str.isalnum, text[tokens[n - 1].end : tokens[n].start])):
            return tokens[:n]
    return tokens


def behind(tokens: list[Token], text: str) -> str | None:
    """The body that words behind a day name, "KS – budget", perhaps with a place, "Bauausschuss Rathaus"."""
    first = next(clauses(list(outside_parentheses(tokens))), [])
    return _first_name(tokens, text) or _leading(first, text, place=True)


def _first_name(tokens: list[Token], text: str) -> str | None:
    """The first clause that is a name, with what else the body is for: "Ausschuss für Bildung" goes on with ", Jugend
    und Sport"."""
    outside = list(outside_parentheses(tokens))
    parted = (_before_item(outside, text), *clauses(outside))
    names = (name_in(before_remark(clause[: where.begins(clause)]), text) for clause in parted)
    name = next(filter(None, names), None)
    whole = titled.in_clauses(outside, text)
    return whole if whole and (name is None or whole.startswith(f"{name},")) else name


def before_remark(clause: Sequence[Token]) -> Sequence[Token]:
    """The words before those that say what the day was before, what else is held then, or for how long:
    "Kulturnämnden ersätter 2 mars", "Kommunstyrelsen med lunch", "Valnämnden heldag"."""
    for n, token in enumerate(clause):
        if n and _lasts(clause, n):
            return clause[:n]
        told = token.low in NOTICE or token.sense.roles & OF_REMARKS
        if n and told and not token.sense.roles & NAMING:
            led = clause[n - 1].sense.roles & Role.IN.value or clause[n - 1].low in WITH
            return clause[: n - 1 if led else n]
    return clause


def _lasts(clause: Sequence[Token], n: int) -> bool:
    """Words for a whole or half day stand at `n`, and no name that begins with one of them: "Full Council"."""
    low = clause[n].low
    pair = (low, clause[n + 1].low) if n + 1 < len(clause) else ()
    return low in nouns.ALL_DAY or pair in nouns.ALL_DAY_PAIRS


def _in_parenthesis(tokens: list[Token]) -> str | None:
    """8/1 (ksau), 5 februari (arbetsutskottet): a body's part; others in parentheses are remarks."""
    if [t.low for t in tokens[:3:2]] != ["(", ")"]:
        return None
    name = tokens[1]
    return name.text if name.low in WELL_KNOWN or name.low.endswith(PARTS) else None
