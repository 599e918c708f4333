"""The base of every form: its fields as text, and what is wrong with each.

A form class names its fields; what may stand in them is known by the action that takes them, which raises InvalidInput
with every fault at once. `macros/form.html` writes a field from its class: label, hint, type and size.
"""

from collections.abc import Callable, Container
from datetime import date
from typing import Any, NamedTuple, Self, TypeVar

from flask import g
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, StringField, TextAreaField

from scheduler.clock import Wall
from scheduler.errors import Fault, InvalidInput
from web.addresses import ViewResult
from web.language import speak

T = TypeVar("T")


class Told(NamedTuple):
    """One line of the summary of errors; `anchor` is the id of its field, empty where it is about the whole form."""

    text: str
    anchor: str = ""


class PageForm(FlaskForm):  # type: ignore[misc]
    """Labels and hints are msgids. The token is checked for every POST before a form is read (`web/security.py`)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False

    parts: Container[str] = ()
    """Ids of parts of the page, beside fields, that a fault leads to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[Told] = []
        self.error: InvalidInput | None = None

    def with_page(self, page: Callable[[Self], ViewResult]) -> Self:
        """The form as `page` shows it: that answers InvalidInput in this request, with what is wrong (422)."""

        def refused(error: InvalidInput) -> ViewResult:
            self.refuse(error)
            shown = page(self)
            return (shown, 422) if isinstance(shown, str) else shown

        g.refused = refused
        return self

    def texts(self) -> dict[str, str]:
        """Every field as text, as actions read it: a box is `yes` or `no`."""
        return {field.short_name: as_text(field) for field in self}

    def refuse(self, error: InvalidInput) -> None:
        """Tells each fault at its field, and at the top in the order of the fields."""
        self.error = error
        places = {name: place for place, name in enumerate(self._fields)}
        for name in sorted(error.fields, key=lambda name: places.get(name, -1)):
            self.refuse_field(name, error.fields[name])

    def refuse_field(self, name: str, fault: Fault | str) -> None:
        """A fault that names another field by its key says what that field is called."""
        fault = Fault(fault) if isinstance(fault, str) else fault
        params = {key: self._label(value) or value for key, value in fault.params.items()}
        text, field = speak()(fault.text, **params), self._fields.get(name)
        first = params.get(fault.text.partition(")")[0].removeprefix("%("))
        if isinstance(first, date | Wall):  # of which the language writes the weekday small
            text = text[:1].upper() + text[1:]
        if field is not None:
            field.errors = [*field.errors, text]
        is_part = field is None and name in self.parts
        self.tell(Told(text, field.id if field is not None else name * is_part))

    def tell(self, *told: Told) -> None:
        """Lines of the summary of errors, which stands on top of the page."""
        self.told += told
        g.faults = [*g.get("faults", ()), *told]

    def _label(self, key: object) -> str:
        return speak()(self._fields[key].label.text) if key in self._fields else ""


def answer_refusals(page: Callable[[], ViewResult]) -> None:
    """`with_page` for fields that no class names: each fault is told at the field of its name (`errors`)."""

    def refused(error: InvalidInput) -> ViewResult:
        g.faults = [Told(speak()(f.text, **f.params), name) for name, f in error.fields.items()]
        shown = page()
        return (shown, 422) if isinstance(shown, str) else shown

    g.refused = refused


def gather(faults: dict[str, Fault], action: Callable[[], T], otherwise: T) -> T:
    """What the action gives; where it refuses, its faults are put to the others."""
    try:
        return action()
    except InvalidInput as error:
        faults |= error.fields
        return otherwise


def as_text(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "yes" if field.data else "no"
    return _written(field.data)


def line(label: str, hint: str = "", *, optional: bool = False, **attributes: str) -> StringField:
    """A field of one line. `attributes` of the element: `class` as `class_`, `type`, `inputmode`, `autocomplete`."""
    return StringField(
        label, description=hint, filters=[_written], render_kw=_drawn(optional, attributes)
    )


def text(label: str, hint: str = "", *, optional: bool = False, **attributes: str) -> TextAreaField:
    """A field of several lines; `rows` says how many are shown."""
    return TextAreaField(
        label, description=hint, filters=[_written], render_kw=_drawn(optional, attributes)
    )


def password(
    label: str, hint: str = "", *, optional: bool = False, autocomplete: str
) -> PasswordField:
    """Its text is kept as it was typed, and is never shown again."""
    attributes = {"type": "password", "autocomplete": autocomplete}
    return PasswordField(label, description=hint, render_kw=_drawn(optional, attributes))


def box(label: str, hint: str = "") -> BooleanField:
    """A box to tick. `no` is sent in its place where a page carries the form's fields on."""
    return BooleanField(label, description=hint, false_values=(False, "", "no"))


def _written(text: object) -> str:
    return str(text or "").replace("\r\n", "\n").strip()


def _drawn(optional: bool, attributes: dict[str, str]) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in attributes.items()} | {"optional": optional}
