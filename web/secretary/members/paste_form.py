"""The form for people to add: a text or a file to read, and rows that were read before, with fields to mend them."""

import re
from collections.abc import Mapping

from flask import request
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from scheduler import files
from scheduler.councils import cells, pasted_people
from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.members_file import Row
from scheduler.councils.members_file_words import ROLES, letters
from scheduler.councils.rows import MemberRole
from scheduler.errors import N_, Fault
from web import forms
from web.forms import PageForm, as_text

_ALWAYS = ("name", "email", "role", "organisation")
_WHERE_TOLD = ("deputy_for", "phone", "note")


def _lines(text: str | None) -> str:
    """Without blank lines first, which a textarea would swallow; a tab may stand before an empty cell."""
    return "\n".join(cells.lines(text or "")).lstrip("\n")


class PasteForm(PageForm):
    """`typed` is what stood in `text` when a file was chosen; `rows` are the rows that wait, as they were shown."""

    text = TextAreaField(N_("Paste name, e-mail address, organisation and role"), filters=[_lines])
    file = FileField(N_("Or choose a file"))
    typed = TextAreaField(filters=[_lines])
    rows = HiddenField()

    def read_file(self) -> None:
        """The text of the file takes the place of what is typed. Takes a while. Raises: InvalidInput (`file`)."""
        octets = self.file.data.read() if self.file.data else b""
        if octets:
            text, typed = _lines(files.read_text(octets)), self.text.data
            self.typed.data = typed if typed.strip() not in ("", text.strip()) else self.typed.data
            self.text.data = text

    def shown_rows(self) -> list[Row]:
        return pasted_people.kept_rows(self.rows.data or "")

    def mended_rows(self) -> list[Row]:
        """The rows that were shown, with what was written in their fields, and without those to leave out."""
        left_out, written = request.form.getlist("out"), " ".join(request.form)
        mended = {int(number) for number in re.findall(r"\brow-(\d{1,6})-", written)}
        return [
            _mended(number, row) if number in mended else row
            for number, row in enumerate(self.shown_rows(), start=1)
            if str(number) not in left_out
        ]


class RowForm(PageForm):
    """The fields of one row."""

    name = forms.line(N_("Name"))
    email = forms.line(N_("E-mail address"), type="email")
    role = SelectField(N_("Role"))
    organisation = forms.line(N_("Organisation"))
    seat = forms.line(N_("Seat"))
    deputy_for = forms.line(N_("Deputy for"))
    phone = forms.line(N_("Phone"), type="tel")
    language = forms.line(N_("Language"))
    since = forms.line(N_("First day"))
    until = forms.line(N_("Last day"))
    note = forms.line(N_("Note"))


def row_form(number: int, row: Row, faults: Mapping[str, Fault]) -> RowForm:
    """The fields to mend the row in, each with its fault: what is asked of everybody, told of this one, or wrong."""
    role = ROLES.get(letters(row.get("role", "")), "" if row.get("role") else MemberRole.MEMBER)
    form = RowForm(formdata=None, prefix=f"row-{number}-", data={**row, "role": str(role)})
    words = {**({} if role else {"": N_("Choose")}), **ROLE_WORDS}
    form.role.choices = [SelectChoice(str(value), word) for value, word in words.items()]
    for name in [field.short_name for field in form]:
        is_told = name in _WHERE_TOLD and row.get(name)
        if name not in _ALWAYS and name not in faults and not is_told:
            del form[name]
    for name, fault in faults.items():
        form.refuse_field(name, fault)
    return form


def _mended(number: int, row: Row) -> Row:
    form = RowForm(prefix=f"row-{number}-")
    new = {field.short_name: as_text(field) for field in form if field.raw_data}
    # Nothing was chosen, or what the field shows of a row without a role: the row is as it was shown.
    if not new.get("role", "-") or (new.get("role") == MemberRole.MEMBER and not row.get("role")):
        del new["role"]
    is_written = any(new.values())
    return {
        key: cell
        for key, cell in {**row, **new}.items()
        if cell and (key in form or not is_written)
    }
