"""Hours that are said of a whole page, above or below the lists of its bodies."""

from __future__ import annotations

from scheduler.years.recognise.line import naming
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft


def open_with(listed: list[Default], drafts: list[Draft]) -> None:
    """What is said below the title, before any days, is of all bodies where the title's has no days of its own: it
    is that whose bodies they are."""
    held = {draft.body for draft in drafts if draft.body}
    first = min((draft.line for draft in drafts), default=0)
    for default in listed if held else ():
        if default.body and default.of_nobody and default.line < first:
            own = any(naming.alike(default.body, name) for name in held)
            default.body = default.body if own else None


def close_with(listed: list[Default], drafts: list[Draft], *, tight: bool) -> None:
    """The one hour of the text, which a blank line parts from lists that have none inside, is of them all. `tight`:
    no blank lines stand everywhere."""
    told = [d for d in listed if d.time]
    if len(told) != 1 or not drafts or any(d.time or d.column_time for d in drafts):
        return
    if told[0].apart and told[0].line > max(draft.line for draft in drafts) and tight:
        told[0].body = told[0].unnamed = None
