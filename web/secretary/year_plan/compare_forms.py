"""The form of what dates are compared with: the school holidays, and one more calendar of another body."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from scheduler.errors import N_
from scheduler.language import sort_key
from scheduler.years.breaks import COUNTIES
from web import forms
from web.secretary.versioned_form import VersionedForm


class CompareForm(VersionedForm):
    """One form, of which each button sends all that is typed. `file` is only drawn by it."""

    breaks = forms.text(N_("School holidays of your municipality"))
    county = SelectField(
        N_("County"), choices=[SelectChoice(name, name) for name in sorted(COUNTIES, key=sort_key)]
    )
    name = forms.line(N_("Whose it is"), N_("Such as Kommunstyrelsen."))
    url = forms.line(
        N_("Address"),
        N_("Begins with https:// or webcal:// and is read each night."),
        inputmode="url",
    )
    file = forms.line(
        N_("Or a calendar file (.ics)"), N_("Read once, as it stands."), optional=True, type="file"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.data = ""
