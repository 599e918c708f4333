"""What one line says of many meetings: their hour, their weekday, and which of them it is said of."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line import inflections
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.line.kinds import Kind
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope


@dataclass(slots=True, eq=False)
class Default:
    """What a line without a date says of other lines. `body` None: of every body; `months` empty: of
    every month; `stars`: only of dates with as many footnote stars."""

    line: int
    section: int
    time: TimeItem | None
    end_time: TimeItem | None
    body: str | None = None
    months: frozenset[int] = frozenset()
    weekday: int | None = None
    stars: int = 0
    # The meetings of the list of which alone it is said.
    scope: Scope = EVERYBODYS
    # Nobody else meets on those days: "* endast arbetsutskottet".
    alone_there: bool = False
    # Letters behind dates, of which alone it is said: "(D) = dagmöte kl. 9".
    code: str | None = None
    # Behind words of its own, none of which speaks of meetings: a point of a programme, perhaps.
    point: bool = False
    # A heading above it that may be a body's name, though no word of it says so.
    unnamed: str | None = None
    # The days, each a month and a day in it, of which alone it is said; the year in which they begin to be.
    days: frozenset[tuple[int, int]] = frozenset()
    since: int | None = None
    # Its weekday is the usual one: meetings on others are no surprise.
    usually: bool = False
    # Said of spring's or autumn's meetings.
    season: int = 0
    # Where its sentence gives each kind of meetings its hour.
    kinds: tuple[Kind, ...] = ()
    # The kind of meetings that its sentence is about, where it tells one hour: others may tell other kinds' hours.
    kind: Kind | None = None
    # Its own hour is that of all meetings that are of none of its `kinds`.
    otherwise: bool = False
    # Words for the one meeting of its month that it is said of, as stems.
    one_of_month: frozenset[str] = frozenset()
    # "Kvällen inleds kl. 17" may tell of what is held before the meeting; "Mötet börjar kl. 18" is about that alone.
    may_be_before: bool = False
    of_meeting: bool = False
    # Nothing but the hour stands on its line; `bare`: without minutes, and so of the day above alone, where the days
    # have their like.
    alone: bool = False
    bare: bool = False
    # How its sentence begins, where it has but one hour: perhaps with a name known from the list.
    opening: str = ""
    # The words around its body's name, in small letters, and where in them the name begins.
    around: tuple[str, int] | None = None
    # All days of its section stand below it: of those above that section it is not said.
    heads: bool = False
    # It names nobody; and a blank line parts it from the days above.
    of_nobody: bool = False
    apart: bool = False
    # Its line tells more hours, and not whose they are.
    unsure: bool = False
    # It holds "unless otherwise stated": single meetings may have hours of their own.
    unless: bool = False


def differ_by_body(listed: list[Default]) -> bool:
    """Several bodies have hours of their own, not all the same."""
    told = {
        (inflections.stem(default.body), default.time.start)
        for default in listed
        if default.body and default.time
    }
    return len({stem for stem, _ in told}) > 1 and len({hour for _, hour in told}) > 1
