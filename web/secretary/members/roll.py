"""Rule: the list of members as rows, with vacant seats and deputies; and whom of it a search finds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from scheduler.councils.rows import Member, Seat
from scheduler.language import sort_key
from scheduler.meetings import seating

SOON = timedelta(days=90)
"""A term that ends within these is told of."""


class Row(NamedTuple):
    """One term; or, without `term`, a seat that nobody holds today.

    `deputies` may be called to the seat, in that order. A deputy's row has the seat's `holder`, or a `number` among the
    deputies of the organisation or of the council. Of a vacant seat, `last` held it last, and `is_awaited` tells that
    somebody is to come. `is_over`: the term has ended.
    """

    term: Member | None
    seat: Seat | None = None
    deputies: Sequence[Member] = ()
    holder: Member | None = None
    number: int = 0
    last: Member | None = None
    is_awaited: bool = False
    is_over: bool = False

    @property
    def organisation(self) -> str:
        own = self.term.organisation if self.term else ""
        return own or (self.seat.organisation if self.seat else "")

    @property
    def group(self) -> tuple[bool, bool, bool, tuple[str, ...]]:
        """The order of the list: by organisation, without one, the whole council's deputies, and whose term is over."""
        if self.is_over:
            return True, False, False, ()
        name = self.organisation
        return False, bool(self.number) and not name, not name, sort_key(name)

    def fits(self, text: str, organisation: str) -> bool:
        """Whether the name or the address has the text, in any case."""
        person = self.term.person if self.term else None
        wanted = " ".join(text.casefold().split())
        is_named = not wanted or (person and wanted in f"{person.name}\n{person.email}".casefold())
        is_there = self.organisation.casefold() == organisation.casefold()
        return bool(is_named) and (not organisation or is_there)


def make_roll(terms: Sequence[Member], seats: Iterable[Seat], today: date) -> list[Row]:
    """In the order of the list; of those whose terms are over, the latest first."""
    lasting = [term for term in terms if not term.is_over(today)]
    over = [(term.until_on, term) for term in terms if term.until_on and term.is_over(today)]
    earlier = [term for _, term in sorted(over, key=lambda pair: pair[0], reverse=True)]
    of_seat = defaultdict[int | None, list[Member]](list)
    for term in lasting:
        of_seat[term.deputy_for_id if term.is_deputy else term.seat_id].append(term)
    free = seating.free_deputies([term for term in lasting if term.covers(today)])
    rows: list[Row] = []
    for seat in seats:
        if seat.until_on is None or seat.until_on >= today:
            deputies = seating.in_call_order(free, seat.id, seat.organisation)
            rows += _rows_of_seat(seat, of_seat[seat.id], deputies, earlier, today)
    numbers: Counter[str] = Counter()
    for deputy in deputies_in_order(term for term in lasting if term.deputy_for_id is None):
        key = deputy.organisation.casefold()
        numbers[key] += 1
        rows.append(Row(deputy, number=numbers[key]))
    rows += [Row(term, term.seat or term.deputy_for, is_over=True) for term in earlier]
    return sorted(rows, key=attrgetter("group"))


def deputies_in_order(terms: Iterable[Member]) -> list[Member]:
    """The deputies among them, in the order in which they are called."""
    deputies = (term for term in terms if term.is_deputy)
    return sorted(deputies, key=lambda term: (term.call_order, term.id))


def deputies_of_seat(seat_id: int | None, terms: Iterable[Member], today: date) -> list[Member]:
    """Whose terms as the seat's own deputies are not over."""
    own = (term for term in terms if term.deputy_for_id == seat_id and not term.is_over(today))
    return deputies_in_order(own) if seat_id is not None else []


def _rows_of_seat(
    seat: Seat,
    terms: Sequence[Member],
    deputies: Sequence[Member],
    earlier: Iterable[Member],
    today: date,
) -> Iterator[Row]:
    """Whoever has the seat or is to have it, or that it is vacant; and its own deputies.

    `terms` are those of the seat; `deputies` may be called to it today.
    """
    holders = [term for term in terms if not term.is_deputy]
    own = deputies_of_seat(seat.id, terms, today)
    holder = next((term for term in holders if term.covers(today)), None)
    if holder is None:
        last = next((term for term in earlier if term.seat_id == seat.id), None)
        yield Row(None, seat, deputies, last=last, is_awaited=bool(holders))
    for term in holders:
        yield Row(term, seat, deputies)
    for term in own:
        yield Row(term, seat, holder=holder)


def ending_terms(terms: Iterable[Member], today: date) -> list[Member]:
    """Those that end soon, with nobody after them: the same person again, or another on the seat, which goes on."""
    latest: dict[tuple[str, int], date] = {}
    terms = list(terms)
    for term in terms:
        for key in _successions(term):
            latest[key] = max(latest.get(key, date.min), term.until_on or date.max)
    return [
        term
        for term in terms
        if term.until_on
        and today <= term.until_on <= today + SOON
        and all(latest[key] == term.until_on for key in _successions(term))
        and not (term.seat and term.seat.until_on and term.seat.until_on <= term.until_on)
    ]


def _successions(term: Member) -> list[tuple[str, int]]:
    own = [("person", term.person_id)]
    return own if term.is_deputy or term.seat_id is None else [*own, ("seat", term.seat_id)]


def short_organisations(
    terms: Iterable[Member], seats: Iterable[Seat], today: date
) -> dict[str, tuple[int, int]]:
    """Of each organisation with a vacant seat that nobody is to take, how many of its seats are filled, of how many."""
    taken = {t.seat_id for t in terms if not t.is_deputy and not t.is_over(today)}
    filled = defaultdict[str, list[bool]](list)
    for seat in seats:
        if seat.until_on is None or seat.until_on >= today:
            filled[seat.organisation].append(seat.id in taken)
    return {name: (sum(f), len(f)) for name, f in filled.items() if not all(f)}
