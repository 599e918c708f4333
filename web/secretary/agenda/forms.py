"""The form of an agenda: a row of fields for each item, and a field to paste more in."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import FieldList, Form, FormField, HiddenField, StringField, TextAreaField

from scheduler.agenda.actions import Item
from scheduler.councils import cells
from scheduler.errors import N_
from web.secretary.versioned_form import VersionedForm

UP, DOWN, REMOVE = "up-", "down-", "remove-"


class ItemForm(Form):  # type: ignore[misc]
    """One row; `item` is the id of one that is saved. The labels are msgids."""

    item = HiddenField()
    heading = StringField(N_("Item"))
    scope = StringField(N_("Scope"))
    presenter = StringField(N_("Presenter"))


class AgendaForm(VersionedForm):
    """`lines` is the whole agenda as text: of the page on which two versions of it are compared."""

    items = FieldList(FormField(ItemForm))
    pasted = TextAreaField(N_("Paste an agenda"))
    lines = TextAreaField(N_("The agenda, one item a line"))

    def rows(self) -> list[Item]:
        """As they are written, empty ones too."""
        return [
            Item(
                cells.flat(row.heading.data or ""),
                cells.flat(row.scope.data or ""),
                cells.flat(row.presenter.data or ""),
                int(row.item.data) if (row.item.data or "").isdecimal() else None,
            )
            for row in self.items
        ]


def arranged(rows: Sequence[Item], do: str) -> list[Item]:
    """The rows after a press of one of the buttons of a row; as they are after any other."""
    out = list(rows)
    verb, number = do.rpartition("-")[0] + "-", do.rpartition("-")[2]
    at = int(number) if number.isdecimal() and int(number) < len(out) else None
    if at is None:
        return out
    if verb == REMOVE:
        del out[at]
    if verb == UP and at > 0:
        out[at - 1], out[at] = out[at], out[at - 1]
    if verb == DOWN and at + 1 < len(out):
        out[at + 1], out[at] = out[at], out[at + 1]
    return out


def as_lines(rows: Sequence[Item]) -> str:
    """The agenda as text, which `read_agenda` reads back."""
    return "\n".join("\t".join((one.heading, one.scope, one.presenter)).rstrip() for one in rows)
