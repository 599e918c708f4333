"""Meetings told field by field are rows of a table: "Datum: 12 januari" / "Tid: 13.00" / "Plats: Stadshuset", again
and again, on lines of their own or with a comma between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from scheduler.years.recognise.line import cells, grammar
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns, stack_cells
from scheduler.years.recognise.table.layout import MEETINGS
from scheduler.years.recognise.table.stack_cells import EMPTY, Numbered
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token

Line = tuple[int, str, list[Token]]
# What a field is called and what it holds.
Field = tuple[Numbered, Numbered]
Record = dict[str, Field]
LONGEST_NAME, FEWEST_FIELDS, FEWEST_RECORDS = 5, 2, 2
PARTS, IN_NAMES = frozenset(",;-–|"), frozenset("/.-&#()")
BULLETS = frozenset("•-*·")
SENDERS = FROM | {"lähettäjä"}


def rows(
    lines: Iterable[tuple[str, list[Token]]], lexicon: Lexicon, marks: Marks
) -> Iterator[Line]:
    """The lines of a text with their numbers, those with the fields of several meetings as rows below the fields'
    names."""
    numbered = ((number, *line) for number, line in enumerate(lines, 1))
    told = [(line, list(_fields(*line))) for line in numbered]
    names = Counter(_key(field) for _, fields in told for field in fields)
    if not any(count >= FEWEST_RECORDS for count in names.values()):
        yield from (line for line, _ in told)
        return
    found = Records(lexicon, marks, names)
    held: list[Line] = []
    fields: list[Field] = []
    for is_block, block in groupby(told, key=lambda each: bool(each[1])):
        lines_of, fields_of = zip(*block, strict=True)
        further = list(chain.from_iterable(fields_of))
        goes_on = is_block and any(names[_key(field)] >= FEWEST_RECORDS for field in further)
        if goes_on or not any(tokens for _, _, tokens in lines_of):
            held += lines_of
            fields += further
            continue
        yield from found.among(held, fields)
        yield from lines_of
        held, fields = [], []
    yield from found.among(held, fields)


def _key(field: Field) -> str:
    return field[0].text.casefold()


@dataclass(slots=True)
class Records:
    """Puts the fields of meetings together; `names`: how often each name of a field is in the text."""

    lexicon: Lexicon
    marks: Marks
    names: Counter[str]

    def among(self, lines: list[Line], fields: list[Field]) -> list[Line]:
        """The lines as they were where the fields are not those of meetings, else rows, and the lines around them: an
        hour for all may stand below the last."""
        records = _records(fields)
        while records and not any(map(self._has_day, records[-1].values())):
            records.pop()
        found = self._together(records)
        if not found:
            return lines
        numbers = [name.number for record in records for name, _ in record.values()]
        self.marks.used.update(numbers)
        before = [line for line in lines if line[0] < min(numbers)]
        return [*before, *found, *(line for line in lines if line[0] > max(numbers))]

    def _together(self, records: list[Record]) -> list[Line]:
        """The head and the rows of records that follow each other; nothing where they are not those of meetings."""
        fields = [field for record in records for field in record.values()]
        order = list(dict.fromkeys(name for record in records for name in record))
        firsts = {name: record[name][0] for record in reversed(records) for name in record}
        if not FEWEST_FIELDS <= len(order) <= columns.MOST_COLUMNS or any(map(_is_of_mail, fields)):
            return []
        head = stack_cells.row([firsts[name] for name in order], fields[0][0].number)
        table = columns.header(self._parsed(head), self.lexicon)
        uses = [column.use for column in table.columns] if table else []
        if all(use in MEETINGS for use in uses):
            return []  # "HT: 9 september" / "VT: 27 januari"
        held = (name for name, use in zip(order, uses, strict=False) if use in MEETINGS)
        dated = [name for name in held if any(self._has_day(r.get(name)) for r in records)]
        if len(dated) != 1 or self.names[dated[0]] < FEWEST_RECORDS:
            return []
        if not all(self._has_day(record.get(dated[0])) for record in records):
            return []
        found = [head]
        for record in records:
            row = [record[name][1] if name in record else EMPTY for name in order]
            found.append(stack_cells.row(row, record[dated[0]][0].number))
        return [(line.number, line.text, line.tokens) for line in found]

    def _has_day(self, field: Field | None) -> bool:
        return field is not None and bool(self._parsed(field[1]).dates)

    def _parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)


def _records(fields: list[Field]) -> list[Record]:
    """A name that comes again opens the next record."""
    found: list[Record] = []
    for field in fields:
        name = _key(field)
        if not found or name in found[-1]:
            found.append({})
        found[-1][name] = field
    return found


def _is_of_mail(field: Field) -> bool:
    """ "Från: Kim Exempel", but not "Från: 13.00"."""
    value = field[1]
    return _key(field) in SENDERS and cells.hour(value.tokens) is None


def _fields(number: int, text: str, tokens: list[Token]) -> Iterator[Field]:
    """The fields of a line that opens with one: "Datum: 12 januari, Tid: 13.00"."""
    begins = 1 if tokens and tokens[0].low in BULLETS else 0
    while begins < len(tokens):
        colon = _colon(tokens, begins)
        if not colon:
            return
        ends = next((n for n in range(colon + 1, len(tokens)) if _parts(tokens, n)), len(tokens))
        name = _piece(number, text, tokens[begins:colon])
        value = tokens[colon + 1 : ends]
        yield name, _piece(number, text, value[1:] if value and value[0].low == "\t" else value)
        begins = ends + 1


def _parts(tokens: list[Token], n: int) -> bool:
    """A sign stands before the name of a further field."""
    return tokens[n].low in PARTS and _colon(tokens, n + 1) > 0


def _colon(tokens: list[Token], begins: int) -> int:
    """Where the colon behind the name of a field is that begins there, else 0."""
    for n in range(begins, min(begins + LONGEST_NAME + 1, len(tokens))):
        token = tokens[n]
        if token.low == ":":
            ends = n + 1 == len(tokens) or tokens[n + 1].gap > 0 or tokens[n + 1].low == "\t"
            return n if n > begins and ends else 0
        if token.kind is not WORD and not (token.kind is SIGN and token.low in IN_NAMES):
            return 0
    return 0


def _piece(number: int, text: str, tokens: list[Token]) -> Numbered:
    if not tokens:
        return EMPTY._replace(number=number)
    start, last = tokens[0].start, tokens[-1]
    piece = text[start : last.start + len(last.text)]
    return Numbered(number, piece, list(stack_cells.moved(tokens, -start)))
