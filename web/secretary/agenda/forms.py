"""The form of an agenda: a row of fields for each item, and a field to paste more in."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    StringField,
    TextAreaField,
)

from scheduler.agenda.item import Item, clean_item
from scheduler.errors import N_
from web.secretary.conflict import VersionedForm

UP, DOWN, REMOVE = "up-", "down-", "remove-"


class ItemForm(Form):  # type: ignore[misc]
    """One row; `item` is the id of one that is saved. The labels are msgids."""

    item = HiddenField()
    heading = StringField(N_("Item"))
    scope = StringField(N_("Scope"))
    presenter = StringField(N_("Presenter"))
    minutes = StringField(N_("Minutes"))
    presenter_email = StringField(N_("The presenter's e-mail"))
    text = TextAreaField(N_("Text"))
    links = TextAreaField(N_("Links"))
    is_public = BooleanField(N_("Public"))


class AgendaForm(VersionedForm):
    items = FieldList(FormField(ItemForm))
    pasted = TextAreaField(N_("Paste an agenda"))

    def rows(self) -> list[Item]:
        """As they are written, empty ones too."""
        return [_item(row) for row in self.items]


def _item(row: ItemForm) -> Item:
    written = (f.name for f in fields(Item) if f.name not in ("id", "is_public"))
    values: dict[str, Any] = {name: getattr(row, name).data or "" for name in written}
    number = row.item.data or ""
    saved = int(number) if number.isdecimal() else None
    return clean_item(Item(**values, is_public=row.is_public.data, id=saved))


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
