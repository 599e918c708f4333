"""What stands in the plan's fields and is not in its draft yet: one meeting, a text, a rule."""

from __future__ import annotations

from flask import g, request

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.years import draft, keeping, typed
from scheduler.years.entries import Draft
from scheduler.years.rows import CouncilYear
from web.secretary import plan_ahead, plan_page, plan_show

ENTER = "enter"
"""The button that Return presses where a rule's fields stand beside the rows."""
_NOT_ADDED = N_("This meeting is not added yet. Add it, or empty the field, then publish.")

_EMPTY = N_(
    "The field is empty, so nothing was read. To take all dates away, choose Empty the draft beside the dates."
)


def meant(do: str, found: CouncilYear | None) -> str:
    """The button that Return stands for: the rule's own where its fields were changed, else the one that saves."""
    if do != ENTER:
        return do
    fields = plan_page.rule_fields()
    kept = draft.of(found).pattern if found and not found.is_published else {}
    return "rule" if fields not in ({}, kept) else "save"


def add_one(do: str, year: int) -> CouncilYear | None:
    """The meeting of the field for one, whichever button was pressed; None where the field is empty and not asked for.

    Raises: InvalidInput (`one`), YearPublished.
    """
    written = request.form.get("one", "")
    if do != "one" and not written.strip():
        return None
    one = typed.one("one", written, language=g.council.language, year=year)
    return draft.add(g.session, g.council, one.day.year, [one], by=g.by, now=g.now)


def must_be_written(found: CouncilYear | None) -> None:
    """Raises: InvalidInput where the text to read is empty, and the draft is not."""
    if found and not draft.of(found).is_blank and not plan_ahead.text().strip():
        raise InvalidInput({"text": Fault(_EMPTY)})


def field() -> str:
    """That of the form in which dates are typed; where there is none, the heading of them all."""
    if "file" in request.files:
        return "file"
    return next((name for name in ("one", "text") if name in request.form), "h-dates")


def keep_text(do: str, found: CouncilYear | None, year: int) -> None:
    """The text of the form, where the press does not read it."""
    if "text" in request.form:
        text = "" if plan_ahead.reads(do) else plan_ahead.text()
        keeping.keep_typed(g.session, g.council, year, text, now=g.now)


def must_be_in(kept: Draft) -> None:
    """Raises: InvalidInput where a meeting was typed and not added, or where the text, in the form or typed before, is
    another than the one that was read."""
    if request.form.get("one", "").strip():
        raise InvalidInput({"one": Fault(_NOT_ADDED)})
    text = plan_ahead.text() if "text" in request.form else kept.typed or kept.shown
    if text.strip() != kept.shown.strip():
        raise InvalidInput({"text": plan_show.changed_text(kept)})
