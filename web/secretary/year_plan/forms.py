"""The form of a year's draft: the ways in, and fields for each of its rows by the row's position."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.years import draft, pattern, typed
from scheduler.years.draft_meetings import DraftMeeting, finding_key
from scheduler.years.rows import DraftDate, Source
from web import forms
from web.secretary.conflict import VersionedForm

KEEP = "keep"
"""Of `day_<position>`: the day stands, whatever speaks against it. Else the field holds a day, as 2027-02-09."""
RULE = ("ordinals", "weekday", "months", "hours")
ORDINALS = {1: N_("First"), 2: N_("Second"), 3: N_("Third"), 4: N_("Fourth"), -1: N_("Last")}
_PAST = [SelectChoice("keep", N_("Keep them")), SelectChoice("drop", N_("Leave them out"))]


class Boxes(StringField):  # type: ignore[misc]
    """Boxes of one name; the values of those that are ticked, with commas between."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = ",".join(valuelist)

    @property
    def ticked(self) -> list[str]:
        return (self.data or "").split(",")


class PlanForm(VersionedForm):
    """What is not of a row. `file` is only drawn by it: the view reads the file itself."""

    text = forms.text(N_("Paste the meeting dates"))
    body = HiddenField()
    replace = forms.box(N_("The dates may be replaced"))
    ordinals = Boxes(N_("Which of the month's weekdays?"))
    weekday = SelectField(
        N_("Weekday"),
        choices=[SelectChoice(str(n), str(n)) for n in ("", *range(1, 8))],
        default="",
    )
    months = Boxes(N_("In which months?"))
    hours = forms.line(N_("Time of day"), class_="w-s")
    one = forms.line(N_("One meeting"))
    file = forms.line(N_("A file with the dates"), type="file")
    past = RadioField(
        N_("What shall become of them?"), choices=_PAST, validate_choice=False, default=""
    )
    hours_all = forms.line(N_("Time for them"), class_="w-s")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.data = ""

    def texts(self) -> dict[str, str]:
        """Without the boxes that take a row out, but for those that are ticked: no draft is kept with one."""
        texts = super().texts()
        return {
            name: text
            for name, text in texts.items()
            if not name.startswith("remove_") or text == "yes"
        }

    @property
    def rule(self) -> dict[str, str]:
        """The fields of a rule that are filled in, as `pattern.read_pattern` takes them."""
        return {name: text for name in RULE if (text := self[name].data or "")}

    def errors_in(self, *names: str) -> bool:
        return any(self[name].errors for name in names)


def form_class(
    dates: Sequence[DraftMeeting], unread: Iterable[DraftDate], says: Language
) -> type[PlanForm]:
    """The form with the fields of the draft's rows."""
    fields: dict[str, Any] = {}
    note, online, choose, remove = (
        says("Public note"),
        says("Digital link"),
        says("Choose a day"),
        says("Take this date out of the plan"),
    )
    for one in dates:
        number, day = one.row.position, says.short(one.day)
        fields |= _row_fields(number, day)
        fields[f"online_{number}"] = forms.line(f"{online}, {day}")
        fields[f"note_{number}"] = forms.line(f"{note}, {day}")
        if days := _days(one):
            fields[f"day_{number}"] = RadioField(
                f"{choose}, {day}", choices=days, validate_choice=False, default=""
            )
        fields[f"remove_{number}"] = forms.box(f"{remove}, {day}")
    for row in unread:
        fields |= _row_fields(row.position, row.text)
    parts = [f"date-{one.row.position}" for one in dates]
    return type("PlanForm", (PlanForm,), fields | {"parts": parts})


def _row_fields(number: int, name: str) -> dict[str, Any]:
    return {
        f"when_{number}": forms.line(N_("Date") + f", {name}"),
        f"at_{number}": forms.line(N_("Time") + f", {name}"),
        f"place_{number}": forms.line(N_("Place") + f", {name}"),
    }


def _days(one: DraftMeeting) -> list[SelectChoice]:
    """What may be chosen of a date: days that settle a contradiction; else that it stands, or the nearest free day."""
    if one.choices:
        return [SelectChoice(day.isoformat(), day.isoformat()) for day in one.choices]
    free = [SelectChoice(one.free.isoformat(), one.free.isoformat())] if one.free else []
    return [SelectChoice(KEEP, KEEP), *free] if one.findings else []


