"""A form that somebody else has saved meanwhile: both texts are shown, and nothing that was typed is lost.

A form carries what it showed as a `seen` field, made by `mark`. Where what is saved no longer has that mark, the page
is answered by `page`: what is saved now beside what was typed, which can be changed and saved over it.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, Self

from flask import request
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms import Field as FormField

from scheduler.errors import N_
from web.forms import PageForm, as_text
from web.language import speak
from web.secretary import access

_YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class Field(NamedTuple):
    """One field of the form in its words: what is saved now and what was typed.

    `theirs_in_words` and `yours_in_words` are for a choice, whose values are not shown.
    """

    name: str
    label: str
    theirs: str
    yours: str
    is_long: bool = False
    theirs_in_words: str = ""
    yours_in_words: str = ""

    @property
    def is_choice(self) -> bool:
        return bool(self.theirs_in_words or self.yours_in_words)


def mark(values: Mapping[str, str]) -> str:
    """One mark for each field, so that it can be told which of them a person has touched."""
    return " ".join(_mark(name, values[name]) for name in sorted(values))


def _mark(name: str, value: str) -> str:
    text = value.strip()
    return f"{name}.{sha256(text.encode()).hexdigest()[:12] if text else ''}"


def page(
    title: str,
    fields: Sequence[Field],
    *,
    hidden: Mapping[str, str],
    url: str,
    back: str,
    button: str,
    seen: str = "",
) -> tuple[str, int]:
    """The Conflict page. `hidden` is sent along as it is: the new mark or version, and which button it was.

    `url` takes the form again; `back` shows what is saved, without what was typed. `seen` is the mark of what the form
    showed: a field that still has its mark was not touched, and what the other person saved there stands.
    """
    shown = frozenset(seen.split())
    touched = [field for field in fields if _mark(field.name, field.yours) not in shown]
    differing = [field for field in touched if field.theirs.strip() != field.yours.strip()]
    settled = {f.name: f.yours if f in touched else f.theirs for f in fields if f not in differing}
    answer = access.secretary_page(
        "conflict.html",
        title=title,
        fields=differing,
        hidden={**settled, **hidden},
        url=url,
        back=back,
        button=button,
    )
    return answer, 409


class VersionedForm(PageForm):
    """`seen` is the mark (`conflict.mark`) of what the form showed."""

    seen = HiddenField()

    @classmethod
    def of_saved(cls, values: Mapping[str, Any]) -> Self:
        """The form that shows `values`, and carries their mark."""
        form = cls(formdata=None, data=values)
        form.seen.data = mark(form.texts())
        return form

    def texts(self) -> dict[str, str]:
        texts = super().texts()
        del texts["seen"]
        return texts

    def was_made_from(self, mark: str) -> bool:
        return bool(self.seen.data == mark)

    def is_stale(self, saved: "VersionedForm") -> bool:
        """Whether something else is saved now than the form showed."""
        return not self.was_made_from(saved.seen.data or "")

    def conflict(
        self, saved: "VersionedForm", *, title: str, button: str, url: str = "", back: str = ""
    ) -> tuple[str, int]:
        """The Conflict page of all fields; `title` and `button` are in the page's language.

        `url` takes the form again, and `back` is where it stands, where they are not this address.
        """
        return page(
            title,
            [_compared(field, saved[field.short_name]) for field in self if field.name != "seen"],
            hidden={"seen": saved.seen.data or ""},
            url=url or request.path,
            back=back or url or request.path,
            button=button,
            seen=request.form.get("seen", ""),
        )


def _compared(yours: FormField, theirs: FormField) -> Field:
    return Field(
        yours.name,
        speak()(yours.label.text),
        as_text(theirs),
        as_text(yours),
        is_long=isinstance(yours, TextAreaField),
        theirs_in_words=_in_words(theirs),
        yours_in_words=_in_words(yours),
    )


def _in_words(field: FormField) -> str:
    """What a choice says; empty for a field that is written."""
    if isinstance(field, BooleanField):
        return speak()(_YES_NO[as_text(field)])
    if not isinstance(field, SelectField):
        return ""
    return next(
        (str(speak()(label)) for value, label, *_ in field.iter_choices() if value == field.data),
        "",
    )
