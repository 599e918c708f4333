"""The forms of the settings: all that a council chooses, and the invitation of a colleague."""

from collections.abc import Mapping
from datetime import date

from flask import g, request
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from scheduler.councils import council_settings, notice_rules
from scheduler.councils.council_settings import COLUMNS, SETTINGS
from scheduler.councils.notice_rules import Before, Unit
from scheduler.councils.rows import Council, DeputyMode, ReplyMode
from scheduler.errors import N_, InvalidInput
from scheduler.language import LANGUAGES, Language, sort_key
from scheduler.workdays import Workdays
from web import forms
from web.forms import PageForm
from web.language import speak
from web.secretary.conflict import VersionedForm

OFFSETS = tuple(key for key in notice_rules.KEYS if key != "hour")
_MODES = (
    SelectChoice(ReplyMode.REPLIES.value, N_("Members reply whether they will come")),
    SelectChoice(ReplyMode.ABSENCES.value, N_("Only those who cannot come tell")),
)
_DEPUTIES = (
    SelectChoice(DeputyMode.BY_HAND.value, N_("When you press the button")),
    SelectChoice(DeputyMode.BY_ITSELF.value, N_("By themselves, when a member cannot come")),
    SelectChoice(DeputyMode.NONE.value, N_("Not at all")),
)
_NORDIC = frozenset({"AX", "DK", "FI", "FO", "GL", "IS", "NO", "SE"})
# fmt: off
_OTHER_EUROPEAN = frozenset({
    "AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "EE", "ES", "FR", "GB", "GG", "GI", "GR", "HR",
    "HU", "IE", "IM", "IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "PL", "PT", "RO", "RS",
    "RU", "SI", "SJ", "SK", "SM", "UA", "VA", "XK",
})
# fmt: on
"""ISO 3166-1: Europe as CLDR counts it, with Cyprus. A council elsewhere gets its country by a command."""


def _line(key: str, *, optional: bool = False, **attributes: str) -> StringField:
    return forms.line(SETTINGS[key].label, optional=optional, **attributes)


def _box(key: str) -> BooleanField:
    return forms.box(SETTINGS[key].label)


class OffsetFields:
    """How long before a meeting each mail goes, by the keys of the settings."""

    call_for_items = _line("call_for_items", class_="w-m")
    items_reminder = _line("items_reminder", class_="w-m")
    items_deadline = _line("items_deadline", class_="w-m")
    kallelse = _line("kallelse", class_="w-m")
    reply_reminder = _line("reply_reminder", class_="w-m")
    reply_by = _line("reply_by", class_="w-m")
    day_before = _line("day_before", class_="w-m")
    hour = _line("hour", class_="w-s")


class SettingsForm(VersionedForm, OffsetFields):
    """Fields in the order of the page, which has their hints."""

    name = _line("name")
    contact = _line("contact", optional=True)
    about = forms.text(SETTINGS["about"].label, optional=True, rows="4")
    standing_items = forms.text(SETTINGS["standing_items"].label, optional=True, rows="4")
    place = _line("place", optional=True)
    online_url = _line("online_url", optional=True, class_="w-l", type="url", inputmode="url")
    usual_time = _line("usual_time", optional=True, class_="w-s")
    duration_minutes = _line("duration_minutes", class_="w-s", inputmode="numeric")
    retention_months = _line("retention_months", optional=True, class_="w-s", inputmode="numeric")
    reply_to = _line("reply_to", type="email", inputmode="email")
    language = SelectField(
        SETTINGS["language"].label,
        choices=[SelectChoice(code, name, {"lang": code}) for code, name in LANGUAGES.items()],
    )
    country = SelectField(SETTINGS["country"].label, choices=lambda: _countries())
    reply_mode = RadioField(SETTINGS["reply_mode"].label, choices=list(_MODES))
    deputy_mode = RadioField(SETTINGS["deputy_mode"].label, choices=list(_DEPUTIES))
    kallelse_review = _line("kallelse_review", class_="w-m")
    approve_kallelse = _box("approve_kallelse")
    approve_notes = _box("approve_notes")
    tell_declines = _box("tell_declines")
    inform_deputies = _box("inform_deputies")
    is_public = _box("is_public")
    items_are_public = _box("items_are_public")
    notes_are_public = _box("notes_are_public")


class InvitationForm(PageForm):
    email = forms.line(N_("E-mail address"), type="email", inputmode="email")
    colleague = forms.line(
        N_("Name"), N_("So that others see who it is. Not needed for a member."), optional=True
    )


def saved_settings(council: Council, says: Language) -> SettingsForm:
    """The settings as they stand, hours and offsets in the language's words."""
    rules = notice_rules.read_rules(council.notice_rules)
    values: dict[str, object] = {
        **{key: getattr(council, key) for key in COLUMNS},
        "usual_time": says.hour(council.usual_start) if council.usual_start else "",
        "reply_to": council.reply_to.email,
        **{key: offset_words(getattr(rules, key), says) for key in OFFSETS},
        "hour": says.hour(rules.hour),
    }
    return SettingsForm.of_saved(values)


def offset_words(before: Before, says: Language) -> str:
    """`28 dagar`, `2 arbetsdagar`, `torsdag`: as it may be typed again."""
    match before.unit:
        case Unit.DAYS:
            return says.count("%(n)s day", "%(n)s days", before.count)
        case Unit.WORKING_DAYS:
            return says.count("%(n)s working day", "%(n)s working days", before.count)
        case Unit.CLEAR_DAYS:
            return says.count("%(n)s clear day", "%(n)s clear days", before.count)
    return says.weekday_named(before.count + 1)


def example_days(texts: Mapping[str, str], day: date) -> dict[str, date]:
    """The day that each offset gives for a meeting on `day`; none where it cannot be read.

    The review is counted from the notice.
    """
    free, readable = Workdays(texts["country"]), {}
    for key in OFFSETS:
        try:
            notice_rules.read_rules({key: texts[key]} if texts[key] else {})
        except InvalidInput:
            continue
        readable[key] = texts[key]
    rules = notice_rules.read_rules({key: text for key, text in readable.items() if text})
    if "kallelse" not in readable:
        readable.pop("kallelse_review", None)
    notice_day = rules.kallelse.day(day, free)
    return {
        key: rules.day(key, notice_day if key == "kallelse_review" else day, free)
        for key in readable
    }


def _countries() -> list[SelectChoice]:
    """The Nordic countries, the rest of Europe, and of all others only the council's own."""
    says, known = speak(), set(council_settings.countries())
    own = {g.council.country, request.form.get("country", "")}
    groups = {
        says("The Nordic countries"): _NORDIC,
        says("Other countries of Europe"): _OTHER_EUROPEAN,
        says("Elsewhere"): own - _NORDIC - _OTHER_EUROPEAN,
    }
    return [
        SelectChoice(code, name, optgroup=label)
        for label, codes in groups.items()
        for name, code in sorted(
            ((says.country(code), code) for code in codes & known), key=lambda row: sort_key(row[0])
        )
    ]
