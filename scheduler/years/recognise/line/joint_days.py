"""Several bodies beside one day, each with its meeting and perhaps its hour: "12 mars (KS kl. 9, KF kl. 18)"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from scheduler.years.recognise.line import bodies, codes, inflections, naming
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.aside_words import OF_GROUPS
from scheduler.years.recognise.text.small_words import FOR
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

AND = Role.AND.value
LONGEST, FEWEST = 40, 2
OF_FIELD = FOR | {"on", "of"}
PARTS_LISTS = frozenset(",;/()")
EDGES = frozenset(":-–.•*") | {"den", "the"}


@dataclass(slots=True)
class _Piece:
    """What stands between two signs of a list: words, the hours among them and the sign before. Pieces that together
    are a body's name become one, with that name."""

    joint: str
    words: list[Token] = field(default_factory=list)
    times: list[TimeItem] = field(default_factory=list)
    # An hour stands before the words.
    timed_first: bool = False
    # Letters in parentheses behind them.
    code: str | None = None
    name: str = ""
    # The name is put together from the board's and its part's.
    joined: bool = False
    time: TimeItem | None = None

    def add(self, other: _Piece) -> None:
        """Takes in what follows."""
        if not self.words:
            self.joint, self.timed_first = other.joint, other.timed_first
        self.words += other.words
        self.times += other.times
        self.code = self.code or other.code

    def take_behind_part(self) -> list[Token]:
        """Takes away what is said behind a part's name, ", arbetsutskott inställt"."""
        part = self.joint in ",/(" and inflections.fold(self.words[0].text) in naming.PARTS
        said = self.words[1:] if part else []
        self.words = self.words[: len(self.words) - len(said)]
        return said

    def is_of_legend(self) -> bool:
        """ "15 maj VR, BD": letters that a line elsewhere explains, perhaps."""
        unknown = bodies.is_letters(self.words[-1]) and self.words[-1].low not in bodies.WELL_KNOWN
        return unknown and not (self.times or self.code)

    def is_of_groups(self) -> bool:
        """ "Gruppmöten kl. 17, KF kl. 18.30": an entry like the others, where it is written as a name and has an hour;
        "(gruppmöte kl. 17)" is a remark."""
        if not self.times or self.joint == "(":
            return False
        words = [t for t in self.words if t.kind is WORD]
        return len(words) == 1 and words[0].low in OF_GROUPS and words[0].text[:1].isupper()


@dataclass(slots=True)
class Joint:
    """Each body with its hour where any of them has one; `bare`: the line says nothing else."""

    units: list[_Piece]
    bare: bool = True

    def meetings(self, drafts: list[Draft]) -> list[Draft]:
        """A meeting of each body for each of the days."""
        timed = any(unit.times for unit in self.units)
        found: list[Draft] = []
        for draft in drafts:
            for unit in self.units:
                own = replace(draft, item=replace(draft.item), body=unit.name, code=unit.code)
                own.note = None if self.bare else draft.note
                if timed:
                    own.time, own.end_time, own.time_aside = unit.time, None, False
                found.append(own)
        return found


def of_line(parsed: Parsed) -> Joint | None:
    """The bodies where nothing but bodies is listed before the days or behind the one day."""
    if not any(map(bodies.may_name, parsed.tokens[:LONGEST])):
        return None
    first, last = parsed.dates[0].first, parsed.dates[-1].last
    if not any(map(bodies.is_head, parsed.tokens[last : last + LONGEST])):
        units, rest = _units(parsed, 0, first)
        if len(units) < FEWEST or rest or any(unit.times for unit in units):
            return None
        return Joint(units)
    if len(parsed.dates) > 1:
        return None
    units, rest = _units(parsed, last, len(parsed.tokens))
    sole = units[0] if units else None
    named = sole and (sole.joined or (sole.joint == "(" and sole.times))
    if len(units) < (1 if named else FEWEST) or _says_before(parsed.tokens[:first]):
        return None
    return Joint(_with_hours(units), not rest)


