"""The base of forms that carry what they were made from, so that of two who save at once the later is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from flask import request
from wtforms import BooleanField, Field, HiddenField, SelectField, TextAreaField

from scheduler.errors import N_
from web.forms import PageForm, as_text
from web.language import speak
from web.secretary import conflict

_YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class VersionedForm(PageForm):
    """`seen` is the mark (`conflict.mark`) of what the form showed."""

    seen = HiddenField()

    @classmethod
    def of_saved(cls, values: Mapping[str, Any]) -> Self:
        """The form that shows `values`, and carries their mark."""
        form = cls(formdata=None, data=values)
        form.seen.data = conflict.mark(form.texts())
        return form

    def texts(self) -> dict[str, str]:
        texts = super().texts()
        del texts["seen"]
        return texts

    def was_made_from(self, mark: str) -> bool:
        return bool(self.seen.data == mark)

    def is_stale(self, saved: VersionedForm) -> bool:
        """Whether something else is saved now than the form showed."""
        return not self.was_made_from(saved.seen.data or "")

    def conflict(
        self, saved: VersionedForm, *, title: str, button: str, url: str = "", back: str = ""
    ) -> tuple[str, int]:
        """The Conflict page of all fields; `title` and `button` are in the page's language.

        `url` takes the form again, and `back` is where it stands, where they are not this address.
        """
        return conflict.page(
            title,
            [_compared(field, saved[field.short_name]) for field in self if field.name != "seen"],
            hidden={"seen": saved.seen.data or ""},
            url=url or request.path,
            back=back or url or request.path,
            button=button,
            seen=request.form.get("seen", ""),
        )


def _compared(yours: Field, theirs: Field) -> conflict.Field:
    return conflict.Field(
        yours.name,
        speak()(yours.label.text),
        as_text(theirs),
        as_text(yours),
        is_long=isinstance(yours, TextAreaField),
        theirs_in_words=_in_words(theirs),
        yours_in_words=_in_words(yours),
    )


def _in_words(field: Field) -> str:
    """What a choice says; empty for a field that is written."""
    if isinstance(field, BooleanField):
        return speak()(_YES_NO[as_text(field)])
    if not isinstance(field, SelectField):
        return ""
    return next(
        (str(speak()(label)) for value, label, *_ in field.iter_choices() if value == field.data),
        "",
    )
