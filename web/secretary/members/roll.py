"""Rule: the list of members by organisation, with vacant seats and deputies; and whom of it a search finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.councils.rows import Member, Seat
from scheduler.language import sort_key


@dataclass(frozen=True, slots=True)
class Row:
    """One term; or, without `term`, a seat that nobody holds today.

    `deputies` are the seat's own. A deputy's row has the seat's `holder`, or a `number` among the deputies of the
    organisation or of the council. Of a vacant seat, `last` held it last, and `is_awaited` tells that somebody is to
    come.
    """

    term: Member | None
    seat: Seat | None = None
    deputies: Sequence[Member] = ()
    holder: Member | None = None
    number: int = 0
    last: Member | None = None
    is_awaited: bool = False

    @property
    def organisation(self) -> str:
        own = self.term.organisation if self.term else ""
        return own or (self.seat.organisation if self.seat else "")

    def fits(self, text: str, organisation: str) -> bool:
        """Whether the name or the address has the text, in any case."""
        person = self.term.person if self.term else None
        is_named = text in f"{person.name}\n{person.email}".casefold() if person else not text
        return is_named and (not organisation or self.organisation.casefold() == organisation)


@dataclass(frozen=True, slots=True)
class Roll:
    """The rows by organisation, those without one last; the whole council's deputies; and whose terms are over."""

    groups: Mapping[str, Sequence[Row]]
    own_deputies: Sequence[Row]
    earlier: Sequence[Row]

    def _rows(self) -> Iterator[Row]:
        for rows in (*self.groups.values(), self.own_deputies, self.earlier):
            yield from rows

    @property
    def terms(self) -> list[Member]:
        return [row.term for row in self._rows() if row.term]

    @property
    def people(self) -> set[int]:
        return {term.person_id for term in self.terms}

    def count_current(self, today: date, *, deputies: bool) -> int:
        """How many people sit, or are deputies."""
        terms = (t for t in self.terms if not t.is_over(today) and t.is_deputy is deputies)
        return len({term.person_id for term in terms})

    @property
    def organisations(self) -> list[str]:
        return sorted({row.organisation for row in self._rows()} - {""}, key=sort_key)

    def narrowed(self, text: str, organisation: str) -> Roll:
        wanted = " ".join(text.casefold().split()), organisation.casefold()

        def fitting(rows: Iterable[Row]) -> list[Row]:
            return [row for row in rows if row.fits(*wanted)]

        groups = {name: fitting(rows) for name, rows in self.groups.items()}
        groups = {name: rows for name, rows in groups.items() if rows}
        return replace(
            self,
            groups=groups,
            own_deputies=fitting(self.own_deputies),
            earlier=fitting(self.earlier),
        )


def make_roll(terms: Sequence[Member], seats: Iterable[Seat], today: date) -> Roll:
    lasting = [term for term in terms if not term.is_over(today)]
    over = sorted(
        (term for term in terms if term.is_over(today)),
        key=lambda term: term.until_on or today,
        reverse=True,
    )
    own_deputies: list[Row] = []
    groups: dict[str, tuple[str, list[Row]]] = {}

    def rows_of(organisation: str) -> list[Row]:
        return groups.setdefault(organisation.casefold(), (organisation, []))[1]

    for seat in seats:
        if seat.until_on is None or seat.until_on >= today:
            rows_of(seat.organisation).extend(_rows_of_seat(seat, lasting, over, today))
    counted: Counter[str] = Counter()
    for deputy in deputies_in_order(term for term in lasting if term.deputy_for_id is None):
        organisation = deputy.organisation
        counted[organisation.casefold()] += 1
        row = Row(deputy, number=counted[organisation.casefold()])
        (rows_of(organisation) if organisation else own_deputies).append(row)
    by_name = sorted(groups.values(), key=lambda group: (not group[0], sort_key(group[0])))
    earlier = [Row(term, term.seat or term.deputy_for) for term in over]
    return Roll(dict(by_name), own_deputies, earlier)


def deputies_in_order(terms: Iterable[Member]) -> list[Member]:
    """The deputies among them, in the order in which they are called."""
    deputies = (term for term in terms if term.is_deputy)
    return sorted(deputies, key=lambda term: (term.call_order, term.id))


def deputies_of_seat(seat_id: int | None, terms: Iterable[Member], today: date) -> list[Member]:
    """Whose terms as the seat's own deputies are not over."""
    own = (term for term in terms if term.deputy_for_id == seat_id and not term.is_over(today))
    return deputies_in_order(own) if seat_id is not None else []


def _rows_of_seat(
    seat: Seat, lasting: Sequence[Member], over: Iterable[Member], today: date
) -> Iterator[Row]:
    """Whoever has the seat or is to have it, or that it is vacant; and its own deputies."""
    holders = [term for term in lasting if term.seat_id == seat.id and not term.is_deputy]
    deputies = deputies_of_seat(seat.id, lasting, today)
    holder = next((term for term in holders if term.covers(today)), None)
    if holder is None:
        last = next((term for term in over if term.seat_id == seat.id), None)
        yield Row(None, seat, deputies, last=last, is_awaited=bool(holders))
    for term in holders:
        yield Row(term, seat, deputies)
    for term in deputies:
        yield Row(term, seat, holder=holder)