def _says_before(tokens: list[Token]) -> bool:
    return any(t.kind is WORD and not t.sense.weekday and t.low not in EDGES for t in tokens)


def _with_hours(units: list[_Piece]) -> list[_Piece]:
    """Each body once, with its hour. One hour is of all of them; a body without one has that of the next, or
    of the one before where hours stand in front; one named again has the hour behind it there."""
    told: dict[str, _Piece] = {}
    timed = [unit for unit in units if unit.times]
    ahead = bool(timed) and timed[0].timed_first
    names = dict.fromkeys(inflections.fold(unit.name) for unit in units)
    again = len(names) < len(units)
    carried: TimeItem | None = None
    for unit in units if ahead else reversed(units):
        carried = unit.times[0] if unit.times else carried
        unit.time = None if again and not unit.times else carried
        told.setdefault(inflections.fold(unit.name), unit)
    return [told[name] for name in names]


def _units(parsed: Parsed, first: int, last: int) -> tuple[list[_Piece], list[Token]]:
    """The bodies listed in a stretch of the line, and the words behind the last of them; no bodies where
    anything else stands between or before them."""
    if last - first > LONGEST:
        return [], []
    units: list[_Piece] = []
    held = _Piece("")
    for piece in _pieces(parsed, first, last):
        if held.words and held.words[-1].low != "-" and piece.joint != "and":
            held.add(piece)  # something else is said, and what follows is of it
            continue
        if units and not piece.words:
            units[-1].times += piece.times
            continue
        held.add(piece)
        behind = held.take_behind_part() if units else []
        name = _name(held, parsed.text)
        if not name:
            held.words += behind
            continue
        if units and _is_part_of_it(name, held):
            units[-1].name, units[-1].joined = naming.part(units[-1].name, name), True
        else:
            held.name = name
            units.append(held)
        held = _Piece("", behind)
    if any(unit.is_of_legend() for unit in units) or all(unit.is_of_groups() for unit in units):
        return [], []
    return units, held.words


def _name(piece: _Piece, text: str) -> str | None:
    """The body that the words of a piece are; the parties' groups are one beside others."""
    if piece.is_of_groups():
        return piece.words[-1].text
    return bodies.name_in(piece.words, text) if _ends_in_head(piece.words) else None


def _ends_in_head(words: list[Token]) -> bool:
    """Nothing stands behind the name's head, or what the body is for: "Council on Youth"."""
    if not words or any(t.kind is NUMBER for t in words):
        return False
    behind = (b.low in OF_FIELD and bodies.is_head(a) for a, b in pairwise(words))
    return bodies.is_head(words[-1]) or any(behind)


def _is_part_of_it(name: str, piece: _Piece) -> bool:
    """ "Socialnämnden, arbetsutskott" is one body."""
    return inflections.fold(name) in naming.PARTS and piece.joint in ",/(" and not piece.times


def _pieces(parsed: Parsed, first: int, last: int) -> list[_Piece]:
    covered = parsed.covered()
    starts = {time.first: time for time in parsed.times}
    pieces = [_Piece("")]
    past = first
    for n, token in enumerate(parsed.tokens[first:last], first):
        if n in starts:
            pieces[-1].timed_first = not pieces[-1].words
            pieces[-1].times.append(starts[n])
        if token.low == "(" and (code := codes.at(parsed.tokens, n)):
            pieces[-1].code, past = code, n + 3
        if n < past or covered[n]:
            continue
        if token.low in PARTS_LISTS or token.sense.roles & AND:
            pieces.append(_Piece(token.low if token.low in PARTS_LISTS else "and"))
        elif token.low not in EDGES or (token.low == "-" and pieces[-1].words):
            pieces[-1].words.append(token)
    return [piece for piece in pieces if piece.words or piece.times]
