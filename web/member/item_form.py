"""The form in which a member proposes an item."""

from typing import Any

from wtforms import MultipleFileField

from scheduler.agenda.item import Item, clean_item
from scheduler.errors import N_
from web import forms
from web.forms import PageForm


class ItemForm(PageForm):
    heading = forms.line(
        N_("Item"), N_("What it is about, in a few words."), class_="w-l", autocomplete="off"
    )
    scope = forms.line(
        N_("What is asked of the meeting"),
        N_("Information, discussion, decision or report back."),
        optional=True,
        class_="w-l",
        autocomplete="off",
        list="scopes",
    )
    minutes = forms.line(
        N_("How many minutes it needs"), optional=True, class_="w-s", inputmode="numeric"
    )
    presenter = forms.line(
        N_("Presenter"), N_("With title and organisation."), optional=True, class_="w-l"
    )
    text = forms.text(N_("Text"), optional=True, rows="4")
    files = MultipleFileField(N_("Files"))
    links = forms.text(N_("Links"), N_("One address a line."), optional=True, rows="2")

    TEXTS = ("heading", "scope", "minutes", "presenter", "text", "links")

    def item(self) -> Item:
        values: dict[str, Any] = {name: self[name].data for name in self.TEXTS}
        return clean_item(Item(**values))