def saved_values(source: Source, dates: Iterable[DraftMeeting]) -> dict[str, object]:
    """What the form shows of a draft. A date that has the council's hour, place or digital link shows it."""
    values: dict[str, object] = {"text": source.text, "body": source.body, "past": source.past}
    values |= source.rule
    for one in dates:
        number = one.row.position
        values |= {
            f"when_{number}": one.day.isoformat(),
            f"at_{number}": _hours(one),
            f"place_{number}": one.place,
            f"online_{number}": one.online_url,
            f"note_{number}": one.note,
            f"day_{number}": KEEP if one.findings and one.is_kept and not one.problem else "",
        }
    return values


def _hours(one: DraftMeeting) -> str:
    row = one.row
    if row.start is None:
        return f"{one.starts.time:%H.%M}" if one.starts else ""
    return f"{row.start:%H.%M}" + (f"–{row.end:%H.%M}" if row.end else "")


def touched_fields(form: PlanForm, saved: PlanForm) -> dict[str, str]:
    """What a person has written in fields that showed something else."""
    stands = saved.texts()
    return {
        name: text
        for name, text in form.texts().items()
        if form[name].raw_data and text != stands.get(name)
    }


def change_rows(
    form: PlanForm,
    saved: PlanForm,
    rows: Iterable[DraftDate],
    dates: Iterable[DraftMeeting],
    *,
    do: str,
    language: str,
    year: int,
) -> dict[str, list[date]]:
    """Writes what is typed into the rows; gives the days that are `changed` and `removed`.

    `do` is the pressed button, which may take a row out or put it back.
    Raises: InvalidInput with every field that cannot be read.
    """
    touched = touched_fields(form, saved)
    shown = {one.row.position: one for one in dates}
    days: dict[str, list[date]] = {"changed": [], "removed": []}
    faults: dict[str, Fault] = {}
    for row in rows:
        number, day = row.position, row.day
        if row.is_removed:
            row.is_removed = do != f"put_back_{number}"
            continue
        if f"remove_{number}" in touched or do == f"drop_{number}":
            row.is_removed = True
            days["removed"] += [day] if day else []
            continue
        if touched.get(f"day_{number}") == KEEP:
            row.settled = list(map(finding_key, shown[number].findings))
        change = partial(_change, row, form, touched, language, year)
        if forms.gather(faults, change, False) and row.day:
            days["changed"].append(row.day)
    if faults:
        raise InvalidInput(faults)
    return days


def _change(
    row: DraftDate, form: PlanForm, touched: Mapping[str, str], language: str, year: int
) -> bool:
    """`touched` are the fields that a person has changed. Gives whether the row is another. Raises: InvalidInput."""
    number, faults = row.position, dict[str, Fault]()
    when, at, place, online, note, choice = (
        touched.get(f"{key}_{number}") for key in ("when", "at", "place", "online", "note", "day")
    )
    if row.day is None and (when or at or place):
        when = when or ""
    days: tuple[date | None, date | None] = _day(choice), None
    hours = None
    if when is not None:
        read = partial(typed.days, f"when_{number}", when, language=language, year=year)
        days = forms.gather(faults, read, days)
    day, last = days
    field, for_all = f"at_{number}", touched.get("hours_all", "")
    if for_all and row.day and f"at_{number}" in form and not form[f"at_{number}"].data:
        field, at = "hours_all", for_all
    if at is not None:
        over_days = bool(last or (row.last_day and row.day and row.last_day > row.day))
        hours = forms.gather(faults, partial(typed.hours, field, at, over_days=over_days), None)
    if faults:
        raise InvalidInput(faults)
    return draft.change_row(
        row, year, day=day, last_day=last, hours=hours, place=place, online_url=online, note=note
    )


def _day(choice: str | None) -> date | None:
    try:
        return date.fromisoformat(choice or "")
    except ValueError:  # nothing was chosen, or that it stands
        return None


def rule_words(source: Source, says: Language) -> str:
    """The rule of the draft as a person says it; empty where it was not made by one."""
    try:
        text = pattern.words(pattern.read_pattern(source.rule), says) if source.rule else ""
    except InvalidInput:
        return ""
    return text[:1].upper() + text[1:]
