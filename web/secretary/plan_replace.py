"""Before dates that came in another way give way to new ones: that it is said which, and agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import request

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.years import draft, gives_way
from scheduler.years.entries import Draft, Entry, Way
from scheduler.years.rows import CouncilYear

FIELD = "replace"
"""The box that is ticked where the dates may give way."""
_NOT_AGREED = N_(
    "There are dates here already that came in another way. Tick that they may be replaced, then press again."
)
_WHENCE: dict[Way, str] = {
    Way.TEXT: N_("from the text"),
    Way.FILE: N_("from the file"),
    Way.RULE: N_("from the rule"),
    Way.LAST_YEAR: N_("from last year"),
}
_OF_TABS: dict[str, Way] = {
    "text": Way.TEXT,
    "file": Way.FILE,
    "rule": Way.RULE,
    "last_year": Way.LAST_YEAR,
}


@dataclass(frozen=True, slots=True)
class Replaces:
    """What stands at the box; `told` says what goes beside the dates."""

    label: str
    told: str
    is_ticked: bool = False


def shown(kept: Draft, tab: str, says: Language, *, is_asked: bool = False) -> Replaces | None:
    """What the way in of `tab` replaces; None where all that is there came by it, unless the box is asked for."""
    way = _OF_TABS.get(tab)
    if way is None:
        return None
    old = [one for one in _read(kept) if is_asked or one.way != way]
    if not old:
        return None
    whence = says.listed(says(_WHENCE[way]) for way in _WHENCE if way in {one.way for one in old})
    label = says.count(
        "Replace the %(n)s date that came %(whence)s",
        "Replace the %(n)s dates that came %(whence)s",
        len(old),
        whence=whence,
    )
    told = says("What you have changed or taken out goes too. It cannot be undone.")
    if kept.text and not kept.file:
        told = says("The text, and what you have changed or taken out, goes too. It cannot be undone.")  # fmt: skip
    return Replaces(label, told, bool(request.form.get(FIELD)))


@contextmanager
def agreed(found: CouncilYear | None) -> Iterator[None]:
    """Around what brings dates in. Raises: InvalidInput where others gave way to it and that was not agreed to."""
    before = _ways(draft.of(found)) if found else set()
    yield
    if found is None or not before or request.form.get(FIELD):
        return
    after = _ways(draft.of(found))
    if after and not before <= after:
        raise InvalidInput({FIELD: Fault(_NOT_AGREED)})


def _ways(kept: Draft) -> set[Way]:
    return {one.way for one in _read(kept)}


def _read(kept: Draft) -> Iterable[Entry]:
    return [one for one in kept.entries if gives_way.is_read_here(one)]
