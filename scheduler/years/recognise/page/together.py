"""Bodies that meet on the same days, each at an hour of its own, in headings right below each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk


def share(walk: Walk) -> None:
    """Gives the days below "Kulturutvalget (kl. 9)" and "Teknisk utvalg (kl. 12)" to both, where a blank line parts the
    two from the days and none parts them from each other: else the upper one has no days. Where a body has days of its
    own elsewhere, or a name stands on the line of the day, nothing is shared."""
    held = {draft.body for draft in walk.drafts}
    beside: dict[str, list[str]] = {}
    run: list[str] = []
    above = 0
    days = {draft.line for draft in walk.drafts}
    listed = (d for d in walk.defaults.listed if d.time and d.weekday is None)
    timed = {(default.line, default.body) for default in listed}
    for line, name in walk.order:
        if name is None or (line, name) not in timed:
            run = []
            continue
        run = [*run, name] if line == above + 1 else [name]
        above = line
        if line + 1 not in days:
            beside[name] = [other for other in run[:-1] if other not in held]
    walk.drafts = [one for draft in walk.drafts for one in _each(draft, beside)]


def _each(draft: Draft, beside: dict[str, list[str]]) -> Iterator[Draft]:
    """The meeting of each of the bodies."""
    others = beside.get(draft.body or "", []) if draft.body == draft.heading_body else []
    for body in others if not draft.labelled else ():
        until = draft.item.until
        item = replace(draft.item, start=replace(draft.item.start), until=until and replace(until))
        yield replace(draft, item=item, body=body, heading_body=body)
    yield draft
