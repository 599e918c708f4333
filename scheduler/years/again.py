"""Rule: dates that are read again keep what a person decided about them; where the text has changed, it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from scheduler.years.entries import Entry

DAY, HOURS, PLACE, NOTE = "day", "hours", "place", "note"
REMOVED, SENT = "removed", "sent"
_DECIDED: dict[str, tuple[str, ...]] = {
    DAY: ("day", "last_day", "claim"),
    HOURS: ("start", "end"),
    PLACE: ("place",),
    NOTE: ("note",),
}
"""What a person may decide about a date, and its fields."""
_READ = (*chain.from_iterable(_DECIDED.values()), "is_cancelled")


@dataclass(frozen=True, slots=True)
class Again:
    """`entries` to stand in the draft; `removed` are read but were taken out before.

    `lost` are the days of dates that a person had changed and that are not read any more.
    """

    entries: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    lost: tuple[date, ...]


def read(new: Sequence[Entry], stood: Iterable[Entry], removed: Iterable[Entry]) -> Again:
    """The dates `new`, where `stood` and `removed` are what the same page had given before, as it was decided on.

    A date is the same where it was read at the same day and hour; else where it is the one of its day on both sides.
    It may have come in another way (a text, a file, a rule).
    """
    out = list(removed)
    olds = [*stood, *out]
    paired = _paired(new, olds)
    entries, still_out = [], []
    for one in new:
        old = paired.get(id(one))
        if old is None:
            entries.append(one)
        elif not _is_in(old, out):
            entries.append(_merged(one, old))
        elif _of(one, _READ) == _of(old.read, _READ):
            still_out.append(old)
        else:
            what = SENT if old.gone_to else REMOVED
            entries.append(dataclasses.replace(one, id=old.id, overruled=(what,)))
    met = list(paired.values())
    gone = (old for old in olds if not _is_in(old, [*met, *out]))
    lost = (old.day for old in gone if is_changed(old))
    return Again(tuple(entries), tuple(still_out), tuple(lost))


def is_changed(entry: Entry) -> bool:
    """True where a person has changed it since it was read."""
    return any(_of(entry, names) != _of(entry.read, names) for names in _DECIDED.values())


def _paired(new: Sequence[Entry], olds: Sequence[Entry]) -> dict[int, Entry]:
    """By the identity of each new date the old one that it is."""
    found: dict[int, Entry] = {}
    by_hour = _by(olds, lambda one: (one.read.day, one.read.start))
    for one in new:
        if same := by_hour.get((one.day, one.start)):
            found[id(one)] = same.pop(0)
    met = list(found.values())
    left = _by((old for old in olds if not _is_in(old, met)), lambda one: one.read.day)
    unmet = _by((one for one in new if id(one) not in found), lambda one: one.day)
    for key, ones in unmet.items():
        if len(ones) == len(left.get(key, ())) == 1:
            found[id(ones[0])] = left[key][0]
    return found


def _by(entries: Iterable[Entry], key: Callable[[Entry], Any]) -> dict[Any, list[Entry]]:
    found: dict[Any, list[Entry]] = {}
    for one in entries:
        found.setdefault(key(one), []).append(one)
    return found


def _merged(new: Entry, old: Entry) -> Entry:
    """With what was decided, but for what the text says otherwise now than when it was decided."""
    kept: dict[str, Any] = {}
    overruled = list(old.overruled)  # told until a person changes the date once more
    for what, names in _DECIDED.items():
        was, decided, reads = _of(old.read, names), _of(old, names), _of(new, names)
        if decided == was:
            continue
        if reads == was:
            kept |= zip(names, decided, strict=True)
        elif reads != decided:
            overruled.append(what)
    merged = dataclasses.replace(new, id=old.id, **kept, overruled=tuple(dict.fromkeys(overruled)))
    if kept:
        was_on = new.day if merged.day != new.day else None
        merged = dataclasses.replace(merged, as_read=new, was=was_on)
    return dataclasses.replace(merged, accepted=old.accepted if merged.day == old.day else ())


def _of(entry: Entry, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in names)


def _is_in(entry: Entry, entries: Iterable[Entry]) -> bool:
    """The very one, and not one that only looks the same."""
    return any(entry is other for other in entries)
